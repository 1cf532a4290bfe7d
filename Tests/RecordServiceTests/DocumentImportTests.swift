import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordDirectory
import RecordService
import Testing
import Views

struct DocumentImportTests {
  @Test func `every sample document goes in, doubts stand apart, and a second import adds nothing`()
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let sources = try Repository.documents(in: Repository.samples)
    #expect(sources.count >= 12)
    let entries = try await fixture.importAll(sources, into: service)
    for entry in entries {
      if case .refused(let reason) = entry.outcome { Issue.record("\(entry.name): \(reason)") }
    }
    let quarantined = entries.filter { if case .quarantined = $0.outcome { true } else { false } }
    // One matricule with a wrong key, one with somebody else's traits.
    #expect(quarantined.count == 2)
    let findings = entries.flatMap(\.findings).map(\.description).joined(separator: "\n")
    for expected in ["ins-key-differs", "replaced-document-unknown"] {
      #expect(findings.contains(expected), "\(findings)")
    }
    let size = try service.reader.readableSize()
    let again = try await fixture.importAll(sources, into: service)
    for entry in again {
      guard case .alreadyThere = entry.outcome else {
        Issue.record("\(entry.name): \(entry.outcome)")
        continue
      }
    }
    #expect(try service.reader.readableSize() == size)
    try service.close()
  }

  @Test func `views hold every event as soon as an import has said it is in`() async throws {
    let sources = try Repository.documents(in: Repository.samples)
    for _ in 0..<12 {
      let fixture = try ServiceFixture()
      try fixture.create()
      let service = try fixture.open()
      try service.runner.catchUp(LogFeed(service))
      let documents = try DocumentImport(
        service,
        context: ServiceFixture.importer,
        channel: .takeover
      )
      for source in sources {
        _ = try await documents.run([source])
        // The tree is brought up after the acknowledgement: the feed has to wait for it.
        #expect(try LogFeed(service).size() == service.reader.readableSize())
      }
      try service.close()
    }
  }

  @Test func `a channel that needs the holder's consent opens no record without it`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    try service.runner.catchUp(LogFeed(service))
    let sources = try Repository.documents(in: Repository.samples)
    let without = try DocumentImport(service, context: ServiceFixture.importer, channel: .hospital)
    for entry in try await without.run(sources) {
      guard case .refused(let reason) = entry.outcome else {
        Issue.record("\(entry.name): \(entry.outcome)")
        continue
      }
      #expect(reason.description.contains("consent"), "\(reason)")
    }
    #expect(try service.reader.readableSize() == 0)
    let with = try DocumentImport(
      service,
      context: ServiceFixture.importer,
      channel: .hospital,
      consentGiven: true
    )
    let entry = try #require(try await with.run([sources[0]]).first)
    guard case .added(let record, _) = entry.outcome else {
      Issue.record("\(entry.outcome)")
      return
    }
    #expect(try service.state(of: record).consents[.opening] == true)
    try service.close()
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: Repository.officialDocuments.path),
      "the official documents are not beside this checkout"
    )
  )
  func `every official document is in, and no two people share a record`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let sources = try Repository.documents(in: Repository.officialDocuments)
    let entries = try await fixture.importAll(sources, into: service)
    #expect(entries.count == 39)
    var byRecord: [Pseudonym: Set<String>] = [:]
    for entry in entries {
      switch entry.outcome {
      case .added(let record, _), .quarantined(let record, _, _):
        let state = try service.state(of: record)
        let identity = try #require(state.identity)
        byRecord[record, default: []]
          .insert(
            "\(identity.matricule) \(identity.birthName) \(identity.birthDate) \(identity.sex)"
          )
      case .alreadyThere, .refused, .consents: Issue.record("\(entry.name): \(entry.outcome)")
      }
    }
    #expect(byRecord.count == 8)
    #expect(byRecord.values.allSatisfy { $0.count == 1 })
    let quarantined = entries.filter { if case .quarantined = $0.outcome { true } else { false } }
    #expect(
      Set(quarantined.map(\.name)) == [
        "OBP-SNE_2024.01.xml", "SDM-MR_2024.01_patiente-enceinte.xml", "eDISP-MED_2024.01.xml",
      ]
    )
    try service.close()
  }

  @Test func `a broken file among good ones is refused with its place, the others go in`()
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    var sources = Array(try Repository.documents(in: Repository.samples).prefix(3))
    let broken = Array(sources[1].bytes.prefix(sources[1].bytes.count / 2))
    sources.insert(DocumentImport.Source(name: "broken.xml", bytes: broken), at: 1)
    let entries = try await fixture.importAll(sources, into: service)
    guard case .refused(let reason) = entries[1].outcome else {
      Issue.record("the broken file went in")
      return
    }
    #expect(reason.description.contains("line "))
    for index in [0, 2, 3] {
      guard case .added = entries[index].outcome else {
        Issue.record("\(entries[index].name): \(entries[index].outcome)")
        continue
      }
    }
    try service.close()
  }

  @Test(arguments: [false, true])
  func `a doubt is settled by an operator, and what was there stays`(
    isSamePerson: Bool
  )
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    _ = try await fixture.importAll(
      try Repository.documents(in: Repository.samples),
      into: service
    )
    let view = ViewReader(RecordDirectory.self, in: service.directory.views)
    let open = try await view.read { try $0.openConflicts() }
    let conflict = try #require(open.first)
    let hidden = try #require(try service.state(of: conflict.record).documents.values.first)
    let hiding = service.events(
      try service.state(of: conflict.record).hide(hidden.number, from: .patient),
      context: ServiceFixture.importer,
      ids: { EventID(high: 7, low: UInt64($0)) },
      time: service.clock()
    )
    _ = try await service.append(Write(record: conflict.record, expecting: .any, events: hiding))
    let before = try service.state(of: conflict.other).documents.count
    let moved = try service.state(of: conflict.record).documents.count
    try await service.settle(
      conflict.record,
      with: conflict.other,
      isSamePerson: isSamePerson,
      ServiceFixture.importer
    )
    try service.runner.catchUp(LogFeed(service))
    #expect(try await view.read { try $0.openConflicts() } == Array(open.dropFirst()))
    let doubtful = try service.state(of: conflict.record)
    let other = try service.state(of: conflict.other)
    #expect(doubtful.documents.count == moved)
    #expect(doubtful.status == (isSamePerson ? .closed : .active))
    #expect(other.documents.count == (isSamePerson ? before + moved : before))
    let copy = other.documents.values.first { $0.uniqueID == hidden.uniqueID }
    #expect(copy?.hiddenFrom == (isSamePerson ? [.patient] : nil))
    for document in other.documents.values {
      let name = try #require(Digest(bytes: document.content))
      #expect(try !service.contents.get(name, record: conflict.other).isEmpty)
    }
    await #expect(
      throws: ServiceFailure.refused(
        isSamePerson ? .recordIsClosed : .noSuchConflict(conflict.other)
      )
    ) {
      try await service.settle(
        conflict.record,
        with: conflict.other,
        isSamePerson: isSamePerson,
        ServiceFixture.importer
      )
    }
    try service.close()
  }
}
