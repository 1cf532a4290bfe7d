package import MedicalRecord

/// A structure that does not exist: its FINESS is of a range that the register does not use.
package struct Structure: Sendable {
  package var name: String
  /// As actors carry it: `1` and the FINESS.
  package var identifier: String
  /// Sector of activity (TRE_R02).
  package var sector: String
  /// Practice setting (TRE_A01).
  package var setting: String

  package var actor: Actor { Actor(.structure, identifier: identifier, name: name) }
}

/// A professional who does not exist: their RPPS is of the range for tests.
package struct Professional: Sendable {
  package var family: String
  package var given: String
  /// Profession and speciality (JDV_J01).
  package var profession: String
  /// `8` and the RPPS.
  package var identifier: String
  package var structure: Structure
  /// The service of the hospital, or empty.
  package var service: String
  package var actor: Actor

  init(
    family: String,
    given: String,
    profession: String,
    identifier: String,
    structure: Structure,
    service: String = ""
  ) {
    self.family = family
    self.given = given
    self.profession = profession
    self.identifier = identifier
    self.structure = structure
    self.service = service
    actor = Actor(
      .professional,
      identifier: identifier,
      profession: profession,
      structure: structure.identifier,
      name: "\(given) \(family)"
    )
  }

  package var name: String { "\(given) \(family)" }

  /// The workstation that requests come from.
  package var place: String { service.isEmpty ? "LPS-\(identifier.suffix(4))" : "\(service)-01" }

  /// As documents name their author.
  var author: Carnet_V1_Author {
    var author = Carnet_V1_Author()
    author.identifier = UInt64(identifier).map { .number($0) }
    author.family = family
    author.given = given
    author.specialty.system = "1.2.250.1.213.1.1.4.5"
    author.specialty.code = profession
    author.structure = UInt64(structure.identifier).map { .structureNumber($0) }
    author.structureName = structure.name
    return author
  }
}
