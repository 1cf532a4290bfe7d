@testable import FHIR

/// Resources drawn from the table of elements: any element, any depth that is worth it.
struct RandomResource {
  var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  private let decimals = ["0.10", "-3", "12.345", "1.0"]

  static let types = [
    "AuditEvent", "Binary", "Bundle", "Consent", "DocumentReference", "List", "OperationOutcome",
    "Parameters", "Patient", "MeasureReport", "CapabilityStatement", "PractitionerRole",
  ]

  mutating func resource(depth: Int = 0) -> FHIRValue {
    let type = Self.types.randomElement(using: &generator) ?? "Patient"
    var object = FHIRObject(resource: type)
    fill(&object, type, depth)
    return .object(object)
  }

  private mutating func fill(_ object: inout FHIRObject, _ type: String, _ depth: Int) {
    let table = ElementTable.r4
    let elements = table.shape(type)?.elements ?? []
    var isEmpty = true
    for element in elements {
      let isLast = element == elements.last
      guard chance(depth < 2 ? 3 : 6) || (isEmpty && isLast) else { continue }
      var element = element
      if element.type.isEmpty {
        let choices = ["String", "Boolean", "Decimal", "Coding", "Period"]
        element.name += choices.randomElement(using: &generator) ?? "String"
        element = table.element(element.name, of: type) ?? element
      }
      if !element.isPrimitive, depth > 3 { continue }
      add(element, to: &object, of: type, depth)
      isEmpty = object.members.isEmpty
    }
    if object.members.isEmpty {
      // Every type has an id or, below it, extensions.
      object["id"] = "a1"
    }
  }

  private mutating func add(
    _ element: ElementTable.Element,
    to object: inout FHIRObject,
    of type: String,
    _ depth: Int
  ) {
    let count = element.repeats ? Int.random(in: 1...3, using: &generator) : 1
    var values: [FHIRValue] = []
    for _ in 0..<count { values.append(value(element, depth)) }
    object[element.name] = element.repeats ? .array(values) : values[0]
    // Now and then an extension beside a primitive, which JSON keeps in a member of its own.
    let isAttribute = element.name == "id" || (element.name == "url" && type == "Extension")
    guard element.isPrimitive, element.type != "xhtml", !isAttribute, chance(8) else { return }
    let beside: FHIRValue = [
      "extension": [["url": "https://example.org/note", "valueString": .string(text())]]
    ]
    object["_" + element.name] =
      element.repeats
      ? .array([beside] + Array(repeating: .null, count: count - 1)) : beside
  }

  private mutating func value(_ element: ElementTable.Element, _ depth: Int) -> FHIRValue {
    switch element.type {
    case "Resource": return resource(depth: depth + 2)
    case "boolean": return .bool(Bool.random(using: &generator))
    case "decimal": return .number(decimals.randomElement(using: &generator) ?? "1")
    case "integer", "positiveInt", "unsignedInt":
      return .whole(Int.random(in: 0...9999, using: &generator))
    case "xhtml":
      return #"<div xmlns="http://www.w3.org/1999/xhtml"><p class="a&quot;b">é &lt; x</p></div>"#
    case _ where element.isPrimitive: return .string(text())
    default:
      var object = FHIRObject()
      fill(&object, element.type, depth + 1)
      return .object(object)
    }
  }

  private mutating func text() -> String {
    let pieces = [
      "é", "\"", "<", "&", "\n", "\t", " ", "a", "Z", "’", "𝛑", "\r", "]]>", "'", "\\", "/",
    ]
    let count = Int.random(in: 1...6, using: &generator)
    return "x" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  private mutating func chance(_ one: Int) -> Bool {
    Int.random(in: 0..<one, using: &generator) == 0
  }
}
