import Interop

extension PatchOperation {
  /// Reads an XML Patch (RFC 5261): `diff` with `add`, `replace` and `remove`, each with a `sel`.
  ///
  /// `sel` is one of a few paths, whatever prefix it uses for FHIR; no XPath is evaluated.
  static func readXMLPatch(
    _ bytes: [UInt8],
    _ limits: JSONValue.Limits
  ) throws(FHIRFailure) -> [PatchOperation] {
    var bounds = XMLReader.Limits()
    bounds.documentBytes = limits.bytes
    bounds.depth = 32
    bounds.nodes = limits.values
    let result: Result<[WrittenOperation], FHIRXMLRefusal> = bytes.withUnsafeBytes { buffer in
      Result { () throws(FHIRXMLRefusal) in
        var parser = try FHIRXMLParser(buffer, bounds)
        return try parser.diff()
      }
    }
    let written: [WrittenOperation]
    do throws(FHIRXMLRefusal) {
      written = try result.get()
    } catch {
      throw FHIRFailure(error)
    }
    var operations: [PatchOperation] = []
    for operation in written { operations += try operation.resolved() }
    return operations
  }
}

/// An operation of an XML Patch before its path is looked at.
struct WrittenOperation {
  var name: String
  var selection: String
  var type: String?
  var text: String
  var elements: [(name: String, value: JSONValue)]

  func resolved() throws(FHIRFailure) -> [PatchOperation] {
    guard let kind = PatchOperation.Kind(rawValue: name), kind != .test else {
      throw PatchOperation.malformed(
        "add, replace ou remove est attendu",
        "add, replace or remove is expected"
      )
    }
    let steps = selection.split(separator: "/").map(Self.step)
    guard steps.first?.name == "DocumentReference" else {
      throw PatchOperation.refused(selection)
    }
    switch (steps.dropFirst().map(\.name), kind) {
    case ([], .add):
      guard !elements.isEmpty else { throw PatchOperation.refused(selection) }
      var operations: [PatchOperation] = []
      for element in elements { operations.append(try adding(element)) }
      return operations
    case (["status", "@value"], _):
      return [PatchOperation(kind: kind, target: .status, value: .string(text))]
    case (["status"], .replace):
      return [PatchOperation(kind: kind, target: .status, value: elements.first?.value)]
    case (["securityLabel"], .add):
      // Beside a label that is there (`pos`): the order of labels means nothing.
      return [
        PatchOperation(kind: .add, target: .newLabel, value: elements.first?.value)
      ]
    case (["securityLabel"], _):
      let target: PatchOperation.Target =
        steps[1].index.map { .label($0 - 1) } ?? (kind == .remove ? .labels : .label(0))
      return [PatchOperation(kind: kind, target: target, value: elements.first?.value)]
    case (["extension"], _):
      return [
        PatchOperation(kind: kind, target: .archiveExtension, value: elements.first?.value)
      ]
    case (["extension", "valueBoolean", "@value"], .replace):
      let value: JSONValue = text == "true" ? .bool(true) : text == "false" ? .bool(false) : .null
      return [PatchOperation(kind: kind, target: .archiveFlag, value: value)]
    default: throw PatchOperation.refused(selection)
    }
  }

  private func adding(
    _ element: (name: String, value: JSONValue)
  ) throws(FHIRFailure) -> PatchOperation {
    switch element.name {
    case "securityLabel": PatchOperation(kind: .add, target: .newLabel, value: element.value)
    case "extension": PatchOperation(kind: .add, target: .archiveExtension, value: element.value)
    default: throw PatchOperation.refused("DocumentReference.\(element.name)")
    }
  }

  /// `f:securityLabel[2]` without its prefix; a condition on the extension's URL is the one that
  /// there is.
  private static func step(_ text: Substring) -> (name: String, index: Int?) {
    let bare = text.split(separator: "[", maxSplits: 1)
    var name = bare.first.map(String.init) ?? ""
    if let colon = name.lastIndex(of: ":") { name = String(name[name.index(after: colon)...]) }
    guard bare.count == 2, bare[1].hasSuffix("]") else { return (name, nil) }
    return (name, Int(bare[1].dropLast()))
  }
}

extension FHIRXMLParser {
  mutating func diff() throws(FHIRXMLRefusal) -> [WrittenOperation] {
    guard try next() == .start, reader.name.local == "diff" else {
      throw .unknownElement(shown(reader.name.local), line: line)
    }
    var operations: [WrittenOperation] = []
    while let token = try next(), token != .end {
      guard token == .start else {
        guard reader.textIsSpace else { throw .text("diff", line: line) }
        continue
      }
      operations.append(try operation())
    }
    guard try next() == nil else { throw .text("diff", line: line) }
    return operations
  }

  private mutating func operation() throws(FHIRXMLRefusal) -> WrittenOperation {
    func attribute(_ name: String) -> String? {
      reader.attributes.first { $0.name == XMLName(namespace: "", local: name) }?.value
    }
    var operation = WrittenOperation(
      name: reader.name.local,
      selection: attribute("sel") ?? "",
      type: attribute("type"),
      text: "",
      elements: []
    )
    // What is inside belongs to the resource: its elements are read as those of its type.
    var text: [UInt8] = []
    while let token = try next(), token != .end {
      guard token == .start else {
        reader.appendText(to: &text)
        continue
      }
      let name = reader.name.local
      guard isOfFHIR || reader.name.namespace.isEmpty,
        let element = ElementTable.r4.element(name, of: "DocumentReference")
      else { throw .unknownElement(shown(name), line: line) }
      let (value, _) = try child(element, path: shown(name))
      operation.elements.append((name, value))
    }
    operation.text = String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }
    return operation
  }
}
