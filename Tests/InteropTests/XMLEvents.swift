@testable import Interop

/// What a reader gives, in one line an event: `<{namespace}name attribute=value>`, `"text"`, `</name>`.
func events(
  _ bytes: [UInt8],
  limits: XMLReader.Limits = XMLReader.Limits()
) throws(XMLError) -> [String] {
  try measured(bytes, limits: limits).events
}

func events(_ text: String) throws(XMLError) -> [String] { try events(Array(text.utf8)) }

/// The same with what the reading cost.
func measured(
  _ bytes: [UInt8],
  limits: XMLReader.Limits = XMLReader.Limits()
) throws(XMLError) -> (events: [String], steps: Int) {
  let result: Result<([String], Int), XMLError> = bytes.withUnsafeBytes { buffer in
    Result { () throws(XMLError) in
      var reader = try XMLReader(buffer, limits: limits)
      var events: [String] = []
      while let token = try reader.next() {
        switch token {
        case .start:
          let attributes = reader.attributes.map { " \(written($0.name))=\($0.value)" }
          events.append("<\(written(reader.name))\(attributes.joined())>")
        case .text:
          var text: [UInt8] = []
          reader.appendText(to: &text)
          events.append("\"\(String(decoding: text, as: UTF8.self))\"")
        case .end: events.append("</\(written(reader.name))>")
        }
      }
      return (events, reader.steps)
    }
  }
  return try result.get()
}

private func written(_ name: XMLName) -> String {
  name.namespace.isEmpty ? name.local : "{\(name.namespace)}\(name.local)"
}

/// A small generator whose sequence a seed fixes (Steele, Lea and Flood, 2014), so that a failing
/// property can be run again.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
