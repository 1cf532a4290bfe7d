import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record verify`.
struct RecordVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say(
      "Un professionnel a vu la preuve d'une déclaration ; ou la retire.",
      "A professional saw the proof of a statement; or withdraws it."
    ),
    discussion: say(
      "Exemple : carnet record verify --record r-… --statement 1 --proof \"carte de groupe\" --as professional --actor 899700218896",
      "Example: carnet record verify --record r-… --statement 1 --proof \"carte de groupe\" --as professional --actor 899700218896"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Numéro.", "Number."), valueName: "n")
  )
  var statement: UInt32

  @Option(
    help: ArgumentHelp(say("Pièce vue.", "What was seen."), valueName: "text")
  )
  var proof: String = ""

  @Flag(help: ArgumentHelp(say("Retirer la déclaration.", "Withdraw the statement.")))
  var withdraw = false

  func run() async throws {
    let (withdraw, statement, proof, actor) = (withdraw, statement, proof, acting.actor)
    try await acting.perform(on: record) { ground throws(Refusal) in
      withdraw
        ? try ground.state.withdrawStatement(statement)
        : try ground.state.verify(statement, proof: proof, by: actor)
    }
  }
}
