import CarnetCore
import Foundation
import MedicalRecord
import Pages

/// An answer's rows, in the words of one language: what a page shows and what files take away.
struct AnswerSheet: Sendable {
  struct Column: Sendable {
    /// As files name it.
    var key: String
    var heading: String

    init(_ key: String, _ heading: String) {
      self.key = key
      self.heading = heading
    }
  }

  struct Row: Sendable {
    var cells: [AnswerCell]
    /// What trails are narrowed by; nil for rows that are no events of a trail.
    var facet: Facet?

    init(_ cells: [AnswerCell], facet: Facet? = nil) {
      self.cells = cells
      self.facet = facet
    }
  }

  /// What a row of a trail is, to those who look for some of them.
  struct Facet: Sendable {
    var time: Instant
    var type: UInt16
    var isRefused: Bool
    var isEmergency: Bool
  }

  var columns: [Column]
  var rows: [Row] = []
  /// What must go with the rows: sentences above the table.
  var notes: [String] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [AnswerCell], facet: Facet? = nil) {
    precondition(cells.count == columns.count)
    rows.append(Row(cells, facet: facet))
  }

  var isTrail: Bool { rows.contains { $0.facet != nil } }

  // MARK: Files

  /// Comma separated (RFC 4180), with the keys of the columns on top.
  var csv: String {
    ([columns.map(\.key).joined(separator: ",")]
      + rows.map { $0.cells.map { Self.quoted($0.code) }.joined(separator: ",") })
      .joined(separator: "\r\n") + "\r\n"
  }

  /// A spreadsheet takes a text that begins like a formula for one, and names come from outside.
  private static func quoted(_ text: String) -> String {
    var text = text
    if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
    return text.contains(where: { ",\"\n\r\r\n".contains($0) })
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try rows.map { row in
      let members = Dictionary(
        zip(columns.map(\.key), row.cells.map(\.code)),
        uniquingKeysWith: { first, _ in first }
      )
      return "\n  " + String(decoding: try encoder.encode(members), as: UTF8.self)
    }
    return "[" + lines.joined(separator: ",") + (rows.isEmpty ? "]\n" : "\n]\n")
  }
}

/// A cell: what people read, what files say, and where it leads on to.
struct AnswerCell: Sendable {
  var shown: String
  var code: String
  var isNumber = false
  /// A word that stands out.
  var tone: Mark.Tone?
  /// The question that it leads to.
  var next: QuestionCall?

  init(_ shown: String, code: String? = nil, tone: Mark.Tone? = nil, next: QuestionCall? = nil) {
    self.shown = shown
    self.code = code ?? shown
    self.tone = tone
    self.next = next
  }

  static let none = AnswerCell("")

  static func number(_ shown: String, _ code: String, next: QuestionCall? = nil) -> AnswerCell {
    var cell = AnswerCell(shown, code: code, next: next)
    cell.isNumber = true
    return cell
  }
}
