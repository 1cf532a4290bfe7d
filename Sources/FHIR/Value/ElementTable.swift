/// Which elements a FHIR type has, in which order, of which type, and which of them repeat.
///
/// JSON says all of this by itself; XML does not, so its reader needs the table, and its writer the
/// order.
struct ElementTable: Sendable {
  struct Element: Hashable, Sendable {
    var name: String
    /// A primitive (lower case), a complex type, `Resource` or `xhtml`.
    var type: String
    var repeats: Bool

    var isPrimitive: Bool { type.first?.isLowercase ?? false }
  }

  struct Shape: Sendable {
    var elements: [Element] = []
    var places: [String: Int] = [:]
    /// Names of choices without `[x]`, with their places.
    var choices: [(prefix: String, place: Int)] = []
    var isResource = false

    mutating func add(_ item: Substring) {
      let repeats = item.hasSuffix("*")
      let bare = repeats ? item.dropLast() : item
      let place = elements.count
      if bare.hasSuffix("[x]") {
        let prefix = String(bare.dropLast(3))
        choices.append((prefix, place))
        elements.append(Element(name: prefix, type: "", repeats: repeats))
      } else {
        let halves = bare.split(separator: ":", maxSplits: 1)
        let name = String(halves.first ?? "")
        places[name] = place
        elements.append(
          Element(name: name, type: halves.count == 2 ? String(halves[1]) : "", repeats: repeats)
        )
      }
    }
  }

  private var shapes: [String: Shape] = [:]

  init(_ text: String) {
    // A line that begins with a space goes on with the type before it.
    var current = ""
    for line in text.split(separator: "\n") {
      var items = line.split(separator: " ")
      if line.first != " ", !items.isEmpty {
        let head = items.removeFirst()
        current = String(head.filter { $0 != "!" })
        shapes[current] = Self.beginning(head)
      }
      for item in items { shapes[current]?.add(item) }
    }
  }

  private static func beginning(_ head: Substring) -> Shape {
    var shape = Shape()
    let common: String
    if head.hasSuffix("!") {
      shape.isResource = true
      common =
        "id:id meta:Meta implicitRules:uri language:code"
        + (head.hasSuffix("!!")
          ? ""
          : " text:Narrative contained:Resource* extension:Extension*"
            + " modifierExtension:Extension*")
    } else {
      common =
        "id:string extension:Extension*"
        + (head.contains("_") ? " modifierExtension:Extension*" : "")
    }
    for item in common.split(separator: " ") { shape.add(item) }
    return shape
  }

  func isResource(_ type: String) -> Bool { shapes[type]?.isResource ?? false }

  func shape(_ type: String) -> Shape? { shapes[type] }

  /// The element that a type has under a name; the type of a choice follows from the name.
  func element(_ name: String, of type: String) -> Element? {
    place(name, of: type)?.element
  }

  /// The same with its place in the order.
  func place(_ name: String, of type: String) -> (place: Int, element: Element)? {
    guard let shape = shapes[type] else { return nil }
    if let place = shape.places[name] { return (place, shape.elements[place]) }
    for (prefix, place) in shape.choices where name.hasPrefix(prefix) {
      let end = String(name.dropFirst(prefix.count))
      guard let chosen = chosenType(end) else { continue }
      let element = Element(name: name, type: chosen, repeats: shape.elements[place].repeats)
      return (place, element)
    }
    return nil
  }

  /// The type behind the prefix of a choice: `Period`, `boolean` for `Boolean`.
  private func chosenType(_ end: String) -> String? {
    if Self.primitives.contains(end) { return end.prefix(1).lowercased() + end.dropFirst() }
    guard let shape = shapes[end], !shape.isResource else { return nil }
    return end
  }

  private static let primitives: Set<String> = [
    "Base64Binary", "Boolean", "Canonical", "Code", "Date", "DateTime", "Decimal", "Id", "Instant",
    "Integer", "Markdown", "Oid", "PositiveInt", "String", "Time", "UnsignedInt", "Uri", "Url",
    "Uuid",
  ]

  /// Primitives that JSON writes as numbers.
  static let numbers: Set<String> = ["decimal", "integer", "positiveInt", "unsignedInt"]
}
