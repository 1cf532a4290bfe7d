import CarnetCore
import FileSystemSimulation
import Testing
import Vault

/// Crashes at every system call of the vault's life.
struct VaultCrashTests {
  /// What was promised.
  private enum Promise: Sendable {
    case record(Pseudonym, sealed: [UInt8])
    /// A destruction has begun; it may or may not be done.
    case leaving(Pseudonym)
    case destroyed(Pseudonym)
    case content(ContentReference, record: Pseudonym, [UInt8])
  }

  private static let scenario = Scenario<Promise>(
    setup: { disk in _ = try VaultFixture.create(on: disk) },
    workload: { disk, promise in
      let fixture = VaultFixture(disk)
      let keys = try fixture.open()
      try keys.mend()
      let contents = try fixture.openContents(keys, packBytesMax: 8192)
      var records: [Pseudonym] = []
      for round in 0..<4 {
        for record in try keys.reserve(30) {
          records.append(record)
          let sealed = try RecordSealer(keys).seal("\(record)", .content, record)
          promise(.record(record, sealed: sealed))
        }
        let record = records[round]
        let bytes = (0..<(700 * round + 100)).map { UInt8(truncatingIfNeeded: $0 * (round + 3)) }
        let reference = try contents.put([(record, bytes)])[0]
        promise(.content(reference, record: record, bytes))
      }
      promise(.leaving(records[40]))
      _ = try keys.shred(records[40], at: Instant(milliseconds: 1_795_420_800_000))
      promise(.destroyed(records[40]))
      try keys.rotateEpoch()
      _ = try keys.rotate(records[7])
      for record in try keys.reserve(5) {
        let sealed = try RecordSealer(keys).seal("\(record)", .content, record)
        promise(.record(record, sealed: sealed))
      }
    },
    check: { disk, promises in
      let fixture = VaultFixture(disk)
      let keys = try fixture.open()
      guard keys.damagedPages.isEmpty else { throw Broken("damage: \(keys.damagedPages)") }
      try keys.mend()
      let sealer = RecordSealer(keys)
      let contents = try fixture.openContents(keys, packBytesMax: 8192)
      var leaving: Set<Pseudonym> = []
      for case .leaving(let record) in promises { leaving.insert(record) }
      for promise in promises {
        switch promise {
        case .record(let record, let sealed):
          if leaving.contains(record) { continue }
          guard try sealer.open(sealed, .content, record) == "\(record)" else {
            throw Broken("\(record) opens to something else")
          }
        case .destroyed(let record):
          if (try? keys.rotate(record)) != nil { throw Broken("\(record) is still there") }
        case .content(let reference, let record, let bytes):
          guard try contents.get(reference.name, record: record) == bytes else {
            throw Broken("another content")
          }
        case .leaving: continue
        }
      }
      // The vault goes on, and what is stored twice is whole.
      let record = try keys.reserve(1)[0]
      let reference = try contents.put([(record, [1, 2, 3])])[0]
      guard try contents.get(reference.name, record: record) == [1, 2, 3] else {
        throw Broken("a new content is lost")
      }
      for case .content(let reference, let record, let bytes) in promises {
        guard try contents.put([(record, bytes)]) == [reference] else { throw Broken("renamed") }
      }
      let again = try fixture.open()
      guard again.healedPages.isEmpty, again.damagedPages.isEmpty else {
        throw Broken("not mended: \(again.healedPages) \(again.damagedPages)")
      }
    }
  )

  struct Broken: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  @Test func `no crash loses a key or a content that was promised, or brings back a destroyed one`()
    async throws
  {
    var explorer = CrashExplorer(Self.scenario, seed: 20_261_123)
    explorer.imagesPerDamage = 2
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
    print("vault crash images: \(report.images) over \(report.calls) calls")
  }

  @Test func `a call that fails leaves a vault that opens with everything promised`() async throws {
    let report = try await FaultExplorer(Self.scenario, seed: 20_261_123).run()
    #expect(report.failure == nil, "\(report)")
  }
}
