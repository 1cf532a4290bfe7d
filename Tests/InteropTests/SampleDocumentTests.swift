import Foundation
import MedicalRecord
import Testing

@testable import Interop

/// The documents that ship with the project, in Snapshots/Samples/cda.
struct SampleDocumentTests {
  private static let table: [(file: String, type: String, format: String, findings: [String])] = [
    ("01-synthese-medicale", "60591-5", "urn:asip:ci-sis:vsm:2012", []),
    ("02-lettre-de-liaison", "11490-0", "urn:asip:ci-sis:ldl-ses:2017", []),
    ("03-biologie", "11502-2", "urn:ihe:lab:xd-lab:2008", []),
    ("04-biologie-corrigee", "11502-2", "urn:ihe:lab:xd-lab:2008", []),
    ("05-imagerie", "18748-4", "urn:ihe:iti:xds-sd:pdf:2008", []),
    ("06-prescription", "57833-6", "urn:ihe:pharm:pre:2010", []),
    ("07-dispensation", "60593-1", "urn:ihe:pharm:dis:2010", []),
    ("08-note-de-vaccination", "87273-9", "urn:asip:ci-sis:vac-note:2021", []),
    ("09-historique-des-vaccinations", "11369-6", "urn:asip:ci-sis:vac:2019", []),
    ("10-compte-rendu-hospitalier", "34112-3", "urn:ihe:iti:xds-sd:text:2008", []),
    ("11-consultation-remplacant-un-inconnu", "11488-4", "urn:ihe:iti:xds-sd:pdf:2008", []),
    ("12-adressage-cle-fausse", "96349-6", "urn:ihe:iti:xds-sd:text:2008", ["ins-key-differs"]),
    ("13-consultation-autres-traits", "11488-4", "urn:ihe:iti:xds-sd:text:2008", []),
    ("14-carte-d-implant", "101881-1", "urn:ihe:iti:xds-sd:pdf:2008", ["class-missing"]),
  ]

  private func read(_ name: String) throws -> CDADocument {
    try CDAReader().read(Locations.bytes(of: Locations.samples.appending(path: "\(name).xml")))
  }

  @Test func `the table has every sample`() throws {
    let files = try Locations.documents(in: Locations.samples)
      .map { $0.deletingPathExtension().lastPathComponent }
    #expect(files == Self.table.map(\.file))
  }

  @Test("each sample reads with its findings", arguments: table.indices)
  func reads(row: Int) throws {
    let (file, type, format, findings) = Self.table[row]
    let document = try read(file)
    #expect(document.findings.map(\.name) == findings)
    #expect(document.metadata.type.code == type)
    #expect(document.metadata.format?.code == format)
    #expect(document.identity.ins?.authority == .test)
    let address = try #require(document.identity.address)
    let commune = try CodeTables.standard().communes
      .commune(
        postalCode: try #require(address.postalCode),
        city: address.city
      )
    #expect(commune != nil, "everybody lives in Seine-Maritime")
  }

  @Test func `the corrected report replaces the first one`() throws {
    let (first, second) = (
      try read("03-biologie").metadata, try read("04-biologie-corrigee").metadata
    )
    #expect(second.replaces == first.uniqueID)
    #expect(first.setID == second.setID)
    #expect((first.versionNumber, second.versionNumber) == (1, 2))
    #expect(first.creationTime < second.creationTime)
  }

  @Test func `one sample replaces what nobody has`() throws {
    let replaced = try #require(try read("11-consultation-remplacant-un-inconnu").metadata.replaces)
    for (file, _, _, _) in Self.table {
      #expect(try read(file).metadata.uniqueID != replaced)
    }
  }

  @Test func `the wrong key is that of a right number`() throws {
    let wrong = try #require(try read("12-adressage-cle-fausse").identity.ins)
    let right = try #require(try read("10-compte-rendu-hospitalier").identity.ins)
    #expect(wrong.matricule == right.matricule)
    #expect(wrong.findings == [.key(found: 11, expected: right.key)])
  }

  @Test func `one number with the traits of two people is a conflict`() throws {
    let known = try read("01-synthese-medicale").identity
    let stranger = try read("13-consultation-autres-traits").identity
    #expect(known.ins == stranger.ins)
    guard case .conflicting(let traits) = known.compared(with: stranger) else {
      Issue.record("they were taken for one person")
      return
    }
    #expect(traits == [.birthName, .givenNames, .birthDate, .birthPlace])
    #expect(known.compared(with: try read("02-lettre-de-liaison").identity) == .same)
  }

  @Test func `embedded PDF files begin and end as such`() throws {
    for name in ["05-imagerie", "11-consultation-remplacant-un-inconnu", "14-carte-d-implant"] {
      guard case .embedded(let bytes, "application/pdf") = try read(name).content else {
        Issue.record("\(name) wraps a PDF file")
        continue
      }
      #expect(bytes.starts(with: Array("%PDF-1.4\n".utf8)))
      #expect(bytes.suffix(6) == Array("%%EOF\n".utf8))
    }
  }

  @Test func `unique identifiers are unique`() throws {
    let identifiers = try Self.table.map { try read($0.file).metadata.uniqueID }
    #expect(Set(identifiers).count == identifiers.count)
  }
}
