package import CarnetCore
import Foundation
import MedicalRecord
import RecordService
package import SystemPackage

/// People of a simulated department whom a visitor can be, as `carnet demo` writes them.
package struct DemonstrationPersonas: Sendable {
  struct Persona: Decodable, Sendable {
    var role: String
    var name: String
    var identifier: String
    var profession: String?
    var structure: String?
    var structureName: String?
    var service: String?
    var record: String?
  }

  private struct File: Decodable {
    var personas: [Persona]
  }

  let personas: [Persona]

  /// - Throws: when the file is none of `carnet demo`.
  package init(_ path: FilePath, _ fileSystem: any FileSystem) throws {
    let bytes = try fileSystem.readAll(path, limit: 1 << 20)
    personas = try JSONDecoder().decode(File.self, from: Data(bytes)).personas
  }

  /// Who a persona is to the service; nil for a role that has no pages.
  static func identity(of persona: Persona, in service: RecordService) throws -> Caller.Identity? {
    switch persona.role {
    case "patient":
      // Whose number it is, and who gave it, is told by their own record.
      guard let record = persona.record.flatMap(Pseudonym.init),
        let identity = try service.dossier(of: record).state.identity,
        let oid = try? OID(identity.authority),
        let ins = try? INS(identity.matricule, authority: INS.Authority(oid))
      else { return nil }
      return .patient(ins, name: persona.name)
    case "insurance-agent":
      return .insuranceAgent(
        identifier: persona.identifier,
        structure: persona.structure ?? "",
        name: persona.name
      )
    case "auditor": return .auditor(identifier: persona.identifier, name: persona.name)
    case "administrator": return .operator(identifier: persona.identifier, name: persona.name)
    default:
      guard let code = persona.profession, let identifier = try? IDNPS(persona.identifier) else {
        return nil
      }
      let parts = code.split(separator: "/", maxSplits: 1).map(String.init)
      return .professional(
        .init(
          identifier,
          name: persona.name,
          profession: String(parts[0].trimmingPrefix("G15_")),
          skill: parts.count > 1 ? parts[1] : "",
          structure: persona.structure ?? "",
          structureName: persona.structureName ?? "",
          mayRegulate: persona.role == "regulator"
        )
      )
    }
  }

  /// What a persona is called and would come for.
  static func words(of role: String) -> (role: Words, task: Words) {
    switch role {
    case "patient":
      (
        Words("Patiente ou patient", "Patient"),
        Words(
          "Lire ses documents, voir qui les a regardés, choisir qui peut les lire.",
          "Read their documents, see who looked at them, choose who may read them."
        )
      )
    case "treating-doctor":
      (
        Words("Médecin traitant", "Treating doctor"),
        Words(
          "Trouver un patient, lire ce qui est nouveau, ajouter un document.",
          "Find a patient, read what is new, add a document."
        )
      )
    case "emergency-physician":
      (
        Words("Médecin urgentiste", "Emergency physician"),
        Words("Entrer en urgence, avec un motif.", "Enter in an emergency, with a reason.")
      )
    case "regulator":
      (
        Words("Médecin régulateur du SAMU", "Regulating doctor of the SAMU"),
        Words("Lire pendant la régulation d'un appel.", "Read while regulating a call.")
      )
    case "snooper":
      (
        Words("Soignante trop curieuse", "A nurse too curious"),
        Words(
          "Ce qu'elle lit se retrouve dans l'audit.",
          "What she reads is found again by the audit."
        )
      )
    case "reviewer":
      (
        Words("Médecin du DIM", "Physician of the medical information department"),
        Words("Relire les accès en urgence.", "Review emergency accesses.")
      )
    case "insurance-agent":
      (
        Words("Agent d'accueil de la CPAM", "Desk agent of the CPAM"),
        Words(
          "Ouvrir un dossier, suivre le département.",
          "Open a record, follow the department."
        )
      )
    case "auditor":
      (
        Words("Mission d'audit", "Audit"),
        Words(
          "Rejouer qui a lu quoi, quand et pourquoi, et en emporter la preuve.",
          "Replay who read what, when and why, and take the proof away."
        )
      )
    case "administrator":
      (
        Words("Exploitation", "Operations"),
        Words(
          "Suivre les vues, les vérifications, les clés et les échéances.",
          "Follow views, verifications, keys and deadlines."
        )
      )
    default: (Words(role, role), Words("", ""))
    }
  }
}
