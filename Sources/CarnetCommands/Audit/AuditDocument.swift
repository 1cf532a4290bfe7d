import ArgumentParser
import Audit
import CarnetCore
import DocumentIndex
import RecordService
import Views

/// `carnet audit document`: every access to a document.
struct AuditDocument: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document",
    abstract: say(
      "Tous les accès à un document, dans chacune de ses versions.",
      "Every access to a document, in each of its versions."
    ),
    discussion: say(
      "Exemple : carnet audit document --record r-… --number 3 --reason \"contrôle\"",
      "Example: carnet audit document --record r-… --number 3 --reason \"review\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(help: ArgumentHelp(say("Dossier (r-…).", "Record (r-…)."), valueName: "r-…"))
  var record: String?

  @Option(
    help: ArgumentHelp(say("Numéro dans le dossier.", "Number in the record."), valueName: "n")
  )
  var number: UInt32?

  @Option(
    help: ArgumentHelp(
      say("Ou l'identifiant unique du document.", "Or the document's unique id."),
      valueName: "id"
    )
  )
  var uniqueID: String?

  func validate() throws {
    let byNumber = record != nil && number != nil
    guard byNumber != (uniqueID != nil) else {
      throw ValidationError(
        say(
          "Indiquez --record et --number, ou --unique-id.",
          "Give --record and --number, or --unique-id."
        )
      )
    }
    if let record, Pseudonym(record) == nil {
      throw ValidationError(
        say("--record : r- et 16 chiffres hexadécimaux.", "--record: r- and 16 hexadecimal digits.")
      )
    }
  }

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun accès.", "No access.")) { service in
      let (record, number) = try find(service)
      return DocumentTrail(number, of: record, in: period, limit: limit.limit)
    } table: {
      TrailTable.of($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func find(_ service: RecordService) throws -> (Pseudonym, UInt32) {
    if let record = record.flatMap(Pseudonym.init), let number { return (record, number) }
    let index = ViewReader(DocumentIndex.self, in: service.directory.views)
    let found = try index.read { try $0.documents(uniqueID: uniqueID ?? "") }
    guard let first = found.first else {
      throw Told(say("aucun document de cet identifiant", "no document of this id"), .notFound)
    }
    guard found.count == 1 else {
      let list = found.map { "\($0.record) n° \($0.number)" }.joined(separator: ", ")
      throw Told(
        say("plusieurs documents : \(list)", "several documents: \(list)"),
        .notFound
      )
    }
    return (first.record, first.number)
  }
}
