import ArgumentParser
import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// `carnet events`: replays events.
struct Events: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Rejoue les événements, avec filtres ; NDJSON pour les reprendre ailleurs.",
      "Replay events, with filters; NDJSON to take them elsewhere."
    ),
    discussion: say(
      """
      Montrer ce que contiennent les dossiers laisse une trace : qui, pourquoi. Sans --bodies, une
      table ne montre que les enveloppes, qui ne nomment personne.
      Exemple : carnet events --format ndjson --reason "copie de reprise" > evenements.ndjson
      """,
      """
      Showing what records hold leaves a trace: who and why. Without --bodies a table shows only the
      envelopes, which name nobody.
      Example: carnet events --format ndjson --reason "copy for takeover" > events.ndjson
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions

  @Option(help: ArgumentHelp(say("Un seul dossier.", "One record only."), valueName: "r-…"))
  var record: String?

  @Option(help: ArgumentHelp(say("Types, par leur nom.", "Types, by name."), valueName: "type"))
  var type: [String] = []

  @Option(
    help: ArgumentHelp(say("Identifiant de l'auteur.", "Identifier of the actor."), valueName: "id")
  )
  var actor: String?

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(say("Première position.", "First position."), valueName: "n")
  )
  var fromPosition: UInt64 = 0

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      say("Dernière position, exclue.", "Last position, excluded."),
      valueName: "n"
    )
  )
  var toPosition: UInt64?

  @Option(help: ArgumentHelp(say("Depuis ce moment.", "Since this moment."), valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp(say("Avant ce moment.", "Until this moment."), valueName: "time"))
  var until: String?

  @Flag(help: ArgumentHelp(say("Montre aussi le contenu.", "Show the bodies as well.")))
  var bodies = false

  @Flag(
    help: ArgumentHelp(say("Continue avec les événements à venir.", "Go on with events to come."))
  )
  var follow = false

  func validate() throws {
    if let record, Pseudonym(record) == nil {
      throw ValidationError(
        say("--record : r- et 16 chiffres hexadécimaux.", "--record: r- and 16 hexadecimal digits.")
      )
    }
    for name in type where EventLine.type(named: name) == nil {
      throw ValidationError(
        say(
          "type inconnu « \(name) » ; acceptés : ",
          "unknown type \"\(name)\"; accepted: "
        )
          + FactKind.allCases.map(\.name).joined(separator: ", ")
      )
    }
    _ = try filter()
  }

  private func filter() throws -> EventFilter {
    var filter = EventFilter()
    filter.record = record.flatMap(Pseudonym.init)
    filter.types = Set(type.compactMap { EventLine.type(named: $0)?.rawValue })
    filter.actor = actor
    filter.from = Position(fromPosition)
    filter.to = toPosition.map { Position($0) }
    filter.since = try since.map { try PeriodOptions.moment($0, isEnd: false) }
    filter.until = try until.map { try PeriodOptions.moment($0, isEnd: true) }
    return filter
  }

  /// Whether more than envelopes is shown.
  private var showsBodies: Bool { bodies || output.format == .ndjson || output.format == .json }

  func run() async throws {
    let filter = try filter()
    if showsBodies || actor != nil {
      let reason = try reader.askedReason()
      try await Opened.forWriting(data.directory) { service in
        try await leaveTrace(service, filter, reason)
      }
    }
    try await Opened.forReading(data.directory) { service in
      var next = try show(filter, in: service, upTo: try service.reader.readableSize())
      while follow {
        try await Task.sleep(for: .milliseconds(200))
        let size = try service.reader.readableSize()
        guard size > next.rawValue else { continue }
        var rest = filter
        rest.from = next
        next = try show(rest, in: service, upTo: size)
      }
    }
  }

  /// The trace is durable before the first byte is shown.
  private func leaveTrace(
    _ service: RecordService,
    _ filter: EventFilter,
    _ reason: String
  ) async throws {
    var context = EventContext()
    context.actor = reader.actor(.operator)
    context.purpose = .administration
    context.reason = reason
    let size = try service.reader.readableSize()
    if let record = filter.record {
      _ = try await service.authorise(
        AccessRequest(
          actor: context.actor,
          purpose: .administration,
          reason: reason,
          target: .record(.export)
        ),
        on: record
      )
    }
    let words = [record, actor].compactMap { $0 } + type + [since, until].compactMap { $0 }
    _ = try await service.traceExport(
      words.joined(separator: " "),
      from: filter.from,
      to: follow ? Position(.max) : filter.to ?? Position(size),
      context
    )
  }

  private func show(
    _ filter: EventFilter,
    in service: RecordService,
    upTo size: UInt64
  ) throws -> Position {
    if output.format == .table || output.format == .csv, !showsBodies {
      try showEnvelopes(filter, service, size)
    } else {
      var isFirst = true
      if output.format == .json { Console.print("[") }
      try service.events(filter, upTo: size) { events in
        var text = ""
        for event in events {
          let line = try EventLine(event).encoded()
          if output.format == .json {
            text += (isFirst ? "\n  " : ",\n  ") + line
            isFirst = false
          } else {
            text += line + "\n"
          }
        }
        Console.print(text)
      }
      if output.format == .json { Console.print("\n]\n") }
    }
    return Position(max(size, filter.from.rawValue))
  }

  private func showEnvelopes(
    _ filter: EventFilter,
    _ service: RecordService,
    _ size: UInt64
  ) throws {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("type", say("type", "type")), Column("record", say("dossier", "record")),
      Column("revision", say("rév.", "rev.")), Column("id", say("identité", "identity")),
    ])
    try service.events(filter, upTo: size) { events in
      for event in events {
        table.add([
          .number(Int(event.position.rawValue)), .text(event.time.description),
          .text(EventLine.name(of: event.type)), .text(event.record.description),
          .number(Int(event.revision.rawValue)), .text(event.id.description),
        ])
      }
    }
    try output.print(table, empty: say("Aucun événement.", "No event."))
  }
}
