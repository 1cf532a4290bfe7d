import ArgumentParser
import CarnetCore
import Foundation
import MedicalRecord
import RecordService
import Simulation
import SystemPackage

extension DemoContents: ExpressibleByArgument {}

/// `carnet demo`: a simulated department in a data directory of its own.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Un département simulé : ouvertures, documents, consultations, urgences, une curieuse.",
      "A simulated department: openings, documents, reads, emergencies, a curious employee."
    ),
    discussion: say(
      """
      La même graine et le même nombre de personnes donnent les mêmes événements. Personne n'y
      existe : matricules de test, RPPS de la plage 997, FINESS inventés.
      Exemple : carnet demo --people 2000 --data demo && carnet stats enrolment --data demo
      """,
      """
      The same seed and number of people give the same events. Nobody in it exists: test numbers,
      RPPS of the range 997, invented FINESS.
      Example: carnet demo --people 2000 --data demo && carnet stats enrolment --data demo
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp(say("Nombre de personnes.", "Number of people."), valueName: "n"))
  var people = 2000

  @Option(help: ArgumentHelp(say("Graine du hasard.", "Seed."), valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      say("Premier jour (défaut : 2018-07-01).", "First day (default: 2018-07-01)."),
      valueName: "day"
    )
  )
  var from: String?

  @Option(
    help: ArgumentHelp(
      say("Dernier jour (défaut : 2026-09-30).", "Last day (default: 2026-09-30)."),
      valueName: "day"
    )
  )
  var to: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Documents par dossier à la fin, en moyenne (en réalité : 20).",
        "Documents in a record at the end, on average (in reality: 20)."
      ),
      valueName: "n"
    )
  )
  var documentsPerPerson = 10.0

  @Option(
    help: ArgumentHelp(
      say(
        "Contenu des documents : short (une page, scellée) ou none.",
        "Contents of documents: short (a page, sealed) or none."
      ),
      valueName: "short|none"
    )
  )
  var contents = DemoContents.short

  @Option(
    help: ArgumentHelp(
      say("Dossiers simulés à la fois.", "Records simulated at once."),
      valueName: "n"
    )
  )
  var workers: Int?

  func validate() throws {
    for day in [from, to].compactMap({ $0 }) where CalendarDay(day) == nil {
      throw ValidationError(
        say("« \(day) » n'est pas un jour : 2026-01-31.", "\"\(day)\" is not a day: 2026-01-31.")
      )
    }
    if let workers, !(1...64).contains(workers) {
      throw ValidationError(say("--workers accepte 1 à 64.", "--workers accepts 1 to 64."))
    }
  }

  private var scenario: Scenario {
    var scenario = Scenario(people: people, seed: seed)
    if let day = from.flatMap(CalendarDay.init) { scenario.from = day.start }
    if let day = to.flatMap(CalendarDay.init) {
      scenario.to = CalendarDay(daysSinceEpoch: day.daysSinceEpoch + 1).start
    }
    scenario.documentsPerPerson = documentsPerPerson
    return scenario
  }

  func run() async throws {
    let directory = data.directory
    let path = directory.root.string
    let files = FileManager.default
    if files.fileExists(atPath: path), try !files.contentsOfDirectory(atPath: path).isEmpty {
      throw Told(
        say(
          "\(path) n'est pas vide : la démonstration fait son propre répertoire, indiquez-en un autre avec --data ; rien n'a été changé",
          "\(path) is not empty: a demonstration makes a directory of its own, give another with --data; nothing was changed"
        ),
        .wrongUsage
      )
    }
    // A root key that stands there opens something else: it must not be overwritten.
    let key = directory.rootKey.string
    if files.fileExists(atPath: key) {
      throw Told(
        say(
          "la clé racine \(key) existe déjà : supprimez-la si plus rien ne s'ouvre avec elle, ou indiquez un autre fichier avec --root-key ; rien n'a été changé",
          "the root key \(key) exists already: remove it if nothing opens with it any more, or give another file with --root-key; nothing was changed"
        ),
        .wrongUsage
      )
    }
    var run = DemoRun(directory, scenario)
    run.contents = contents
    run.workers = workers
    let start = ContinuousClock.now
    let report = try await tellingProgress { tell in
      do {
        return try await run.run(tell)
      } catch let failure as ScenarioFailure {
        throw Self.told(failure)
      }
    }
    let personas = FilePath.personas(of: directory)
    try DemoPersonas(report).encoded().write(to: URL(fileURLWithPath: personas))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    Console.print(DemoTour(report, directory, personas, seconds: seconds).text)
  }

  private func tellingProgress(
    _ body: ((DemoRun.Phase, UInt64, UInt64) -> Void) async throws -> DemoRun.Report
  ) async throws -> DemoRun.Report {
    var current: DemoRun.Phase?
    var progress: Progress?
    let report = try await body { phase, done, total in
      if phase != current {
        progress?.finish()
        current = phase
        let (what, unit) = Self.words(phase)
        Console.tell(what + "…")
        progress = Progress(what, unit: unit)
      }
      progress?.update(done, of: total)
    }
    progress?.finish()
    return report
  }

  private static func words(_ phase: DemoRun.Phase) -> (what: String, unit: String) {
    switch phase {
    case .lives: (say("Vies", "Lives"), say("pers.", "people"))
    case .events: (say("Journal", "Log"), say("sem.", "weeks"))
    case .views: (say("Vues", "Views"), say("évén.", "events"))
    }
  }

  private static func told(_ failure: ScenarioFailure) -> Told {
    switch failure {
    case .people(let min):
      Told(
        say("--people : au moins \(min).", "--people: at least \(min)."),
        .wrongUsage
      )
    case .period(let daysMin):
      Told(
        say(
          "de --from à --to il faut au moins \(daysMin) jours",
          "from --from to --to there must be at least \(daysMin) days"
        ),
        .wrongUsage
      )
    case .documents(let max):
      Told(
        say("--documents-per-person : de 0 à \(max)", "--documents-per-person: 0 to \(max)"),
        .wrongUsage
      )
    }
  }
}
