import ArgumentParser
import Statistics

/// `carnet stats feeding`: documents, and how soon they come.
struct StatsFeeding: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeding",
    abstract: say(
      "Documents déposés, et leur délai depuis l'acte (R1111-42 : le jour même).",
      "Documents deposited, and how long after the act (R1111-42: the same day)."
    ),
    discussion: say(
      """
      Ventilations : type, feeder, structure, software, delay.
      Exemples :
        carnet stats feeding --by feeder --every month --from 2026-01-01
        carnet stats feeding --by structure --by delay
        carnet stats feeding --by software --format csv
      """,
      """
      Breakdowns: type, feeder, structure, software, delay.
      Examples:
        carnet stats feeding --by feeder --every month --from 2026-01-01
        carnet stats feeding --by structure --by delay
        carnet stats feeding --by software --format csv
      """
    )
  )

  @OptionGroup var options: StatsOptions
  @OptionGroup var flow: FlowOptions

  func run() async throws {
    try await options.answer(
      "feeding",
      from: flow.from?.day,
      every: flow.every?.interval,
      by: flow.by
    ) { try $0.feeding($1) }
  }
}

/// `carnet stats synthesis`: the yearly synthesis of the « médecin traitant ».
struct StatsSynthesis: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesis",
    abstract: say(
      "Fraîcheur de la synthèse annuelle du médecin traitant (L1111-15).",
      "How fresh the yearly synthesis of the « médecin traitant » is (L1111-15)."
    ),
    discussion: say(
      """
      Ventilation : doctor.
      Exemple : carnet stats synthesis --by doctor --as-of 2026-06-30
      """,
      """
      Breakdown: doctor.
      Example: carnet stats synthesis --by doctor --as-of 2026-06-30
      """
    )
  )

  @OptionGroup var options: StatsOptions

  @Option(
    help: ArgumentHelp(say("Ventilation : doctor.", "Breakdown: doctor."), valueName: "dimension")
  )
  var by: [Dimension] = []

  func run() async throws {
    try await options.answer("synthesis", by: by) { try $0.synthesis($1) }
  }
}

/// `carnet stats accesses`: who reads, in which mode.
struct StatsAccesses: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accesses",
    abstract: say(
      "Lectures, refus, urgences et recherches, par mode et profession.",
      "Reads, refusals, emergencies and searches, by mode and profession."
    ),
    discussion: say(
      """
      Ventilations : mode, profession, actor.
      Exemple : carnet stats accesses --by mode --by profession --every month --from 2026-01-01
      """,
      """
      Breakdowns: mode, profession, actor.
      Example: carnet stats accesses --by mode --by profession --every month --from 2026-01-01
      """
    )
  )

  @OptionGroup var options: StatsOptions
  @OptionGroup var flow: FlowOptions

  func run() async throws {
    try await options.answer(
      "accesses",
      from: flow.from?.day,
      every: flow.every?.interval,
      by: flow.by
    ) { try $0.accesses($1) }
  }
}

/// `carnet stats first-access`: how long until a record is read.
struct StatsFirstAccess: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "first-access",
    abstract: say(
      "Délai entre l'ouverture et la première lecture.",
      "Time between opening and first reading."
    ),
    discussion: say(
      "Exemple : carnet stats first-access --as-of 2026-06-30",
      "Example: carnet stats first-access --as-of 2026-06-30"
    )
  )

  @OptionGroup var options: StatsOptions

  func run() async throws {
    try await options.answer("first-access") { try $0.firstAccess($1) }
  }
}

/// `carnet stats rights`: what holders keep to themselves.
struct StatsRights: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rights",
    abstract: say(
      "Part de documents masqués, professionnels bloqués.",
      "Share of hidden documents, blocked professionals."
    ),
    discussion: say(
      "Exemple : carnet stats rights --as-of 2026-06-30",
      "Example: carnet stats rights --as-of 2026-06-30"
    )
  )

  @OptionGroup var options: StatsOptions

  func run() async throws {
    try await options.answer("rights") { try $0.rights($1) }
  }
}
