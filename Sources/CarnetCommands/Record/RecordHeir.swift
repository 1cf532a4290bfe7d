import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record heir`.
struct RecordHeir: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heir",
    abstract: say(
      "Admet un ayant droit après un décès, ou met fin à son accès.",
      "Admit an heir after a death, or end the access."
    ),
    discussion: say(
      "Exemple : carnet record heir --record r-… --who ayant-droit-1 --motive cause",
      "Example: carnet record heir --record r-… --who ayant-droit-1 --motive cause"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @OptionGroup var subject: SubjectOptions

  @Option(
    name: .customLong("motive"),
    help: ArgumentHelp(
      say("cause, memory, rights (L1110-4).", "cause, memory, rights (L1110-4)."),
      valueName: "motive"
    )
  )
  var motiveWord = Word(HeirMotive.causeOfDeath)
  var motive: HeirMotive { motiveWord.value }

  @Option(
    name: .customLong("document"),
    help: ArgumentHelp(
      say(
        "Documents que le motif couvre ; tous par défaut.",
        "Documents that the motive covers; all by default."
      ),
      valueName: "n"
    )
  )
  var documents: [UInt32] = []

  @Flag(help: ArgumentHelp(say("Mettre fin.", "End.")))
  var end = false

  func run() async throws {
    let person = subject.actor(.heir)
    let (end, motive, documents) = (end, motive, Set(documents))
    try await acting.perform(on: record) { ground throws(Refusal) in
      end
        ? try ground.state.endHeir(person)
        : try ground.state.admitHeir(
          person,
          motive: motive,
          documents: documents,
          rules: ground.rules,
          now: ground.now
        )
    }
  }
}
