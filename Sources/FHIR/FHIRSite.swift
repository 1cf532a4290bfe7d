package import MedicalRecord

/// Where this service answers, and for whom: what resources need to name themselves and others.
package struct FHIRSite: Hashable, Sendable {
  /// Without a slash at the end: `https://dmp.example/fhir`.
  package var base: String
  /// Who keeps the documents whose authors name no structure (PDSm wants a custodian of each).
  package var custodian: Institution

  package init(base: String, custodian: Institution) {
    self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
    self.custodian = custodian
  }
}

/// The person a resource is about.
package struct FHIRSubject: Hashable, Sendable {
  /// The id of the Patient resource.
  package var id: String
  package var ins: INS?
  /// Traits, where whoever asks may see them.
  package var identity: PatientIdentity?

  package init(id: String, ins: INS?, identity: PatientIdentity? = nil) {
    self.id = id
    self.ins = ins ?? identity?.ins
    self.identity = identity
  }

  /// A reference that says the INS too, so that nobody has to follow it.
  var reference: FHIRValue {
    [
      "reference": .string("Patient/\(id)"), "type": "Patient",
      "identifier": ins.map { .identifier($0) },
    ]
  }
}

/// For whom a resource is made: the profiles disagree about what was deleted (domain 5.1).
package enum FHIRProfile: Hashable, Sendable {
  /// PDSm and MHD: what was deleted is not there at all.
  case mhd
  /// Plain R4: it is `entered-in-error`.
  case plain
}
