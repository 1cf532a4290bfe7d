import ArgumentParser
import Audit
import CarnetCore
import RecordService
import Vault

/// `carnet audit inventory`: which data of a record exist, and where.
struct AuditInventory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory",
    abstract: say(
      "Quelles données de ce dossier existent encore, et où ?",
      "Which data of this record still exist, and where?"
    ),
    discussion: say(
      "Exemple : carnet audit inventory --record r-… --reason \"demande RGPD 3\"",
      "Example: carnet audit inventory --record r-… --reason \"GDPR request 3\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    try await options.ask(empty: "") {
      Inventory(of: try record.resolve(in: $0))
    } table: {
      table($0)
    }
  }

  private func table(_ rows: [Inventory.Row]) -> Table {
    var table = Table([
      Column("place", say("où", "where")), Column("what", say("quoi", "what")),
      Column("count", say("nombre", "count")), Column("bytes", say("octets", "bytes")),
      Column("state", say("état", "state")),
    ])
    for row in rows {
      switch row {
      case .key(let isContent, let state):
        table.add([
          .term("keys", shown: say("trousseau", "key store")),
          isContent
            ? .term("content_key", shown: say("clé de contenu", "content key"))
            : .term("trace_key", shown: say("clé des traces", "trace key")), .none, .none,
          state.cell,
        ])
      case .events(let type, let count, let bytes, let readable):
        table.add([
          .term("log", shown: say("journal", "log")), .text(EventLine.name(of: type)),
          .number(count), .number(Int(bytes)),
          .text(say("\(readable) lisibles", "\(readable) readable")),
        ])
      case .contents(let count, let bytes, let isReadable):
        table.add([
          .term("contents", shown: say("contenus", "contents")),
          .term("documents", shown: say("documents", "documents")), .number(count),
          .number(Int(bytes)),
          isReadable
            ? .term("readable", shown: say("lisibles", "readable"))
            : .term("unreadable", shown: say("illisibles à jamais", "unreadable for ever")),
        ])
      case .view(let view, let name, let rows):
        table.add([.text("views/\(view)"), .text(name), .number(rows), .none, .none])
      case .backup(let backup):
        let cells = backup.cells
        table.add([cells[0], cells[3], .none, .none, cells[4]])
      }
    }
    return table
  }
}
