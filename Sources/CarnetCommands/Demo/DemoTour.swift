import CarnetCore
import RecordService
import Simulation
import SystemPackage

/// What a demonstration ends with: what was made, and what can be asked of it, with the identifiers
/// that the run gave.
struct DemoTour {
  let report: DemoRun.Report
  let directory: DataDirectory
  let personas: String
  let seconds: Double

  init(
    _ report: DemoRun.Report,
    _ directory: DataDirectory,
    _ personas: String,
    seconds: Double
  ) {
    self.report = report
    self.directory = directory
    self.personas = personas
    self.seconds = seconds
  }

  var text: String {
    let scenario = report.department.scenario
    func number(_ value: Int) -> String { Cell.grouped(value) }
    var text = say(
      """
      \(number(report.people)) personnes, \(number(report.records)) dossiers, du \(scenario.from.day) au \(scenario.to.day)
        événements    \(number(Int(report.events)))
        documents     \(number(report.documents))
        lectures      \(number(report.reads)), refus \(number(report.denials)), urgences \(number(report.emergencies))
        durée         \(Int(seconds.rounded())) s
        données       \(directory.root)
        personnages   \(personas)

      Ce qu'on peut demander maintenant :

      """,
      """
      \(number(report.people)) people, \(number(report.records)) records, from \(scenario.from.day) to \(scenario.to.day)
        events        \(number(Int(report.events)))
        documents     \(number(report.documents))
        reads         \(number(report.reads)), denied \(number(report.denials)), emergencies \(number(report.emergencies))
        took          \(Int(seconds.rounded())) s
        data          \(directory.root)
        personas      \(personas)

      What can be asked now:

      """
    )
    for (what, command) in questions {
      text += "\n  # \(what)\n  carnet \(command) --data \(directory.root)\n"
    }
    return text
  }

  private var questions: [(what: String, command: String)] {
    let department = report.department
    let misconduct = department.misconduct
    let (first, last) = (misconduct.snooping.lowerBound.day, misconduct.snooping.upperBound.day)
    let reason = "--reason \"\(say("démonstration", "demonstration"))\""
    var questions: [(String, String)] = [
      (
        say("Les ouvertures par canal au 31 octobre 2018", "Openings by channel, 31 October 2018"),
        "stats enrolment --by channel --as-of 2018-10-31"
      ),
      (
        say("Le flux du printemps 2022, par semaine", "The flow of spring 2022, by week"),
        "stats enrolment --every week --from 2022-02-01 --as-of 2022-06-30"
      ),
    ]
    if let patient = report.patient {
      questions.append(
        (
          say(
            "Qui est entré dans le dossier de \(patient.name)",
            "Who entered the record of \(patient.name)"
          ),
          "audit who --record \(patient.record) \(reason)"
        )
      )
      questions.append(
        (
          say("Le même, événement par événement", "The same, event by event"),
          "events --record \(patient.record) --bodies \(reason)"
        )
      )
    }
    if let patient = report.emergencyPatient {
      questions.append(
        (
          say("Un accès d'urgence et son motif", "An emergency access and its reason"),
          "audit who --record \(patient.record) \(reason)"
        )
      )
    }
    return questions
      + [
        (
          say("Les urgences de la période", "The emergencies of the period"),
          "audit emergency --from \(first) --to \(last) \(reason)"
        ),
        (
          say("Qui lit sans lien de soin", "Who reads without a care relation"),
          "audit unexplained --from \(first) --to \(last) \(reason)"
        ),
        (
          say(
            "Tout ce que \(department.cast.snooper.name) a ouvert",
            "All that \(department.cast.snooper.name) opened"
          ),
          "audit by --user \(department.cast.snooper.identifier) --from \(first) --to \(last) \(reason)"
        ),
        (
          say("Un compte en deux lieux à la fois", "One account in two places at once"),
          "audit by --user \(department.cast.sharedAccount.identifier) \(reason)"
        ),
        (
          say("Une soirée d'exports", "An evening of exports"),
          "audit by --user \(department.cast.exporter.identifier) --from \(misconduct.exportDay) --to \(misconduct.exportDay) \(reason)"
        ),
        (
          say("Qui est refusé le plus souvent", "Who is refused most often"),
          "audit denied --top --from \(first) --to \(last) \(reason)"
        ),
        (say("La preuve du journal entier", "The proof of the whole log"), "verify"),
      ]
  }
}

extension FilePath {
  /// Where the personas of a demonstration stand: beside its data directory.
  static func personas(of directory: DataDirectory) -> String {
    directory.root.string + ".personas.json"
  }
}
