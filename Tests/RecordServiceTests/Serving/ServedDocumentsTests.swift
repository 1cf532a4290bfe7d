import CarnetCore
import EventLog
import Foundation
import Interop
import MedicalRecord
import RecordService
import Testing

struct ServedDocumentsTests {
  @Test func `a set goes in whole, and sent again it gives the identities of the first time`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    let (one, two) = (world.document("1.1", by: doctor), world.document("1.2", by: doctor))
    let first = try await world.deposit(one, two, by: doctor, set: "9.1")
    #expect(first.value.map(\.outcome) == [.added, .added])
    let size = try world.service.reader.readableSize()
    let again = try await world.deposit(one, two, by: doctor, set: "9.1")
    #expect(again.value.map(\.outcome) == [.alreadyThere, .alreadyThere])
    #expect(again.value.map(\.logicalID) == first.value.map(\.logicalID))
    #expect(again.receipt.wasRecordedBefore)
    #expect(Set(again.receipt.positions).isSubset(of: first.receipt.positions))
    #expect(try world.service.reader.readableSize() == size)
    let sets = try await world.desk.submissions(of: .ins(world.ins), for: world.holder)
    #expect(sets.value.submissions.map(\.documents) == [[1, 2]])
    // One of a set is refused: none goes in.
    var empty = world.document("1.4", by: doctor)
    empty.content = []
    await #expect(throws: ServingFailure.refused(.emptyDocument)) {
      try await world.deposit(world.document("1.3", by: doctor), empty, by: doctor)
    }
    await #expect(throws: ServingFailure.refused(.uniqueIDTaken(number: 1))) {
      try await world.deposit(world.document("1.1", content: "other"), by: doctor)
    }
    #expect(try world.service.state(of: world.record).documents.count == 2)
    try world.service.close()
  }

  @Test func `nobody files for somebody else, against a block, or as what they are not`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    var strange = world.document("1.1", by: doctor)
    strange.identity.ins = try INS(ServingWorld.numbers[1], authority: .nir)
    await #expect(throws: ServingFailure.badParameter("patient")) {
      try await world.deposit(strange, by: doctor)
    }
    await #expect(throws: ServingFailure.self) {
      try await world.deposit(world.document("1.2"), by: world.holder)
    }
    let own = world.document("1.3", type: "DOCPAT01", class: "90")
    _ = try await world.deposit(own, by: world.holder)
    await #expect(throws: ServingFailure.notFound) {
      try await world.deposit(own, by: try world.stranger())
    }
    _ = try await world.desk.choose(
      .block(doctor.actor, .professional, until: nil),
      in: .ins(world.ins),
      by: world.holder
    )
    await #expect(throws: ServingFailure.forbidden(.blocked)) {
      try await world.deposit(world.document("1.4", by: doctor), by: doctor)
    }
    await #expect(throws: ServingFailure.forbidden(.contentNotForManagement)) {
      try await world.deposit(world.document("1.5"), by: ServingWorld.auditor())
    }
    try world.service.close()
  }

  @Test func `content is given after its trace, and what is gone says how`() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    let filed = try await world.deposit(
      world.document("1.1", by: doctor),
      world.document("1.2", by: doctor),
      by: doctor
    )
    let read = try await world.desk.content(
      .identifier(filed.value[0].logicalID),
      for: world.holder
    )
    #expect(String(decoding: read.value.bytes, as: UTF8.self) == "content1.1")
    #expect(read.receipt.position.rawValue < (try world.service.reader.readableSize()))
    guard case .documentAccessed(let accessed) = try world.fact(read.receipt.position).fact else {
      Issue.record("no trace of the document")
      return
    }
    #expect(accessed.number == 1)
    let newer = try await world.deposit(
      world.document("1.9", by: doctor, replaces: "1.1"),
      by: doctor
    )
    await #expect(
      throws: ServingFailure.gone(.superseded(by: newer.value[0].logicalID))
    ) {
      try await world.desk.content(.number(1, of: world.record), for: world.holder)
    }
    let old = try await world.desk.content(
      .number(1, of: world.record),
      for: world.holder,
      includingSuperseded: true
    )
    #expect(old.value.document.status == .superseded)
    _ = try await world.desk.change(
      .number(2, of: world.record),
      MetadataChange(deletes: true),
      by: doctor
    )
    await #expect(throws: ServingFailure.gone(.deleted)) {
      try await world.desk.content(.number(2, of: world.record), for: world.holder)
    }
    // Whoever could not see it before does not learn that it was there.
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.content(.number(2, of: world.record), for: try world.stranger())
    }
    try world.service.close()
  }

  @Test func `a content that is not what its event says is told as damage, and not shown`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    let folder = URL(fileURLWithPath: world.fixture.directory.contents.string)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(name)
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count - 20] ^= 1
      try bytes.write(to: file)
    }
    await #expect(
      throws: ServingFailure.contentDamaged(world.record, document: 1)
    ) {
      try await world.desk.content(.number(1, of: world.record), for: world.holder)
    }
    try world.service.close()
  }

  @Test func `labels change as a set in one write, and If-Match is held against the document`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    let filed = try await world.deposit(
      world.document("1.1", by: doctor, hiddenFrom: [.patient]),
      by: doctor
    )
    let id = DocumentReference.identifier(filed.value[0].logicalID)
    let version = filed.value[0].revision
    let seen = try await world.desk.document(id, for: doctor)
    // Reading does not change the version.
    #expect(seen.value.hiddenFrom == [.patient])
    let changed = try await world.desk.change(
      id,
      MetadataChange(labels: [.professionals], isArchived: true),
      ifMatch: seen.value.revision,
      by: doctor
    )
    #expect(changed.receipt.positions.count == 3)
    #expect(changed.value.revision > version)
    await #expect(
      throws: ServingFailure.conflict(
        expected: seen.value.revision,
        actual: changed.value.revision
      )
    ) {
      try await world.desk.change(
        id,
        MetadataChange(isArchived: false),
        ifMatch: seen.value.revision,
        by: doctor
      )
    }
    let same = try await world.desk.change(id, MetadataChange(isArchived: true), by: doctor)
    #expect(same.receipt.positions.isEmpty)
    await #expect(throws: ServingFailure.refused(.labelsExcludeEachOther)) {
      try await world.desk.change(
        id,
        MetadataChange(labels: [.professionals, .patient]),
        by: doctor
      )
    }
    await #expect(throws: ServingFailure.refused(.notTheAuthor(number: 1))) {
      try await world.desk.change(id, MetadataChange(deletes: true), by: world.holder)
    }
    // The entryUUID moved on; the one of before names nothing.
    let now = try await world.desk.document(.identifier(changed.value.entryID), for: doctor)
    #expect(now.value.logicalID == filed.value[0].logicalID)
    try world.service.close()
  }

  @Test func `pages hold together while documents come, go and are hidden`() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    for number in 1...9 {
      try await world.deposit(
        world.document("1.\(number)", by: doctor, serviceDay: number * 7 % 5),
        by: doctor
      )
    }
    var search = DocumentSearch()
    search.limit = 3
    let first = try await world.desk.documents(of: .ins(world.ins), search, for: world.holder)
    #expect(first.value.total == 9)
    var seen = first.value.documents.map(\.number)
    // Meanwhile one is added, one replaced, one hidden.
    try await world.deposit(world.document("1.10", by: doctor, serviceDay: 9), by: doctor)
    let later = try #require((1...9).map(UInt32.init).filter { !seen.contains($0) }.last)
    let hidden = try #require((1...9).map(UInt32.init).filter { !seen.contains($0) }.first)
    try await world.deposit(
      world.document("1.11", by: doctor, replaces: "1.\(later)"),
      by: doctor
    )
    _ = try await world.desk.change(
      .number(hidden, of: world.record),
      MetadataChange(labels: [.patient]),
      by: doctor
    )
    var cursor = first.value.next
    while let at = cursor {
      search.cursor = SearchCursor(at.description)
      #expect(search.cursor == at)
      let page = try await world.desk.documents(of: .ins(world.ins), search, for: world.holder)
      guard case .recordAccessed(let accessed) = try world.fact(page.receipt.position).fact else {
        Issue.record("no trace")
        return
      }
      #expect(accessed.documents == page.value.documents.map(\.number))
      seen += page.value.documents.map(\.number)
      cursor = page.value.next
    }
    #expect(Set(seen).count == seen.count)
    #expect(Set(seen) == Set(1...9).subtracting([hidden]))
    search.order = .added
    await #expect(throws: ServingFailure.badCursor) {
      try await world.desk.documents(of: .ins(world.ins), search, for: world.holder)
    }
    try world.service.close()
  }

  @Test func `a cursor from outside is read with suspicion`() {
    for text in ["", "00", String(repeating: "f", count: 58), String(repeating: "é", count: 29)] {
      #expect(SearchCursor(text) == nil)
    }
  }

  @Test func `a position that the log has not reached is told, and nothing is shown`()
    async throws
  {
    let world = try await ServingWorld()
    var search = DocumentSearch()
    search.atLeast = Position(1_000_000)
    await #expect(throws: ServingFailure.self) {
      try await world.desk.documents(of: .ins(world.ins), search, for: world.holder)
    }
    try world.service.close()
  }
}
