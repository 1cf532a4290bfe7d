import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing
import Vault

struct ContentStoreTests {
  private let pack = VaultFixture.contents.appending("0000000000000000.pack")

  private func text(_ number: Int) -> [UInt8] {
    Array(String(repeating: "Compte rendu n° \(number). ", count: 20 + number).utf8)
  }

  @Test func `contents come back whole, in this process and in the next`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let contents = try fixture.openContents(keys, packBytesMax: 4096)
    var references: [ContentReference] = []
    for number in 0..<30 { references += try contents.put([(record, text(number))]) }
    #expect(try fixture.disk.list(VaultFixture.contents).count > 1)
    for store in [contents, try fixture.openContents(keys)] {
      let count = try store.count
      #expect(count == 30)
      for (number, reference) in references.enumerated() {
        #expect(try store.get(reference.name, record: record) == text(number))
      }
    }
    #expect(try contents.verify() == [])
  }

  @Test func `the same bytes are stored once in a record and have another name in the next`() throws
  {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let records = try keys.reserve(2)
    let contents = try fixture.openContents(keys)
    let first = try contents.put([(records[0], text(1)), (records[0], text(1))])
    #expect(first[0] == first[1])
    let other = try contents.put([(records[1], text(1)), (records[0], text(1))])
    #expect(other[1] == first[0])
    #expect(other[0].name != first[0].name)
    let count = try contents.count
    #expect(count == 2)
    #expect(throws: VaultFailure.doesNotOpen) {
      try contents.get(first[0].name, record: records[1])
    }
  }

  @Test func `no byte of a content stands on the disk in clear`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    _ = try fixture.openContents(keys).put([(record, text(1))])
    let stored = String(decoding: try fixture.disk.contents(of: pack), as: UTF8.self)
    #expect(!stored.contains("Compte"))
  }

  @Test func `damage in one entry neither hides the others nor cuts them`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let contents = try fixture.openContents(keys)
    let references = try contents.put((0..<5).map { (record, text($0)) })
    let whole = try fixture.disk.contents(of: pack)
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let bit = Int.random(in: 0..<whole.count * 8, using: &random)
      var changed = whole
      changed[bit / 8] ^= 1 << (bit % 8)
      try fixture.disk.place(changed, at: pack)
      let store = try fixture.openContents(keys)
      var lost = 0
      for (number, reference) in references.enumerated() {
        do {
          #expect(try store.get(reference.name, record: record) == text(number))
        } catch {
          lost += 1
        }
      }
      #expect(lost <= 1, "bit \(bit)")
      if lost == 1 { #expect(try store.verify().count >= 1, "bit \(bit)") }
      #expect(try fixture.disk.contents(of: pack) == changed)
      // What is stored again is whole again.
      _ = try store.put((0..<5).map { (record, text($0)) })
      for (number, reference) in references.enumerated() {
        #expect(try store.get(reference.name, record: record) == text(number), "bit \(bit)")
      }
    }
  }

  @Test func `the erased record's contents do not open`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let contents = try fixture.openContents(keys)
    let reference = try contents.put([(record, text(1))])[0]
    _ = try keys.shred(record, at: Instant(milliseconds: 1_795_420_800_000))
    #expect(throws: VaultFailure.keyDestroyed(record)) {
      try contents.get(reference.name, record: record)
    }
  }

  @Test func `a content beyond the largest is refused`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let large = [UInt8](repeating: 0, count: 64 << 20 + 1)
    #expect(throws: VaultFailure.contentTooLarge(bytes: large.count, max: 64 << 20)) {
      try fixture.openContents(keys).put([(record, large)])
    }
  }
}
