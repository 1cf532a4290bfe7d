import CarnetCore
import EventLog
import FileSystemSimulation
import Ledger
import MedicalRecord
import RecordService
import Synchronization
import SystemPackage
import Testing
import Vault

struct BackupTests {
  /// A log with a backup of its first half.
  private static func halfBackedUp() async throws -> (BackupFixture, [Pseudonym]) {
    let fixture = BackupFixture()
    try fixture.create()
    var service = try fixture.openForWriting()
    var records = try await fixture.fill(service, records: 6)
    try service.close()
    try fixture.backUp()
    service = try fixture.openForWriting()
    records += try await fixture.fill(service, records: 6)
    try service.close()
    return (fixture, records)
  }

  @Test func `a second backup brings what is new, and restores to the whole log`() async throws {
    let (fixture, records) = try await Self.halfBackedUp()
    let report = try fixture.backUp()
    #expect(report.manifest.number == 2)
    #expect(report.eventsAdded == 18)
    let restored = try await fixture.restore(BackupFixture.options())
    #expect(restored.size == 36)
    #expect(restored.forkedFrom == nil)
    #expect(restored.withoutKeys.isEmpty)
    #expect(restored.erasedAgain.isEmpty)
    let service = try fixture.openForReading(BackupFixture.options().target)
    #expect(try service.tree.root(atSize: 36) == report.manifest.root)
    for record in records { #expect(try service.state(of: record).status == .active) }
    let original = try fixture.openForReading()
    #expect(try ServiceFixture.lines(service) == ServiceFixture.lines(original))
    // And it goes on.
    let writer = try fixture.openForWriting(BackupFixture.options().target)
    try await fixture.fill(writer, records: 1)
    try writer.close()
    let verified = try await LogVerifier(fixture.disk, BackupFixture.options().target.log).verify()
    #expect(verified.isIntact)
  }

  @Test func `a backup inside the writer's process holds all that was acknowledged`() async throws {
    let fixture = BackupFixture()
    try fixture.create()
    let service = try fixture.openForWriting()
    try await fixture.fill(service, records: 4)
    let report = try Backup(service, to: BackupFixture.target, keys: BackupFixture.keys).run()
    #expect(report.manifest.size == 12)
    try await fixture.fill(service, records: 1)
    try service.close()
    let verified = try await LogVerifier(fixture.disk, LogDirectory(BackupFixture.target)).verify()
    #expect(verified.findings.isEmpty)
    #expect(verified.lastCheckpoint?.size == 12)
  }

  @Test func `a restore of an older backup erases again before anything can be read`() async throws
  {
    let (fixture, records) = try await Self.halfBackedUp()
    let service = try fixture.openForWriting()
    let horizon = try service.keys.shred(records[2], at: service.clock()).backupHorizon
    #expect(horizon == Instant(milliseconds: BackupFixture.start + 30 * 86_400_000))
    try service.close()
    var options = BackupFixture.options()
    await #expect(throws: BackupFailure.headBeyond(head: 36, restored: 18)) {
      try await fixture.restore(options)
    }
    options.forks = true
    let report = try await fixture.restore(options)
    #expect(report.erasedAgain == [records[2]])
    let restored = try fixture.openForReading(options.target)
    #expect(throws: VaultFailure.keyDestroyed(records[2])) {
      try restored.keys.keyBytes(.content, of: records[2], version: 1)
    }
    #expect(try restored.state(of: records[1]).status == .active)

    let register = RootKeyFile.erasures(of: BackupFixture.directory.rootKey)
    let other = BackupFixture(fixture.disk.clone())
    try other.disk.remove(register)
    var second = BackupFixture.options("second")
    second.forks = true
    await #expect(throws: BackupFailure.registerMissing(register)) {
      try await other.restore(second)
    }
    // A register that was begun after the backup may lack what came between.
    let late = Instant(milliseconds: BackupFixture.start + 1)
    try ErasureRegister.create(
      other.disk,
      at: register,
      log: restored.identity.id.description,
      begun: late
    )
    await #expect(
      throws: BackupFailure.registerTooYoung(
        register,
        begun: late,
        needed: Instant(milliseconds: BackupFixture.start)
      )
    ) { try await other.restore(second) }
    second.withoutRegister = true
    #expect(try await other.restore(second).erasedAgain.isEmpty)
  }

  @Test func `a head that the log in use signs during a restore is compared like the others`()
    async throws
  {
    let fixture = BackupFixture()
    try fixture.create()
    let service = try fixture.openForWriting()
    try await fixture.fill(service, records: 4)
    try fixture.backUp()
    let mark = FilePath(BackupFixture.directory.rootKey.string + ".head")
    try fixture.disk.remove(mark)
    var options = BackupFixture.options(from: BackupFixture.directory.root, keys: nil)
    options.forks = true
    let hasStopped = Mutex(false)
    let restore = Restore(options, fileSystem: fixture.disk)
    let report = try await restore.run { stage, _, _ in
      guard stage == .reading, hasStopped.withLock({ !exchange(&$0, with: true) }) else { return }
      // Its writer stops meanwhile, and signs what the survey is reading.
      #expect(throws: Never.self) { try service.close() }
    }
    #expect(try fixture.disk.exists(mark))
    #expect(report.size >= 12)
    #expect(report.forkedFrom == "carnet.example/backup")
  }

  @Test func `every position and every instant can be restored, under a name of its own`()
    async throws
  {
    let (fixture, _) = try await Self.halfBackedUp()
    try fixture.backUp()
    let original = try fixture.openForReading()
    let lines = try ServiceFixture.lines(original)
    var origins: Set<String> = []
    for size in UInt64(0)...36 {
      var options = BackupFixture.options("at-\(size)")
      options.cut = .position(size)
      let report = try await fixture.restore(options)
      #expect(report.size == size)
      #expect(report.root == (try original.tree.root(atSize: size)))
      origins.insert(report.identity.origin)
      let service = try fixture.openForReading(options.target)
      #expect(try ServiceFixture.lines(service) == Array(lines.prefix(Int(size))))
    }
    #expect(origins.count == 37)
    #expect(!origins.contains(original.identity.origin))
    var options = BackupFixture.options("instant")
    options.cut = .instant(Instant(milliseconds: BackupFixture.start + 7999))
    #expect(try await fixture.restore(options).size == 8)
    options = BackupFixture.options("before")
    options.cut = .instant(Instant(milliseconds: BackupFixture.start - 1))
    await #expect(
      throws: BackupFailure.nothingBefore(Instant(milliseconds: BackupFixture.start - 1))
    ) { try await fixture.restore(options) }
    options.cut = .position(37)
    await #expect(throws: BackupFailure.positionBeyond(37, size: 36)) {
      try await fixture.restore(options)
    }
    // A log that forked signs heads of its own.
    let fork = DataDirectory("/restored/at-20", rootKey: BackupFixture.directory.rootKey)
    let writer = try fixture.openForWriting(fork)
    try await fixture.fill(writer, records: 1)
    try writer.close()
    let verified = try await LogVerifier(fixture.disk, fork.log).verify()
    #expect(verified.isIntact)
    #expect(verified.lastCheckpoint?.size == 23)
  }

  @Test func `batches of many events are cut within`() async throws {
    let fixture = BackupFixture()
    try fixture.create()
    let service = try fixture.openForWriting()
    let record = try service.drawPseudonym()
    var consent = Carnet_V1_ConsentGranted()
    consent.subject = .emergency
    let facts = [Fact](repeating: .consentGranted(consent), count: 40)
    let events = service.events(
      facts,
      context: ServiceFixture.importer,
      ids: { EventID(high: 1, low: UInt64($0)) },
      time: service.clock()
    )
    _ = try await service.append(Write(record: record, expecting: .any, events: events))
    try service.close()
    try fixture.backUp()
    let lines = try ServiceFixture.lines(fixture.openForReading())
    for size in [1, 2, 17, 39] {
      var options = BackupFixture.options("at-\(size)")
      options.cut = .position(UInt64(size))
      _ = try await fixture.restore(options)
      let restored = try fixture.openForReading(options.target)
      #expect(try ServiceFixture.lines(restored) == Array(lines.prefix(size)))
    }
  }

  @Test func `a byte that changed in a backup is found before anything is restored`() async throws {
    let (fixture, _) = try await Self.halfBackedUp()
    try fixture.backUp()
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix64(seed: seed)
    let files = fixture.disk.files.filter {
      $0.starts(with: BackupFixture.target) && $0.lastComponent?.string != "watermark"
        && !$0.string.hasSuffix("00000001.manifest")
    }
    for round in 0..<60 {
      let other = BackupFixture(fixture.disk.clone())
      let path = files[round % files.count]
      let size = try other.disk.contents(of: path).count
      if size == 0 { continue }
      let offset = Int.random(in: 0..<size, using: &generator)
      try other.disk.corrupt(
        path,
        at: offset,
        mask: 1 << UInt8.random(in: 0..<8, using: &generator)
      )
      do {
        _ = try await other.restore(BackupFixture.options())
        Issue.record("seed \(seed): \(path) byte \(offset) was not found")
      } catch {
        #expect(try !other.disk.exists("/restored/carnet"), "seed \(seed)")
      }
    }
  }

  @Test func `a line break that changed among a backup's heads is found`() async throws {
    let (fixture, _) = try await Self.halfBackedUp()
    try fixture.backUp()
    let path = try #require(
      fixture.disk.files.first {
        $0.starts(with: BackupFixture.target) && $0.lastComponent?.string == "checkpoints"
      }
    )
    let bytes = try fixture.disk.contents(of: path)
    for (offset, byte) in bytes.enumerated() where byte == 0x0a {
      let other = BackupFixture(fixture.disk.clone())
      try other.disk.corrupt(path, at: offset, mask: 1)
      await #expect(throws: (any Error).self, "byte \(offset)") {
        try await other.restore(BackupFixture.options())
      }
      #expect(try !other.disk.exists("/restored/carnet"), "byte \(offset)")
    }
  }

  @Test func `a head of another past, and a backup of another log, are refused`() async throws {
    let (fixture, _) = try await Self.halfBackedUp()
    let (stranger, _) = try await Self.halfBackedUp()
    let head = try stranger.disk.contents(of: "/data/carnet/log/checkpoints")
    var options = BackupFixture.options()
    options.heads = [
      head.split(separator: 0x0a, omittingEmptySubsequences: false).prefix(5)
        .joined(separator: [0x0a]) + [0x0a]
    ]
    await #expect(throws: (any Error).self) { try await fixture.restore(options) }
    // Its backup, in the place of ours.
    for path in stranger.disk.files where path.starts(with: "/backup") {
      try fixture.disk.place(stranger.disk.contents(of: path), at: path)
    }
    #expect(throws: BackupFailure.self) { try fixture.backUp() }
  }

  @Test func `a log that was restored from an older backup does not go on in the newer one`()
    async throws
  {
    let (fixture, _) = try await Self.halfBackedUp()
    let older = fixture.disk.clone()
    try fixture.backUp()
    for path in older.files where path.starts(with: BackupFixture.target) {
      try fixture.disk.place(
        older.contents(of: path),
        at: FilePath("/older/").pushing(path.removingRoot())
      )
    }
    let source = FilePath("/older/").pushing(BackupFixture.target.removingRoot())
    // Without the mark beside the root key nobody knows of the newer head.
    try fixture.disk.remove("/apart/root.key.head")
    _ = try await fixture.restore(BackupFixture.options(from: source))
    let service = try fixture.openForReading(BackupFixture.options().target)
    #expect(throws: BackupFailure.backupAhead(backup: 36, log: 18)) {
      try Backup(service, to: BackupFixture.target).run()
    }
  }
}

/// Crashes at the system calls of backups and restores.
struct BackupCrashTests {
  private static func prepared(_ disk: SimulatedFileSystem) async throws {
    let fixture = BackupFixture(disk)
    try fixture.create()
    var service = try fixture.openForWriting()
    let records = try await fixture.fill(service, records: 4)
    try service.close()
    try fixture.backUp()
    service = try fixture.openForWriting()
    _ = try service.keys.shred(records[1], at: service.clock())
    try await fixture.fill(service, records: 4)
    try service.close()
  }

  @Test func `no crash in a backup harms the backup before it`() async throws {
    let scenario = Scenario<UInt64>(
      setup: { try await Self.prepared($0) },
      workload: { disk, promise in
        promise(try BackupFixture(disk).backUp().manifest.size)
      },
      check: { disk, promises in
        let fixture = BackupFixture(disk)
        var options = BackupFixture.options()
        options.forks = true
        let report = try await fixture.restore(options)
        guard report.size == 24 || promises.isEmpty && report.size == 12 else {
          throw CheckFailure("\(report.size) events after \(promises)")
        }
        // The next one goes on.
        guard try fixture.backUp().manifest.size == 24 else { throw CheckFailure("not the rest") }
      }
    )
    var explorer = CrashExplorer(scenario, seed: 20_261_125)
    explorer.crashPointsMax = 40
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
  }

  @Test func `an interrupted restore leaves nothing that opens, and is run again`() async throws {
    let options = {
      var options = BackupFixture.options()
      options.forks = true
      return options
    }()
    let scenario = Scenario<UInt64>(
      setup: { try await Self.prepared($0) },
      workload: { disk, promise in
        promise(try await BackupFixture(disk).restore(options).size)
      },
      check: { disk, promises in
        let fixture = BackupFixture(disk)
        func open(_ path: FilePath) -> RecordService? {
          let directory = DataDirectory(path, rootKey: BackupFixture.directory.rootKey)
          return try? fixture.openForReading(directory)
        }
        if open("/restored/carnet.restoring") != nil { throw CheckFailure("a half opens") }
        if open(options.target.root) == nil {
          if !promises.isEmpty { throw CheckFailure("restored and gone") }
          _ = try await fixture.restore(options)
        }
        guard let service = open(options.target.root) else { throw CheckFailure("does not open") }
        let register = try ErasureRegister.load(
          disk,
          from: RootKeyFile.erasures(of: BackupFixture.directory.rootKey),
          log: service.identity.id.description
        )
        guard let erased = register?.entries.first?.record,
          (try? service.keys.keyBytes(.trace, of: erased, version: 1)) == nil
        else { throw CheckFailure("an erased record opens") }
        guard try service.reader.readableSize() == 12 else { throw CheckFailure("not whole") }
      }
    )
    var explorer = CrashExplorer(scenario, seed: 20_261_126)
    explorer.crashPointsMax = 50
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
  }
}

/// Plain copies of a directory in use, file by file, in whatever order.
struct CopyOrderTests {
  @Test(arguments: 0..<12)
  func `a copy of files in use is restored up to where it is consistent`(round: Int) async throws {
    let seed = SplitMix64.seed(20_261_127, UInt64(round))
    var generator = SplitMix64(seed: seed)
    let fixture = BackupFixture()
    try fixture.create()
    let service = try fixture.openForWriting()
    try await fixture.fill(service, records: 5)
    let before = try service.reader.readableSize()
    let copy: FilePath = "/copy"
    // Segments that are begun meanwhile are copied when the folder is read late.
    var left = fixture.disk.files.filter { $0.starts(with: BackupFixture.directory.root) }
      .shuffled(using: &generator)
    var isListedAgain = false
    while let path = left.popLast() {
      let target = copy.pushing(
        FilePath(String(path.string.dropFirst(BackupFixture.directory.root.string.count + 1)))
      )
      guard let first = try? fixture.disk.contents(of: path) else { continue }
      let half = Int.random(in: 0...first.count, using: &generator)
      if Bool.random(using: &generator) { try await fixture.fill(service, records: 1) }
      if Bool.random(using: &generator) { _ = try service.signCheckpoint() }
      let second = try fixture.disk.contents(of: path)
      try fixture.disk.place(Array(first[..<half]) + second.dropFirst(half), at: target)
      if left.isEmpty, !isListedAgain, Bool.random(using: &generator) {
        isListedAgain = true
        left = fixture.disk.files.filter { path in
          path.starts(with: BackupFixture.directory.root)
            && !fixture.disk.files.contains(
              copy.pushing(
                FilePath(
                  String(path.string.dropFirst(BackupFixture.directory.root.string.count + 1))
                )
              )
            )
        }
      }
    }
    let after = try service.reader.readableSize()
    try service.close()
    var options = BackupFixture.options(from: copy, keys: nil)
    options.forks = true
    let report = try await fixture.restore(options)
    #expect((before...after).contains(report.size), "seed \(seed)")
    let original = try fixture.openForReading()
    #expect(report.root == (try original.tree.root(atSize: report.size)), "seed \(seed)")
    let restored = try fixture.openForReading(options.target)
    let lines = try ServiceFixture.lines(original)
    #expect(try ServiceFixture.lines(restored) == Array(lines.prefix(Int(report.size))))
  }
}
