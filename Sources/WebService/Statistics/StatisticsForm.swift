import CarnetCore
import FHIR
import Hummingbird
import Statistics

/// In which form figures are answered: `format` before `Accept`.
enum StatisticsForm: Sendable {
  case json
  case csv
  case measureReport(isXML: Bool)

  init(_ call: Call) throws(WebRefusal) {
    let accept = call.header(.accept) ?? ""
    switch call.query["format"] {
    case "json": self = .json
    case "csv": self = .csv
    case "fhir": self = .measureReport(isXML: FHIRForm(call.head)?.isXML ?? false)
    case nil where accept.contains("fhir+xml"): self = .measureReport(isXML: true)
    case nil where accept.contains("fhir+json"): self = .measureReport(isXML: false)
    case nil where accept.hasPrefix("text/csv"): self = .csv
    case nil: self = .json
    default: throw .malformed("format accepte json, csv, fhir", "format accepts json, csv, fhir")
    }
  }

  var isMeasureReport: Bool {
    if case .measureReport = self { true } else { false }
  }

  func response(
    _ answer: StatisticsAnswer,
    _ question: StatisticsQuestion,
    at site: FHIRSite,
    computed: Instant
  ) throws(WebRefusal) -> Response {
    switch self {
    case .json: return .json(answer.json)
    case .csv: return .text(answer.csv, type: "text/csv; charset=utf-8; header=present")
    case .measureReport(let isXML):
      let frame = FHIRMeasure(question, computed: computed)
      let value = FHIRValue.measureReport(frame, groups: answer.groups(frame, question), at: site)
      return .bytes(
        value.bytes(isXML ? .xml : .json),
        type: FHIRForm(isXML: isXML).contentType
      )
    }
  }
}

extension StatisticsAnswer {
  /// The spelling of `carnet stats --format json`.
  var json: String {
    let rows = rows.map { row in
      JSONText.object(zip(columns, row).map { ($0, Self.json($1)) })
    }
    let denominators = ground.denominators.map { name in
      JSONText.object([
        ("name", JSONText.string(name.name)),
        ("counted", JSONText.string(name.counted.description)),
        ("title", JSONText.string(name.title)), ("source", JSONText.string(name.source)),
        ("position", name.position.map(\.description) ?? "null"),
      ])
    }
    let checkpoint =
      ground.checkpoint.map { JSONText.string(Base64Text.encode(Array($0.encoded.utf8))) }
    return JSONText.object([
      ("indicator", JSONText.string(indicator)), ("rows", JSONText.array(rows)),
      ("denominators", JSONText.array(denominators)), ("threshold", "\(ground.threshold)"),
      ("size", "\(ground.size)"), ("root", JSONText.string(ground.root.description)),
      ("checkpoint", checkpoint ?? "null"),
    ])
  }

  private static func json(_ value: Value) -> String {
    switch value {
    case .count(let count): "\(count)"
    case .share(let share), .number(let share): "\(share)"
    case .none: "null"
    case .term, .code, .all, .day, .suppressed: JSONText.string(value.text)
    }
  }

  /// RFC 4180, with a header line.
  var csv: String {
    let lines = [columns] + rows.map { $0.map(\.text) }
    return lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    // A field that a spreadsheet would take for a formula is text.
    let safe = field.first.map { "=+-@".contains($0) && Double(field) == nil } ?? false
    let field = safe ? "'" + field : field
    return field.contains { ",\"\r\n".contains($0) }
      ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}

extension StatisticsAnswer.Value {
  /// The key that machine formats write; empty for no value.
  var text: String {
    switch self {
    case .term(let term): term.isEmpty ? "unknown" : term
    case .code(let code, _): code
    case .all: "all"
    case .day(let day): day.description
    case .count(let count): "\(count)"
    case .suppressed: "suppressed"
    case .share(let share), .number(let share): "\(share)"
    case .none: ""
    }
  }
}
