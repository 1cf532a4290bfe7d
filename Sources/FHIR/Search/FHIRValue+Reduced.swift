extension FHIRValue {
  private static let subsetted: FHIRValue = [
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED",
  ]

  /// The resource with only what `_summary` and `_elements` ask for, and what the specification makes
  /// compulsory; marked as a part, so that nobody writes it back.
  package func reduced(by control: SearchControl) -> FHIRValue {
    guard case .object(let whole) = self, let type = whole.resourceType else { return self }
    var wanted: Set<String>?
    if !control.elements.isEmpty {
      wanted = control.elements.union(Self.compulsory[type] ?? [])
    } else {
      switch control.summary {
      case .true: wanted = Self.summary[type]
      case .text: wanted = (Self.compulsory[type] ?? []).union(["text"])
      case .data: wanted = Set(whole.members.map(\.name)).subtracting(["text"])
      case .count, .false: return self
      }
    }
    guard var wanted else { return self }
    wanted.formUnion(["resourceType", "id", "meta"])
    wanted.remove("contained")
    // References into what is contained must lead somewhere, and nothing else is to be there.
    let kept = whole.members
      .filter { wanted.contains($0.name) }.map(\.value)
    let contained = Self.contained(whole["contained"]?.elements ?? [], namedBy: kept)
    if !contained.isEmpty { wanted.insert("contained") }
    var part = FHIRObject()
    for member in whole.members {
      let bare = member.name.hasPrefix("_") ? String(member.name.dropFirst()) : member.name
      guard wanted.contains(bare) else { continue }
      part[member.name] = bare == "contained" ? .array(contained) : member.value
    }
    var meta = part["meta"] ?? [:]
    meta.set("tag", .array(meta.list("tag") + [Self.subsetted]))
    if part["meta"] == nil {
      // Right behind the id.
      var ordered = FHIRObject()
      for member in part.members {
        ordered[member.name] = member.value
        if member.name == "id" { ordered["meta"] = meta }
      }
      part = ordered
    }
    part["meta"] = meta
    return .object(part)
  }

  /// Those of the contained resources that the values refer to, and those that they refer to.
  private static func contained(_ all: [FHIRValue], namedBy values: [FHIRValue]) -> [FHIRValue] {
    var named: Set<String> = []
    var rest = values
    while let value = rest.popLast() {
      for id in value.localReferences where named.insert(id).inserted {
        rest += all.filter { $0["id"]?.text == id }
      }
    }
    return all.filter { named.contains($0["id"]?.text ?? "") }
  }

  /// The ids behind `#` in the references within.
  private var localReferences: [String] {
    switch self {
    case .object(let object):
      object.members.flatMap { member -> [String] in
        if member.name == "reference", let text = member.value.text, text.hasPrefix("#") {
          return [String(text.dropFirst())]
        }
        return member.value.localReferences
      }
    case .array(let elements): elements.flatMap(\.localReferences)
    case .null, .bool, .number, .string: []
    }
  }

  private static let compulsory: [String: Set<String>] = [
    "DocumentReference": ["status", "content"], "List": ["status", "mode"],
    "AuditEvent": ["type", "recorded", "agent", "source"],
    "Consent": ["status", "scope", "category", "policyRule"],
    "MeasureReport": ["status", "type", "measure", "period"],
  ]

  /// The elements that R4 marks as summary.
  private static let summary: [String: Set<String>] = [
    "DocumentReference": [
      "masterIdentifier", "identifier", "status", "docStatus", "type", "category", "subject",
      "date", "author", "relatesTo", "description", "securityLabel", "content", "context",
    ],
    "List": ["status", "mode", "title", "code", "subject", "date", "source"],
    "AuditEvent": [
      "type", "subtype", "action", "recorded", "outcome", "outcomeDesc", "purposeOfEvent", "agent",
      "source",
    ],
    "Patient": [
      "identifier", "active", "name", "telecom", "gender", "birthDate", "deceasedBoolean",
      "address", "managingOrganization", "link",
    ],
    "Consent": [
      "identifier", "status", "scope", "category", "patient", "dateTime", "performer",
      "organization", "source", "policyRule", "provision",
    ],
    "MeasureReport": [
      "identifier", "status", "type", "measure", "subject", "date", "reporter", "period", "group",
    ],
  ]
}
