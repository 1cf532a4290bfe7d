/// A part of a document held in memory: the header of a CDA, where everything is looked up by name.
///
/// Elements stand in one array and know each other by number, so a deep tree costs no stack, not even
/// when it is freed.
struct XMLTree {
  private(set) var nodes: [Node] = []

  /// What may still be kept.
  ///
  /// A header is looked through many times and becomes events, so its pieces are bounded more
  /// closely than those of a document.
  struct Allowance {
    var elements: Int
    /// Bytes of the text of one element, and of the value of one attribute.
    var textBytes: Int
  }

  struct Node {
    var name: XMLName
    var attributes: [XMLAttribute]
    /// The text directly inside, without that of its children.
    var text: [UInt8] = []
    var children: [Int] = []
    var line: Int
  }

  /// Reads the element that the reader has just begun, to its end.
  ///
  /// - Parameters:
  ///   - reader: it stands behind a start.
  ///   - allowance: what may be kept; its elements are counted down.
  /// - Returns: the element's number.
  /// - Throws: `.limit` of nodes, text or values when there is more.
  mutating func read(
    _ reader: inout XMLReader,
    within allowance: inout Allowance
  ) throws(XMLError) -> Int {
    let root = try begin(&reader, &allowance)
    var open = [root]
    while let current = open.last {
      switch try reader.next() {
      case .start:
        let child = try begin(&reader, &allowance)
        nodes[current].children.append(child)
        open.append(child)
      case .text:
        guard !reader.textIsSpace else { continue }
        reader.appendText(to: &nodes[current].text)
        if nodes[current].text.count > allowance.textBytes {
          throw reader.failure(.limit(.textBytes, allowance.textBytes), at: reader.tokenOffset)
        }
      case .end: open.removeLast()
      case nil: return root
      }
    }
    return root
  }

  private mutating func begin(
    _ reader: inout XMLReader,
    _ allowance: inout Allowance
  ) throws(XMLError) -> Int {
    guard allowance.elements > 0 else {
      throw reader.failure(.limit(.nodes, nodes.count), at: reader.tokenOffset)
    }
    allowance.elements -= 1
    guard reader.attributes.allSatisfy({ $0.value.utf8.count <= allowance.textBytes }) else {
      throw reader.failure(.limit(.valueBytes, allowance.textBytes), at: reader.tokenOffset)
    }
    nodes.append(
      Node(name: reader.name, attributes: reader.attributes, line: reader.tokenLine())
    )
    return nodes.count - 1
  }
}

/// One element of a tree, with the look-ups that a header asks for.
///
/// Only children of the element's own namespace are seen.
struct XMLElement {
  let tree: XMLTree
  let index: Int

  private var node: XMLTree.Node { tree.nodes[index] }

  var name: String { node.name.local }
  var line: Int { node.line }

  /// The text directly inside, white space at its ends removed and made single within.
  var text: String {
    node.text.split(whereSeparator: XMLCharacters.isSpace)
      .map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }

  /// An attribute without namespace; nil when it is absent or blank.
  subscript(_ name: String) -> String? {
    node.attributes.first { $0.name.local == name && $0.name.namespace.isEmpty }
      .map { trimmed($0.value) }
      .flatMap { $0.isEmpty ? nil : $0 }
  }

  func children(_ name: String) -> [XMLElement] {
    node.children
      .filter {
        tree.nodes[$0].name.local == name
          && tree.nodes[$0].name.namespace == node.name.namespace
      }
      .map { XMLElement(tree: tree, index: $0) }
  }

  func child(_ name: String) -> XMLElement? { children(name).first }

  /// The first element on a path of names below this one.
  func descendant(_ path: String...) -> XMLElement? {
    var element: XMLElement? = self
    for name in path { element = element?.child(name) }
    return element
  }

  private func trimmed(_ value: String) -> String {
    let spaces: (Character) -> Bool = { $0 == " " }
    var rest = value[...].drop(while: spaces)
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
