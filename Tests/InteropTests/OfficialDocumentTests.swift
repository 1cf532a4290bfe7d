import Foundation
import MedicalRecord
import Testing

@testable import Interop

/// The published examples of the CI-SIS: each reads, with exactly these findings.
@Suite(.enabled(if: Locations.hasOfficialDocuments, "the official examples are not here"))
struct OfficialDocumentTests {
  /// A file, its format, its class, and the names of its findings in their order.
  private static let table: [(file: String, format: String?, class: String, findings: String)] = [
    ("AVC-EUNV_2022.01", "urn:asip:ci-sis:eunv:2013", "11", ""),
    ("AVC-SUNV_2022.01", "urn:asip:ci-sis:sunv:2013", "11", finess),
    ("BIO-CR-BIO_2021.01_CR-2nde-intention", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2021.01_Microbiologie_V1", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2021.01_Microbiologie_V2", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2024.01_CRP_non_LOINC", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2024.01_DEP-CCU-tout-structuré", laboratory, "10", rpps + finess + rpps + finess),
    ("BIO-CR-BIO_2024.01_Glycémie mole", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2024.01_Microbiologie_V1", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2024.01_Microbiologie_V2", laboratory, "10", rpps + finess),
    ("BIO-CR-BIO_2024.01_TSH_1", laboratory, "10", rpps + finess),
    ("BIO-TROD_2024.01_Angine", nil, "52", siren + "format-unknown "),
    ("BIO-TROD_2024.01_COVID-19", nil, "52", siren + "format-unknown "),
    (
      "CANCER-CR-GM_2022.01_AnalyseNonRealisee", "urn:asip:ci-sis:crgm:2018", "10",
      rpps + finess + rpps
    ),
    ("CANCER-D2LM-FIDD_2022.01", "urn:asip:ci-sis:d2lm-fidd:2017", "31", ""),
    (
      "CANCER-FRCP_2022.01_Appareil", "urn:asip:ci-sis:frcp:2011", "10",
      "idnps-unusual-form idnst-unusual-form " + finess
    ),
    ("CARD-F-PRC-AVK_2022.01", "urn:asip:ci-sis:avk:2009", "11", finess),
    ("CARD-F-PRC-PPV_2022.01", "urn:asip:ci-sis:ppv:2009", "11", finess),
    ("CARD-F-PRC-TAP_2022.01", "urn:asip:ci-sis:tap:2009", "11", finess),
    ("CNAM-HR_2021.01", "urn:asip:ci-sis:hr:2019", "60", ""),
    ("CSE-CS24_2025.01", "urn:asip:ci-sis:cse-cs24:2017", "52", "ins-repeated " + key + finess),
    ("CSE-CS9_2025.01", "urn:asip:ci-sis:cse-cs9:2017", "52", "ins-repeated " + key + finess),
    ("CSE-MDE_2023.01", "urn:ans:ci-sis:cse-mde:2023", "10", key + siren),
    ("DLU-EHPAD-FLUDR_2022.01", "urn:asip:ci-sis:fludr:2017", "11", rpps + finess),
    ("DLU-EHPAD-FLUDT_2022.01", "urn:asip:ci-sis:fludt:2017", "11", ""),
    (
      "IMG-DA-IMG_2024.01_Radiographie_IRM_Genou", "urn:ans:ci-sis:img-da:2022", "42",
      finess + "idnst-unusual-form "
    ),
    ("IMG_CR_IMG_2024.01_CDA-R2-Niveau-1", "urn:ihe:iti:xds-sd:pdf:2008", "31", ""),
    ("LDL-SES_2022.01", "urn:asip:ci-sis:ldl-ses:2017", "10", ""),
    ("OBP-SCM_2024.01", "urn:asip:ci-sis:obp-scm:2023", "11", finess),
    ("OBP-SEM_2024.01", "urn:asip:ci-sis:obp-sem:2023", "11", key + finess),
    ("OBP-SNE_2024.01", "urn:asip:ci-sis:obp-sne:2023", "11", key + finess),
    ("SDM-MR_2022.01", "urn:asip:ci-sis:sdm-mr:2017", "11", ""),
    ("SDM-MR_2024.01_patiente-enceinte", "urn:asip:ci-sis:sdm-mr:2017", "11", ""),
    (
      "TLM-DA_2022.01_TE1_anamnèse-non-structurée", "urn:asip:ci-sis:tlm-da:2020", "10",
      siren + finess
    ),
    ("VAC_2023.01", "urn:asip:ci-sis:vac:2019", "52", ""),
    ("VSM_1.4_2022.01", "urn:asip:ci-sis:vsm:2012", "11", siren + finess),
    ("eDISP-MED_2024.01", "urn:ihe:pharm:dis:2010", "43", "given-names-disagree " + rpps),
    ("eP-MED-DM_2022.01_PosoNonStruct", "urn:ihe:pharm:pre:2010", "42", rpps),
    ("eP-MED-DM_2024.01_PosoStruct", "urn:ihe:pharm:pre:2010", "42", rpps),
  ]

  private static let laboratory = "urn:ihe:lab:xd-lab:2008"
  private static let finess = "finess-check-digit "
  private static let rpps = "rpps-check-digit "
  private static let siren = "siren-check-digit "
  private static let key = "ins-key-differs "

  private func read(_ name: String) throws -> CDADocument {
    let file = Locations.officialDocuments.appending(path: "\(name).xml")
    return try CDAReader().read(Locations.bytes(of: file))
  }

  @Test func `the table has every document`() throws {
    // File systems differ in how they compose accents.
    let files = try Locations.documents(in: Locations.officialDocuments)
      .map { $0.deletingPathExtension().lastPathComponent.precomposedStringWithCanonicalMapping }
    #expect(Set(files) == Set(Self.table.map(\.file.precomposedStringWithCanonicalMapping)))
  }

  @Test("each document reads with its findings", arguments: table.indices)
  func reads(row: Int) throws {
    let (file, format, documentClass, findings) = Self.table[row]
    let document = try read(file)
    #expect(document.findings.map { $0.name + " " }.joined() == findings)
    #expect(document.metadata.format?.code == format)
    #expect(document.metadata.classCode?.code == documentClass)
    // All of them carry these.
    #expect(document.identity.ins != nil)
    #expect(document.identity.birthDate?.isComplete == true)
    #expect(document.identity.birthPlace != nil)
    #expect(document.identity.firstGivenName != nil)
    #expect(document.metadata.practiceSetting != nil)
    #expect(document.metadata.facilityType != nil)
    #expect(document.metadata.serviceStart != nil)
    #expect(document.metadata.legalAuthenticator?.identifier != nil)
    #expect(document.metadata.custodian?.identifier != nil)
    #expect(document.metadata.authors.allSatisfy { $0.identifier != nil })
    #expect(document.metadata.language == "fr-FR")
    #expect(document.metadata.versionNumber ?? 0 > 0)
    // No text about the document carries anything of the patient.
    let words = document.findings.map(\.description).joined()
    #expect(!words.contains(document.identity.birthName))
    #expect(!words.contains(try #require(document.identity.ins).matricule))
  }

  @Test func `a medical summary is read to the last detail`() throws {
    let document = try read("VSM_1.4_2022.01")
    let identity = document.identity
    #expect(try identity.ins == INS("279035121518989", authority: .test))
    #expect(
      identity.otherIdentifiers.map(\.description) == ["1.2.3.4.567.8.9.10^1234567890121"]
    )
    #expect(identity.birthName == "PAT-TROIS")
    #expect(identity.givenNames == ["DOMINIQUE", "MARIE-LOUISE"])
    #expect(identity.firstGivenName == "DOMINIQUE")
    #expect(identity.usedName == "PAT-TROIS")
    #expect(identity.usedGivenName == "DOMINIQUE")
    #expect(identity.sex == .female)
    #expect(identity.birthDate?.description == "1979-03-28")
    #expect(identity.birthPlace?.description == "51215")
    #expect(identity.address == PatientIdentity.Address(postalCode: "75007", city: "PARIS"))

    let metadata = document.metadata
    #expect(metadata.uniqueID == "1.2.250.1.213.1.1.1.13.2022.1.1")
    #expect(metadata.setID == "1.2.250.1.213.1.1.1.13.2022.1")
    #expect(metadata.versionNumber == 1)
    #expect(metadata.title == "Synthèse Médicale")
    #expect(metadata.type == Code(system: "1.2.250.1.213.1.1.4.12", code: "SYNTH"))
    #expect(metadata.creationTime.description == "2020-03-12T10:17:00.000Z")
    #expect(metadata.serviceStart?.description == "2020-03-12T10:17:00.000Z")
    #expect(metadata.serviceStop == nil)
    #expect(metadata.confidentiality.map(\.code) == ["N"])
    #expect(metadata.practiceSetting?.code == "ETABLISSEMENT")
    #expect(metadata.facilityType?.code == "SA04")
    #expect(metadata.eventCodes.map(\.code) == ["34117-2"])
    #expect(metadata.replaces == nil)
    #expect(metadata.mediaType == "text/xml")
    #expect(document.content == .structured)

    let author = try #require(metadata.authors.first)
    #expect(metadata.authors.count == 1)
    #expect(author.identifier?.description == "801234567897")
    #expect(author.family == "MEDIONI")
    #expect(author.given == "Stéphane")
    #expect(author.prefix == "M")
    #expect(author.suffix == "DR")
    #expect(author.specialty?.code == "G15_10/SM26")
    #expect(author.role?.code == "PCP")
    #expect(author.institution?.name == "Centre de soins le Belvédère")
    #expect(author.institution?.identifier?.description == "2801234567")
    #expect(metadata.legalAuthenticator?.family == "MEDIONI")
    #expect(metadata.custodian?.identifier?.description == "1120456789")
  }

  @Test func `an embedded file comes out as it went in`() throws {
    let document = try read("IMG_CR_IMG_2024.01_CDA-R2-Niveau-1")
    guard case .embedded(let bytes, let mediaType) = document.content else {
      Issue.record("the body is a file")
      return
    }
    #expect(mediaType == "application/pdf")
    #expect(document.metadata.mediaType == "application/pdf")
    #expect(bytes.starts(with: Array("%PDF-1.7".utf8)))
    let tail = String(decoding: bytes.suffix(20), as: UTF8.self)
    #expect(tail.contains("%%EOF"))
    #expect(document.metadata.replaces == "90E1C8EC-F951-4B26-A305-A34848818DD6")
    #expect(document.metadata.eventCodes.count == 4)
  }

  @Test func `devices and organisations may be authors`() throws {
    let insurer = try #require(try read("CNAM-HR_2021.01").metadata.authors.first)
    #expect(insurer.identifier?.description == "518003502400041/1.2.250.1.215.1.2")
    #expect(insurer.family == nil)
    #expect(insurer.device != nil)
    #expect(insurer.specialty?.code == "ALIM_AM")
    let dispensation = try read("eDISP-MED_2024.01").metadata.authors
    #expect(dispensation.count == 2)
    #expect(dispensation.contains { $0.family == "DELIVE" })
  }

  @Test func `of two INS the one of the better known authority is taken`() throws {
    let identity = try read("CSE-CS24_2025.01").identity
    #expect(identity.ins?.authority == .test)
    #expect(identity.otherIdentifiers.map(\.root).contains("1.2.250.1.213.1.4.13"))
  }

  @Test("a real document damaged anywhere is read or refused", arguments: 0..<12)
  func mutations(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let name = ["BIO-TROD_2024.01_Angine", "CSE-MDE_2023.01"][seed % 2]
    let file = Locations.officialDocuments.appending(path: "\(name).xml")
    let original = try Locations.bytes(of: file)
    for _ in 0..<12 {
      fuzz(mutated(original, using: &random))
    }
  }
}

/// Damages bytes in a few places: changed, removed, doubled or moved.
func mutated(_ original: [UInt8], using random: inout SplitMix64) -> [UInt8] {
  var bytes = original
  for _ in 0...Int(random.next() % 8) where !bytes.isEmpty {
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let length = min(bytes.count - at, Int(random.next() % 64))
    switch random.next() % 5 {
    case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
    case 1: bytes[at] ^= 1 << UInt8(random.next() % 8)
    case 2: bytes.removeSubrange(at..<at + length)
    case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: at)
    default:
      let pieces = ["<", ">", "&", "\"", "]]>", "-->", "<!--", "<![CDATA[", "&#x", "/>", "</", "^"]
      let piece = pieces[Int(random.next() % UInt64(pieces.count))]
      bytes.insert(contentsOf: piece.utf8, at: at)
    }
  }
  return bytes
}

/// The fuzzer's entry, for an array.
func fuzz(_ bytes: [UInt8]) { bytes.withUnsafeBytes { fuzzCDA($0) } }
