import CarnetCore
package import Foundation
import MedicalRecord
import Simulation

/// People whom a visitor of the demonstration can be: read by pages that let one choose.
///
/// No secrets: names and identifiers of people who do not exist.
package struct DemoPersonas: Codable, Sendable {
  package struct Persona: Codable, Sendable {
    package var role: String
    package var name: String
    package var identifier: String
    package var profession: String?
    package var structure: String?
    package var structureName: String?
    package var service: String?
    /// The record to begin with.
    package var record: String?
  }

  package var seed: UInt64
  package var people: Int
  package var from: String
  package var to: String
  package var personas: [Persona]

  package init(_ report: DemoRun.Report) {
    let department = report.department
    let cast = department.cast
    seed = department.scenario.seed
    people = department.scenario.people
    from = department.scenario.from.description
    to = department.scenario.to.description
    personas = []
    if let patient = report.patient {
      personas.append(
        Persona(
          role: "patient",
          name: patient.name,
          identifier: patient.matricule,
          record: patient.record.description
        )
      )
      let doctor = cast.generalists.first { $0.identifier == patient.treatingDoctor }
      if let doctor { personas.append(Self.persona("treating-doctor", doctor, patient.record)) }
    }
    if let doctor = cast.emergencyPhysicians.first {
      personas.append(
        Self.persona("emergency-physician", doctor, report.emergencyPatient?.record)
      )
    }
    if let doctor = cast.regulators.first {
      personas.append(Self.persona("regulator", doctor, nil))
    }
    personas.append(Self.persona("snooper", cast.snooper, nil))
    personas.append(Self.persona("reviewer", cast.reviewer, nil))
    var others = [("auditor", cast.auditor), ("administrator", cast.administrator)]
    if let agent = cast.agents.first { others.insert(("insurance-agent", agent), at: 0) }
    for (role, actor) in others {
      personas.append(
        Persona(
          role: role,
          name: actor.name,
          identifier: actor.identifierText,
          structure: actor.structureIdentifier.isEmpty ? nil : actor.structureIdentifier
        )
      )
    }
  }

  private static func persona(
    _ role: String,
    _ who: Professional,
    _ record: Pseudonym?
  ) -> Persona {
    Persona(
      role: role,
      name: who.name,
      identifier: who.identifier,
      profession: who.profession,
      structure: who.structure.identifier,
      structureName: who.structure.name,
      service: who.service.isEmpty ? nil : who.service,
      record: record?.description
    )
  }

  /// As JSON, its members in order.
  package func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
