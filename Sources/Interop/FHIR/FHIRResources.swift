package import CarnetCore
package import MedicalRecord

/// The resources that were sent together, found by the references between them.
struct FHIRResources {
  private var byURL: [String: JSONValue] = [:]

  /// - Parameter entries: of a bundle; none for a resource that came alone.
  init(_ entries: [JSONValue] = []) {
    for entry in entries {
      guard let resource = entry["resource"] else { continue }
      if let url = entry["fullUrl"]?.text { byURL[url] = resource }
      if let type = resource["resourceType"]?.text, let id = resource["id"]?.text {
        byURL["\(type)/\(id)"] = byURL["\(type)/\(id)"] ?? resource
      }
    }
  }

  /// The resource that a Reference in `owner` means; nil when it was not sent along.
  func resolve(_ reference: JSONValue?, in owner: JSONValue) -> JSONValue? {
    guard let text = reference?["reference"]?.text else { return nil }
    return resolve(text, in: owner)
  }

  func resolve(_ url: String, in owner: JSONValue) -> JSONValue? {
    if url.hasPrefix("#") {
      return owner.list("contained").first { $0["id"]?.text == String(url.dropFirst()) }
    }
    if let found = byURL[url] { return found }
    // An absolute address of the same resource: its last two parts.
    let parts = url.split(separator: "/")
    guard parts.count > 2, url.hasPrefix("http") else { return nil }
    return byURL["\(parts[parts.count - 2])/\(parts[parts.count - 1])"]
  }
}

/// The small types of FHIR as values of this domain.
package enum FHIRTypes {
  /// The OID of a code system; the address itself where no OID is known.
  package static func system(_ url: String) -> String {
    if url.hasPrefix("urn:oid:") { return String(url.dropFirst(8)) }
    switch url {
    case "http://loinc.org": return OID.loinc.text
    case "http://snomed.info/sct": return "2.16.840.1.113883.6.96"
    case "http://terminology.hl7.org/CodeSystem/v3-Confidentiality":
      return "2.16.840.1.113883.5.25"
    case "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
      "https://profiles.ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode":
      return "1.3.6.1.4.1.19376.1.2.3"
    default: break
    }
    // The addresses of the ANS end in the name of the list: TRE-A05-TypeDocComplementaire.
    let name = url.split(separator: "/").last.map { $0.uppercased() } ?? ""
    let parts = name.split { $0 == "-" || $0 == "_" }
    guard parts.count >= 2, parts[0] == "TRE" else { return url }
    return lists[String(parts[1])] ?? url
  }

  private static let lists = [
    "A00": "1.2.250.1.213.1.1.4.6", "A01": "1.2.250.1.213.1.1.4.9",
    "A02": "1.2.250.1.213.1.1.4.5", "A03": CodeTables.classSystem,
    "A05": "1.2.250.1.213.1.1.4.12", "A06": "1.2.250.1.213.1.1.4.2.282",
    "A07": Visibility.labelSystem, "A11": "1.3.6.1.4.1.19376.1.2.3",
    "G15": "1.2.250.1.71.1.2.7", "R02": "1.2.250.1.71.4.2.4", "R38": "1.2.250.1.71.4.2.5",
  ]

  package static func code(_ coding: JSONValue?) -> Code? {
    guard let coding, let code = coding["code"]?.text else { return nil }
    var system = coding["system"]?.text.map(system) ?? ""
    // Published examples write N, R and V under the list of the labels.
    if system == Visibility.labelSystem || system.contains("TRE-A07"),
      ["N", "R", "V"].contains(code)
    {
      system = "2.16.840.1.113883.5.25"
    }
    return Code(system: system, code: code, display: coding["display"]?.text)
  }

  /// The first coding of a CodeableConcept.
  package static func concept(_ concept: JSONValue?) -> Code? {
    code(concept?.list("coding").first)
  }

  /// A business identifier as a root and what stands below it.
  package static func identifier(_ identifier: JSONValue?) -> InstanceIdentifier? {
    guard let identifier, let value = identifier["value"]?.text else { return nil }
    let system = identifier["system"]?.text ?? "urn:ietf:rfc:3986"
    do throws(MalformedIdentifier) {
      if system == "urn:ietf:rfc:3986" {
        return try InstanceIdentifier(bare(value))
      }
      return try InstanceIdentifier(root: bare(system), extension: value)
    } catch {
      return nil
    }
  }

  /// An identifier without the prefix of its URN.
  private static func bare(_ text: String) -> String {
    for prefix in ["urn:oid:", "urn:uuid:"] where text.lowercased().hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count))
    }
    return text
  }

  /// A date, dateTime or instant: HL7's timestamp with marks between its parts.
  package static func moment(_ value: JSONValue?) -> Instant? {
    guard let text = value?.text, text.utf8.count <= 40 else { return nil }
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    var digits = parts[0].filter { $0 != "-" }
    if parts.count == 2 {
      var time = parts[1].filter { $0 != ":" }
      if time.last == "Z" {
        time.removeLast()
        time += "+0000"
      }
      digits += time
    }
    do throws(HL7Timestamp.Malformed) {
      return try HL7Timestamp(digits).instant
    } catch {
      return nil
    }
  }
}
