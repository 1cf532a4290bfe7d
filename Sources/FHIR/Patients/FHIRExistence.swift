package import CarnetCore
package import MedicalRecord

/// The answer of TD0.2: whether there is a record, and what is to be known before asking for more.
///
/// Nothing of what the record holds.
package struct FHIRExistence: Hashable, Sendable {
  package struct Closure: Hashable, Sendable {
    package var date: Instant
    package var reason: ClosureReason
    /// What was written beside the reason.
    package var text: String

    package init(date: Instant, reason: ClosureReason, text: String = "") {
      self.date = date
      self.reason = reason
      self.text = text
    }
  }

  /// Traits are shown where `identity` is set: to whom the policy lets read them.
  package var subject: FHIRSubject
  package var isActive: Bool
  package var closure: Closure?
  /// Whether the holder uses "Mon espace santé".
  package var isAttached: Bool
  /// Whether whoever asks is a "médecin traitant" of this record.
  package var isTreatingDoctor: Bool

  package init(
    subject: FHIRSubject,
    isActive: Bool,
    closure: Closure? = nil,
    isAttached: Bool = false,
    isTreatingDoctor: Bool = false
  ) {
    self.subject = subject
    self.isActive = isActive
    self.closure = closure
    self.isAttached = isAttached
    self.isTreatingDoctor = isTreatingDoctor
  }
}

extension FHIRValue {
  private static let dmp = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/"

  /// The Patient of an existence test (P4D, TD0.2).
  package static func patient(_ existence: FHIRExistence) -> FHIRValue {
    let fermeture: FHIRValue? = existence.closure.map { closure in
      [
        "extension": .list([
          ["url": "dateFermeture", "valueDateTime": .moment(closure.date)],
          ["url": "motifFermeture", "valueCode": .string(closureCode(closure.reason))],
          closure.text.isEmpty
            ? nil : ["url": "raisonFermeture", "valueString": .string(closure.text)],
        ]), "url": .string("\(dmp)dmp-fermeture"),
      ]
    }
    let attached: FHIRValue = [
      "url": .string("\(dmp)dmp-rattachement-mes"), "valueBoolean": .bool(existence.isAttached),
    ]
    let treating: FHIRValue = [
      "url": .string("\(dmp)dmp-medecin-traitant"),
      "valueBoolean": .bool(existence.isTreatingDoctor),
    ]
    let subject = existence.subject
    let identity = subject.identity
    return [
      "resourceType": "Patient", "id": .string(subject.id),
      "extension": .list([fermeture, attached, treating]),
      "identifier": subject.ins.map { [.identifier($0)] }, "active": .bool(existence.isActive),
      "name": identity.flatMap { .names($0) }, "gender": identity.map { .gender($0.sex) },
      "birthDate": .text(identity?.birthDate?.description),
    ]
  }

  /// `FERMETURE_DEMANDE_PATIENT` is the DMP's own code; the others are ours, in its manner.
  private static func closureCode(_ reason: ClosureReason) -> String {
    switch reason {
    case .holder: "FERMETURE_DEMANDE_PATIENT"
    case .death: "FERMETURE_DECES"
    case .fraud: "FERMETURE_FRAUDE"
    case .merged: "FERMETURE_FUSION"
    case .malfunction: "FERMETURE_DYSFONCTIONNEMENT"
    case .unspecified, .UNRECOGNIZED: "FERMETURE_AUTRE"
    }
  }
}
