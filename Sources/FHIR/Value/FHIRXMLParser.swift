import Interop

/// Walks over the tokens of FHIR XML.
struct FHIRXMLParser {
  var reader: XMLReader
  private let table = ElementTable.r4

  init(_ bytes: UnsafeRawBufferPointer, _ limits: XMLReader.Limits) throws(FHIRXMLRefusal) {
    do throws(XMLError) {
      reader = try XMLReader(bytes, limits: limits)
    } catch {
      throw .xml(error)
    }
  }

  mutating func parse() throws(FHIRXMLRefusal) -> JSONValue {
    guard try next() == .start else { throw .unknownResource("?", line: line) }
    let value = try resource()
    // Nothing but space may follow; the reader says otherwise.
    guard try next() == nil else { throw .unknownResource("?", line: line) }
    return value
  }

  var line: Int { mutating get { reader.tokenLine() } }

  mutating func next() throws(FHIRXMLRefusal) -> XMLReader.Token? {
    do throws(XMLError) {
      return try reader.next()
    } catch {
      throw .xml(error)
    }
  }

  /// A name from outside as a sentence may show it.
  func shown(_ text: String) -> String { String(text.prefix(60)) }

  var isOfFHIR: Bool { reader.name.namespace == FHIRValue.namespace }

  /// The resource whose element the reader has just begun.
  private mutating func resource() throws(FHIRXMLRefusal) -> JSONValue {
    let type = reader.name.local
    guard isOfFHIR, table.isResource(type) else {
      throw .unknownResource(shown(type), line: line)
    }
    guard case .object(var members) = try complex(type: type, path: type) else { return .null }
    members["resourceType"] = .string(type)
    return .object(members)
  }

  /// The element that the reader has just begun, to its end; recursion is bounded by the depth.
  private mutating func complex(
    type: String,
    path: String
  ) throws(FHIRXMLRefusal) -> JSONValue {
    let began = line
    var members: [String: JSONValue] = [:]
    for attribute in reader.attributes {
      switch attribute.name.local {
      case "id" where attribute.name.namespace.isEmpty && !table.isResource(type):
        members["id"] = .string(attribute.value)
      case "url" where attribute.name.namespace.isEmpty && type == "Extension":
        members["url"] = .string(attribute.value)
      case "schemaLocation": continue
      default:
        throw .unknownAttribute("\(path)/@\(shown(attribute.name.local))", line: began)
      }
    }
    var lists: [String: [JSONValue]] = [:]
    var shadows: [String: [JSONValue]] = [:]
    while let token = try next(), token != .end {
      if token == .text {
        guard reader.textIsSpace else { throw .text(path, line: line) }
        continue
      }
      let name = reader.name.local
      let here = "\(path).\(shown(name))"
      guard let element = table.element(name, of: type), !element.type.isEmpty,
        isOfFHIR || element.type == "xhtml",
        !(name == "url" && type == "Extension"),
        !(name == "id" && !table.isResource(type))
      else { throw .unknownElement(here, line: line) }
      let place = line
      guard element.repeats || lists[name] == nil else { throw .repeated(here, line: place) }
      let (value, shadow) = try child(element, path: here)
      lists[name, default: []].append(value)
      shadows[name, default: []].append(shadow)
    }
    for (name, values) in lists {
      let repeats = table.element(name, of: type)?.repeats ?? false
      if let value = values.first, !repeats {
        if value != .null { members[name] = value }
      } else if values.contains(where: { $0 != .null }) {
        members[name] = .array(values)
      }
      guard let beside = shadows[name], beside.contains(where: { $0 != .null }) else { continue }
      members["_" + name] = repeats ? .array(beside) : beside.first
    }
    // A resource may be nothing but its type, an element may not.
    guard !members.isEmpty || table.isResource(type) else { throw .empty(path, line: began) }
    return .object(members)
  }

  /// The value of a child, and for a primitive what stands beside its value.
  mutating func child(
    _ element: ElementTable.Element,
    path: String
  ) throws(FHIRXMLRefusal) -> (JSONValue, JSONValue) {
    switch element.type {
    case "Resource": return (try wrapped(path: path), .null)
    case "xhtml": return (.string(try narrative(path: path)), .null)
    case _ where element.isPrimitive: return try primitive(element, path: path)
    default: return (try complex(type: element.type, path: path), .null)
    }
  }

  /// `contained`, `resource` and the like: an element around one resource.
  private mutating func wrapped(path: String) throws(FHIRXMLRefusal) -> JSONValue {
    let began = line
    guard reader.attributes.isEmpty else { throw .unknownAttribute("\(path)/@", line: began) }
    var found: JSONValue?
    while let token = try next(), token != .end {
      switch token {
      case .start:
        guard found == nil else { throw .repeated(path, line: line) }
        found = try resource()
      case .text: guard reader.textIsSpace else { throw .text(path, line: line) }
      case .end: break
      }
    }
    guard let found else { throw .empty(path, line: began) }
    return found
  }

  private mutating func narrative(path: String) throws(FHIRXMLRefusal) -> String {
    guard reader.name.local == "div", reader.name.namespace == FHIRValue.xhtmlNamespace else {
      throw .unknownElement(path, line: line)
    }
    do throws(XMLError) {
      return String(decoding: try XHTML.rewrite(&reader), as: UTF8.self)
    } catch {
      throw .xml(error)
    }
  }

  private mutating func primitive(
    _ element: ElementTable.Element,
    path: String
  ) throws(FHIRXMLRefusal) -> (JSONValue, JSONValue) {
    let began = line
    var value = JSONValue.null
    var beside: [String: JSONValue] = [:]
    for attribute in reader.attributes {
      switch attribute.name {
      case XMLName(namespace: "", local: "value"):
        guard let read = read(attribute.value, as: element.type) else {
          throw .value(path, line: began)
        }
        value = read
      case XMLName(namespace: "", local: "id"): beside["id"] = .string(attribute.value)
      default: throw .unknownAttribute("\(path)/@\(shown(attribute.name.local))", line: began)
      }
    }
    var extensions: [JSONValue] = []
    while let token = try next(), token != .end {
      switch token {
      case .start:
        guard isOfFHIR, reader.name.local == "extension" else {
          throw .unknownElement("\(path).\(shown(reader.name.local))", line: line)
        }
        extensions.append(try complex(type: "Extension", path: "\(path).extension"))
      case .text: guard reader.textIsSpace else { throw .text(path, line: line) }
      case .end: break
      }
    }
    if !extensions.isEmpty { beside["extension"] = .array(extensions) }
    guard value != .null || !beside.isEmpty else { throw .empty(path, line: began) }
    return (value, beside.isEmpty ? .null : .object(beside))
  }

  private func read(_ text: String, as type: String) -> JSONValue? {
    if type == "boolean" {
      return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    }
    guard ElementTable.numbers.contains(type) else {
      return text.isEmpty ? nil : .string(text)
    }
    guard text.utf8.count <= 64 else { return nil }
    // What JSON would have taken as a number, and nothing else.
    do throws(JSONValue.Malformed) {
      let value = try JSONValue(Array(text.utf8))
      if case .number(let read) = value, read == text { return value }
      return nil
    } catch {
      return nil
    }
  }
}
