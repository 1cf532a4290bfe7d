import Foundation
import MedicalRecord
import Testing

@testable import Interop

/// Packages, messages and bundles read into documents, and refused for the right reason.
struct FeedTests {
  private static func corpus(_ name: String) throws -> [UInt8] {
    try Locations.bytes(of: Locations.corpora.appending(path: name))
  }

  private static func submissions(_ bytes: [UInt8]) throws -> [IncomingSubmission] {
    guard case .documents(let submissions) = try IncomingReader().read(bytes) else {
      Issue.record("no documents")
      return []
    }
    return submissions
  }

  private static func refusal(_ bytes: [UInt8]) throws -> IncomingRefusal? {
    do throws(IncomingRefusal) {
      let reader: IncomingReader
      do throws(CodeTableDamage) {
        reader = try IncomingReader()
      } catch {
        throw .cda(.tables(error))
      }
      _ = try reader.read(bytes)
      return nil
    } catch {
      return error
    }
  }

  // MARK: XDM

  @Test func `a package gives its documents, CDA by its own header and a file by the metadata`()
    throws
  {
    let submissions = try Self.submissions(try Self.corpus("zip/xdm-three-documents.zip"))
    let submission = try #require(submissions.first)
    #expect(submissions.count == 1)
    #expect(submission.uniqueID == "2.25.329800735698586629295641978511506172918.20.1")
    #expect(submission.submitted?.description == "2024-09-16T17:00:00.000Z")
    #expect(submission.documents.map(\.form) == [.cda, .cda, .file])
    #expect(submission.documents[0].findings.isEmpty)
    let file = submission.documents[2]
    #expect(file.identity.birthName == "AUBOURG")
    #expect(file.identity.givenNames == ["MARGUERITE", "JEANNE"])
    #expect(file.identity.birthDate?.description == "1948-04-12")
    #expect(file.identity.ins?.authority == .test)
    #expect(file.metadata.mediaType == "application/pdf")
    #expect(file.metadata.confidentiality.map(\.code) == ["N"])
    #expect(file.hiddenFrom == [.patient])
    #expect(file.metadata.creationTime.description == "2024-09-16T16:30:00.000Z")
    #expect(file.metadata.authors.first?.identifier?.description == "899990000111")
    #expect(file.metadata.authors.first?.institution?.name == "Cabinet Hervieu")
    #expect(file.metadata.classCode?.code == "10")
    #expect(
      submission.documents.allSatisfy { document in
        if case .conflicting = document.identity.compared(with: file.identity) {
          false
        } else {
          true
        }
      }
    )
  }

  @Test func `a package whose document was changed is refused by its hash`() throws {
    #expect(
      try Self.refusal(try Self.corpus("zip/xdm-wrong-hash.zip"))
        == .xdm(.document(.hashDiffers, file: "DOC0003.PDF"))
    )
    #expect(try Self.refusal(try Self.corpus("zip/no-xdm.zip")) == .xdm(.noMetadata))
  }

  /// The package again, with its metadata changed.
  private static func package(
    changing old: String,
    to new: String,
    without dropped: String? = nil
  ) throws -> [UInt8] {
    let reader = try ZipReader(try corpus("zip/xdm-three-documents.zip"))
    var writer = ZipWriter()
    for entry in reader.entries where entry.name != dropped {
      var bytes = try reader.contents(of: entry)
      if entry.name.hasSuffix("METADATA.XML") {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(old.isEmpty || text.contains(old))
        bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
      }
      try writer.add(entry.name, bytes)
    }
    return writer.archive()
  }

  @Test func `a package that says what its documents do not say is refused`() throws {
    let cases: [(String, String, XDMRefusal)] = [
      ("DOC0001.XML", "../x", .outside(file: "../x")),
      ("DOC0001.XML", "DOC0002.XML", .documentRepeated(file: "DOC0002.XML")),
      ("DOC0001.XML", "ABSENT.XML", .documentMissing(file: "ABSENT.XML")),
      (".918.1.1", ".918.1.9", .document(.uniqueIDDiffers, file: "DOC0001.XML")),
      ("248047654012392", "248047654012391", .document(.patientDiffers, file: "DOC0001.XML")),
      ("SubmitObjectsRequest", "Other", .notMetadata(file: "IHE_XDM/SUBSET01/METADATA.XML")),
      (
        "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8", "urn:uuid:x",
        .missing("XDSSubmissionSet.uniqueId", file: "IHE_XDM/SUBSET01/METADATA.XML")
      ),
    ]
    for (old, new, reason) in cases {
      let old = old.replacingOccurrences(of: ".918.", with: "172918.")
      let new = new.replacingOccurrences(of: ".918.", with: "172918.")
      #expect(try Self.refusal(try Self.package(changing: old, to: new)) == .xdm(reason), "\(new)")
    }
    let dropped = try Self.package(
      changing: "",
      to: "",
      without: "IHE_XDM/SUBSET01/DOC0002.XML"
    )
    #expect(try Self.refusal(dropped) == .xdm(.documentMissing(file: "DOC0002.XML")))
  }

  // MARK: HL7 v2

  @Test func `a message gives its CDA document with the labels beside it`() throws {
    let message = try Self.submissions(try Self.corpus("hl7v2/mdm-t02-cda.er7"))
    let document = try #require(message.first?.documents.first)
    #expect(document.hiddenFrom == [.professionals])
    #expect(document.identity.birthName == "AUBOURG")
    #expect(document.form == .cda)
    // Framed as on the wire; a secret connection hides from the representatives.
    let framed = try Self.submissions(try Self.corpus("hl7v2/oru-r01-cda-mllp.hl7"))
    #expect(framed.first?.documents.first?.hiddenFrom == [.representatives])
  }

  @Test func `consents are read with their episode, structure and moment`() throws {
    let bytes = try Self.corpus("hl7v2/adt-a01-zfa.er7")
    guard case .consents(let consents) = try IncomingReader().read(bytes) else {
      Issue.record("no consents")
      return
    }
    #expect(consents.recordStatus == .active)
    #expect(consents.feeding == .opposed)
    #expect(consents.reading == .refused)
    #expect(consents.episode?.description == "1.2.250.1.99999.1^000124")
    #expect(consents.structure.name == "CH-FICTIF")
    #expect(consents.structure.identifier == "760000001")
    #expect(consents.instant.description == "2024-09-16T10:30:00.000Z")
    #expect(consents.messageID == "4711")
    #expect(consents.identity.ins?.description == "248047654012392")
    #expect(consents.identity.birthPlace?.description == "76540")
    #expect(consents.isCollected)
  }

  @Test func `messages from which nothing is taken are refused with what would be`() throws {
    let adt = String(decoding: try Self.corpus("hl7v2/adt-a01-zfa.er7"), as: UTF8.self)
    let mdm = String(decoding: try Self.corpus("hl7v2/mdm-t02-cda.er7"), as: UTF8.self)
    let cases: [(String, HL7v2Refusal)] = [
      (adt.replacingOccurrences(of: "ADT^A01^ADT_A01", with: "SIU^S12"), .messageType("SIU^S12")),
      (
        adt.replacingOccurrences(of: "|IO|", with: "|OUI|"),
        .invalid("ZFA-9", line: 5, accepted: "NA, IO, INO")
      ),
      (
        adt.replacingOccurrences(of: "ZFA|ACTIF", with: "ZFA|OUVERT"),
        .invalid("ZFA-1", line: 5, accepted: "ACTIF, FERME, INEXISTANT")
      ),
      (adt.replacingOccurrences(of: "ZFA|", with: "ZZZ|"), .missing("ZFA", line: 5)),
      (adt.replacingOccurrences(of: "\rPV1", with: "\rpv1"), .segment(line: 4)),
      (adt + adt, .severalMessages(line: 6)),
      (adt.replacingOccurrences(of: "MSH|^~\\&|", with: "MSH|^^\\&|"), .delimiters),
      (adt.replacingOccurrences(of: "AUBOURG", with: "AU\u{1}BOURG"), .controlCharacter),
      (
        mdm.replacingOccurrences(
          of: "DESTDMP^Libellé^MetaDMPMSS||Y",
          with: "DESTDMP^x^MetaDMPMSS||N"
        ),
        .notForTheRecord
      ),
      (
        mdm.replacingOccurrences(of: "^Base64^", with: "^A^"),
        .invalid("OBX-5.4", line: 6, accepted: "Base64")
      ),
      (
        mdm.replacingOccurrences(of: "248047654012392", with: "248047654012391"),
        .document(.patientDiffers, line: 6)
      ),
      (
        mdm.replacingOccurrences(of: "||||||F|\rOBX|2", with: "||||||D|\rOBX|2"), .deletion(line: 6)
      ),
    ]
    for (text, reason) in cases {
      #expect(try Self.refusal(Array(text.utf8)) == .hl7v2(reason), "\(reason)")
    }
    var latin = Array(adt.utf8)
    latin.insert(0xe9, at: latin.count - 2)
    #expect(try Self.refusal(latin) == .hl7v2(.encoding("UTF-8")))
  }

  @Test func `a name in Latin 1 and one with escapes are read`() throws {
    let adt = String(decoding: try Self.corpus("hl7v2/adt-a01-zfa.er7"), as: UTF8.self)
      .replacingOccurrences(of: "UNICODE UTF-8", with: "8859/1")
      .replacingOccurrences(of: "AUBOURG", with: "L\\T\\H\\XE9\\\\S\\\\.br\\@")
    let bytes = adt.unicodeScalars.map { $0 == "@" ? 0xc9 : UInt8(truncatingIfNeeded: $0.value) }
    guard case .consents(let consents) = try IncomingReader().read(bytes) else { return }
    #expect(consents.identity.birthName.hasPrefix("L&H"))
    #expect(consents.identity.birthName.hasSuffix("É"))
  }

  // MARK: FHIR

  @Test func `a transaction gives its documents as one submission`() throws {
    let submissions = try Self.submissions(try Self.corpus("fhir/iti-65-two-documents.json"))
    let submission = try #require(submissions.first)
    #expect(submission.uniqueID == "2.25.329800735698586629295641978511506172918.20.2")
    #expect(submission.documents.map(\.form) == [.cda, .file])
    let file = submission.documents[1]
    #expect(file.hiddenFrom == [.representatives])
    #expect(file.metadata.confidentiality.map(\.code) == ["N"])
    #expect(file.metadata.type.system == "2.16.840.1.113883.6.1")
    #expect(file.metadata.facilityType?.system == "1.2.250.1.71.4.2.4")
    #expect(file.metadata.authors.first?.identifier?.description == "899990000111")
    #expect(file.identity.birthPlace?.description == "76540")
    #expect(file.metadata.serviceStart?.description == "2024-09-16T16:00:00.000Z")
  }

  @Test func `one reference with its content inside, and a document of resources, are read`() throws
  {
    let simple = try Self.submissions(try Self.corpus("fhir/iti-105-pdf.json"))
    #expect(simple.first?.documents.first?.metadata.mediaType == "application/pdf")
    let bare = try Self.submissions(try Self.corpus("fhir/iti-105-number-alone.json"))
    #expect(bare.first?.documents.first?.identity.isBareNumber == true)
    let bytes = try Self.corpus("fhir/document-bundle.json")
    let composed = try #require(try Self.submissions(bytes).first?.documents.first)
    #expect(composed.metadata.mediaType == "application/fhir+json")
    #expect(composed.metadata.title == "Synthèse fictive")
    #expect(composed.content == bytes)
  }

  @Test func `bundles that lie are refused`() throws {
    let text = String(decoding: try Self.corpus("fhir/iti-65-two-documents.json"), as: UTF8.self)
    let pdf = String(decoding: try Self.corpus("fhir/iti-105-pdf.json"), as: UTF8.self)
    let cases: [(String, FHIRRefusal)] = [
      (
        text.replacingOccurrences(of: "\"transaction\"", with: "\"searchset\""),
        .bundleType("searchset")
      ),
      (
        text.replacingOccurrences(of: "\"Binary\"", with: "\"Observation\""),
        .unexpected("Observation", entry: 4)
      ),
      (
        text.replacingOccurrences(of: "\"method\": \"POST\"", with: "\"method\": \"DELETE\""),
        .method("DELETE", entry: 1)
      ),
      (
        text.replacingOccurrences(of: "\"size\": 87", with: "\"size\": 9"),
        .document(.sizeDiffers(found: 87, expected: 9), document: 2)
      ),
      (
        pdf.replacingOccurrences(of: "JVBERi0", with: "JVBERi1"),
        .document(.hashDiffers, document: 1)
      ),
      (
        pdf.replacingOccurrences(of: "\"current\"", with: "\"superseded\""),
        .notCurrent("superseded", document: 1)
      ),
      (
        pdf.replacingOccurrences(of: "\"masterIdentifier\"", with: "\"other\""),
        .document(.missing("masterIdentifier"), document: 1)
      ),
      (
        pdf.replacingOccurrences(of: "\"#d\"", with: "\"Practitioner/x\""),
        .document(.missing("author"), document: 1)
      ),
      (
        text.replacingOccurrences(
          of: "\"url\": \"urn:uuid:cccccccc-0000-0000-0000-000000000011\"",
          with: "\"url\": \"urn:uuid:cccccccc-0000-0000-0000-000000000012\""
        ), .document(.contentShared, document: 2)
      ),
      ("{\"a\":1,\"a\":2}", .json(JSONValue.Malformed(reason: .repeatedName, offset: 7))),
      ("{\"a\":1} x", .json(JSONValue.Malformed(reason: .trailing, offset: 8))),
      ("[1]", .notFHIR), ("{\"openapi\":\"3.0\"}", .notFHIR),
      (
        String(repeating: "[", count: 100_000),
        .json(JSONValue.Malformed(reason: .tooDeep(maximum: 64), offset: 65))
      ),
    ]
    for (text, reason) in cases {
      let found = try Self.refusal(Array(text.utf8))
      #expect(found == .fhir(reason), "\(reason)")
    }
  }

  // MARK: Told by content

  @Test func `a file is told by its bytes`() throws {
    let cases: [(String, IncomingFormat)] = [
      ("<?xml version=\"1.0\"?><!-- x --><n:ClinicalDocument xmlns:n=\"urn:hl7-org:v3\"/>", .cda),
      ("\u{feff}<ClinicalDocument/>", .cda), ("<html/>", .xml), ("MSH|^~\\&", .hl7v2),
      ("\u{b}MSH|^~\\&", .hl7v2), (" {\"resourceType\":1}", .json), ("PK\u{3}\u{4}", .zip),
      ("{\"position\":0,", .eventLines), ("%PDF-1.7", .unknown), ("", .unknown),
    ]
    for (text, format) in cases { #expect(IncomingFormat(Array(text.utf8)) == format, "\(text)") }
    #expect(try Self.refusal(Array("%PDF-1.7".utf8)) == .unknownFormat)
  }

  @Test("messages and bundles damaged anywhere are read or refused", arguments: 0..<8)
  func mutations(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let message = try Self.corpus(
      ["hl7v2/adt-a01-zfa.er7", "hl7v2/oru-r01-cda-mllp.hl7"][seed % 2]
    )
    let bundle = try Self.corpus(["fhir/iti-105-pdf.json", "fhir/document-bundle.json"][seed % 2])
    for _ in 0..<60 {
      mutated(message, using: &random).withUnsafeBytes { fuzzHL7v2($0) }
      mutated(bundle, using: &random).withUnsafeBytes { fuzzFHIR($0) }
    }
  }
}
