import ArgumentParser
import Audit
import CarnetCore
import EventLog
import Foundation
import RecordService

/// `carnet audit prove`: the proof that an event is in the log; as `carnet prove`, and traced.
struct AuditProve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: say(
      "La preuve qu'un événement est dans le journal, inchangé.",
      "The proof that an event is in the log, unchanged."
    ),
    discussion: say(
      "Exemple : carnet audit prove --position 12 --out 12.tlog-proof --reason \"expertise\"",
      "Example: carnet audit prove --position 12 --out 12.tlog-proof --reason \"expert report\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var place: EventPlace

  @Option(
    help: ArgumentHelp(say("Écrit la preuve ici.", "Write the proof here."), valueName: "file")
  )
  var out: String?

  func run() async throws {
    let rows = try await options.ask(empty: "") {
      ProveEvent(try place.resolve(in: $0))
    } table: { rows in
      var table = Table([
        Column("position", say("position", "position")), Column("event", say("événement", "event")),
        Column("id", say("identité", "identity")), Column("record", say("dossier", "record")),
        Column("time", say("moment", "time")),
        Column("body_digest", say("empreinte du corps", "digest of the body")),
        Column("hashes", say("empreintes du chemin", "hashes of the path")),
      ])
      for row in rows {
        table.add([
          .number(Int(row.envelope.position.rawValue)),
          .text(EventLine.name(of: row.envelope.type)), .text(row.envelope.id.description),
          .text(row.envelope.record.description), .text(row.envelope.time.description),
          .text(row.envelope.bodyDigest.description), .number(row.proof.path.count),
        ])
      }
      return table
    }
    guard let out, let row = rows.first else { return }
    try Data(row.proof.encoded.utf8)
      .write(to: URL(fileURLWithPath: DataOptions.absolute(out).string), options: .atomic)
    Console.tell(say("preuve écrite dans \(out)", "proof written to \(out)"))
  }
}

/// An event of the log, by its place or identity.
struct EventPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(say("Position de l'événement.", "Position of the event."), valueName: "n")
  )
  var position: UInt64?

  @Option(
    help: ArgumentHelp(
      say("Identité de l'événement (UUID).", "Identity of the event (UUID)."),
      valueName: "id"
    )
  )
  var event: String?

  func validate() throws {
    guard (position == nil) != (event == nil) else {
      throw ValidationError(
        say("Indiquez --position ou --event.", "Give --position or --event.")
      )
    }
    if let event, EventID(event) == nil {
      throw ValidationError(say("--event est un UUID.", "--event is a UUID."))
    }
  }

  func resolve(in service: RecordService) throws -> Position {
    if let position {
      let size = try service.reader.readableSize()
      guard position < size else { throw LogFailure.beyondEnd(Position(position), size: size) }
      return Position(position)
    }
    guard let id = event.flatMap(EventID.init), let found = try service.position(of: id) else {
      throw Told(say("aucun événement de cette identité", "no event of this identity"), .notFound)
    }
    return found
  }
}
