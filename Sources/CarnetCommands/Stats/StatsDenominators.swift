import ArgumentParser
import CarnetCore
import Foundation
import MedicalRecord
import RecordService
import Statistics

/// `carnet stats denominators`: what shares are reckoned against.
struct StatsDenominators: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "denominators",
    abstract: say("Les dénominateurs connus.", "The denominators that are known."),
    discussion: say(
      "Exemple : carnet stats denominators --format csv",
      "Example: carnet stats denominators --format csv"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      let session = try StatisticsSession(service)
      let size = try LogFeed(service).size()
      var table = Table(
        ["name", "counted", "title", "source", "position"]
          .map { Column($0, StatsWords.heading($0)) }
      )
      for name in try session.denominators(before: size).names {
        table.add([
          .text(name.name), .text(name.counted.description), .text(name.title),
          .text(name.source), name.position.map { .number(Int(clamping: $0.rawValue)) } ?? .none,
        ])
      }
      try output.print(table, empty: "")
    }
  }
}

/// `carnet stats publish FILE`: counts of people enter as an event.
struct StatsPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: say(
      "Publie un dénominateur daté, en événement : commune,age_band,sex,count.",
      "Publish a dated denominator as an event: commune,age_band,sex,count."
    ),
    discussion: say(
      """
      Seule la colonne count est obligatoire ; une seule ligne vaut pour tout le département.
      Âges : 0-15, 16-24, 25-34, 35-49, 50-64, 65-74, 75+. Sexe : F, M, I.
      Exemple :
        carnet stats publish assures.csv --counted 2018-12-31 --title "Assurés" --source "CPAM"
      """,
      """
      Only the column count is compulsory; a single row is for the whole department.
      Ages: 0-15, 16-24, 25-34, 35-49, 50-64, 65-74, 75+. Sex: F, M, I.
      Example:
        carnet stats publish insured.csv --counted 2018-12-31 --title "Insured" --source "CPAM"
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var reader: ReaderOptions

  @Argument(help: ArgumentHelp(say("Fichier CSV.", "CSV file."), valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp(say("Ce qui est compté.", "What was counted."), valueName: "name"))
  var name = "insured"

  @Option(
    help: ArgumentHelp(say("Jour du comptage.", "The day of the count."), valueName: "day")
  )
  var counted: DayArgument

  @Option(help: ArgumentHelp(say("Titre.", "Title."), valueName: "text"))
  var title: String

  @Option(help: ArgumentHelp(say("Qui a compté.", "Who counted."), valueName: "text"))
  var source: String

  func validate() throws {
    let isName =
      name.utf8.count <= 40 && name.first?.isLetter == true
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    guard isName else {
      throw ValidationError(
        say(
          "--name accepte des lettres, chiffres et tirets, 40 au plus, pas « \(name) ».",
          "--name accepts letters, digits and hyphens, 40 at most, not \"\(name)\"."
        )
      )
    }
  }

  func run() async throws {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
    let bytes = try handle.read(upToCount: DenominatorCSV.bytesMax + 1) ?? Data()
    try handle.close()
    var fact = DenominatorPublished()
    fact.name = name
    fact.counted = counted.day.start.milliseconds
    fact.title = title
    fact.source = source
    fact.rows = try DenominatorCSV.read(String(decoding: bytes, as: UTF8.self))
    var context = EventContext()
    context.actor = reader.actor(.operator)
    context.purpose = .administration
    context.reason = reader.reason ?? ""
    let (published, asked) = (fact, context)
    try await Opened.forWriting(data.directory) { service in
      let receipt = try await service.publish(published, asked)
      let total = published.rows.reduce(0) { $0 + Int($1.count) }
      Console.print(
        say(
          "Dénominateur « \(name) » au \(counted.day) publié : \(Words.count(published.rows.count, ("ligne", "lignes"), ("", ""))), \(Cell.grouped(total)) en tout (événement \(receipt.positions.first ?? .zero)).\n",
          "Denominator \"\(name)\" of \(counted.day) published: \(Words.count(published.rows.count, ("", ""), ("row", "rows"))), \(Cell.grouped(total)) in all (event \(receipt.positions.first ?? .zero)).\n"
        )
      )
    }
  }
}
