import Interop

extension JSONValue {
  /// A member of an object; nil where there is none.
  func member(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var items: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// A whole number, as it was written.
  var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }

  /// Seconds since 1970; fractions are cut off (RFC 7519 NumericDate).
  var seconds: Int64? {
    guard case .number(let text) = self, let value = Double(text), value.magnitude < 1e12 else {
      return nil
    }
    return Int64(value.rounded(.down))
  }

  /// One text or several.
  var texts: [String]? {
    switch self {
    case .string(let text): return [text]
    case .array(let items):
      let texts = items.compactMap(\.text)
      return texts.count == items.count ? texts : nil
    default: return nil
    }
  }
}
