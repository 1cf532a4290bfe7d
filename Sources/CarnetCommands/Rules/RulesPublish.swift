import ArgumentParser
import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// A period and its new length: `objection-days=42`.
struct TimerArgument: ExpressibleByArgument {
  typealias Period = (name: String, path: WritableKeyPath<Timers, Int>)

  nonisolated(unsafe) static let periods: [Period] = [
    ("objection-days", \.objectionDays), ("suspension-days", \.suspensionDays),
    ("announcement-notice-days", \.announcementNoticeDays),
    ("announcement-release-months", \.announcementReleaseMonths),
    ("authorisation-months", \.authorisationMonths), ("erasure-months", \.erasureMonths),
    ("retention-years", \.retentionYears),
    ("directives-reminder-months", \.directivesReminderMonths),
    ("emergency-review-hours", \.emergencyReviewHours),
    ("emergency-session-minutes", \.emergencySessionMinutes),
    ("majority-years", \.majorityYears), ("heir-access-days", \.heirAccessDays),
    ("episode-consent-days", \.episodeConsentDays),
  ]

  var name: String
  var value: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Int(parts[1]), (1...36_500).contains(value),
      Self.periods.contains(where: { $0.name == parts[0] })
    else { return nil }
    name = String(parts[0])
    self.value = value
  }

  static var allValueStrings: [String] { periods.map { $0.name + "=n" } }

  /// The lengths as a publication states them.
  static func published(_ arguments: [TimerArgument]) -> Carnet_V1_Timers {
    var timers = Carnet_V1_Timers()
    for argument in arguments {
      let value = UInt32(argument.value)
      switch argument.name {
      case "objection-days": timers.objectionDays = value
      case "suspension-days": timers.suspensionDays = value
      case "announcement-notice-days": timers.announcementNoticeDays = value
      case "announcement-release-months": timers.announcementReleaseMonths = value
      case "authorisation-months": timers.authorisationMonths = value
      case "erasure-months": timers.erasureMonths = value
      case "retention-years": timers.retentionYears = value
      case "directives-reminder-months": timers.directivesReminderMonths = value
      case "emergency-review-hours": timers.emergencyReviewHours = value
      case "emergency-session-minutes": timers.emergencySessionMinutes = value
      case "majority-years": timers.majorityYears = value
      case "heir-access-days": timers.heirAccessDays = value
      default: timers.episodeConsentDays = value
      }
    }
    return timers
  }
}

/// `carnet rules publish`.
struct RulesPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: say(
      "Publie des règles ; ce qui n'est pas dit reste. Les décisions passées gardent les leurs.",
      "Publish rules; what is not said stays. Past decisions keep theirs."
    ),
    discussion: say(
      """
      Exemples :
        carnet rules publish --matrix matrice.csv --title "Annexe de l'arrêté" --source "JO 29/10/2023"
        carnet rules publish --opening announcement --title "Fin de l'ouverture sur demande"
        carnet rules publish --timer authorisation-months=6 --title "Autorisations de six mois"
      """,
      """
      Examples:
        carnet rules publish --matrix matrix.csv --title "Annex of the arrêté" --source "JO 29/10/2023"
        carnet rules publish --opening announcement --title "End of opening on request"
        carnet rules publish --timer authorisation-months=6 --title "Authorisations of six months"
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var reader: ReaderOptions

  @Option(help: ArgumentHelp(say("Titre.", "Title."), valueName: "text"))
  var title: String

  @Option(help: ArgumentHelp(say("Texte suivi.", "Text that is followed."), valueName: "text"))
  var source = ""

  @Option(
    help: ArgumentHelp(say("En vigueur à partir de.", "Effective from."), valueName: "date")
  )
  var effective: MomentArgument?

  @Option(
    help: ArgumentHelp(
      say("Matrice : \(ReadMatrixCSV.header).", "Matrix: \(ReadMatrixCSV.header)."),
      valueName: "file"
    )
  )
  var matrix: String?

  @Option(
    help: ArgumentHelp(say("Un délai (répétable).", "A period (repeatable)."), valueName: "name=n")
  )
  var timer: [TimerArgument] = []

  @Option(
    help: ArgumentHelp(
      say("channel, announcement ou both.", "channel, announcement or both."),
      valueName: "way"
    )
  )
  var opening: String?

  @Option(
    name: .customLong("class-of"),
    help: ArgumentHelp(
      say("Classe d'un type (répétable).", "Class of a type (repeatable)."),
      valueName: "type=class"
    )
  )
  var classes: [String] = []

  @Option(help: ArgumentHelp(say("Cumul des masquages.", "Labels cumulate."), valueName: "bool"))
  var labelsCumulate: Bool?

  @Option(help: ArgumentHelp(say("Fonctions pour mineurs.", "Minors."), valueName: "bool"))
  var minors: Bool?

  func validate() throws {
    if let opening, !["channel", "announcement", "both"].contains(opening) {
      throw ValidationError(
        say(
          "--opening accepte channel, announcement ou both.",
          "--opening accepts channel, announcement or both."
        )
      )
    }
    for pair in classes where pair.split(separator: "=").count != 2 {
      throw ValidationError(
        say("--class-of accepte type=classe.", "--class-of accepts type=class.")
      )
    }
  }

  func run() async throws {
    var parts = RulesPublished()
    parts.title = title
    parts.source = source
    if let matrix {
      let data = try Data(contentsOf: URL(fileURLWithPath: matrix))
      parts.matrix = try ReadMatrixCSV.read(String(decoding: data, as: UTF8.self))
    }
    if !timer.isEmpty { parts.timers = TimerArgument.published(timer) }
    if let opening {
      parts.opening.byChannel = opening != "announcement"
      parts.opening.byAnnouncement = opening != "channel"
    }
    for pair in classes {
      let words = pair.split(separator: "=")
      var entry = Carnet_V1_TypeClass()
      entry.type = String(words[0])
      entry.documentClass = String(words[1])
      parts.typeClasses.append(entry)
    }
    var context = EventContext()
    context.actor = reader.actor(.operator)
    context.purpose = .administration
    context.reason = reader.reason ?? ""
    let (asked, effective) = (context, effective?.moment)
    let stated = parts
    try await Opened.forWriting(data.directory) { service in
      var parts = stated
      let now = service.clock()
      parts.effective = (effective ?? now).milliseconds
      if labelsCumulate != nil || minors != nil {
        let functions = try service.rules(at: now).functions
        parts.functions.labelsCumulate = labelsCumulate ?? functions.labelsCumulate
        parts.functions.minors = minors ?? functions.minors
      }
      let receipt = try await service.publish(parts, asked)
      let version = try service.rulesHistory().publications.last?.fact.version ?? 0
      Console.print(
        say(
          "Règles version \(version) publiées (événement \(receipt.positions.first ?? .zero)), en vigueur le \(Instant(milliseconds: parts.effective)).\n",
          "Rules version \(version) published (event \(receipt.positions.first ?? .zero)), effective \(Instant(milliseconds: parts.effective)).\n"
        )
      )
    }
  }
}
