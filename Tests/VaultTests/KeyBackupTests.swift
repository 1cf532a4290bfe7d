import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing
import Vault

struct KeyBackupTests {
  static let now = Instant(milliseconds: 1_795_420_800_000)
  static let later = Instant(milliseconds: now.milliseconds + 30 * Instant.millisecondsPerDay)
  static let folder: FilePath = "/elsewhere"
  static let restored: FilePath = "/restored"

  /// A vault with a signing key, as a log has one.
  static func make(on disk: SimulatedFileSystem = SimulatedFileSystem()) throws -> VaultFixture {
    let keys = try VaultFixture.create(on: disk)
    try SealedFile.save(
      [UInt8](repeating: 7, count: 32),
      as: SealedFile.signingUse,
      at: VaultFixture.keys.appending(SealedFile.signingName),
      keys,
      disk
    )
    return VaultFixture(disk)
  }

  static func backUp(
    _ fixture: VaultFixture,
    expires: Instant = later
  ) throws -> (FilePath, KeyBackup) {
    let header = try KeyBackup.make(
      fixture.disk,
      directory: VaultFixture.keys,
      rootKey: VaultFixture.rootKey,
      log: VaultFixture.log,
      in: folder,
      created: now,
      expires: expires
    )
    return (folder.appending(KeyBackup.fileName(header.generation)), header)
  }

  static func restoration(_ fixture: VaultFixture, _ path: FilePath) throws -> KeyRestoration {
    try KeyRestoration(
      fixture.disk,
      backup: path,
      rootKey: VaultFixture.rootKey,
      log: VaultFixture.log
    )
  }

  static func openRestored(_ fixture: VaultFixture) throws -> KeyStore {
    try KeyStore.open(
      fixture.disk,
      directory: restored,
      rootKey: VaultFixture.rootKey,
      log: VaultFixture.log
    )
  }

  @Test func `a backup of the keys opens after an erasure, and without the erased keys`() throws {
    let fixture = try Self.make()
    let keys = try fixture.open()
    let records = try keys.reserve(120)
    let kept = try RecordSealer(keys).seal("kept", .content, records[3])
    let gone = try RecordSealer(keys).seal("gone", .content, records[70])
    let (path, _) = try Self.backUp(fixture)
    _ = try keys.shred(records[70], at: Self.now)

    let restoration = try Self.restoration(fixture, path)
    #expect(restoration.knows(records[70]))
    let register = try #require(
      try ErasureRegister.load(
        fixture.disk,
        from: RootKeyFile.erasures(of: VaultFixture.rootKey),
        log: VaultFixture.log
      )
    )
    #expect(register.entries.map(\.record) == [records[70]])
    for entry in register.entries { #expect(restoration.destroy(entry)) }
    try restoration.write(to: Self.restored, signingSeed: restoration.signingSeed)
    let store = try Self.openRestored(fixture)
    #expect(try RecordSealer(store).open(kept, .content, records[3]) == "kept")
    #expect(throws: VaultFailure.keyDestroyed(records[70])) {
      try RecordSealer(store).open(gone, .content, records[70])
    }
    #expect(
      try SealedFile.load(
        SealedFile.signingUse,
        at: Self.restored.appending(SealedFile.signingName),
        store,
        fixture.disk
      ) == [UInt8](repeating: 7, count: 32)
    )
  }

  @Test func `an erasure names the last backup that holds the keys`() throws {
    let fixture = try Self.make()
    let keys = try fixture.open()
    let first = try keys.reserve(1)[0]
    _ = try Self.backUp(fixture)
    let far = Instant(milliseconds: Self.later.milliseconds + 1)
    _ = try Self.backUp(fixture, expires: far)
    let second = try keys.reserve(1)[0]
    #expect(try keys.shred(second, at: Self.now).backupHorizon == nil)
    #expect(try keys.shred(first, at: Self.now).backupHorizon == far)
  }

  @Test func `a backup opens no more once its generation's secret is destroyed`() throws {
    let fixture = try Self.make()
    let keys = try fixture.open()
    _ = try keys.reserve(10)
    let (path, header) = try Self.backUp(fixture)
    let none = try RootKeyFile.destroyGenerations(fixture.disk, VaultFixture.rootKey) {
      $0.expires < Self.later
    }
    #expect(none.isEmpty)
    _ = try Self.restoration(fixture, path)
    let gone = try RootKeyFile.destroyGenerations(fixture.disk, VaultFixture.rootKey) {
      $0.expires <= Self.later
    }
    #expect(gone.map(\.id) == [header.generation])
    #expect(throws: VaultFailure.keyBackup(.generationGone(gone[0].name), path)) {
      try Self.restoration(fixture, path)
    }
    // The file is again one that version 1 reads.
    let text = String(decoding: try fixture.disk.contents(of: VaultFixture.rootKey), as: UTF8.self)
    #expect(text.hasPrefix("carnet-root-key/v1\n"))
  }

  @Test func `a changed byte of a backup is damage, wherever it is`() throws {
    let fixture = try Self.make()
    let keys = try fixture.open()
    _ = try keys.reserve(60)
    let (path, _) = try Self.backUp(fixture)
    for offset in [3, 100, 300, 4096 + 5, 2 * 4096 + 4000] {
      fixture.disk.clone().settle()
      let other = VaultFixture(fixture.disk.clone())
      try other.disk.corrupt(path, at: offset, mask: 1)
      #expect(throws: VaultFailure.self) { try Self.restoration(other, path) }
    }
    let cut = VaultFixture(fixture.disk.clone())
    let bytes = try cut.disk.contents(of: path)
    try cut.disk.place(Array(bytes.dropLast(4096)), at: path)
    #expect(throws: VaultFailure.self) { try Self.restoration(cut, path) }
  }

  @Test func `a writer that changes epochs keeps the generations noted beside it`() throws {
    let fixture = try Self.make()
    let keys = try fixture.open()
    _ = try keys.reserve(3)
    let (path, _) = try Self.backUp(fixture)
    // This store was opened before the backup was made.
    try keys.rotateEpoch()
    try keys.rotateRoot()
    _ = try Self.restoration(fixture, path)
    let again = try fixture.open()
    #expect(again.epoch == 3)
  }
}

/// The register of erasures.
struct ErasureRegisterTests {
  private static let path: FilePath = "/apart/data.rootkey.erasures"

  private static func load(_ disk: SimulatedFileSystem) throws -> ErasureRegister? {
    try ErasureRegister.load(disk, from: path, log: VaultFixture.log)
  }

  @Test func `what is written is read, in order`() throws {
    let fixture = try VaultFixture()
    #expect(try Self.load(fixture.disk)?.begun == ErasureRegister.sinceTheBeginning)
    var entries: [ErasureRegister.Entry] = []
    for number in 1...5 as ClosedRange<UInt64> {
      let entry = ErasureRegister.Entry(
        record: Pseudonym(rawValue: number),
        contents: number != 2,
        traces: number != 3,
        time: Instant(milliseconds: Int64(number) * 1000),
        contentCommitment: number == 4 ? [] : [UInt8](repeating: UInt8(number), count: 16),
        traceCommitment: [UInt8](repeating: 9, count: 16)
      )
      entries.append(entry)
      try ErasureRegister.append(
        [entry],
        fixture.disk,
        to: Self.path,
        log: VaultFixture.log,
        now: entry.time
      )
    }
    let register = try #require(try Self.load(fixture.disk))
    #expect(register.entries == entries)
    #expect(!register.endsUnfinished)
  }

  @Test func `a register that was cut or changed is not believed, an unfinished last line is told`()
    throws
  {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    for record in try keys.reserve(3) {
      _ = try keys.shred(record, at: KeyBackupTests.now)
    }
    let bytes = try fixture.disk.contents(of: Self.path)
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    for cut in 1..<bytes.count {
      let disk = fixture.disk.clone()
      try disk.place(Array(bytes[..<cut]), at: Self.path)
      let register: ErasureRegister?
      do {
        register = try Self.load(disk)
      } catch VaultFailure.register(.malformed, _) {
        #expect(cut <= lines[0].count, "cut at \(cut)")
        continue
      }
      #expect(register?.endsUnfinished == (bytes[cut - 1] != 0x0a))
    }
    // A line of the middle taken out.
    let disk = fixture.disk.clone()
    let shorter = (lines[..<1] + lines[2...]).joined(separator: [0x0a])
    try disk.place(Array(shorter), at: Self.path)
    #expect(throws: VaultFailure.register(.malformed(line: 2), Self.path)) { try Self.load(disk) }
    #expect(throws: VaultFailure.register(.ofAnotherLog(found: VaultFixture.log), Self.path)) {
      try ErasureRegister.load(fixture.disk, from: Self.path, log: "another")
    }
  }

  @Test func `any byte of the register that changed is damage, the last line's too`() throws {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    for record in try keys.reserve(3) {
      _ = try keys.shred(record, at: KeyBackupTests.now)
    }
    let bytes = try fixture.disk.contents(of: Self.path)
    for place in bytes.indices {
      for bit in 0..<8 as Range<UInt8> {
        var changed = bytes
        changed[place] ^= 1 << bit
        let disk = fixture.disk.clone()
        try disk.place(changed, at: Self.path)
        #expect(throws: VaultFailure.self, "byte \(place), bit \(bit)") { try Self.load(disk) }
      }
    }
  }

  @Test func `an erasure is in the register before anything is destroyed, and an opening ends it`()
    throws
  {
    let fixture = try VaultFixture()
    let keys = try fixture.open()
    let record = try keys.reserve(4)[1]
    let start = fixture.disk.callCount
    _ = try keys.shred(record, at: KeyBackupTests.now)
    let calls = fixture.disk.callCount - start
    for call in 0..<calls {
      let other = try VaultFixture()
      let store = try other.open()
      let record = try store.reserve(4)[1]
      other.disk.crashAtCall(other.disk.callCount + call)
      #expect(throws: VaultFailure.self) { try store.shred(record, at: KeyBackupTests.now) }
      other.disk.clearFaults()
      other.disk.restart()
      let noted = try Self.load(other.disk)?.entries.map(\.record) ?? []
      let again = try other.open()
      try again.mend()
      let isGone = throws_(try again.rotate(record))
      #expect(isGone == noted.contains(record), "call \(call)")
      // Ordered again, it states the same commitments.
      let receipt = try again.shred(record, at: KeyBackupTests.now)
      #expect(receipt.contentCommitment.count == 16)
      #expect(receipt.traceCommitment.count == 16)
    }
  }
}

private func throws_<T>(_ body: @autoclosure () throws -> T) -> Bool {
  do {
    _ = try body()
    return false
  } catch {
    return true
  }
}
