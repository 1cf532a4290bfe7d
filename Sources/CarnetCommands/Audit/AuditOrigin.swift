import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet audit origin`: what wrote an event.
struct AuditOrigin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "origin",
    abstract: say(
      "Quel programme, avec quelle clé, a écrit cet événement, et où il se trouve.",
      "Which program, with which key, wrote this event, and where it stands."
    ),
    discussion: say(
      "Exemple : carnet audit origin --position 1234 --reason \"incident 12\"",
      "Example: carnet audit origin --position 1234 --reason \"incident 12\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var place: EventPlace

  func run() async throws {
    try await options.ask(empty: "") { service in
      let position = try place.resolve(in: service)
      let record = try service.reader.envelope(at: position).record
      return Origin(of: position, in: record.isOfARecord ? record : nil)
    } table: {
      table($0)
    }
  }

  private func table(_ rows: [Origin.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("event", say("événement", "event")),
      Column("id", say("identité", "identity")), Column("time", say("moment", "time")),
      Column("writer", say("programme", "program")), Column("place", say("poste", "place")),
      Column("request", say("requête", "request")),
      Column("occurred", say("heure de l'auteur", "author's clock")),
      Column("key", say("clé", "key")), Column("codec", say("codage", "codec")),
      Column("segment", say("segment", "segment")),
      Column("first_head", say("première tête", "first head")),
    ])
    for row in rows {
      let context = row.context
      table.add([
        .number(Int(row.event.position.rawValue)), .text(EventLine.name(of: row.event.type)),
        .text(row.event.id.description), .text(row.event.time.description),
        .text(CarnetVersion.text(of: context.writer).map { "carnet \($0)" } ?? ""),
        .text(context.place), .text(context.request == 0 ? "" : Hex.encode(context.request)),
        context.occurred == 0
          ? .none : .text(Instant(milliseconds: context.occurred).description),
        .text(key(row)), .number(Int(row.envelope.codec)),
        .text("log/\(row.segment.rawValue)"), row.firstHead.map { .number(Int($0)) } ?? .none,
      ])
    }
    return table
  }

  private func key(_ row: Origin.Row) -> String {
    switch row.envelope.key.kind {
    case .content?: "content \(row.envelope.key.version)"
    case .trace?: "trace \(row.envelope.key.version)"
    case .some(.none): say("non scellé", "not sealed")
    case nil: ""
    }
  }
}
