import ArgumentParser
import CarnetCore
import MedicalRecord
import Notices
import RecordService
import Views

/// `carnet notices`: what holders and their doctors are told.
struct NoticesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices",
    abstract: say(
      "Les avis aux titulaires et médecins traitants : en attente, envoyés, échoués.",
      "Notices to holders and their doctors: waiting, sent, failed."
    ),
    discussion: say(
      "Exemple : carnet notices deliver --command ./envoyer-un-avis",
      "Example: carnet notices deliver --command ./send-a-notice"
    ),
    subcommands: [NoticesList.self, NoticesDeliver.self]
  )
}

/// `carnet notices list`.
struct NoticesList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say("Les avis, les plus anciens d'abord.", "Notices, the oldest first."),
    discussion: say(
      "Exemple : carnet notices list --state waiting",
      "Example: carnet notices list --state waiting"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      say("waiting, sent ou given-up.", "waiting, sent or given-up."),
      valueName: "state"
    )
  )
  var state: NoticeStateArgument?

  @Option(help: ArgumentHelp(say("Nombre de lignes au plus.", "Rows at most."), valueName: "n"))
  var limit = 1000

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let reader = ViewReader(Notices.self, in: service.directory.views)
      let rows = try await reader.read { try $0.notices(state?.state, limit: limit) }
      var table = Table([
        Column("id", say("avis", "notice")), Column("raised", say("né le", "raised")),
        Column("kind", say("nature", "kind")), Column("recipient", say("à", "to")),
        Column("recipient_id", say("identifiant", "identifier")),
        Column("record", say("dossier", "record")), Column("state", say("état", "state")),
        Column("attempts", say("essais", "attempts")), Column("proof", say("preuve", "proof")),
        Column("failure", say("échec", "failure")),
      ])
      for row in rows {
        table.add([
          .text(row.identifier), .text(row.raised.description),
          .term(row.kind.term, shown: row.kind.subject),
          .term(row.recipient.term, shown: row.recipient.shown), .text(row.recipientID),
          .text(row.record.description), .term(row.state.term, shown: row.state.shown),
          .number(Int(row.attempts)), row.proof.map { .number(Int($0.rawValue)) } ?? .none,
          .text(row.failure ?? ""),
        ])
      }
      try output.print(table, empty: say("Aucun avis.", "No notice."))
    }
  }
}

struct NoticeStateArgument: ExpressibleByArgument {
  var state: Notices.Row.State

  init?(argument: String) {
    guard let found = Notices.Row.State.allCases.first(where: { $0.term == argument }) else {
      return nil
    }
    state = found
  }

  static var allValueStrings: [String] { Notices.Row.State.allCases.map(\.term) }
}

extension Notices.Row.State {
  var term: String {
    switch self {
    case .toSend: "waiting"
    case .sent: "sent"
    case .givenUp: "given-up"
    }
  }

  var shown: String {
    switch self {
    case .toSend: say("en attente", "waiting")
    case .sent: say("envoyé", "sent")
    case .givenUp: say("abandonné", "given up")
    }
  }
}

extension Carnet_V1_NoticeRecipient {
  var term: String {
    switch self {
    case .holder: "holder"
    case .treatingDoctor: "treating-doctor"
    case .author: "author"
    case .representative: "representative"
    case .unspecified, .UNRECOGNIZED: "unknown"
    }
  }

  var shown: String {
    switch self {
    case .holder: say("titulaire", "holder")
    case .treatingDoctor: say("médecin traitant", "treating doctor")
    case .author: say("auteur", "author")
    case .representative: say("représentant", "representative")
    case .unspecified, .UNRECOGNIZED: ""
    }
  }
}
