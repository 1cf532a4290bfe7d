import Foundation

/// How rows are printed.
package enum RowFormat: String, CaseIterable, Sendable {
  case table
  case json
  case csv
  case ndjson
}

/// One cell: a text, a number that lines up on the right, or nothing.
package enum Cell: Sendable, Equatable {
  case text(String)
  /// A word of ours: people read it in their language, programs always read the same.
  case term(String, shown: String)
  case number(Int)
  case decimal(Double)
  /// From 0 to 1: per cent for people.
  case share(Double)
  case none

  var shown: String {
    switch self {
    case .text(let text), .term(_, let text): Self.printable(text)
    case .number(let number): Self.grouped(number)
    case .decimal(let number): String(format: "%.2f", number)
    case .share(let share): String(format: "%.1f", share * 100) + say("\u{202f}%", "%")
    case .none: ""
    }
  }

  /// Control characters of names and titles from outside never reach a terminal.
  package static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isControl =
            scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
            || (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
          return isControl ? "\u{fffd}" : scalar
        }
      )
    )
  }

  /// Thousands apart, with a thin space in French and a comma in English.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var groups: [Substring] = []
    var end = digits.endIndex
    while let start = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex),
      start > digits.startIndex
    {
      groups.insert(digits[start..<end], at: 0)
      end = start
    }
    groups.insert(digits[..<end], at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: say("\u{202f}", ","))
  }

  var json: Any {
    switch self {
    case .text(let text), .term(let text, _): text
    case .number(let number): number
    case .decimal(let number), .share(let number): number
    case .none: NSNull()
    }
  }

  var csv: String {
    switch self {
    case .text(let text), .term(let text, _):
      text.contains(where: { ",\"\n\r".contains($0) })
        ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    case .number(let number): String(number)
    case .decimal(let number), .share(let number): String(number)
    case .none: ""
    }
  }
}

/// A column: the key of machine formats and the heading people read.
package struct Column: Sendable {
  package var key: String
  package var heading: String

  package init(_ key: String, _ heading: String) {
    self.key = key
    self.heading = heading
  }
}

/// Rows that a command answers with, in the format that was asked for.
package struct Table {
  package var columns: [Column]
  package var rows: [[Cell]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  package mutating func add(_ cells: [Cell]) {
    precondition(cells.count == columns.count)
    rows.append(cells)
  }

  package func rendered(_ format: RowFormat) throws -> String {
    switch format {
    case .table: renderedTable()
    case .csv:
      ([columns.map(\.key).joined(separator: ",")]
        + rows.map { $0.map(\.csv).joined(separator: ",") })
        .joined(separator: "\n") + "\n"
    case .json:
      try "[" + rows.map { "\n  " + (try object($0)) }.joined(separator: ",")
        + (rows.isEmpty ? "]\n" : "\n]\n")
    case .ndjson:
      try rows.map { try object($0) + "\n" }.joined()
    }
  }

  private func object(_ row: [Cell]) throws -> String {
    let members = try zip(columns, row)
      .map { column, cell in
        let data = try JSONSerialization.data(
          withJSONObject: cell.json,
          options: [.fragmentsAllowed, .withoutEscapingSlashes]
        )
        return "\"\(column.key)\":" + String(decoding: data, as: UTF8.self)
      }
    return "{" + members.joined(separator: ",") + "}"
  }

  private func renderedTable() -> String {
    if rows.isEmpty { return "" }
    var widths = columns.map { $0.heading.count }
    let shown = rows.map { $0.map(\.shown) }
    for row in shown {
      for (index, text) in row.enumerated() { widths[index] = max(widths[index], text.count) }
    }
    func line(_ cells: [String], _ right: [Bool]) -> String {
      var text = ""
      for (index, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[index] - cell.count)
        text += right[index] ? space + cell : cell + space
        if index < cells.count - 1 { text += "  " }
      }
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    let isNumber = columns.indices.map { index in
      rows.contains { row in
        switch row[index] {
        case .number, .decimal, .share: true
        case .text, .term, .none: false
        }
      }
    }
    var text = line(columns.map(\.heading), isNumber)
    text += line(widths.map { String(repeating: "─", count: $0) }, isNumber.map { _ in false })
    for row in shown { text += line(row, isNumber) }
    return text
  }
}
