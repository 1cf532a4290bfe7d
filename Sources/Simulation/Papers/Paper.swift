import MedicalRecord

/// The kinds of documents that are fed, with what their metadata say.
enum Paper: CaseIterable, Sendable {
  case biology, prescription, consultation, imaging, hospitalReport, dischargeLetter
  case emergencyPassage, vaccination, synthesis, dispensation, pathology, referral
  case patientReport, directives

  private static let loinc = "2.16.840.1.113883.6.1"
  private static let french = "1.2.250.1.213.1.1.4.12"

  private var facts: (system: String, code: String, group: String, title: String) {
    switch self {
    case .biology: (Self.loinc, "11502-2", "10", "CR d'examens biologiques")
    case .prescription: (Self.loinc, "57833-6", "42", "Prescription de produits de santé")
    case .consultation: (Self.loinc, "11488-4", "10", "CR de consultation")
    case .imaging: (Self.loinc, "18748-4", "31", "CR d'imagerie médicale")
    case .hospitalReport: (Self.loinc, "34112-3", "10", "CR hospitalier")
    case .dischargeLetter: (Self.loinc, "11490-0", "10", "Lettre de liaison à la sortie")
    case .emergencyPassage: (Self.loinc, "15507-7", "10", "CR de passage aux urgences")
    case .vaccination: (Self.loinc, "87273-9", "52", "Note de vaccination")
    case .synthesis: (Self.loinc, "60591-5", "11", "Volet de synthèse médicale")
    case .dispensation: (Self.loinc, "60593-1", "43", "Dispensation de médicaments")
    case .pathology: (Self.loinc, "60568-3", "10", "CR d'anatomie et de cytologie pathologiques")
    case .referral: (Self.loinc, "96349-6", "10", "Lettre d'adressage")
    case .patientReport: (Self.french, "DOCPAT03", "10", "Compte rendu déposé par le patient")
    case .directives: (Self.french, "EXPPAT_3", "90", "Directives anticipées")
    }
  }

  var title: String { facts.title }

  private static func code(_ system: String, _ code: String, _ display: String) -> Carnet_V1_Code {
    Carnet_V1_Code(Code(system: system, code: code, display: display))
  }

  /// The metadata of such a document, before its authors, times and content.
  var metadata: DocumentAdded {
    var added = DocumentAdded()
    let facts = facts
    added.type = Self.code(facts.system, facts.code, facts.title)
    added.documentClass = Self.code("1.2.250.1.213.1.1.4.1", facts.group, "")
    added.format = Self.code("1.3.6.1.4.1.19376.1.2.3", "urn:ihe:iti:xds-sd:text:2008", "")
    added.confidentiality = [Self.code("2.16.840.1.113883.5.25", "N", "Normal")]
    added.title = facts.title
    added.language = "fr-FR"
    added.mediaType = "text/plain"
    added.version = 1
    return added
  }
}
