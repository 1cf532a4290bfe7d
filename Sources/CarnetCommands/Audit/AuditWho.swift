import ArgumentParser
import Audit

/// `carnet audit who`: who opened or wrote a record.
struct AuditWho: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: say("Qui a ouvert ou écrit ce dossier ?", "Who opened or wrote this record?"),
    discussion: say(
      "Exemple : carnet audit who --ins 279035121518989 --from 2026-01-01 --reason \"plainte 7\"",
      "Example: carnet audit who --ins 279035121518989 --from 2026-01-01 --reason \"complaint 7\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun accès.", "No access.")) {
      Who(try record.resolve(in: $0), in: period, limit: limit.limit)
    } table: {
      TrailTable.of($0)
    }
    limit.tellIfReached(rows.count)
  }
}
