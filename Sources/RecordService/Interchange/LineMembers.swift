/// The members of one JSON object, found without reading what they hold: each value stays a range of
/// the line's bytes, for whoever knows its type.
///
/// A single pass, no recursion, time linear in the line. Values are checked no further than where
/// they end; their readers do the rest.
struct LineMembers {
  private(set) var values: [String: Range<Int>] = [:]

  /// - Throws: `.notJSON` when brackets and quotes do not close, `.member` for a name that stands
  ///   twice.
  init(_ line: [UInt8]) throws(EventLineFailure) {
    var scanner = Scanner(line: line)
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: "{")) else { throw .notJSON }
    scanner.skipSpace()
    if !scanner.take(UInt8(ascii: "}")) {
      repeat {
        scanner.skipSpace()
        guard let quoted = scanner.text(),
          let name = Self.text(line[(quoted.lowerBound + 1)..<(quoted.upperBound - 1)])
        else { throw .notJSON }
        scanner.skipSpace()
        guard scanner.take(UInt8(ascii: ":")) else { throw .notJSON }
        scanner.skipSpace()
        guard let value = scanner.value() else { throw .notJSON }
        guard values.updateValue(value, forKey: name) == nil else {
          throw .member(name, accepted: "each member once")
        }
        scanner.skipSpace()
      } while scanner.take(UInt8(ascii: ","))
      guard scanner.take(UInt8(ascii: "}")) else { throw .notJSON }
    }
    scanner.skipSpace()
    guard scanner.isAtEnd else { throw .notJSON }
  }

  /// A text without escapes; names, identifiers and times need none.
  static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.contains(UInt8(ascii: "\\")) ? nil : String(validating: bytes, as: UTF8.self)
  }

  private struct Scanner {
    let line: [UInt8]
    var place = 0

    var isAtEnd: Bool { place == line.count }

    mutating func skipSpace() {
      while place < line.count, line[place] == 0x20 || line[place] == 0x09 || line[place] == 0x0d {
        place += 1
      }
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard place < line.count, line[place] == byte else { return false }
      place += 1
      return true
    }

    /// A text with its quotes.
    mutating func text() -> Range<Int>? {
      let start = place
      guard take(UInt8(ascii: "\"")) else { return nil }
      while place < line.count {
        let byte = line[place]
        place += 1
        if byte == UInt8(ascii: "\"") { return start..<place }
        if byte == UInt8(ascii: "\\") { place += 1 }
      }
      return nil
    }

    /// A text, an object or array up to the bracket that closes it, or a bare word or number.
    mutating func value() -> Range<Int>? {
      let start = place
      guard place < line.count else { return nil }
      var depth = 0
      while place < line.count {
        switch line[place] {
        case UInt8(ascii: "\""):
          guard text() != nil else { return nil }
          if depth == 0 { return start..<place }
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { return place > start ? start..<place : nil }
          depth -= 1
          if depth == 0 {
            place += 1
            return start..<place
          }
        case UInt8(ascii: ","), 0x20, 0x09:
          if depth == 0 { return place > start ? start..<place : nil }
        default: break
        }
        place += 1
      }
      return nil
    }
  }
}
