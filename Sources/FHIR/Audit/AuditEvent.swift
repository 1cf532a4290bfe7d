import CarnetCore
import MedicalRecord

/// The two shapes that one trace may be asked for (domain 5.1): `_profile` says which.
package enum FHIRTraceProfile: Hashable, Sendable, CaseIterable {
  /// "Traçabilité des événements": one subtype, at most two agents.
  case tde
  /// IHE BALP, with MHD's event codes: client, server and user, entities for data and patient.
  case balp

  package var url: String {
    switch self {
    case .tde: "https://interop.esante.gouv.fr/ig/fhir/tde/StructureDefinition/tde-auditevent"
    case .balp:
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientQuery"
    }
  }

  /// The shape that a value of `_profile` means; nil for one that is neither.
  package init?(profile url: String) {
    if url.contains("/ig/fhir/tde/") {
      self = .tde
    } else if url.contains("/ITI/BALP/") || url.contains("/ITI/MHD/") {
      self = .balp
    } else {
      return nil
    }
  }
}

extension FHIRValue {
  private static let eventTypes = "http://terminology.hl7.org/CodeSystem/audit-event-type"
  private static let interactions = "http://hl7.org/fhir/restful-interaction"
  private static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
  private static let entityTypes = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
  private static let objectRoles = "http://terminology.hl7.org/CodeSystem/object-role"
  private static let participation =
    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
  private static let reasons = "http://terminology.hl7.org/CodeSystem/v3-ActReason"

  /// A trace as an AuditEvent.
  package static func auditEvent(
    _ trace: FHIRTrace,
    as profile: FHIRTraceProfile,
    at site: FHIRSite
  ) -> FHIRValue {
    var resource = FHIRObject(resource: "AuditEvent")
    resource["id"] = .string(trace.id)
    resource["meta"] = [
      "lastUpdated": .moment(trace.recorded),
      "profile": .list([profile == .tde || isQuery(trace) ? .string(profile.url) : balp(trace)]),
    ]
    resource["type"] = .coding(eventTypes, "rest", "RESTful Operation")
    resource["subtype"] = subtypes(trace, profile)
    resource["action"] = .string(trace.interaction.action)
    resource["period"] = ["start": .moment(trace.moment), "end": .moment(trace.recorded)]
    resource["recorded"] = .moment(trace.recorded)
    resource["outcome"] = trace.isRefused ? "8" : "0"
    resource["outcomeDesc"] = trace.isRefused ? outcome(trace) : nil
    resource["purposeOfEvent"] = purpose(trace.purpose).map { [$0] }
    resource["agent"] = profile == .tde ? tdeAgents(trace) : balpAgents(trace, site)
    resource["source"] = [
      "site": .text(site.custodian.name), "observer": server(site),
      "type": profile == .tde
        ? nil
        : [
          .coding(
            "http://terminology.hl7.org/CodeSystem/security-source-type",
            "4",
            "Application Server"
          )
        ],
    ]
    resource["entity"] = entities(trace, profile)
    return .object(resource)
  }

  private static func isQuery(_ trace: FHIRTrace) -> Bool { trace.interaction == .search }

  /// The pattern of BALP for what was done to a patient's data.
  private static func balp(_ trace: FHIRTrace) -> FHIRValue {
    let name =
      switch trace.interaction {
      case .create: "PatientCreate"
      case .update, .patch: "PatientUpdate"
      case .delete: "PatientDelete"
      case .read, .search, .operation: "PatientRead"
      }
    return .string(
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.\(name)"
    )
  }

  private static func subtypes(_ trace: FHIRTrace, _ profile: FHIRTraceProfile) -> FHIRValue {
    let interaction = trace.interaction.rawValue
    let rest = coding(interactions, interaction, interaction)
    guard profile == .balp, let transaction = trace.transaction else { return [rest] }
    return [rest, coding("urn:ihe:event-type-code", transaction)]
  }

  private static func outcome(_ trace: FHIRTrace) -> FHIRValue? {
    guard let rule = trace.rule.flatMap(AccessRule.init) else { return nil }
    return .string(rule.words.french)
  }

  /// v3-ActReason: what French texts call the mode of access.
  private static func purpose(_ purpose: Purpose) -> FHIRValue? {
    switch purpose {
    case .care, .feeding: concept(reasons, "TREAT", "treatment")
    case .emergency: concept(reasons, "BTG", "break the glass")
    case .regulation: concept(reasons, "ETREAT", "Emergency Treatment")
    case .patientAccess: concept(reasons, "PATRQT", "patient requested")
    case .administration: concept(reasons, "HOPERAT", "healthcare operations")
    case .audit: concept(reasons, "HSYSADMIN", "health system administration")
    case .unspecified, .UNRECOGNIZED: nil
    }
  }

  private static func user(_ trace: FHIRTrace) -> FHIRValue {
    let actor = trace.actor
    let role: FHIRValue? =
      actor.profession.isEmpty
      ? nil
      : concept(
        CodeSystems.address(ofOID: "1.2.250.1.213.1.1.4.5") ?? "",
        actor.profession
      )
    return [
      "type": .concept(
        participation,
        trace.isWrite ? "AUT" : "IRCP",
        trace.isWrite ? "author (originator)" : "information recipient"
      ), "role": .list([role]), "who": actor.reference(trace.subject),
      "name": .text(actor.name), "requestor": true,
      "policy": .list([
        trace.policy.map { .string("urn:carnet:rules:\($0)") },
        trace.rule.map { .string("urn:carnet:rule:\($0)") },
      ]),
      "network": trace.place.isEmpty
        ? nil : ["address": .string(trace.place), "type": .string(networkType(trace.place))],
      "purposeOfUse": purpose(trace.purpose).map { [$0] },
    ]
  }

  /// 2 for an IP address, 1 for a machine's name.
  private static func networkType(_ place: String) -> String {
    let isAddress =
      place.utf8.allSatisfy {
        SearchText.isOfID($0) && !(UInt8(ascii: "g")...UInt8(ascii: "z")).contains($0)
          || $0 == UInt8(ascii: ":")
      } && place.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
    return isAddress ? "2" : "1"
  }

  /// The user, and the structure for which they acted.
  private static func tdeAgents(_ trace: FHIRTrace) -> FHIRValue {
    var agents = [user(trace)]
    if let structure = trace.actor.structureReference {
      agents.append(["who": structure, "requestor": false])
    }
    return .array(agents)
  }

  private static func balpAgents(_ trace: FHIRTrace, _ site: FHIRSite) -> FHIRValue {
    let (clientRole, serverRole) =
      trace.isWrite ? ("110153", "110152") : ("110152", "110153")
    func words(_ code: String) -> String {
      code == "110153" ? "Source Role ID" : "Destination Role ID"
    }
    let client: FHIRValue = [
      "type": .concept(dicom, clientRole, words(clientRole)),
      "who": trace.actor.structureReference ?? trace.actor.reference(trace.subject),
      "requestor": false,
      "network": trace.place.isEmpty
        ? nil : ["address": .string(trace.place), "type": .string(networkType(trace.place))],
    ]
    let server: FHIRValue = [
      "type": .concept(dicom, serverRole, words(serverRole)), "who": server(site),
      "requestor": false,
      "network": ["address": .string(site.base), "type": "5"],
    ]
    return [client, server, user(trace)]
  }

  private static func server(_ site: FHIRSite) -> FHIRValue {
    let name = site.custodian.name ?? "Carnet"
    return ["type": "Device", "display": .string("Carnet (\(name))")]
  }

  private static func entities(_ trace: FHIRTrace, _ profile: FHIRTraceProfile) -> FHIRValue? {
    var entities: [FHIRValue] = []
    if let subject = trace.subject {
      entities.append([
        "what": subject.reference, "type": coding(entityTypes, "1", "Person"),
        "role": coding(objectRoles, "1", "Patient"),
      ])
    }
    if let document = trace.document {
      entities.append([
        "what": .reference("DocumentReference/\(document)"),
        "type": coding(entityTypes, "2", "System Object"),
        "role": coding(objectRoles, "3", "Report"),
      ])
    }
    if let target = trace.target {
      entities.append([
        "what": target.reference(trace.subject), "type": coding(entityTypes, "1", "Person"),
        "role": coding(objectRoles, "5", "Master file"),
      ])
    }
    if let request = trace.request, profile == .balp {
      let text = String(request, radix: 16)
      entities.append([
        "what": [
          "identifier": [
            "value": .string(String(repeating: "0", count: 16 - text.utf8.count) + text)
          ]
        ],
        "type": coding(
          "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType",
          "XrequestId"
        ),
      ])
    }
    let details = details(trace)
    if !details.isEmpty, !entities.isEmpty {
      entities[0].set("detail", .array(details))
    }
    return .list(entities)
  }

  /// What French law asks a trace to say and AuditEvent has no place for.
  private static func details(_ trace: FHIRTrace) -> [FHIRValue] {
    var details: [FHIRValue] = []
    func add(_ type: String, _ value: String) {
      guard !value.isEmpty else { return }
      details.append(["type": .string(type), "valueString": .string(value)])
    }
    add("event", trace.kind?.name ?? "unknown")
    add("reason", trace.reason)
    if trace.relation != .unspecified { add("relation", String(describing: trace.relation)) }
    if let rule = trace.rule.flatMap(AccessRule.init) { add("rule", String(describing: rule)) }
    if trace.isSecret { add("secret", "true") }
    return details
  }
}
