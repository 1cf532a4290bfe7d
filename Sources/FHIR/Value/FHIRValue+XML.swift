extension FHIRValue {
  /// The namespace of FHIR's XML.
  static let namespace = "http://hl7.org/fhir"
  static let xhtmlNamespace = "http://www.w3.org/1999/xhtml"

  /// The resource as FHIR XML in UTF-8: elements in the order of the specification, primitives as
  /// attributes `value`, narrative as XHTML.
  ///
  /// A value that is no resource gives its elements below `<Element>`.
  package func xmlBytes() -> [UInt8] {
    var writer = XMLWriter()
    writer.bytes += #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8
    writer.bytes.append(UInt8(ascii: "\n"))
    let type = self["resourceType"]?.text ?? "Element"
    writer.resource(self, type: type, isRoot: true)
    return writer.bytes
  }
}

private struct XMLWriter {
  var bytes: [UInt8] = []
  private let table = ElementTable.r4

  mutating func resource(_ value: FHIRValue, type: String, isRoot: Bool = false) {
    let namespace = isRoot ? [("xmlns", FHIRValue.namespace)] : []
    complex(value, named: type, type: type, attributes: namespace)
  }

  private mutating func complex(
    _ value: FHIRValue,
    named name: String,
    type: String,
    attributes: [(String, String)] = []
  ) {
    guard case .object(let object) = value else { return }
    var attributes = attributes
    let isResource = table.isResource(type)
    var members: [(place: Int, member: FHIRObject.Member)] = []
    var shadows: [String: FHIRValue] = [:]
    for member in object.members where member.name.hasPrefix("_") {
      shadows[String(member.name.dropFirst())] = member.value
    }
    for member in object.members where !member.name.hasPrefix("_") {
      switch (member.name, member.value) {
      case ("resourceType", _): continue
      case ("id", .string(let text)) where !isResource: attributes.append(("id", text))
      case ("url", .string(let text)) where type == "Extension": attributes.append(("url", text))
      default: members.append((table.place(member.name, of: type)?.place ?? Int.max, member))
      }
    }
    // Primitives that have extensions and no value stand in the shadow alone.
    for (bare, shadow) in shadows where object[bare] == nil {
      let member = FHIRObject.Member(name: bare, value: .null)
      let repeats = table.element(bare, of: type)?.repeats ?? false
      let count = repeats ? shadow.elements.count : 1
      members.append(
        (
          table.place(bare, of: type)?.place ?? Int.max,
          repeats
            ? FHIRObject.Member(name: bare, value: .array(.init(repeating: .null, count: count)))
            : member
        )
      )
    }
    members.sort { ($0.place, $0.member.name) < ($1.place, $1.member.name) }
    begin(name, attributes)
    if members.isEmpty {
      closeEmpty()
      return
    }
    bytes.append(UInt8(ascii: ">"))
    for (_, member) in members {
      write(member, of: type, shadow: shadows[member.name])
    }
    end(name)
  }

  private mutating func write(_ member: FHIRObject.Member, of type: String, shadow: FHIRValue?) {
    let element = table.element(member.name, of: type)
    let isList = if case .array = member.value { true } else { false }
    for (index, value) in member.value.elements.enumerated() {
      // The shadow of a list is a list beside it.
      let shadows = isList ? shadow?.elements ?? [] : shadow.map { [$0] } ?? []
      let own = index < shadows.count ? shadows[index] : nil
      switch (element?.type, value) {
      case ("Resource"?, .object):
        begin(member.name, [])
        bytes.append(UInt8(ascii: ">"))
        resource(value, type: value["resourceType"]?.text ?? "Element")
        end(member.name)
      case ("xhtml"?, .string(let text)): xhtml(text)
      case (let below?, .object): complex(value, named: member.name, type: below)
      case (nil, .object): complex(value, named: member.name, type: "Element")
      default: primitive(value, named: member.name, shadow: own)
      }
    }
  }

  private mutating func primitive(_ value: FHIRValue, named name: String, shadow: FHIRValue?) {
    var attributes: [(String, String)] = []
    if let id = shadow?["id"]?.text { attributes.append(("id", id)) }
    switch value {
    case .bool(let flag): attributes.append(("value", flag ? "true" : "false"))
    case .number(let text), .string(let text): attributes.append(("value", text))
    case .null, .array, .object: break
    }
    begin(name, attributes)
    let extensions = shadow?.list("extension") ?? []
    if extensions.isEmpty {
      closeEmpty()
      return
    }
    bytes.append(UInt8(ascii: ">"))
    for item in extensions { complex(item, named: "extension", type: "Extension") }
    end(name)
  }

  /// Narrative that is well-formed XHTML goes out as it is; anything else as its text.
  private mutating func xhtml(_ text: String) {
    if let div = XHTML(text) {
      bytes += div.bytes
    } else {
      begin("div", [("xmlns", FHIRValue.xhtmlNamespace)])
      bytes.append(UInt8(ascii: ">"))
      XHTML.escape(text, into: &bytes, inAttribute: false)
      end("div")
    }
  }

  private mutating func begin(_ name: String, _ attributes: [(String, String)]) {
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    for (name, value) in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes += name.utf8
      bytes += "=\"".utf8
      XHTML.escape(value, into: &bytes, inAttribute: true)
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private mutating func closeEmpty() { bytes += "/>".utf8 }

  private mutating func end(_ name: String) {
    bytes += "</".utf8
    bytes += name.utf8
    bytes.append(UInt8(ascii: ">"))
  }
}
