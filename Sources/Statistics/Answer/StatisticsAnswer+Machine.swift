import CarnetCore
import Foundation

// Answers for programs: keys instead of words, the same whoever asks in whatever language.
extension StatisticsAnswer {
  /// RFC 4180 with `\n`, a line of column names first.
  package var csv: String {
    let lines = [columns] + rows.map { $0.map(\.csv) }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// One object: the rows, and what they rest on.
  ///
  /// - Throws: what `JSONSerialization` throws; it never does for these values.
  package func json() throws -> String {
    let denominators = try ground.denominators.map { name in
      "{\"name\":\(try Self.quoted(name.name)),\"counted\":\"\(name.counted)\","
        + "\"title\":\(try Self.quoted(name.title)),\"source\":\(try Self.quoted(name.source)),"
        + "\"position\":\(name.position.map(\.description) ?? "null")}"
    }
    let checkpoint =
      ground.checkpoint.map { "\"\(Base64.encode(Array($0.encoded.utf8)))\"" } ?? "null"
    let objects = try rows.map { row in
      let members = try zip(columns, row).map { "\"\($0)\":" + (try Self.quoted($1.json)) }
      return "\n  {" + members.joined(separator: ",") + "}"
    }
    return "{\"indicator\":\(try Self.quoted(indicator)),\"rows\":["
      + objects.joined(separator: ",") + (rows.isEmpty ? "]" : "\n]")
      + ",\n\"denominators\":[\(denominators.joined(separator: ","))],"
      + "\"threshold\":\(ground.threshold),\"size\":\(ground.size),\"root\":\"\(ground.root)\","
      + "\"checkpoint\":\(checkpoint)}\n"
  }

  private static func quoted(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: value,
      options: [.fragmentsAllowed, .withoutEscapingSlashes]
    )
    return String(decoding: data, as: UTF8.self)
  }
}

extension StatisticsAnswer.Value {
  fileprivate var csv: String {
    switch self {
    case .count(let count): String(count)
    case .share(let share): String(share)
    case .number(let number): String(Self.rounded(number))
    case .none: ""
    case .term, .code, .all, .day, .suppressed: Self.field(key)
    }
  }

  fileprivate var json: Any {
    switch self {
    case .count(let count): count
    case .share(let share): share
    case .number(let number): Self.rounded(number)
    case .none: NSNull()
    case .term, .code, .all, .day, .suppressed: key
    }
  }

  /// The word that stands for a value that is no number.
  private var key: String {
    switch self {
    case .term(let term): term.isEmpty ? "unknown" : term
    case .code(let code, _): code
    case .all: "all"
    case .day(let day): day.description
    case .suppressed: "suppressed"
    case .count, .share, .number, .none: ""
    }
  }

  // A pace is a mean: a tenth says all that it knows.
  private static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }

  private static func field(_ text: String) -> String {
    // The bytes: "\r\n" is one character, and neither of its two.
    text.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
