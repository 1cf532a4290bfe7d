package import CarnetCore
package import MedicalRecord

/// A right or refusal as a Consent (domain 5.3): one for reading, one for feeding, one for each
/// emergency mode, one for each authorised professional, one that denies for each that is kept out.
package struct FHIRConsent: Hashable, Sendable {
  package enum Matter: Hashable, Sendable {
    case reading
    case feeding
    /// Breaking the glass.
    case emergency
    case regulation
    case authorisation(FHIRActor)
    case block(FHIRActor, BlockScope)
  }

  package var matter: Matter
  package var isPermitted: Bool
  /// When it was said; nil for what the law presumes.
  package var since: Instant?
  package var until: Instant?
  package var subject: FHIRSubject

  package init(
    _ matter: Matter,
    isPermitted: Bool,
    since: Instant? = nil,
    until: Instant? = nil,
    subject: FHIRSubject
  ) {
    self.matter = matter
    self.isPermitted = isPermitted
    self.since = since
    self.until = until
    self.subject = subject
  }

  /// Stable for one matter of one record.
  package var id: String {
    let part =
      switch matter {
      case .reading: "lecture"
      case .feeding: "alimentation"
      case .emergency: "bris-de-glace"
      case .regulation: "regulation"
      case .authorisation(let actor): "autorisation-\(actor.identifier.asID)"
      case .block(let actor, let scope):
        "blocage-\(scope == .structure ? "s-" : scope == .profession ? "p-" : "")"
          + Self.blocked(actor, scope).asID
      }
    return String("\(subject.id.dropFirst(subject.id.hasPrefix("r-") ? 2 : 0))-\(part)".prefix(64))
  }

  fileprivate static func blocked(_ actor: FHIRActor, _ scope: BlockScope) -> String {
    switch scope {
    case .structure: actor.structure.isEmpty ? actor.identifier : actor.structure
    case .profession: actor.profession
    case .professional, .unspecified, .UNRECOGNIZED: actor.identifier
    }
  }

  /// What the state of a record says, the four general ones always among it: an absent answer is
  /// what the law presumes (domain 1.3, 1.6).
  package static func all(of state: RecordState, subject: FHIRSubject) -> [FHIRConsent] {
    // Reading is presumed inside the care team alone, which is no consent to everybody.
    var consents = [
      FHIRConsent(
        .reading,
        isPermitted: state.consents[.reading] ?? false,
        subject: subject
      ),
      FHIRConsent(.feeding, isPermitted: state.consents[.feeding] ?? true, subject: subject),
      FHIRConsent(.emergency, isPermitted: state.consents[.emergency] ?? true, subject: subject),
      FHIRConsent(
        .regulation,
        isPermitted: state.consents[.regulation] ?? true,
        subject: subject
      ),
    ]
    for (identifier, authorisation) in state.rights.authorisations.sorted(by: { $0.key < $1.key }) {
      let actor = FHIRActor(.professional, identifier: identifier)
      let (isPermitted, until): (Bool, Instant?) =
        switch authorisation {
        case .valid(let until, _): (true, until)
        case .expired, .revoked: (false, nil)
        }
      consents.append(
        FHIRConsent(
          .authorisation(actor),
          isPermitted: isPermitted,
          until: until,
          subject: subject
        )
      )
    }
    let blocked = state.rights.blocked.sorted {
      ($0.scope.rawValue, $0.identifier) < ($1.scope.rawValue, $1.identifier)
    }
    for block in blocked {
      let actor: FHIRActor =
        switch block.scope {
        case .structure: FHIRActor(.structure, identifier: block.identifier)
        case .profession: FHIRActor(.professional, profession: block.identifier)
        case .professional, .unspecified, .UNRECOGNIZED:
          FHIRActor(.professional, identifier: block.identifier)
        }
      consents.append(
        FHIRConsent(.block(actor, block.scope), isPermitted: false, subject: subject)
      )
    }
    return consents
  }
}

extension FHIRValue {
  private static let actions = "http://terminology.hl7.org/CodeSystem/consentaction"
  private static let reasons = "http://terminology.hl7.org/CodeSystem/v3-ActReason"

  package static func consent(_ consent: FHIRConsent) -> FHIRValue {
    var action = "access"
    var purpose: String?
    var law: String
    var actor: FHIRValue?
    switch consent.matter {
    case .reading: law = "CSP R1111-46"
    case .feeding:
      action = "collect"
      law = "CSP R1111-47"
    case .emergency:
      purpose = "BTG"
      law = "CSP L1111-17 I (bris de glace)"
    case .regulation:
      purpose = "ETREAT"
      law = "CSP L1111-17 I (centre de régulation)"
    case .authorisation(let professional):
      law = "CSP L1111-19"
      actor = provisionActor(professional)
    case .block(let professional, let scope):
      law = "CSP L1111-19"
      actor = scope == .profession ? professionActor(professional) : provisionActor(professional)
    }
    let period: FHIRValue = [
      "start": .moment(consent.since), "end": .moment(consent.until),
    ]
    let provision: FHIRValue = [
      "type": .string(consent.isPermitted ? "permit" : "deny"), "period": period,
      "actor": .list([actor]), "action": [.concept(actions, action)],
      "purpose": .list([purpose.map { .coding(reasons, $0) }]),
    ]
    return [
      "resourceType": "Consent", "id": .string(consent.id), "status": "active",
      "scope": .concept(
        "http://terminology.hl7.org/CodeSystem/consentscope",
        "patient-privacy",
        "Privacy Consent"
      ), "category": [.concept("http://loinc.org", "59284-0", "Patient Consent")],
      "patient": consent.subject.reference, "dateTime": .moment(consent.since),
      "policyRule": ["text": .string(law)], "provision": provision,
    ]
  }

  private static func provisionActor(_ actor: FHIRActor) -> FHIRValue {
    [
      "role": .concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PRCP"),
      "reference": actor.reference(nil),
    ]
  }

  /// A whole profession is named by its role; nobody in particular is meant.
  private static func professionActor(_ actor: FHIRActor) -> FHIRValue {
    [
      "role": .concept(CodeSystems.address(ofOID: "1.2.250.1.71.1.2.7") ?? "", actor.profession),
      "reference": ["display": .string("profession \(actor.profession)")],
    ]
  }
}

extension String {
  /// The text with only the characters that a FHIR id may have.
  fileprivate var asID: String {
    String(
      decoding: utf8.map { SearchText.isOfID($0) ? $0 : UInt8(ascii: "-") },
      as: UTF8.self
    )
  }
}
