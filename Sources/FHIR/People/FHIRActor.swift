package import MedicalRecord

/// Who acted, or on whom a right was given or taken.
package struct FHIRActor: Hashable, Sendable {
  package var kind: Carnet_V1_ActorKind
  /// The national identifier, or another one; empty for none.
  package var identifier: String
  /// As in JDV_J01: `G15_10/SM26`.
  package var profession: String
  package var structure: String
  package var name: String

  package init(
    _ kind: Carnet_V1_ActorKind,
    identifier: String = "",
    profession: String = "",
    structure: String = "",
    name: String = ""
  ) {
    self.kind = kind
    self.identifier = identifier
    self.profession = profession
    self.structure = structure
    self.name = name
  }

  package init(_ actor: Actor) {
    self.init(
      actor.kind,
      identifier: actor.identifierText,
      profession: actor.profession,
      structure: actor.structureIdentifier,
      name: actor.name
    )
  }

  /// The system of the identifier; people and structures have registers of their own.
  var system: String {
    switch kind {
    case .structure: "urn:oid:\(OID.structures.text)"
    case .professional, .device: "urn:oid:\(OID.professionals.text)"
    case .patient, .representative, .heir, .insuranceAgent, .operator, .auditor, .system,
      .unspecified, .UNRECOGNIZED:
      "urn:carnet:actor"
    }
  }

  var resourceType: String? {
    switch kind {
    case .professional: "Practitioner"
    case .patient: "Patient"
    case .representative, .heir: "RelatedPerson"
    case .structure: "Organization"
    case .device, .system: "Device"
    case .insuranceAgent, .operator, .auditor: "Practitioner"
    case .unspecified, .UNRECOGNIZED: nil
    }
  }

  /// A reference by identifier: actors are no resources of this service.
  func reference(_ subject: FHIRSubject?) -> FHIRValue {
    if kind == .patient, let subject { return subject.reference }
    let identifier: FHIRValue? =
      identifier.isEmpty
      ? nil : ["system": .string(system), "value": .string(self.identifier)]
    return [
      "type": .text(resourceType), "identifier": identifier,
      "display": .text(name.isEmpty && identifier == nil ? word : name),
    ]
  }

  var structureReference: FHIRValue? {
    guard !structure.isEmpty else { return nil }
    let identifier: FHIRValue = [
      "system": .string("urn:oid:\(OID.structures.text)"), "value": .string(structure),
    ]
    return ["type": "Organization", "identifier": identifier]
  }

  /// What the actor is, where nothing names them.
  var word: String {
    switch kind {
    case .professional: "professionnel"
    case .patient: "titulaire"
    case .representative: "représentant"
    case .structure: "structure"
    case .insuranceAgent: "agent de l'Assurance maladie"
    case .operator: "opérateur"
    case .auditor: "auditeur"
    case .system: "système"
    case .device: "dispositif"
    case .heir: "ayant droit"
    case .unspecified, .UNRECOGNIZED: "inconnu"
    }
  }
}
