package import MedicalRecord

/// Reads a list of counts: `commune,age_band,sex,count`, of which `commune`, `age_band` and `sex`
/// may be left out.
package enum DenominatorCSV {
  package static let bytesMax = 8 << 20
  private static let rowsMax = 40_000

  package static let ageBands: [(String, Carnet_V1_AgeBand)] = [
    ("0-15", .ageBand015), ("16-24", .ageBand1624), ("25-34", .ageBand2534),
    ("35-49", .ageBand3549), ("50-64", .ageBand5064), ("65-74", .ageBand6574),
    ("75+", .ageBand75Plus),
  ]

  /// What is wrong with a list; nothing of it is taken then.
  package enum Failure: Error, Hashable, Sendable {
    case tooLarge(bytes: Int)
    case empty
    /// A heading that is none.
    case column(String)
    case columnTwice(String)
    case noCount
    case tooManyRows(Int)
    /// A row, from 1 for the headings, with another number of cells.
    case cells(row: Int, found: Int, expected: Int)
    case commune(row: Int, String)
    case ageBand(row: Int, String)
    case sex(row: Int, String)
    case count(row: Int, String)
    /// Two rows of the same group.
    case twice(row: Int)
  }

  package static func read(_ text: String) throws(Failure) -> [Carnet_V1_DenominatorRow] {
    guard text.utf8.count <= bytesMax else { throw .tooLarge(bytes: text.utf8.count) }
    var lines = text.split(omittingEmptySubsequences: true) { $0.isNewline }[...]
    guard let heading = lines.popFirst() else { throw .empty }
    let separator: Character = heading.contains(";") ? ";" : ","
    let columns = cells(heading.drop { $0 == "\u{feff}" }, separator)
    var seen: Set<String> = []
    for column in columns {
      guard ["commune", "age_band", "sex", "count"].contains(column) else { throw .column(column) }
      guard seen.insert(column).inserted else { throw .columnTwice(column) }
    }
    guard seen.contains("count") else { throw .noCount }
    guard !lines.isEmpty else { throw .empty }
    guard lines.count <= rowsMax else { throw .tooManyRows(lines.count) }
    var rows: [Carnet_V1_DenominatorRow] = []
    var groups: Set<Carnet_V1_DenominatorRow> = []
    for (index, line) in lines.enumerated() {
      let row = try row(cells(line, separator), columns, number: index + 2)
      var group = row
      group.count = 0
      guard groups.insert(group).inserted else { throw .twice(row: index + 2) }
      rows.append(row)
    }
    return rows
  }

  private static func cells(_ line: Substring, _ separator: Character) -> [String] {
    line.split(separator: separator, omittingEmptySubsequences: false)
      .map { cell in
        var text = cell.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        if text.count >= 2, text.first == "\"", text.last == "\"" {
          text = text.dropFirst().dropLast()
        }
        return String(text)
      }
  }

  private static func row(
    _ cells: [String],
    _ columns: [String],
    number: Int
  ) throws(Failure) -> Carnet_V1_DenominatorRow {
    guard cells.count == columns.count else {
      throw .cells(row: number, found: cells.count, expected: columns.count)
    }
    var row = Carnet_V1_DenominatorRow()
    for (column, cell) in zip(columns, cells) where !cell.isEmpty || column == "count" {
      switch column {
      case "commune":
        do throws(MalformedIdentifier) {
          row.commune = try CommuneCode(cell).description
        } catch {
          throw .commune(row: number, cell)
        }
      case "age_band":
        guard let band = ageBands.first(where: { $0.0 == cell }) else {
          throw .ageBand(row: number, cell)
        }
        row.ageBand = band.1
      case "sex":
        guard let sex: Carnet_V1_Sex = ["F": .female, "M": .male, "I": .undetermined][cell] else {
          throw .sex(row: number, cell)
        }
        row.sex = sex
      default:
        guard let count = UInt32(cell) else { throw .count(row: number, cell) }
        row.count = count
      }
    }
    return row
  }
}
