import CarnetCore
import MedicalRecord
import RecordDirectory
import Testing
import Views

struct RecordDirectoryTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `every record's row is what its state says`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasPoison = false
    let events = RandomHistory(seed: seed &+ 4000, options).events
    let reader = try reader(events)
    let states = States(events)
    for (record, state) in states.byRecord {
      let entry = try #require(try reader.read { try $0.entry(of: record) })
      #expect(entry.revision == state.revision, "seed \(seed)")
      #expect(entry.documents == state.documents.count)
      #expect(entry.status == status(state), "seed \(seed), \(record)")
      #expect(entry.identity?.findings == state.identity?.findings)
      #expect(entry.identity?.givenNames == state.identity?.givenNames)
      #expect(entry.openConflicts == state.openConflicts.count)
      for (subject, isGranted) in state.consents {
        switch try #require(entry.consents[subject]) {
        case .notAsked: Issue.record("seed \(seed), \(record), \(subject): not asked")
        case .granted(let position):
          #expect(isGranted)
          #expect(events[Int(position.rawValue)].record == record)
        case .withdrawn(let position):
          #expect(!isGranted)
          #expect(events[Int(position.rawValue)].record == record)
        }
      }
    }
    let open = try reader.read { try $0.openConflicts() }
    #expect(open.count == states.byRecord.values.map(\.openConflicts.count).reduce(0, +))
    #expect(open.map(\.raised) == open.map(\.raised).sorted())
  }

  @Test func `a matricule with another key and several records under one are found`() throws {
    var builder = HistoryBuilder()
    for (record, matricule, name) in [
      (1, "277076322082910", "Lefèvre"), (2, "277076322082911", "DURAND"),
      (3, "279035121518989", "Lefevre"),
    ] {
      builder.open(UInt64(record))
      builder.identity(
        UInt64(record),
        matricule: matricule,
        birthName: name,
        birthDate: "1979-03-28"
      )
    }
    let reader = try reader(builder.events)
    try reader.read { session throws in
      #expect(
        try session.entries(matricule: "277076322082910").map(\.record.rawValue) == [1, 2]
      )
      #expect(try session.entries(matricule: "2770763220829").map(\.record.rawValue) == [1, 2])
      #expect(try session.entries(matricule: "27707632208").isEmpty)
      #expect(try session.entries(matricule: "' OR 1=1 --").isEmpty)
      let date = try #require(PartialDate("1979-03-28"))
      #expect(
        try session.entries(birthName: "LEFÈVRE", birthDate: date).map(\.record.rawValue)
          == [1, 3]
      )
      let month = try #require(PartialDate("1979-03"))
      #expect(
        try session.entries(birthName: "lefevre", birthDate: month).map(\.record.rawValue)
          == [1, 3]
      )
      let other = try #require(PartialDate("1980-03-28"))
      #expect(try session.entries(birthName: "lefevre", birthDate: other).isEmpty)
    }
  }

  @Test func `an open conflict makes an active record provisional until it is settled`() throws {
    var builder = HistoryBuilder()
    builder.open(1)
    builder.open(2)
    var raised = Carnet_V1_IdentityConflictRaised()
    raised.otherRecord = 2
    raised.traits = ["birthName", "sex"]
    builder.add(1, .identityConflictRaised(raised))
    builder.add(1, .identityConflictRaised(raised))
    var reader = try reader(builder.events)
    try reader.read { session throws in
      #expect(try session.entry(of: Pseudonym(rawValue: 1))?.status == .provisional)
      #expect(try session.entry(of: Pseudonym(rawValue: 2))?.status == .active)
      let conflict = try #require(try session.openConflicts().first)
      #expect(conflict.traits == ["birthName", "sex"])
      #expect(conflict.other == Pseudonym(rawValue: 2))
    }
    var settled = Carnet_V1_IdentityConflictSettled()
    settled.otherRecord = 2
    settled.settlement = .differentPeople
    builder.add(1, .identityConflictSettled(settled))
    reader = try self.reader(builder.events)
    try reader.read { session throws in
      #expect(try session.entry(of: Pseudonym(rawValue: 1))?.status == .active)
      #expect(try session.openConflicts().isEmpty)
      let conflict = try #require(try session.conflicts(of: Pseudonym(rawValue: 1)).first)
      #expect(conflict.settlement == .differentPeople)
      #expect(conflict.settled == Position(4))
    }
    // Settling again is poison: there is nothing to settle.
    builder.add(1, .identityConflictSettled(settled))
    reader = try self.reader(builder.events)
    #expect(try reader.read { try $0.parkedRecords().map(\.position) } == [Position(5)])
  }

  @Test func `findings and recent changes are listed, a page at a time`() throws {
    var builder = HistoryBuilder()
    for record in 1...5 as ClosedRange<UInt64> {
      builder.open(record)
      builder.identity(
        record,
        matricule: "",
        birthName: "X",
        birthDate: "",
        findings: record % 2 == 1 ? ["ins-key-differs", "finding-\(record)"] : []
      )
    }
    builder.add(2, .recordClosed(.init()))
    builder.add(1, .recordAccessed(.init()))
    let reader = try reader(builder.events)
    try reader.read { session throws in
      #expect(try session.entries(withFinding: nil).map(\.record.rawValue) == [1, 3, 5])
      #expect(try session.entries(withFinding: "finding-3").map(\.record.rawValue) == [3])
      #expect(try session.entries(withFinding: "finding-").isEmpty)
      let page = try session.entries(
        withFinding: "ins-key-differs",
        after: Pseudonym(rawValue: 1),
        limit: 1
      )
      #expect(page.map(\.record.rawValue) == [3])
      // A read is no change.
      #expect(try session.recentEntries(limit: 2).map(\.record.rawValue) == [2, 5])
    }
  }

  @Test func `days are legal days`() throws {
    var builder = HistoryBuilder()
    // 2026-07-14T22:30Z is the 15th in Paris; 2026-12-31T22:59Z is still the 31st.
    builder.time = try #require(Instant("2026-07-14T22:30:00Z"))
    builder.open(1)
    builder.time = try #require(Instant("2026-12-31T22:59:00Z"))
    builder.open(2)
    let reader = try reader(builder.events)
    try reader.read { session throws in
      let first = try #require(try session.entry(of: Pseudonym(rawValue: 1)))
      #expect(first.openedDay?.description == "2026-07-15")
      let second = try #require(try session.entry(of: Pseudonym(rawValue: 2)))
      #expect(second.openedDay?.description == "2026-12-31")
    }
  }

  private func status(_ state: RecordState) -> RecordDirectory.Status {
    switch state.status {
    case .none: .unopened
    case .active: state.openConflicts.isEmpty ? .active : .provisional
    case .announced: .announced
    case .refused: .refused
    case .suspended: .suspended
    case .closed: .closed
    case .erased: .erased
    }
  }

  private func reader(_ events: [ProjectedEvent]) throws -> ReaderInFolder<RecordDirectory> {
    try ReaderInFolder(events)
  }
}
