package import CarnetCore
import MedicalRecord
package import Views

/// One row a record: its state, whose it is, its consents, and what to look after.
///
/// Every event of a record changes its row (the revision at least), so rows are folded. A record
/// whose bodies are gone keeps a row that says so and holds nothing but revision and last change,
/// which the envelopes state.
package final class RecordDirectory: Projector {
  package static let name = "RecordDirectory"
  package static let version = 2

  private let database: ViewDatabase
  private let communes: InternedRows<String>
  private var records = FoldedRows<Int64, DirectoryRow>()
  private var identities = FoldedRows<Int64, IdentityRow>()
  // Whether memory holds every record, so that one that is not there is new.
  private var holdsAll: Bool
  private var days = LegalDays()

  package init(_ database: ViewDatabase) throws {
    self.database = database
    holdsAll = database.isBuilding
    communes = try InternedRows(strings: "commune", in: database)
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    guard event.isContent || event.isTrace else { return }
    let slot = try slot(event)
    if event.isContent {
      if let fact = event.body?.fact {
        try apply(fact, event, slot)
      } else if event.body != nil {
        throw PoisonEvent("the body holds no fact that this version knows")
      }
    }
    try note(event, slot)
  }

  package func passOver(_ event: borrowing ProjectedEvent) throws {
    if event.isContent || event.isTrace { try note(event, try slot(event)) }
  }

  /// What the envelope alone says.
  ///
  /// A body that cannot be read means that the contents are erased.
  private func note(_ event: borrowing ProjectedEvent, _ slot: Int) throws {
    records.change(slot) {
      $0.revision = event.revision.rawValue
      if event.isContent {
        $0.changed = Int64(bitPattern: event.position.rawValue)
        $0.changedAt = event.time.milliseconds
      }
    }
    guard event.isContent else { return }
    if event.body == nil, !event.isForeign, records[slot].status != .erased {
      try empty(slot, event.record)
    }
  }

  private func apply(_ fact: Fact, _ event: borrowing ProjectedEvent, _ slot: Int) throws {
    guard fact.kind.rawValue == event.type else {
      throw PoisonEvent("the body holds another fact than the envelope says")
    }
    switch fact {
    case .recordOpened(let opened): try open(opened, event, slot)
    case .recordClosed(let closed):
      let day = days.day(of: event.time).daysSinceEpoch
      records.change(slot) {
        $0.status = .closed
        $0.closedDay = day
        $0.closureReason = Int32(clamping: closed.reason.rawValue)
      }
    case .identityRecorded(let recorded): record(recorded, event)
    case .identityConflictRaised(let raised): try raise(raised, event, slot)
    case .identityConflictSettled(let settled): try settle(settled, event, slot)
    case .consentGranted(let consent):
      try set(consent.subject, granted: true, event, slot)
    case .consentWithdrawn(let consent):
      try set(consent.subject, granted: false, event, slot)
    case .documentAdded: records.change(slot) { $0.documents += 1 }
    case .recordAnnounced(let announced): try announce(announced, slot)
    case .openingRefused: records.change(slot) { $0.status = .refused }
    case .recordSuspended: records.change(slot) { $0.status = .suspended }
    case .recordResumed: records.change(slot) { $0.status = .active }
    case .recordReactivated: reopen(slot)
    case .recordErased:
      if ErasureScope(of: event.body).contains(.contents) {
        records.change(slot) { $0.status = .erased }
      }
    default: break
    }
  }

  private func open(
    _ opened: RecordOpened,
    _ event: borrowing ProjectedEvent,
    _ slot: Int
  ) throws {
    let commune = opened.commune.isEmpty ? 0 : try communes.number(of: opened.commune)
    let day = days.day(of: event.time).daysSinceEpoch
    records.change(slot) {
      $0.openedDay = $0.openedDay ?? day
      $0.status = .active
      $0.closedDay = nil
      $0.closureReason = 0
      $0.channel = Int32(clamping: opened.channel.rawValue)
      $0.commune = commune
      $0.ageBand = Int32(clamping: opened.ageBand.rawValue)
      $0.sex = Int32(clamping: opened.sex.rawValue)
    }
    try set(.opening, granted: true, event, slot)
  }

  private func announce(_ announced: Carnet_V1_RecordAnnounced, _ slot: Int) throws {
    let commune = announced.commune.isEmpty ? 0 : try communes.number(of: announced.commune)
    records.change(slot) {
      $0.status = .announced
      $0.channel = Int32(clamping: Channel.automatic.rawValue)
      $0.commune = commune
      $0.ageBand = Int32(clamping: announced.ageBand.rawValue)
      $0.sex = Int32(clamping: announced.sex.rawValue)
    }
  }

  private func reopen(_ slot: Int) {
    records.change(slot) {
      $0.status = .active
      $0.closedDay = nil
      $0.closureReason = 0
    }
  }

  private func record(_ recorded: IdentityRecorded, _ event: borrowing ProjectedEvent) {
    let key = Int64(bitPattern: event.record.rawValue)
    let place = identities.slot(of: key) ?? identities.insert(IdentityRow(recorded), for: key)
    identities.change(place) { $0 = IdentityRow(recorded) }
  }

  private func set(
    _ subject: ConsentSubject,
    granted: Bool,
    _ event: borrowing ProjectedEvent,
    _ slot: Int
  ) throws {
    let place = Int64(bitPattern: event.position.rawValue) &+ 1
    let value = granted ? place : -place
    switch subject {
    case .opening: records.change(slot) { $0.consents.opening = value }
    case .reading: records.change(slot) { $0.consents.reading = value }
    case .feeding: records.change(slot) { $0.consents.feeding = value }
    case .emergency: records.change(slot) { $0.consents.emergency = value }
    case .regulation: records.change(slot) { $0.consents.regulation = value }
    case .unspecified, .UNRECOGNIZED:
      throw PoisonEvent("consent subject \(subject.rawValue) is not known")
    }
  }

  // Conflicts are rare and looked at one by one: they are written as they come.

  private func raise(
    _ raised: Carnet_V1_IdentityConflictRaised,
    _ event: borrowing ProjectedEvent,
    _ slot: Int
  ) throws {
    let isOpen = try conflictIsOpen(event.record, raised.otherRecord)
    let statement = try database.statement(
      """
      INSERT OR REPLACE INTO conflict (record, other, raised, traits, settlement, settled)
      VALUES (?, ?, ?, ?, 0, NULL)
      """
    )
    statement.bind(1, Int64(bitPattern: event.record.rawValue))
    statement.bind(2, Int64(bitPattern: raised.otherRecord))
    statement.bind(3, Int64(bitPattern: event.position.rawValue))
    statement.bind(4, ListText.join(raised.traits))
    try statement.run()
    if !isOpen { records.change(slot) { $0.openConflicts += 1 } }
  }

  private func settle(
    _ settled: Carnet_V1_IdentityConflictSettled,
    _ event: borrowing ProjectedEvent,
    _ slot: Int
  ) throws {
    guard try conflictIsOpen(event.record, settled.otherRecord) else {
      throw PoisonEvent("no open conflict with the record that is settled")
    }
    let statement = try database.statement(
      "UPDATE conflict SET settlement = ?, settled = ? WHERE record = ? AND other = ?"
    )
    // 3 for a settlement that this version does not know: it is no longer open.
    let settlement = settled.settlement.rawValue
    statement.bind(1, (1...2).contains(settlement) ? settlement : 3)
    statement.bind(2, Int64(bitPattern: event.position.rawValue))
    statement.bind(3, Int64(bitPattern: event.record.rawValue))
    statement.bind(4, Int64(bitPattern: settled.otherRecord))
    try statement.run()
    records.change(slot) { $0.openConflicts -= min(1, $0.openConflicts) }
  }

  private func conflictIsOpen(_ record: Pseudonym, _ other: UInt64) throws -> Bool {
    let statement = try database.statement(
      "SELECT 1 FROM conflict WHERE record = ? AND other = ? AND settlement = 0"
    )
    statement.bind(1, Int64(bitPattern: record.rawValue))
    statement.bind(2, Int64(bitPattern: other))
    defer { statement.reset() }
    return try statement.step()
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    guard scope.contains(.contents) else { return }
    let key = Int64(bitPattern: record.rawValue)
    guard let slot = try records.slot(of: key) ?? loaded(key) else { return }
    try empty(slot, record)
  }

  /// Leaves of a row what the envelopes say.
  private func empty(_ slot: Int, _ record: Pseudonym) throws {
    let old = records[slot]
    records.change(slot) {
      $0 = DirectoryRow()
      $0.status = .erased
      $0.revision = old.revision
      $0.changed = old.changed
      $0.changedAt = old.changedAt
    }
    try flushIdentities()
    let key = Int64(bitPattern: record.rawValue)
    for table in ["identity", "conflict"] {
      let statement = try database.statement("DELETE FROM \(table) WHERE record = ?")
      statement.bind(1, key)
      try database.forget(statement)
    }
    if old.status != .none, old.status != .erased { database.noteForgotten() }
  }

  private func slot(_ event: borrowing ProjectedEvent) throws -> Int {
    let key = Int64(bitPattern: event.record.rawValue)
    if let slot = records.slot(of: key) { return slot }
    if event.revision != .zero, let slot = try loaded(key) { return slot }
    return records.insert(DirectoryRow(), for: key)
  }

  private func loaded(_ key: Int64) throws -> Int? {
    if holdsAll { return nil }
    let statement = try database.statement(DirectoryRow.select)
    statement.bind(1, key)
    defer { statement.reset() }
    return try statement.step() ? records.insert(DirectoryRow(statement, from: 0), for: key) : nil
  }

  package func flush() throws {
    let statement = try database.statement(DirectoryRow.insert)
    try records.flush { record, row in
      statement.bind(1, record)
      row.bind(to: statement, from: 2)
      try statement.run()
    }
    try flushIdentities()
  }

  private func flushIdentities() throws {
    if identities.count == 0 { return }
    let statement = try database.statement(IdentityRow.insert)
    try identities.flush { record, identity in
      statement.bind(1, record)
      identity.bind(to: statement, from: 2)
      try statement.run()
    }
    identities.removeAll()
  }

  package var heldBytes: Int { records.count * 200 + identities.count * 500 }

  package func release() {
    if records.count > 0 { holdsAll = false }
    records.removeAll()
    communes.release()
  }
}
