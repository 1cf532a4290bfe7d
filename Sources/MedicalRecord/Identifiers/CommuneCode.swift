/// The INSEE code of a commune: 5 characters, department first (2A and 2B for Corsica); 99 and three
/// digits for a country other than France.
package struct CommuneCode: Hashable, Sendable {
  private let number: NumberText

  /// - Throws: `.length`, `.character`, or `.value` for the department 00, which does not exist.
  package init(_ text: some StringProtocol) throws(MalformedIdentifier) {
    number = try NumberText(text, width: 5, letterAt: 1, kind: .commune)
    guard number.value >= 1000 else {
      throw MalformedIdentifier(.commune, .value(position: 0, accepted: "01 to 99, 2A or 2B"))
    }
  }

  /// Whether it stands for another country.
  package var isAbroad: Bool { number.value / 1000 == 99 }

  /// The department, in three characters overseas (`971`); nil abroad.
  package var department: String? {
    if isAbroad { return nil }
    let overseas = (97...98).contains(number.value / 1000)
    return String(description.prefix(overseas ? 3 : 2))
  }
}

extension CommuneCode: Comparable {
  package static func < (left: CommuneCode, right: CommuneCode) -> Bool {
    (left.number.value, left.number.letter) < (right.number.value, right.number.letter)
  }
}

extension CommuneCode: CustomStringConvertible, Codable {
  package var description: String { number.text(width: 5, letterAt: 1) }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try CommuneCode(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
