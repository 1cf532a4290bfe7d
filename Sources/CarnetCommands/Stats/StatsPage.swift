import CarnetCore
import Foundation
package import Statistics

/// Shows answers: words for people, keys for programs.
package enum StatsPage {
  /// An answer as text: the rows, and sentences about what they rest on, which JSON has as members.
  package static func text(
    _ answer: StatisticsAnswer,
    _ format: RowFormat
  ) throws -> (rows: String, notes: [String]) {
    if format == .json { return (try answer.json(), []) }
    let notes = ground(answer) + [answer.ground.checkpoint?.encoded].compactMap(\.self)
    if format == .csv { return (answer.csv, notes) }
    let table = table(answer)
    let rows =
      table.rows.isEmpty && format == .table
      ? say("Rien dans cette période.", "Nothing in this period.") + "\n"
      : try table.rendered(format)
    return (rows, notes)
  }

  static func show(_ answer: StatisticsAnswer, _ output: OutputOptions) throws {
    let (rows, notes) = try text(answer, output.format)
    Console.print(rows)
    for note in notes { output.note(note) }
  }

  private static func table(_ answer: StatisticsAnswer) -> Table {
    var table = Table(answer.columns.map { Column($0, StatsWords.heading($0)) })
    for row in answer.rows {
      table.add(
        zip(answer.columns, row)
          .map { column, value in cell(value, column, answer.ground.threshold) }
      )
    }
    return table
  }

  private static func cell(
    _ value: StatisticsAnswer.Value,
    _ column: String,
    _ threshold: Int
  ) -> Cell {
    switch value {
    case .term(let term):
      .term(term.isEmpty ? "unknown" : term, shown: StatsWords.term(term, in: column))
    case .code(let code, let label):
      .term(code, shown: [code, label].compactMap(\.self).joined(separator: " "))
    case .all: .term("all", shown: say("ensemble", "all"))
    case .day(let day): .text(day.description)
    case .count(let count): .number(count)
    case .suppressed: .term("suppressed", shown: "s.")
    case .share(let share): .share(share)
    case .number(let number): .decimal((number * 10).rounded() / 10)
    case .none: .none
    }
  }

  /// What the figures rest on, in sentences.
  private static func ground(_ answer: StatisticsAnswer) -> [String] {
    let ground = answer.ground
    var sentences: [String] = []
    for name in ground.denominators {
      let place =
        name.position.map { say("événement \($0)", "event \($0)") }
        ?? say("livré avec Carnet", "shipped with Carnet")
      sentences.append(
        say(
          "Dénominateur « \(name.name) » au \(name.counted) : \(name.title), \(name.source) (\(place)).",
          "Denominator \"\(name.name)\" of \(name.counted): \(name.title), \(name.source) (\(place))."
        )
      )
    }
    if answer.hasSuppressed {
      sentences.append(
        say(
          "s. : effectif inférieur à \(ground.threshold), ou qui permettrait d'en déduire un.",
          "s.: a count below \(ground.threshold), or one that would give such a count away."
        )
      )
    }
    sentences.append(
      say(
        "Couvre \(Cell.grouped(Int(clamping: ground.size))) événements, racine \(ground.root).",
        "Covers \(Cell.grouped(Int(clamping: ground.size))) events, root \(ground.root)."
      )
    )
    sentences.append(
      ground.checkpoint == nil
        ? say("Aucune tête signée ne les couvre encore.", "No signed head covers them yet.")
        : say("Tête signée :", "Signed head:")
    )
    return sentences
  }
}
