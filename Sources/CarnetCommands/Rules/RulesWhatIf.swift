import ArgumentParser
import Audit
import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// `carnet rules what-if`: which past decisions a new matrix would have changed.
struct RulesWhatIf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: say(
      "Quelles décisions passées une nouvelle matrice aurait changées ; rien n'est publié.",
      "Which past decisions a new matrix would have changed; nothing is published."
    ),
    discussion: say(
      """
      Chaque lecture tracée est redécidée sur le dossier tel qu'il était. La question est tracée.
      Exemple :
        carnet rules show --matrix > matrice.csv   # puis la modifier
        carnet rules what-if matrice.csv --from 2026-01-01 --reason "projet d'annexe"
      """,
      """
      Each traced read is decided again on the record as it was. The question is traced.
      Example:
        carnet rules show --matrix > matrix.csv    # then change it
        carnet rules what-if matrix.csv --from 2026-01-01 --reason "draft of the annex"
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Argument(
    help: ArgumentHelp(
      say("Matrice : \(ReadMatrixCSV.header).", "Matrix: \(ReadMatrixCSV.header)."),
      valueName: "file"
    )
  )
  var matrix: String

  func run() async throws {
    var parts = RulesPublished()
    let data = try Data(contentsOf: URL(fileURLWithPath: matrix))
    parts.matrix = try ReadMatrixCSV.read(String(decoding: data, as: UTF8.self))
    parts.title = URL(fileURLWithPath: matrix).lastPathComponent
    try RulesHistory.check(parts.matrix)
    let (asked, period) = (parts, try period.period())
    let rows = try await options.ask(
      empty: say("Aucune décision n'aurait changé.", "No decision would have changed.")
    ) { _ in
      WhatIf(asked, in: period, limit: limit.limit)
    } table: {
      Self.table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private static func table(_ rows: [WhatIf.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("record", say("dossier", "record")), Column("who", say("qui", "who")),
      Column("profession", say("profession", "profession")),
      Column("purpose", say("but", "purpose")), Column("target", say("objet", "target")),
      Column("before", say("règle alors", "rule then")),
      Column("after", say("règle à l'essai", "rule on trial")),
      Column("loses", say("ne verrait plus", "would no longer see")),
      Column("gains", say("verrait en plus", "would see besides")),
    ])
    for row in rows {
      let target =
        switch row.target {
        case .record(let kind): kind.sentence
        case .document(let number): say("document \(number)", "document \(number)")
        }
      table.add([
        .number(Int(row.position.rawValue)), .text(row.time.description),
        .text(row.record.description), .text(row.actor.identifierText),
        .text(row.actor.profession), .text(row.purpose.word), .text(target),
        .term(String(row.before.rawValue), shown: row.before.sentence),
        .term(String(row.after.rawValue), shown: row.after.sentence),
        .text(row.loses.map(String.init).joined(separator: " ")),
        .text(row.gains.map(String.init).joined(separator: " ")),
      ])
    }
    return table
  }
}
