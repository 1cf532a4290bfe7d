import CarnetCore
import EventLog
import Foundation
import MedicalRecord

/// The people of the reference log; none exists.
extension Actor {
  static let holder = Actor(.patient, identifier: "209037654000115", name: "Louise DUBOSC")
  static let mother = Actor(.representative, identifier: "284067621700152", name: "Anne HAUVEL")
  static let heir = Actor(.heir, identifier: "172097608500118", name: "Paul SÉNÉCAL")
  static let doctor = Actor(
    .professional,
    identifier: "899700218896",
    profession: "G15_10/SM26",
    structure: "1760000018",
    name: "Dr Aline Doublet"
  )
  static let surgeon = Actor(
    .professional,
    identifier: "899990000178",
    profession: "G15_10/SM04",
    structure: "1769900077",
    name: "Dr Maud Prevel"
  )
  static let occupational = Actor(
    .professional,
    identifier: "899990000251",
    profession: "G15_10/SM25",
    structure: "3 santé au travail",
    name: "Dr Hugo Varin"
  )
  static let pharmacist = Actor(
    .professional,
    identifier: "899990000319",
    profession: "G15_21",
    structure: "1760000034"
  )
  static let nurse = Actor(
    .professional,
    identifier: "899990000426",
    profession: "G15_60",
    structure: "1769900077"
  )
  static let neighbour = Actor(
    .professional,
    identifier: "899990000533",
    profession: "G15_10/SM26",
    name: "Dr Luc Hamel"
  )
  static let regulator = Actor(
    .professional,
    identifier: "899990000640",
    profession: "G15_10/SM30",
    structure: "1760000059",
    name: "Dr Inès Roger"
  )
  static let reviewer = Actor(
    .professional,
    identifier: "899990000757",
    profession: "G15_10/SM54",
    structure: "1769900077"
  )
  static let hospital = Actor(.structure, identifier: "1769900077", name: "CH des Falaises")
  static let agent = Actor(.insuranceAgent, identifier: "agent-76-0412")
  static let administrator = Actor(.operator, identifier: "operator-1")
  static let auditor = Actor(.auditor, identifier: "auditor-1")
  static let clock = Actor(.system, name: "clock")
  static let outbox = Actor(.system, name: "outbox")
}

extension ReferenceLife {
  static let root = "2.25.329800735698586629295641978511506172918"

  static func uniqueID(_ number: Int) -> String { "\(root).\(number)" }

  static func code(_ system: String, _ code: String, _ display: String) -> Carnet_V1_Code {
    var made = Carnet_V1_Code()
    made.system = system
    made.code = code
    made.display = display
    return made
  }

  static func digest(_ text: String) -> Data { Data(SHA256.digest(of: Array(text.utf8)).bytes) }

  static func identity(
    matricule: String,
    name: String,
    given: String,
    birth: String
  ) -> IdentityRecorded {
    var identity = IdentityRecorded()
    identity.matricule = matricule
    identity.authority = "1.2.250.1.213.1.4.10"
    identity.birthName = name
    identity.givenNames = [given, "MARIE"]
    identity.firstGivenName = given
    identity.usedName = name
    identity.usedGivenName = given
    identity.sex = matricule.first == "1" ? .male : .female
    identity.birthDate = birth
    identity.birthPlace = "76540"
    identity.postalCode = "76400"
    identity.city = "FÉCAMP"
    var local = Carnet_V1_LocalIdentifier()
    local.root = root + ".9"
    local.extension = "1118"
    identity.localIdentifiers = [local]
    identity.findings = ["ins-key-differs"]
    return identity
  }

  static let author: Carnet_V1_Author = {
    var author = Carnet_V1_Author()
    author.number = 899_990_000_178
    author.family = "PREVEL"
    author.given = "Maud"
    author.specialty = code("1.2.250.1.213.1.1.4.5", "G15_10/SM04", "Médecin - Chirurgie")
    author.role = code("2.16.840.1.113883.5.88", "PCP", "Médecin traitant")
    author.structureNumber = 1_769_900_077
    author.structureName = "CH des Falaises"
    return author
  }()

  /// An author who is known by identifiers of their own structure alone.
  static let localAuthor: Carnet_V1_Author = {
    var author = Carnet_V1_Author()
    author.text = "interne-12"
    author.identifierSystem = root + ".7"
    author.family = "HÉBERT"
    author.given = "Noé"
    author.structureText = "UF 2110"
    author.structureSystem = root + ".8"
    author.structureName = "Chirurgie"
    return author
  }()

  /// A discharge letter with all that metadata can say.
  static func letter(_ number: Int, replaces earlier: Int? = nil) -> DocumentAdded {
    var letter = DocumentAdded()
    letter.uniqueID = uniqueID(number)
    letter.setID = uniqueID(500)
    letter.version = earlier == nil ? 1 : 2
    letter.type = code("2.16.840.1.113883.6.1", "11490-0", "Lettre de liaison à la sortie")
    letter.documentClass = code("1.2.250.1.213.1.1.4.1", "10", "Compte rendu")
    letter.format = code("1.3.6.1.4.1.19376.1.2.3", "urn:ihe:iti:xds-sd:text:2008", "Texte")
    letter.confidentiality = [code("2.16.840.1.113883.5.25", "N", "Normal")]
    letter.practiceSetting = code("1.2.250.1.213.1.1.4.9", "ETABLISSEMENT", "Établissement")
    letter.facilityType = code("1.2.250.1.71.4.2.4", "SA01", "Établissement public de santé")
    letter.created = 1_772_000_000_000
    letter.serviceStart = 1_771_900_000_000
    letter.serviceStop = 1_771_990_000_000
    letter.language = "fr-FR"
    letter.mediaType = "text/plain"
    letter.authors = [author, localAuthor]
    letter.legalAuthenticator = author
    letter.eventCodes = [code("1.2.250.1.213.2.5", "HHFA001", "Appendicectomie")]
    letter.replaces = earlier.map(uniqueID) ?? ""
    letter.sha1 = Data(digest("\(number)").prefix(20))
    letter.findings = ["class-missing"]
    letter.submissionSet = uniqueID(900)
    return letter
  }
}
