package import Interop

/// A FHIR element or resource as it goes out: JSON's value with the order of its members kept.
package indirect enum FHIRValue: Hashable, Sendable {
  /// The place of an element that has only its extensions, in a list of primitives.
  case null
  case bool(Bool)
  /// Exactly as it is to be written: FHIR's decimals keep their last zeros.
  case number(String)
  case string(String)
  case array([FHIRValue])
  case object(FHIRObject)
}

/// The members of an element, in their order; what is absent or empty is not there at all.
package struct FHIRObject: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: FHIRValue
  }

  package private(set) var members: [Member] = []

  package init() {}

  /// A resource with nothing but its type.
  package init(resource type: String) { self["resourceType"] = .string(type) }

  /// Setting nil, an empty list or an element without members removes the member: FHIR has no empty
  /// elements.
  package subscript(_ name: String) -> FHIRValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let place = members.firstIndex { $0.name == name }
      guard let value = newValue, !value.isEmpty else {
        if let place { members.remove(at: place) }
        return
      }
      if let place {
        members[place].value = value
      } else {
        members.append(Member(name: name, value: value))
      }
    }
  }

  package var resourceType: String? { self["resourceType"]?.text }

  fileprivate init(_ members: [Member]) { self.members = members }
}

extension FHIRValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(arrayLiteral elements: FHIRValue...) { self = .array(elements) }

  /// Members in the order they are written here; nil and empty ones are left out.
  package init(dictionaryLiteral elements: (String, FHIRValue?)...) {
    var object = FHIRObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }

  package static func whole(_ value: some BinaryInteger) -> FHIRValue { .number(String(value)) }

  /// A text; nil for none and for the empty one.
  package static func text(_ text: String?) -> FHIRValue? {
    guard let text, !text.isEmpty else { return nil }
    return .string(text)
  }

  /// What FHIR does not allow to be there.
  package var isEmpty: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    case .string(let text): text.isEmpty
    case .null, .bool, .number: false
    }
  }

  package subscript(_ name: String) -> FHIRValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  package var text: String? { if case .string(let text) = self { text } else { nil } }

  package var elements: [FHIRValue] {
    if case .array(let elements) = self { elements } else { [self] }
  }

  package func list(_ name: String) -> [FHIRValue] { self[name]?.elements ?? [] }
}

extension FHIRValue {
  /// A value that was read, its members in the order of the specification; names that it does not
  /// know come last, by the alphabet.
  package init(_ json: JSONValue) {
    self.init(json, type: json["resourceType"]?.text ?? "")
  }

  init(_ json: JSONValue, type: String) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let text): self = .number(text)
    case .string(let text): self = .string(text)
    case .array(let elements):
      self = .array(elements.map { FHIRValue($0, type: type) })
    case .object(let members):
      let table = ElementTable.r4
      // Below a place where any resource may stand, it says itself which one it is.
      let type = json["resourceType"]?.text ?? type
      func place(_ name: String) -> (Int, Int, String) {
        if name == "resourceType" { return (-1, 0, name) }
        let isShadow = name.hasPrefix("_")
        let bare = isShadow ? String(name.dropFirst()) : name
        return (table.place(bare, of: type)?.place ?? Int.max, isShadow ? 1 : 0, name)
      }
      let order = members.keys.map(place).sorted { $0 < $1 }
      self = .object(
        FHIRObject(
          order.compactMap { _, _, name in
            guard let value = members[name] else { return nil }
            let below = table.element(name, of: type)?.type ?? "Element"
            return FHIRObject.Member(name: name, value: FHIRValue(value, type: below))
          }
        )
      )
    }
  }

  /// As a reader would have it: without order.
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let text): .number(text)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let object):
      .object(Dictionary(object.members.map { ($0.name, $0.value.json) }) { first, _ in first })
    }
  }
}
