import CarnetCore
import MedicalRecord

/// Turns the elements of a header into values, and notes what is doubtful on the way.
///
/// One extension an idea: `+Identity` the patient, `+Metadata` the document, `+People` authors and
/// structures.
struct CDAHeaderReader {
  let parts: CDAParts
  let tables: CodeTables
  var findings = FindingCollector()

  init(parts: CDAParts, tables: CodeTables) {
    self.parts = parts
    self.tables = tables
  }

  /// An element that must be there and have a value.
  func required(
    _ name: String,
    accepted: String
  ) throws(CDARefusal) -> XMLElement {
    guard let element = parts.element(name) else {
      throw .missing(name, line: parts.line, accepted: accepted)
    }
    guard element["nullFlavor"] == nil else {
      throw .missing(name, line: element.line, accepted: accepted)
    }
    return element
  }

  /// The identifier in an `id` element; nil, with a finding, for what is none.
  mutating func instanceIdentifier(_ element: XMLElement) -> InstanceIdentifier? {
    guard element["nullFlavor"] == nil, let root = element["root"] else { return nil }
    do throws(MalformedIdentifier) {
      return try InstanceIdentifier(root: root, extension: element["extension"])
    } catch {
      findings.note(.identifierRefused(error), at: element)
      return nil
    }
  }

  /// The code of an element; nil when it has none.
  func code(_ element: XMLElement?) -> Code? {
    guard let element, element["nullFlavor"] == nil, let code = element["code"] else { return nil }
    return Code(
      system: element["codeSystem"] ?? "",
      code: code,
      display: element["displayName"]
    )
  }

  /// A moment that may be absent; what cannot be read is a finding.
  mutating func moment(_ element: XMLElement?, named name: String) -> Instant? {
    guard let element, element["nullFlavor"] == nil, let value = element["value"] else {
      return nil
    }
    do throws(HL7Timestamp.Malformed) {
      let timestamp = try HL7Timestamp(value)
      note(timestamp, named: name, at: element)
      return timestamp.instant
    } catch {
      findings.note(.timeRefused(name), at: element)
      return nil
    }
  }

  mutating func note(_ timestamp: HL7Timestamp, named name: String, at element: XMLElement) {
    if timestamp.isPartial {
      findings.note(.timePartial(name), at: element)
    } else if !timestamp.hasZone {
      findings.note(.timeZoneMissing(name), at: element)
    }
  }
}
