import ArgumentParser
import Audit
import CarnetCore
import Foundation
import Ledger
import RecordService

/// `carnet audit consistency`: whether the log extends a head that was kept.
struct AuditConsistency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consistency",
    abstract: say(
      "Le journal prolonge-t-il la tête signée que j'ai gardée ?",
      "Does the log extend the signed head that I kept?"
    ),
    discussion: say(
      "Exemple : carnet audit consistency --from tete-2026-11.txt --reason \"contrôle mensuel\"",
      "Example: carnet audit consistency --from head-2026-11.txt --reason \"monthly check\""
    )
  )

  @OptionGroup var options: QuestionOptions

  @Option(
    help: ArgumentHelp(say("La tête gardée.", "The head that was kept."), valueName: "file")
  )
  var from: String

  @Option(
    help: ArgumentHelp(say("Écrit la preuve ici.", "Write the proof here."), valueName: "file")
  )
  var out: String?

  func run() async throws {
    let rows = try await options.ask(empty: "") { service in
      let bytes = try RealFileSystem()
        .readAll(DataOptions.absolute(from), limit: SignedNote.bytesMax)
      return Consistency(
        since: try Checkpoint(note: bytes, verifier: NoteVerifier(service.identity.verifierKey))
      )
    } table: { rows in
      var table = Table([
        Column("old_size", say("gardée à", "kept at")), Column("new_size", say("à", "now at")),
        Column("holds", say("prolonge", "extends")), Column("hashes", say("empreintes", "hashes")),
        Column("root", say("racine", "root")),
      ])
      for row in rows {
        table.add([
          .number(Int(row.old.size)), .number(Int(row.new.size)),
          .term(String(row.holds), shown: row.holds ? say("oui", "yes") : say("NON", "NO")),
          .number(row.proof.path.count), .text(row.new.root.description),
        ])
      }
      return table
    }
    guard let row = rows.first else { return }
    guard row.holds else {
      throw Told(
        say(
          "le journal ne prolonge PAS la tête gardée : ce n'est pas le même passé",
          "the log does NOT extend the head you kept: it is another past"
        ),
        .integrity
      )
    }
    if let out {
      try Data(row.encoded.utf8)
        .write(to: URL(fileURLWithPath: DataOptions.absolute(out).string), options: .atomic)
    }
  }
}
