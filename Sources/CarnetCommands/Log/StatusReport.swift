import CarnetCore
import DeadlineBoard
import EventLog
import Ledger
import Notices
import RecordService
import Vault
import Views

/// How the service is, part by part: a part that cannot be read is a line of its own, and hides no
/// other.
struct StatusReport {
  private(set) var table: Table
  /// Parts that could not be read, and why.
  private(set) var failed: [(part: String, sentence: String)] = []
  /// Something cannot be read, is damaged or is missing.
  private(set) var needsSomebody = false
  private let names: Bool

  /// - Parameter names: names of facts for programs rather than for people.
  init(names: Bool) {
    self.names = names
    table = Table([
      Column("fact", say("élément", "item")), Column("value", say("valeur", "value")),
    ])
  }

  mutating func add(_ key: String, _ french: String, _ english: String, _ cell: Cell) {
    table.add([.text(names ? key : say(french, english)), cell])
  }

  /// Reads a part; what it throws becomes a line.
  private mutating func part(
    _ name: String,
    _ body: (inout StatusReport) throws -> Void
  ) {
    do {
      try body(&self)
    } catch {
      failed.append((name, Sentences.told(error).sentence))
      needsSomebody = true
    }
  }

  mutating func addAll(_ service: RecordService) {
    add("origin", "journal", "log", .text(service.identity.origin))
    part("log") { try $0.addLog(service) }
    part("keys") { $0.addKeys(service) }
    part("contents") {
      let count = try service.contents.count
      $0.add("contents", "contenus de documents", "document contents", .number(count))
    }
    addViews(service)
    part("deadlines") { try $0.addDeadlines(service) }
    part("notices") { try $0.addNotices(service) }
    part("backups") { try $0.addActs(service) }
    part("erasure-register") { try $0.addRegister(service) }
    for finding in service.openingFindings {
      needsSomebody = needsSomebody || finding.isDamage
      add("finding", "à voir", "to look at", .text(Sentences.finding(finding)))
    }
  }

  mutating func addDisk(_ files: any FileSystem, _ directory: DataDirectory) {
    part("disk") {
      let bytes = try files.availableBytes(at: directory.root)
      $0.add(
        "disk-available-bytes",
        "place libre (octets)",
        "room left (bytes)",
        .number(Int(clamping: bytes))
      )
    }
  }

  /// The parts that could not be read.
  mutating func addMatter(_ parts: [(part: String, sentence: String)]) {
    for (part, sentence) in parts {
      add(
        "unreadable-\(part)",
        "illisible : \(part)",
        "cannot be read: \(part)",
        .text(sentence)
      )
    }
  }
}

extension StatusReport {
  private mutating func addLog(_ service: RecordService) throws {
    let size = try service.reader.readableSize()
    add("events", "événements", "events", .number(Int(clamping: size)))
    let heads = try CheckpointStore.recent(
      service.identity,
      service.fileSystem,
      service.directory.log
    )
    let last = heads.checkpoints.last?.size
    add(
      "signed",
      "dernière tête signée à",
      "last signed head at",
      last.map { .number(Int(clamping: $0)) } ?? .none
    )
    add(
      "events-unsigned",
      "événements après la dernière tête signée",
      "events after the last signed head",
      .number(Int(clamping: size - min(size, last ?? 0)))
    )
  }

  private mutating func addKeys(_ service: RecordService) {
    let damaged = service.keys.damagedPages.count
    needsSomebody = needsSomebody || damaged > 0
    add("key-slots", "emplacements de clés", "key slots", .number(service.keys.slotCount))
    add("key-epoch", "époque du trousseau", "key epoch", .number(Int(service.keys.epoch)))
    add("key-pages-damaged", "pages de clés endommagées", "damaged key pages", .number(damaged))
  }

  private mutating func addViews(_ service: RecordService) {
    let now = service.clock()
    var parked = 0
    var oldest: Instant?
    for projector in AllViews.projectors {
      let name = projector.name
      part("view-\(name)") { report in
        let end = try LogFeed(service).size()
        let progress = try AllViews.progress(of: projector, in: service.directory.views)
        let cell =
          progress.map { Status.distance(of: $0.applied, to: end) }
          ?? .term("to-be-built", shown: say("à construire", "to be built"))
        report.add("view-\(name)", "vue \(name)", "view \(name)", cell)
        for record in try AllViews.parkedRecords(of: projector, in: service.directory.views) {
          parked += 1
          let time = try service.reader.envelope(at: record.position).time
          oldest = min(oldest ?? time, time)
        }
      }
    }
    add("parked-records", "dossiers mis de côté", "records set aside", .number(parked))
    if let oldest {
      add(
        "parked-oldest-seconds",
        "le plus ancien mis de côté depuis (s)",
        "oldest set aside for (s)",
        .number(Words.seconds(since: oldest, at: now))
      )
    }
  }

  /// What somebody must do: deadlines that are late.
  private mutating func addDeadlines(_ service: RecordService) throws {
    let views = service.directory.views
    guard try AllViews.progress(of: DeadlineBoard.self, in: views) != nil else { return }
    let now = service.clock()
    let sums = try ViewReader(DeadlineBoard.self, in: views).read { try $0.sums(at: now) }
    let late = sums.map(\.late).reduce(0, +)
    add("deadlines-late", "échéances en retard", "deadlines late", .number(late))
    for sum in sums where sum.late > 0 {
      add(
        "deadlines-late-\(sum.kind.term)",
        "  \(sum.kind.shown)",
        "  \(sum.kind.shown)",
        .number(sum.late)
      )
    }
  }

  private mutating func addNotices(_ service: RecordService) throws {
    let views = service.directory.views
    guard try AllViews.progress(of: Notices.self, in: views) != nil else { return }
    let (counts, oldest) = try ViewReader(Notices.self, in: views)
      .read { (try $0.counts(), try $0.oldestToSend()) }
    add("notices-waiting", "avis en attente", "notices waiting", .number(counts[.toSend] ?? 0))
    add("notices-given-up", "avis abandonnés", "notices given up", .number(counts[.givenUp] ?? 0))
    if let oldest {
      add(
        "notices-oldest-seconds",
        "plus ancien avis en attente (s)",
        "oldest notice waiting (s)",
        .number(Words.seconds(since: oldest, at: service.clock()))
      )
    }
  }

  /// How old the last backup is, and what waits to be written in the log.
  private mutating func addActs(_ service: RecordService) throws {
    let last = try service.lastDone(.backupMade)
    add(
      "backup-age-seconds",
      "âge de la dernière sauvegarde (s)",
      "age of the last backup (s)",
      last.map { .number(Words.seconds(since: $0, at: service.clock())) }
        ?? .term("never", shown: say("jamais sauvegardé", "never backed up"))
    )
    let pending = try service.pendingActs()
    add(
      "acts-waiting",
      "actes à inscrire au journal",
      "acts to be written in the log",
      .number(pending.acts.count)
    )
    for path in pending.damaged {
      needsSomebody = true
      add("act-damaged", "note illisible", "note that does not open", .text(path.string))
    }
  }

  private mutating func addRegister(_ service: RecordService) throws {
    let register = try ErasureRegister.load(
      service.fileSystem,
      from: RootKeyFile.erasures(of: service.directory.rootKey),
      log: service.identity.id.description
    )
    if register == nil { needsSomebody = true }
    add(
      "erasure-register",
      "registre des effacements",
      "register of erasures",
      register.map { .number($0.entries.count) }
        ?? .term(
          "missing",
          shown: say(
            "absent : une restauration sera refusée sans lui",
            "missing: a restore will be refused without it"
          )
        )
    )
  }
}
