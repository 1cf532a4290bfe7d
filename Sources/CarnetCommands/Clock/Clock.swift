import ArgumentParser
import CarnetCore
import DeadlineBoard
import MedicalRecord
import RecordService
import Views

/// `carnet clock`: deadlines, and their turning into events.
struct Clock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock",
    abstract: say(
      "Les échéances : ce qui vient, ce qui est en retard ; et leur passage en événements.",
      "Deadlines: what falls due, what is late; and their turning into events."
    ),
    discussion: say(
      "Exemple : carnet clock run && carnet clock board --late",
      "Example: carnet clock run && carnet clock board --late"
    ),
    subcommands: [ClockRun.self, ClockBoard.self]
  )
}

/// `carnet clock run`.
struct ClockRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: say(
      "Écrit ce qui est échu, dans l'ordre ; après un arrêt, rattrape tout.",
      "Write what has fallen due, in order; after a stop, catch up."
    ),
    discussion: say(
      """
      À lancer régulièrement (par exemple chaque heure) ; interrompu, il se relance.
      Exemple : carnet clock run
      """,
      """
      Run it regularly (every hour, say); interrupted, run it again.
      Example: carnet clock run
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      say("Jusqu'à quand (défaut : maintenant).", "Up to when (default: now)."),
      valueName: "date"
    )
  )
  var until: MomentArgument?

  func run() async throws {
    let end = until?.moment
    try await Opened.forWriting(data.directory) { service in
      let bar = Progress(say("Échéances", "Deadlines"), unit: say("échéances", "deadlines"))
      let report = try await ClockProcess(service)
        .run(until: end, by: Administrator.context) { bar.update(UInt64($0), of: nil) }
      bar.finish()
      var table = Table([
        Column("kind", say("échéance", "deadline")), Column("count", say("nombre", "count")),
      ])
      for (kind, count) in report.reached.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        table.add([.term(kind.term, shown: kind.shown), .number(count)])
      }
      try output.print(table, empty: say("Rien n'est échu.", "Nothing has fallen due."))
      if !report.passedOver.isEmpty {
        let list = report.passedOver.sorted().prefix(10).map(\.description)
          .joined(separator: ", ")
        Console.tell(
          say(
            "carnet : \(Words.count(report.passedOver.count, ("dossier laissé", "dossiers laissés"), ("", ""))), à regarder : \(list)",
            "carnet: \(Words.records(report.passedOver.count)) passed over, to look at: \(list)"
          )
        )
        throw ExitCode(ExitStatus.foundSomething.rawValue)
      }
    }
  }
}

/// `carnet clock board`.
struct ClockBoard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: say(
      "Le tableau des échéances : à venir, en retard.",
      "The board of deadlines: to come, late."
    ),
    discussion: say(
      """
      Sans option, les nombres par nature. Une liste nomme des dossiers : elle laisse une trace.
      Exemple : carnet clock board --kind erasure --before 2027-01-01
      """,
      """
      Without an option, counts by kind. A list names records: it leaves a trace.
      Example: carnet clock board --kind erasure --before 2027-01-01
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions

  @Option(help: ArgumentHelp(say("Une nature seulement.", "One kind only."), valueName: "kind"))
  var kind: DeadlineKind?

  @Option(help: ArgumentHelp(say("Échues avant.", "Due before."), valueName: "date"))
  var before: MomentArgument?

  @Flag(help: ArgumentHelp(say("En retard seulement.", "Late ones only.")))
  var late = false

  @Flag(help: ArgumentHelp(say("Une ligne par échéance.", "A row a deadline.")))
  var each = false

  @Option(help: ArgumentHelp(say("Nombre de lignes au plus.", "Rows at most."), valueName: "n"))
  var limit = 1000

  /// Whether deadlines are shown one by one, each with its record, and not only counted.
  private var namesRecords: Bool { each || late || kind != nil || before != nil }

  func run() async throws {
    if namesRecords {
      try await Opened.forWriting(data.directory) { try await showEach($0) }
    } else {
      try await Opened.forReading(data.directory) { service in
        try service.runner.requireUpToDate(LogFeed(service))
        let now = service.clock()
        let sums = try await Self.board(service).read { try $0.sums(at: now) }
        try output.print(Self.table(sums), empty: Self.nothing)
      }
    }
  }

  /// The list names records: that it is shown is an event before it is.
  private func showEach(_ service: RecordService) async throws {
    try service.runner.requireUpToDate(LogFeed(service))
    let now = service.clock()
    let end = late ? min(now, before?.moment ?? now) : before?.moment
    let rows = try await Self.board(service)
      .read { try $0.deadlines(of: kind, before: end, limit: limit) }
    if !rows.isEmpty {
      var context = EventContext()
      context.actor = reader.actor(.operator)
      context.purpose = .administration
      context.reason = reader.reason ?? ""
      _ = try await service.traceQuestion(
        "deadlines",
        [kind.map { "kind \($0.term)" }, end.map { "before \($0)" }].compactMap { $0 },
        answers: UInt64(rows.count),
        context
      )
    }
    try output.print(Self.table(rows, now), empty: Self.nothing)
  }

  private static func board(_ service: RecordService) -> ViewReader<DeadlineBoard> {
    ViewReader(DeadlineBoard.self, in: service.directory.views)
  }

  private static var nothing: String { say("Aucune échéance.", "No deadline.") }

  private static func table(_ rows: [DeadlineBoard.Row], _ now: Instant) -> Table {
    var table = Table([
      Column("due", say("échéance", "due")), Column("kind", say("nature", "kind")),
      Column("record", say("dossier", "record")), Column("subject", say("objet", "subject")),
      Column("state", say("état", "state")), Column("set", say("posée à", "set at")),
    ])
    for row in rows {
      let state: Cell =
        if row.deadline.due > now {
          .term("pending", shown: say("à venir", "to come"))
        } else if row.isReached {
          .term("late", shown: say("en retard", "late"))
        } else {
          .term("due", shown: say("échue, à écrire par « clock run »", "due, for \"clock run\""))
        }
      table.add([
        .text(row.deadline.due.description),
        .term(row.deadline.key.kind.term, shown: row.deadline.key.kind.shown),
        .text(row.record.description), .text(row.deadline.key.subject), state,
        .number(Int(row.set.rawValue)),
      ])
    }
    return table
  }

  private static func table(_ sums: [DeadlineBoard.Sum]) -> Table {
    var table = Table([
      Column("kind", say("nature", "kind")), Column("pending", say("en cours", "pending")),
      Column("late", say("en retard", "late")), Column("next", say("prochaine", "next")),
    ])
    for sum in sums {
      table.add([
        .term(sum.kind.term, shown: sum.kind.shown), .number(sum.pending), .number(sum.late),
        .text(sum.next.description),
      ])
    }
    return table
  }
}

extension DeadlineKind {
  /// As people read it.
  var shown: String { say(title.french, title.english) }
}
