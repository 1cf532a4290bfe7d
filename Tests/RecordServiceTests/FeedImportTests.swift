import CarnetCore
import EventLog
import Foundation
import Interop
import MedicalRecord
import RecordService
import Testing

/// Packages, messages and bundles on their way into records.
struct FeedImportTests {
  private static func corpus(_ names: String...) throws -> [DocumentImport.Source] {
    try names.map { name in
      let file = Repository.root.appendingPathComponent("Tests/Corpora/\(name)")
      return DocumentImport.Source(name: name, bytes: Array(try Data(contentsOf: file)))
    }
  }

  private static let feeds = [
    "zip/xdm-three-documents.zip", "hl7v2/mdm-t02-cda.er7", "hl7v2/oru-r01-cda-mllp.hl7",
    "hl7v2/adt-a01-zfa.er7", "fhir/iti-65-two-documents.json", "fhir/iti-105-pdf.json",
    "fhir/iti-105-number-alone.json", "fhir/document-bundle.json",
  ]

  private static func word(_ outcome: ImportEntry.Outcome) -> String {
    switch outcome {
    case .added: "added"
    case .alreadyThere: "there"
    case .quarantined: "quarantined"
    case .consents: "consents"
    case .refused(let refusal): "refused: \(refusal)"
    }
  }

  private static func record(_ outcome: ImportEntry.Outcome) -> Pseudonym? {
    switch outcome {
    case .added(let record, _), .alreadyThere(let record, _), .quarantined(let record, _, _): record
    case .consents, .refused: nil
    }
  }

  @Test func `every feed goes in, to its record, and a second time adds nothing`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let sources = try Self.feeds.flatMap { try Self.corpus($0) }
    let entries = try await fixture.importAll(sources, into: service)
    #expect(
      entries.map { Self.word($0.outcome) } == [
        "added", "added", "added",  // the package
        "there",  // the same letter by message
        "added", "consents",
        "there", "added",  // the summary again, and a new file beside it
        "added", "added", "added",
      ]
    )
    // All of one person, but the laboratory's report.
    #expect(Set(entries.compactMap { Self.record($0.outcome) }).count == 2)
    // The labels that came with the documents.
    func hidden(_ entry: Int) throws -> Set<Visibility>? {
      guard case .added(let record, let number) = entries[entry].outcome else { return nil }
      return try service.state(of: record).documents[number]?.hiddenFrom
    }
    #expect(try hidden(0) == [])
    #expect(try hidden(2) == [.patient])
    #expect(try hidden(4) == [.representatives])
    #expect(try hidden(7) == [.representatives])
    let size = try service.reader.readableSize()
    let again = try await fixture.importAll(sources, into: service)
    #expect(again.allSatisfy { ["there", "consents"].contains(Self.word($0.outcome)) })
    #expect(try service.reader.readableSize() == size)
    try service.close()
  }

  @Test func `an import that was killed anywhere and is run again ends in the same state`()
    async throws
  {
    let sources = try Self.feeds.flatMap { try Self.corpus($0) }
    var expected: [String]?
    for killedAfter in 0...sources.count {
      let fixture = try ServiceFixture()
      try fixture.create()
      let first = try fixture.open()
      // What a killed process leaves: whole groups, without a clean end.
      _ = try await fixture.importAll(Array(sources.prefix(killedAfter)), into: first)
      try first.close()
      let service = try fixture.open()
      _ = try await fixture.importAll(sources, into: service)
      var names: [String] = []
      try service.events(EventFilter(), upTo: try service.reader.readableSize()) { events in
        for event in events {
          guard case .body(let body) = event.content, let fact = body.fact else { continue }
          switch fact {
          case .documentAdded(let document):
            names.append("\(document.number) \(document.uniqueID) \(document.sha1.count)")
          case .documentHidden(let hidden): names.append("\(hidden.number) \(hidden.visibility)")
          default: names.append("\(fact.kind)")
          }
        }
      }
      try service.close()
      if let expected { #expect(names == expected, "killed after \(killedAfter)") }
      expected = names
    }
  }

  @Test func `of a submission all documents go in or none`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    var bundle = try Self.corpus("fhir/iti-65-two-documents.json")[0]
    // Hidden from everybody: the second document is refused by the record, not by its reader.
    let text = String(decoding: bundle.bytes, as: UTF8.self)
    let label = "\"INVISIBLE_REPRESENTANTS_LEGAUX\""
    #expect(text.contains(label))
    let both =
      "\"MASQUE_PS\"}, {\"system\": \"urn:oid:1.2.250.1.213.1.1.4.13\", "
      + "\"code\": \"INVISIBLE_PATIENT\""
    bundle.bytes = Array(text.replacingOccurrences(of: label, with: both).utf8)
    let entries = try await fixture.importAll([bundle], into: service)
    #expect(entries.count == 2)
    let words = entries.map { Self.word($0.outcome) }
    #expect(words.allSatisfy { $0.hasPrefix("refused") }, "\(words)")
    #expect(words.contains { $0.contains("hidden from professionals and from the patient") })
    #expect(words.contains { $0.contains("all its documents go in, or none") })
    #expect(try service.reader.readableSize() == 0)
    // Part of it is there already: the rest goes in.
    let single = try Self.corpus("fhir/iti-65-two-documents.json")
    let summary = try Repository.documents(in: Repository.samples)[0]
    _ = try await fixture.importAll([summary], into: service)
    let rest = try await fixture.importAll(single, into: service)
    #expect(rest.map { Self.word($0.outcome) } == ["there", "added"])
    try service.close()
  }

  @Test func `a number alone finds the one record that carries it, and opens none`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let bare = try Self.corpus("fhir/iti-105-number-alone.json")
    let refused = try await fixture.importAll(bare, into: service)
    #expect(refused.first?.outcome.isRefused(.patientUnknown) == true)
    _ = try await fixture.importAll(try Self.corpus("fhir/iti-105-pdf.json"), into: service)
    let entries = try await fixture.importAll(bare, into: service)
    #expect(entries.map { Self.word($0.outcome) } == ["added"])
    #expect(entries[0].findings.map(\.description).joined().contains("identity-traits-missing"))
    try service.close()
  }

  @Test func `documents of two people never stand in one submission`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    var bundle = try Self.corpus("fhir/iti-65-two-documents.json")[0]
    let text = String(decoding: bundle.bytes, as: UTF8.self)
    // The second document's own patient, and not the first one's, has another name.
    let last = try #require(text.range(of: "AUBOURG", options: .backwards))
    bundle.bytes = Array(text.replacingCharacters(in: last, with: "MARTIN").utf8)
    let entries = try await fixture.importAll([bundle], into: service)
    #expect(entries.contains { $0.outcome.isRefused(.patientsDiffer) })
    #expect(try service.reader.readableSize() == 0)
    try service.close()
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: Repository.officialDocuments.path),
      "the official messages are not beside this checkout"
    )
  )
  func `the official messages go in, or are refused for what they lack`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let folder = Repository.officialDocuments.deletingLastPathComponent()
      .appendingPathComponent("hl7v2")
    let sources = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map {
        DocumentImport.Source(
          name: $0,
          bytes: Array(try Data(contentsOf: folder.appendingPathComponent($0)))
        )
      }
    let entries = try await fixture.importAll(sources, into: service)
    let words = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, Self.word($0.outcome)) })
    #expect(
      words == [
        "ConsentementConsultation_NonOppositionAlimentation.er7": "consents",
        "MDM-CR_Radio-INIT-base64.er7": "added",
        "MDM-CR_Radio-INIT-sans-document.er7":
          "refused: line 8: line 1: not a CDA document; ClinicalDocument in urn:hl7-org:v3 with "
          + "typeId POCD_HD000040 is accepted",
        "NonConsentementConsultation_NonOppositionAlimentation.er7": "consents",
        "NonRecueillieConsentementConsultation_NonRecueillieOppositionAlimentation.er7": "consents",
      ]
    )
    for entry in entries {
      if case .added(let record, let number) = entry.outcome {
        let hidden = try service.state(of: record).documents[number]?.hiddenFrom
        #expect(hidden == [.patient, .representatives])
      }
    }
    try service.close()
  }
}

extension ImportEntry.Outcome {
  fileprivate func isRefused(_ reason: ImportRefusal) -> Bool {
    if case .refused(reason) = self { true } else { false }
  }
}
