import Interop

/// One operation of a patch, whatever way it was written, on one of the three things that a patch may
/// change.
struct PatchOperation: Hashable {
  enum Kind: String, Hashable {
    case add, replace, remove, test
  }

  enum Target: Hashable {
    case status
    case labels
    /// Counted from 0.
    case label(Int)
    /// A label behind those that are there.
    case newLabel
    /// The value of the archive extension.
    case archiveFlag
    /// The archive extension as a whole, or a list with it alone.
    case archiveExtension
  }

  var kind: Kind
  var target: Target
  var value: JSONValue?

  /// What is not to be changed by a patch.
  static func refused(_ path: String) -> FHIRFailure {
    let shown = String(path.prefix(80))
    return .methodNotAllowed(
      "\(shown) ne se modifie pas ; PATCH accepte status, securityLabel et l'extension d'archivage",
      "\(shown) cannot be changed; PATCH takes status, securityLabel and the archive extension"
    )
  }

  static func malformed(_ french: String, _ english: String) -> FHIRFailure {
    FHIRFailure(400, FHIRIssue(.structure, french, english))
  }

  // MARK: JSON Patch

  static func readJSONPatch(
    _ bytes: [UInt8],
    _ limits: JSONValue.Limits
  ) throws(FHIRFailure) -> [PatchOperation] {
    let root: JSONValue
    do throws(JSONValue.Malformed) {
      root = try JSONValue(bytes, limits: limits)
    } catch {
      throw FHIRFailure(error)
    }
    guard case .array(let items) = root else {
      throw malformed(
        "un JSON Patch est une liste d'opérations",
        "a JSON Patch is a list of operations"
      )
    }
    var operations: [PatchOperation] = []
    for item in items {
      guard let op = item["op"]?.text, let path = item["path"]?.text else {
        throw malformed("op et path sont attendus", "op and path are expected")
      }
      guard let kind = Kind(rawValue: op) else {
        // move and copy have nothing to move among three members.
        guard ["move", "copy"].contains(op) else {
          throw malformed(
            "opération inconnue ; acceptées : add, replace, remove, test",
            "unknown operation; accepted: add, replace, remove, test"
          )
        }
        throw refused("\(op) \(path)")
      }
      guard let target = target(pointer: path, adding: kind == .add) else { throw refused(path) }
      operations.append(PatchOperation(kind: kind, target: target, value: item["value"]))
    }
    return operations
  }

  private static func target(pointer: String, adding: Bool) -> Target? {
    let parts = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map(String.init)
    switch parts {
    case ["status"]: return .status
    case ["securityLabel"]: return .labels
    case ["securityLabel", "-"]: return adding ? .newLabel : nil
    case ["extension"], ["extension", "0"], ["extension", "-"]: return .archiveExtension
    // The resource has one extension, that of the archive.
    case ["extension", "0", "valueBoolean"]: return .archiveFlag
    default:
      guard parts.count == 2, parts[0] == "securityLabel", let index = index(parts[1]) else {
        return nil
      }
      return .label(index)
    }
  }

  private static func index(_ text: String) -> Int? {
    guard text.utf8.count <= 3, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  // MARK: FHIRPath Patch

  static func readParameters(_ value: JSONValue) throws(FHIRFailure) -> [PatchOperation] {
    guard value["resourceType"]?.text == "Parameters" else {
      throw malformed(
        "une ressource Parameters est attendue",
        "a Parameters resource is expected"
      )
    }
    var operations: [PatchOperation] = []
    for parameter in value.list("parameter") {
      guard parameter["name"]?.text == "operation" else {
        throw malformed(
          "seuls des paramètres operation sont attendus",
          "only parameters named operation are expected"
        )
      }
      operations.append(try operation(parameter))
    }
    return operations
  }

  private static func operation(_ parameter: JSONValue) throws(FHIRFailure) -> PatchOperation {
    func part(_ name: String) -> JSONValue? {
      parameter.list("part").first { $0["name"]?.text == name }
    }
    let type = part("type")?["valueCode"]?.text ?? part("type")?["valueString"]?.text ?? ""
    let path = part("path")?["valueString"]?.text ?? ""
    let kinds: [String: Kind] = [
      "add": .add, "insert": .add, "replace": .replace, "delete": .remove,
    ]
    guard !path.isEmpty, let kind = kinds[type] else {
      if type == "move" { throw refused("move \(path)") }
      throw malformed(
        "type (add, insert, replace, delete) et path sont attendus",
        "type (add, insert, replace, delete) and path are expected"
      )
    }
    let name = type == "add" ? part("name")?["valueString"]?.text : nil
    let whole = name.map { "\(path).\($0)" } ?? path
    guard let target = target(fhirPath: whole, adding: type == "add") else { throw refused(whole) }
    let value = part("value").flatMap { Self.value(of: $0) }
    return PatchOperation(kind: kind, target: target, value: value)
  }

  /// The value of a parameter: its `value[x]`, or an element built of parts.
  private static func value(of part: JSONValue) -> JSONValue? {
    guard case .object(let members) = part else { return nil }
    if let value = members.first(where: { $0.key.hasPrefix("value") })?.value { return value }
    var built: [String: JSONValue] = [:]
    for inner in part.list("part") {
      guard let name = inner["name"]?.text, case .object(let members) = inner,
        let value = members.first(where: { $0.key.hasPrefix("value") })
      else { continue }
      // value[x] of an extension keeps the type in its name.
      built[name == "value" ? value.key : name] = value.value
    }
    return built.isEmpty ? nil : .object(built)
  }

  private static func target(fhirPath path: String, adding: Bool) -> Target? {
    let start = "DocumentReference."
    guard path.hasPrefix(start) else { return nil }
    let rest = String(path.dropFirst(start.count))
    switch rest {
    case "status": return .status
    case "securityLabel": return adding ? .newLabel : .labels
    case "extension": return adding ? .archiveExtension : nil
    default: break
    }
    let archive = FHIRValue.isArchivedExtension
    let ways = [
      "extension('\(archive)')", "extension.where(url='\(archive)')",
      "extension.where(url = '\(archive)')", "extension[0]",
    ]
    for way in ways where rest.hasPrefix(way) {
      switch rest.dropFirst(way.count) {
      case "", ".first()": return .archiveExtension
      case ".value", ".valueBoolean", ".first().value", ".value.ofType(boolean)":
        return .archiveFlag
      default: return nil
      }
    }
    guard rest.hasPrefix("securityLabel["), rest.hasSuffix("]"),
      let index = index(String(rest.dropFirst(14).dropLast()))
    else { return nil }
    return .label(index)
  }
}
