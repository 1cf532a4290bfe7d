import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing
import Vault

struct KeyStoreTests {
  private let a = VaultFixture.keys.appending("a.keys")
  private let b = VaultFixture.keys.appending("b.keys")

  @Test func `keys open what they sealed, in this process and in the next`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(3)[1]
    let sealed = try RecordSealer(keys).seal("bilan", .content, record)
    #expect(try RecordSealer(keys).open(sealed, .content, record) == "bilan")
    let again = try RecordSealer(fixture.open())
    #expect(try again.open(sealed, .content, record) == "bilan")
  }

  @Test func `another record, key, context or byte opens nothing`() throws {
    let keys = try VaultFixture().open()
    let records = try keys.reserve(2)
    let sealer = RecordSealer(keys)
    let sealed = try sealer.seal("bilan", .content, records[0])
    #expect(throws: VaultFailure.doesNotOpen) { try sealer.open(sealed, .content, records[1]) }
    #expect(throws: VaultFailure.doesNotOpen) { try sealer.open(sealed, .trace, records[0]) }
    #expect(throws: VaultFailure.doesNotOpen) {
      try sealer.open(sealed, .content, records[0], bound: "elsewhere")
    }
    for bit in 0..<sealed.count * 8 {
      var changed = sealed
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: VaultFailure.doesNotOpen) { try sealer.open(changed, .content, records[0]) }
    }
    for count in 0..<sealed.count {
      #expect(throws: VaultFailure.doesNotOpen) {
        try sealer.open(Array(sealed.prefix(count)), .content, records[0])
      }
    }
  }

  @Test func `a destroyed record opens nothing, the others do`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let records = try keys.reserve(120)
    let sealer = RecordSealer(keys)
    let gone = try sealer.seal("a", .content, records[60])
    let trace = try sealer.seal("t", .trace, records[60])
    let kept = try sealer.seal("b", .content, records[61])
    let receipt = try keys.shred(
      records[60],
      traces: false,
      at: Instant(milliseconds: 1_795_420_800_000)
    )
    #expect(receipt.contentCommitment.count == 16)
    #expect(receipt.traceCommitment.isEmpty)
    #expect(receipt.epochAfter == receipt.epochBefore + 1)
    for store in [keys, try fixture.open()] {
      let sealer = RecordSealer(store)
      #expect(throws: VaultFailure.keyDestroyed(records[60])) {
        try sealer.open(gone, .content, records[60])
      }
      #expect(try sealer.open(trace, .trace, records[60]) == "t")
      #expect(try sealer.open(kept, .content, records[61]) == "b")
      #expect(throws: VaultFailure.keyDestroyed(records[60])) { try store.rotate(records[60]) }
    }
  }

  @Test func `after a destruction no copy of the key store kept before opens`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let before = try fixture.disk.contents(of: a)
    _ = try keys.shred(record, at: Instant(milliseconds: 1_795_420_800_000))
    for path in [a, b] { try fixture.disk.place(before, at: path) }
    #expect(throws: VaultFailure.wrongRootKey(VaultFixture.rootKey)) { try fixture.open() }
  }

  @Test func `a new version seals and the old one still opens`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let sealed = try RecordSealer(keys).seal("avant", .content, record)
    #expect(try keys.rotate(record) == 2)
    for store in [keys, try fixture.open()] {
      #expect(try store.currentVersion(of: record) == 2)
      #expect(try RecordSealer(store).open(sealed, .content, record) == "avant")
    }
  }

  @Test("damage to one copy is mended from the other", arguments: ["a.keys", "b.keys"])
  func mended(copy: String) throws {
    let fixture = try VaultFixture()
    let records = try fixture.open().reserve(200)
    let whole = try fixture.disk.contents(of: VaultFixture.keys.appending(copy))
    var random = SplitMix64(seed: 11)
    for _ in 0..<40 {
      let place = Int.random(in: 0..<whole.count, using: &random)
      try fixture.disk.corrupt(VaultFixture.keys.appending(copy), at: place, mask: 0x10)
      let keys = try fixture.open()
      #expect(keys.damagedPages == [])
      for record in records { #expect(try keys.currentVersion(of: record) == 1) }
      try keys.mend()
      #expect(try fixture.open().healedPages == [])
    }
    try fixture.disk.remove(VaultFixture.keys.appending(copy))
    try fixture.open().mend()
    #expect(try fixture.open().slotCount == 201)
  }

  @Test func `a page damaged in both copies is named, and nothing is written any more`() throws {
    let fixture = try VaultFixture()
    _ = try fixture.open().reserve(200)
    for path in [a, b] { try fixture.disk.corrupt(path, at: 2 * 4096 + 100, mask: 1) }
    let keys = try fixture.open()
    #expect(keys.damagedPages == [1])
    let before = try fixture.disk.contents(of: a)
    #expect(throws: VaultFailure.pagesDamaged([1])) { try keys.reserve(1) }
    #expect(throws: VaultFailure.pagesDamaged([1])) { try keys.mend() }
    #expect(throws: VaultFailure.pagesDamaged([1])) {
      try keys.shred(Pseudonym(rawValue: 5), at: Instant(milliseconds: 1))
    }
    #expect(try fixture.disk.contents(of: a) == before)
  }

  @Test("both copies cut short are damage", arguments: [0, 100, 4096, 5000, 2 * 4096 + 1])
  func cut(bytes: Int) throws {
    let fixture = try VaultFixture()
    _ = try fixture.open().reserve(200)
    for path in [a, b] {
      try fixture.disk.place(Array(fixture.disk.contents(of: path).prefix(bytes)), at: path)
    }
    do {
      #expect(try !fixture.open().damagedPages.isEmpty)
    } catch VaultFailure.keyStoreDamaged {
    }
  }

  @Test func `after a write that failed nothing more is tried`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    fixture.disk.fail { $0.operation == .sync ? .ioError : nil }
    #expect(throws: VaultFailure.self) { try keys.reserve(60) }
    fixture.disk.clearFaults()
    #expect(throws: VaultFailure.self) { try keys.reserve(1) }
    let again = try fixture.open()
    try again.mend()
    #expect(try again.reserve(60).count == 60)
  }

  @Test func `what belongs to another log, or to none, is refused by name`() throws {
    let fixture = try VaultFixture()
    #expect(throws: VaultFailure.rootKeyOfAnotherLog(found: VaultFixture.log, expected: "ff")) {
      try fixture.open(log: "ff")
    }
    #expect(throws: VaultFailure.keyStoreExists(VaultFixture.keys)) {
      try VaultFixture.create(on: fixture.disk)
    }
    let other = try VaultFixture()
    let key = try other.disk.contents(of: VaultFixture.rootKey)
    try fixture.disk.place(key, at: VaultFixture.rootKey)
    #expect(throws: VaultFailure.wrongRootKey(VaultFixture.rootKey)) { try fixture.open() }
    try fixture.disk.remove(VaultFixture.rootKey)
    #expect(throws: VaultFailure.noRootKey(VaultFixture.rootKey)) { try fixture.open() }
    for path in [a, b] { try fixture.disk.remove(path) }
    #expect(throws: VaultFailure.noKeyStore(VaultFixture.keys)) { try fixture.open() }
  }

  @Test func `a changed root key file names its line`() throws {
    let fixture = try VaultFixture()
    let key = try fixture.disk.contents(of: VaultFixture.rootKey)
    for place in key.indices {
      var changed = key
      changed[place] ^= 0x01
      try fixture.disk.place(changed, at: VaultFixture.rootKey)
      do {
        _ = try fixture.open()
        Issue.record("byte \(place) may be changed")
      } catch VaultFailure.rootKeyMalformed(_, let line) {
        #expect((1...6).contains(line))
      } catch VaultFailure.futureFormat {
        #expect(place < 18)
      }
    }
  }

  @Test func `nothing that prints shows a key`() throws {
    let fixture = try VaultFixture()
    let root = try RootKey.load(fixture.disk, from: VaultFixture.rootKey)
    let text = String(decoding: try fixture.disk.contents(of: VaultFixture.rootKey), as: UTF8.self)
    let secrets = text.split(whereSeparator: \.isWhitespace).filter { $0.hasSuffix("=") }
    #expect(secrets.count == 2)
    for secret in secrets {
      #expect(!"\(root) \(String(reflecting: root))".contains(secret))
    }
  }
}
