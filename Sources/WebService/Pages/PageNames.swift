import Interop
import MedicalRecord
import Pages
import RecordService

/// Names of people and things in the words of pages.
enum PageNames {
  static func name(of identity: Caller.Identity, _ language: PageLanguage) -> String {
    let (name, identifier): (String, String) =
      switch identity {
      case .professional(let professional): (professional.name, professional.identifier.text)
      case .structure(let identifier, let name): (name, identifier)
      case .patient(_, let name): (name, language.say("Titulaire", "Holder"))
      case .representative(let identifier, let name), .heir(let identifier, let name),
        .auditor(let identifier, let name), .operator(let identifier, let name),
        .insuranceAgent(let identifier, _, let name):
        (name, identifier)
      }
    return name.isEmpty ? identifier : name
  }

  static func capacity(of identity: Caller.Identity, _ language: PageLanguage) -> String? {
    switch identity {
    case .professional(let professional):
      let place =
        professional.structureName.isEmpty ? professional.structure : professional.structureName
      return [SpecialityNames.name(professional.speciality), place].filter { !$0.isEmpty }
        .joined(separator: ", ")
    case .structure: return nil
    case .patient: return language.say("titulaire", "holder")
    case .representative: return language.say("représentant légal", "legal representative")
    case .heir: return language.say("ayant droit", "heir")
    case .auditor: return language.say("audit", "audit")
    case .operator: return language.say("exploitation", "operations")
    case .insuranceAgent: return "CPAM"
    }
  }
}

/// Professions and specialities by the display names of JDV_J01.
enum SpecialityNames {
  private static let system = "1.2.250.1.213.1.1.4.5"

  /// The name of `G15_10/SM26`; the code itself where the list lacks it.
  static func name(_ code: String) -> String {
    guard let tables = try? CodeTables.standard() else { return code }
    let profession = String(code.prefix { $0 != "/" })
    return tables.label(ofSpecialty: Code(system: system, code: code))
      ?? tables.label(ofSpecialty: Code(system: system, code: profession)) ?? code
  }
}
