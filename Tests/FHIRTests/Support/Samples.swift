import CarnetCore
import FHIR
import MedicalRecord

/// One invented person, one invented doctor, and what they do: every value of these tests.
enum Samples {
  static let site = FHIRSite(
    base: "https://carnet.example/fhir",
    custodian: Institution(name: "Carnet de démonstration")
  )

  static let moment = Instant("2026-03-02T09:30:00Z") ?? Instant(milliseconds: 0)
  static let later = Instant("2026-03-05T16:00:00.250Z") ?? Instant(milliseconds: 0)

  static func id(_ number: UInt64) -> EventID {
    EventID(high: 0x0192_0000_0000_4000 | number << 16, low: 0x8000_0000_0000_0000 | number)
  }

  static func ins() throws -> INS { try INS("277076322082910", authority: .test) }

  static func subject() throws -> FHIRSubject {
    var identity = PatientIdentity(
      ins: try ins(),
      birthName: "PAT-TROIS",
      givenNames: ["DOMINIQUE", "MARIE-LOUISE"],
      firstGivenName: "DOMINIQUE",
      sex: .female,
      birthDate: PartialDate("1977-07-14")
    )
    identity.usedName = "NESSI"
    return FHIRSubject(id: "r-00000000000000a1", ins: try ins(), identity: identity)
  }

  static func author() throws -> DocumentAuthor {
    var author = DocumentAuthor(identifier: .national(try IDNPS("899700218896")))
    author.family = "MAXIMIN"
    author.given = "Maël"
    author.prefix = "M"
    author.suffix = "DR"
    author.specialty = Code(
      system: "1.2.250.1.213.1.1.4.5",
      code: "G15_10/SM26",
      display: "Médecin - Qualifié en Médecine Générale (SM)"
    )
    author.role = Code(system: "2.16.840.1.113883.5.88", code: "PCP", display: "Médecin traitant")
    author.institution = Institution(
      identifier: .national(try IDNST("1750100125")),
      name: "Cabinet de la rue du Gros-Horloge"
    )
    return author
  }

  static func metadata() throws -> DocumentMetadata {
    var metadata = DocumentMetadata(
      uniqueID: "1.2.250.1.213.1.1.1.1^doc-17",
      title: "Compte rendu de consultation & conclusions",
      type: Code(system: "2.16.840.1.113883.6.1", code: "11488-4", display: "CR de consultation"),
      confidentiality: [
        Code(system: "2.16.840.1.113883.5.25", code: "N", display: "Normal")
      ],
      creationTime: moment,
      language: "fr-FR",
      authors: [try author()],
      mediaType: "text/xml"
    )
    metadata.classCode = Code(
      system: "1.2.250.1.213.1.1.4.1",
      code: "10",
      display: "Compte rendu"
    )
    metadata.format = Code(
      system: "1.3.6.1.4.1.19376.1.2.3",
      code: "urn:ihe:iti:xds-sd:text:2008"
    )
    metadata.practiceSetting = Code(
      system: "1.2.250.1.213.1.1.4.9",
      code: "AMBULATOIRE",
      display: "Ambulatoire"
    )
    metadata.facilityType = Code(
      system: "1.2.250.1.71.4.2.4",
      code: "SA07",
      display: "Cabinet individuel"
    )
    metadata.serviceStart = Instant("2026-03-02T08:00:00Z")
    metadata.serviceStop = Instant("2026-03-02T08:20:00Z")
    metadata.legalAuthenticator = try author()
    metadata.eventCodes = [
      Code(system: "1.2.250.1.213.2.5", code: "DEQP003", display: "Électrocardiographie")
    ]
    return metadata
  }

  static func document() throws -> FHIRDocument {
    var document = FHIRDocument(
      logicalID: id(17),
      entryID: id(18),
      version: 2,
      metadata: try metadata(),
      size: 45_678,
      sha1: [UInt8](0..<20),
      added: moment,
      updated: later,
      subject: try subject()
    )
    document.submissionSet = "1.2.250.1.213.1.1.1.1^lot-4"
    return document
  }

  /// One that replaces another, hidden from professionals, archived.
  static func hiddenDocument() throws -> FHIRDocument {
    var document = try document()
    document.logicalID = id(21)
    document.entryID = id(21)
    document.metadata.replaces = "1.2.250.1.213.1.1.1.1^doc-9"
    document.metadata.serviceStart = nil
    document.metadata.serviceStop = nil
    document.metadata.facilityType = nil
    document.metadata.legalAuthenticator = nil
    document.metadata.authors = [DocumentAuthor(identifier: nil)]
    document.metadata.authors[0].device = "Tensiomètre connecté"
    document.predecessor = id(9)
    document.hiddenFrom = [.professionals]
    document.isArchived = true
    return document
  }

  static func submissionSet() throws -> FHIRSubmissionSet {
    var set = FHIRSubmissionSet(
      id: id(30),
      uniqueID: "1.2.250.1.213.1.1.1.1^lot-4",
      submitted: moment,
      updated: moment,
      documents: [id(17), id(21)],
      subject: try subject()
    )
    set.sourceID = "1.2.250.1.213.1.1.1.2"
    set.title = "Consultation du 2 mars"
    set.contentType = Code(
      system: "1.2.250.1.213.1.1.4.1",
      code: "10",
      display: "Compte rendu"
    )
    set.author = try author()
    return set
  }

  static let actor = FHIRActor(
    .professional,
    identifier: "899700218896",
    profession: "G15_10/SM26",
    structure: "1750100125",
    name: "MAXIMIN Maël"
  )

  static func trace() throws -> FHIRTrace {
    var trace = FHIRTrace(
      position: Position(4711),
      kind: .documentAccessed,
      actor: actor,
      recorded: later,
      purpose: .emergency,
      reason: "patient inconscient",
      relation: .emergency,
      place: "192.0.2.17",
      subject: FHIRSubject(id: "r-00000000000000a1", ins: try ins())
    )
    trace.document = id(17)
    trace.rule = AccessRule.breakGlass.rawValue
    trace.policy = 3
    trace.request = 0xbeef
    return trace
  }

  static func deniedTrace() throws -> FHIRTrace {
    var trace = try trace()
    trace.position = Position(4712)
    trace.kind = .accessDenied
    trace.access = .list
    trace.document = nil
    trace.rule = AccessRule.blocked.rawValue
    trace.purpose = .care
    trace.reason = ""
    trace.relation = .unspecified
    return trace
  }

  static func search(_ pairs: (String, String)...) -> SearchPairs { SearchPairs(pairs) }
}
