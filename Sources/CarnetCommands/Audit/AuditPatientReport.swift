import ArgumentParser
import Audit
import AuditTrail
import CarnetCore
import MedicalRecord

/// `carnet audit patient-report`: the accesses in plain words, for the holder.
struct AuditPatientReport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patient-report",
    abstract: say(
      "Qui a vu mon dossier, en clair : à remettre au titulaire.",
      "Who saw my record, in plain words: to be handed to the holder."
    ),
    discussion: say(
      """
      --for representative tait ce qu'un mineur a fait en connexion secrète (R1111-50).
      Exemple : carnet audit patient-report --record r-… --reason "demande du titulaire"
      """,
      """
      --for representative leaves out what a minor did in a secret connection (R1111-50).
      Example: carnet audit patient-report --record r-… --reason "the holder asked"
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var record: RecordOptions

  enum Reader: String, ExpressibleByArgument, CaseIterable {
    case holder
    case representative
  }

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(say("Pour qui.", "For whom."), valueName: "holder|representative")
  )
  var reader: Reader = .holder

  func run() async throws {
    let period = try period.period()
    try await options.ask(
      empty: say("Personne n'a consulté ce dossier.", "Nobody looked at this record.")
    ) {
      PatientReport(
        of: try record.resolve(in: $0),
        forRepresentative: reader == .representative,
        in: period
      )
    } table: {
      Self.table($0)
    }
  }

  /// The rows as their reader gets them; also in a bundle.
  static func table(_ rows: [PatientReport.Row]) -> Table {
    var table = Table([
      Column("day", say("jour", "day")), Column("who", say("qui", "who")),
      Column("what", say("quoi", "what")), Column("why", say("pourquoi", "why")),
      Column("relation", say("lien avec vous", "relation to you")),
      Column("reason", say("motif donné", "reason given")),
      Column("documents", say("documents", "documents")),
    ])
    for row in rows {
      table.add([
        .text(row.day.description), .text(who(row.actor)), .text(what(row)),
        .text(row.rule?.sentence ?? ""), .term(row.relation.code, shown: row.relation.word),
        .text(row.reason),
        .text(row.documents.sorted().map { say("n° \($0)", "no. \($0)") }.joined(separator: ", ")),
      ])
    }
    return table
  }

  private static func who(_ actor: AuditActor) -> String {
    if actor.actorKind == .patient { return say("vous-même", "yourself") }
    let name = actor.name.isEmpty ? actor.identifier.description : actor.name
    let structure = actor.structure.description
    return actor.actorKind.word + " " + name
      + (structure.isEmpty ? "" : say(" (structure \(structure))", " (structure \(structure))"))
  }

  private static func what(_ row: PatientReport.Row) -> String {
    let times = row.count > 1 ? say(" (\(row.count) fois)", " (\(row.count) times)") : ""
    let what =
      switch row.kind {
      case .looked: say("a consulté votre dossier", "looked at your record")
      case .opened: say("a ouvert un ou des documents", "opened documents")
      case .refused: say("a essayé, et a été refusé", "tried, and was refused")
      case .emergency: say("est entré en urgence", "came in an emergency")
      case .copied: say("a sorti une copie", "took a copy out")
      case .checked: say("a contrôlé la liste des accès", "checked the list of accesses")
      }
    return what + times
  }
}
