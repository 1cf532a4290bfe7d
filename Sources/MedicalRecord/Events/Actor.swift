/// National identifiers travel as numbers where nothing is lost by it: they are most of a trace's
/// bytes.
extension Carnet_V1_Actor {
  package init(
    _ kind: Carnet_V1_ActorKind,
    identifier: String = "",
    profession: String = "",
    structure: String = "",
    name: String = ""
  ) {
    self.init()
    self.kind = kind
    if !identifier.isEmpty { setIdentifier(identifier) }
    self.profession = profession
    if !structure.isEmpty { setStructure(structure) }
    self.name = name
  }

  private mutating func setIdentifier(_ value: String) {
    if let number = CompactNumber.number(value) { self.number = number } else { text = value }
  }

  private mutating func setStructure(_ value: String) {
    if let number = CompactNumber.number(value) {
      structureNumber = number
    } else {
      structureText = value
    }
  }

  /// The identifier as it was given; empty when there was none.
  package var identifierText: String {
    switch identifier {
    case .number(let number): String(number)
    case .text(let text): text
    case nil: ""
    }
  }

  package var structureIdentifier: String {
    switch structure {
    case .structureNumber(let number): String(number)
    case .structureText(let text): text
    case nil: ""
    }
  }
}

enum CompactNumber {
  /// The value of digits that a number gives back exactly: no leading zero, at most 18.
  static func number(_ text: String) -> UInt64? {
    guard let first = text.utf8.first, first != UInt8(ascii: "0"), text.utf8.count <= 18,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return UInt64(text)
  }
}
