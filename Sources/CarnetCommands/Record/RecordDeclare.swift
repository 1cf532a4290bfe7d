import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record declare`.
struct RecordDeclare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "declare",
    abstract: say(
      "Déclaration du titulaire : groupe sanguin, allergie, contact, directives…",
      "A statement of the holder: blood group, allergy, contact, directives…"
    ),
    discussion: say(
      "Exemple : carnet record declare --record r-… --kind blood-group --value A+ --as holder",
      "Example: carnet record declare --record r-… --kind blood-group --value A+ --as holder"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Nature.", "Kind."), valueName: "kind")
  )
  var kind: StatementKind

  @Option(
    help: ArgumentHelp(say("Ce qui est déclaré.", "What is stated."), valueName: "text")
  )
  var value: String

  @Option(
    help: ArgumentHelp(
      say("Téléphone, lien, lieu.", "Telephone, relation, place."),
      valueName: "text"
    )
  )
  var detail: String = ""

  @Option(
    help: ArgumentHelp(
      say("La déclaration remplacée.", "The statement that it replaces."),
      valueName: "n"
    )
  )
  var replaces: UInt32?

  func run() async throws {
    let declaration = RecordState.Declaration(kind, value, detail: detail, replaces: replaces)
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.declare(declaration, rules: ground.rules, now: ground.now)
    }
  }
}
