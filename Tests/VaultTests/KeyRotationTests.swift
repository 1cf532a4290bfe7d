import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing
import Vault

struct KeyRotationTests {
  @Test func `after a rotation new bodies have a new version and the old ones open`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let records = try keys.reserve(60)
    let before = try records.map { try RecordSealer(keys).seal("before \($0)", .content, $0) }
    #expect(try keys.rotate(records[5]) == 2)
    let used = Set(records.prefix(40) + [.system])
    #expect(try keys.rotateAll { used.contains($0) } == 41)
    #expect(try keys.currentVersion(of: records[5]) == 3)
    #expect(try keys.currentVersion(of: records[6]) == 2)
    #expect(try keys.currentVersion(of: records[50]) == 1)
    let again = try fixture.open()
    for (record, sealed) in zip(records, before) {
      #expect(try RecordSealer(again).open(sealed, .content, record) == "before \(record)")
    }
    // A reservation that nobody used is drawn once.
    let unused = again.unusedReservations { used.contains($0) }
    #expect(unused.count == 20)
    #expect(Set(unused).count == 20)
    _ = try again.shred(records[5], at: KeyBackupTests.now)
    #expect(throws: VaultFailure.keyDestroyed(records[5])) { try again.rotate(records[5]) }
    #expect(throws: VaultFailure.keyDestroyed(records[5])) {
      try RecordSealer(again).open(before[5], .content, records[5])
    }
    #expect(try again.rotateAll { _ in true } == 60)
  }

  @Test func `a root key from before a change of the root opens nothing`() throws {
    let fixture = try KeyBackupTests.make()
    let keys = try fixture.open()
    let record = try keys.reserve(1)[0]
    let sealed = try RecordSealer(keys).seal("text", .content, record)
    let old = try fixture.disk.contents(of: VaultFixture.rootKey)
    try keys.rotateRoot()
    #expect(try RecordSealer(fixture.open()).open(sealed, .content, record) == "text")
    let other = VaultFixture(fixture.disk.clone())
    try other.disk.place(old, at: VaultFixture.rootKey)
    #expect(throws: VaultFailure.wrongRootKey(VaultFixture.rootKey)) { try other.open() }
  }

  @Test func `no crash in a change of the root or in a backup of the keys loses a key`()
    async throws
  {
    let scenario = Scenario<(Pseudonym, [UInt8])>(
      setup: { disk in
        let fixture = try KeyBackupTests.make(on: disk)
        _ = try fixture.open().reserve(55)
      },
      workload: { disk, promise in
        let fixture = VaultFixture(disk)
        let keys = try fixture.open()
        try keys.mend()
        for round in 0..<2 {
          let record = try keys.reserve(1)[0]
          promise((record, try RecordSealer(keys).seal("\(record)", .trace, record)))
          if round == 0 {
            try keys.rotateRoot()
          } else {
            _ = try KeyBackupTests.backUp(fixture)
          }
        }
        try keys.rotateRoot()
        _ = try keys.rotateAll { _ in true }
      },
      check: { disk, promises in
        let fixture = VaultFixture(disk)
        for isMended in [false, true] {
          let keys = try fixture.open()
          if isMended { try keys.mend() }
          let seed = try SealedFile.load(
            SealedFile.signingUse,
            at: VaultFixture.keys.appending(SealedFile.signingName),
            keys,
            disk
          )
          guard seed == [UInt8](repeating: 7, count: 32) else {
            throw CheckFailure("another signing key")
          }
          for (record, sealed) in promises {
            guard try RecordSealer(keys).open(sealed, .trace, record) == "\(record)" else {
              throw CheckFailure("\(record) does not open")
            }
          }
        }
        // A backup whose file is there opens.
        for name in try disk.exists(KeyBackupTests.folder) ? disk.list(KeyBackupTests.folder) : []
        where KeyBackup.isFileName(name) {
          _ = try KeyBackupTests.restoration(fixture, KeyBackupTests.folder.appending(name))
        }
      }
    )
    var explorer = CrashExplorer(scenario, seed: 20_261_124)
    explorer.imagesPerDamage = 2
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
    let faults = try await FaultExplorer(scenario, seed: 20_261_124).run()
    #expect(faults.failure == nil, "\(faults)")
  }
}
