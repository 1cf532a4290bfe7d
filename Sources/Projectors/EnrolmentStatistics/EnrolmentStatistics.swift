package import CarnetCore
import MedicalRecord
package import Views

/// Counts announcements, refusals, openings, closures and consents a day, and the records that were
/// fed at least once: who enrols where, and whether the target will be reached.
///
/// Days are legal days in mainland France. A count is by channel, commune, age band and sex as they
/// were stated when the record was opened or announced.
///
/// What an erasure leaves of the counts: that something happened on a day stands in the log's
/// envelopes for ever; who it was about stands in sealed bodies. So the counts of an erased record
/// stay, under unknown channel, commune, band and sex, its consents under an unknown subject. A view
/// that saw the bodies must be able to move them there: each record keeps a list of what it contributed (`Contributions`) until it is forgotten.
package final class EnrolmentStatistics: Projector {
  package static let name = "EnrolmentStatistics"
  package static let version = 3

  private let database: ViewDatabase
  private var members = FoldedRows<Int64, Member>()
  private var contributedBytes = 0
  // Whether memory holds every record, so that one that is not there is new.
  private var holdsAll: Bool
  private var counts: [Cell: Int64] = [:]
  private var days = LegalDays()

  package init(_ database: ViewDatabase) throws {
    self.database = database
    holdsAll = database.isBuilding
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    guard event.isContent, let kind = FactKind(rawValue: event.type) else { return }
    let day = days.day(of: event.time).daysSinceEpoch
    switch kind {
    case .recordAnnounced: try announce(event, day)
    case .openingRefused: count(.refused, try slot(event), day)
    case .recordOpened: try open(event, day)
    case .recordClosed: try close(event, day)
    case .recordReactivated: try reopen(event, day)
    case .recordErased: try erase(event, day)
    case .consentGranted, .consentWithdrawn: try consent(event, kind, day)
    case .documentAdded: try document(event, day)
    default: break
    }
  }

  private func announce(_ event: borrowing ProjectedEvent, _ day: Int32) throws {
    let slot = try slot(event)
    guard members[slot].status == .none else { return }
    if case .recordAnnounced(let announced)? = event.body?.fact {
      let traits = Traits(announced)
      members.change(slot) { $0.traits = traits }
      contribute(slot) { $0.add(traits) }
    }
    count(.announced, slot, day)
  }

  private func open(_ event: borrowing ProjectedEvent, _ day: Int32) throws {
    let slot = try slot(event)
    let status = members[slot].status
    if status == .open { return }
    var traits = Traits.unknown
    let isReadable: Bool
    if case .recordOpened(let opened)? = event.body?.fact {
      traits = Traits(opened)
      isReadable = true
    } else {
      isReadable = false
    }
    members.change(slot) {
      $0.status = .open
      $0.traits = traits
    }
    let counter: Counter = status == .none ? .opened : .reopened
    count(counter, traits, day)
    if isReadable {
      contribute(slot) { $0.add(traits) }
      contribute(slot) { $0.add(counter, on: day) }
    } else if !members[slot].contributions.isEmpty {
      // Later counts are again under unknown traits.
      contribute(slot) { $0.add(traits) }
    }
    if members[slot].isFed { count(.fed, slot, day) }
  }

  /// A closed record that its holder asked for again, under the traits it had.
  private func reopen(_ event: borrowing ProjectedEvent, _ day: Int32) throws {
    let slot = try slot(event)
    guard members[slot].status == .closed else { return }
    members.change(slot) { $0.status = .open }
    count(.reopened, slot, day)
    if members[slot].isFed { count(.fed, slot, day) }
  }

  private func close(_ event: borrowing ProjectedEvent, _ day: Int32) throws {
    let slot = try slot(event)
    guard members[slot].status == .open else { return }
    members.change(slot) { $0.status = .closed }
    var reason = 0
    if case .recordClosed(let closed)? = event.body?.fact { reason = closed.reason.rawValue }
    count(.closed(reason: reason), slot, day)
    if members[slot].isFed { count(.unfed, slot, day) }
  }

  private func consent(
    _ event: borrowing ProjectedEvent,
    _ kind: FactKind,
    _ day: Int32
  ) throws {
    let slot = try slot(event)
    switch event.body?.fact {
    case .consentGranted(let consent)?:
      count(.granted(subject: consent.subject.rawValue), slot, day)
    case .consentWithdrawn(let consent)?:
      count(.withdrawn(subject: consent.subject.rawValue), slot, day)
    default:
      count(
        kind == .consentGranted ? .granted(subject: 0) : .withdrawn(subject: 0),
        slot,
        day
      )
    }
  }

  /// The first document makes a record one that is fed.
  private func document(_ event: borrowing ProjectedEvent, _ day: Int32) throws {
    let slot = try slot(event)
    if members[slot].isFed { return }
    members.change(slot) { $0.isFed = true }
    if members[slot].status == .open { count(.fed, slot, day) }
  }

  /// The record is already forgotten; what is left to do is to count it.
  private func erase(_ event: borrowing ProjectedEvent, _ day: Int32) throws {
    guard ErasureScope(of: event.body).contains(.contents) else { return }
    let slot = try slot(event)
    let status = members[slot].status
    if status == .erased { return }
    members.change(slot) { $0.status = .erased }
    if status == .open {
      count(.closed(reason: 0), .unknown, day)
      if members[slot].isFed { count(.unfed, .unknown, day) }
    }
    count(.erased, .unknown, day)
  }

  /// Counts under the record's traits, and notes it where there is something to move one day.
  private func count(_ counter: Counter, _ slot: Int, _ day: Int32) {
    let traits = members[slot].traits
    count(counter, traits, day)
    if traits != .unknown || counter != counter.withoutDetail {
      contribute(slot) { $0.add(counter, on: day) }
    }
  }

  private func count(_ counter: Counter, _ traits: Traits, _ day: Int32, by step: Int64 = 1) {
    counts[Cell(day: day, counter: counter.rawValue, traits: traits), default: 0] += step
  }

  private func contribute(_ slot: Int, _ add: (inout Contributions) -> Void) {
    contributedBytes += members.change(slot) { member in
      let before = member.contributions.bytes.count
      add(&member.contributions)
      return member.contributions.bytes.count - before
    }
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    guard scope.contains(.contents) else { return }
    let key = Int64(bitPattern: record.rawValue)
    guard let slot = try members.slot(of: key) ?? loaded(key) else { return }
    members[slot].contributions
      .replay { counter, day, traits in
        count(counter, traits, day, by: -1)
        count(counter.withoutDetail, .unknown, day)
      }
    if !members[slot].contributions.isEmpty { database.noteForgotten() }
    contributedBytes -= members[slot].contributions.bytes.count
    members.change(slot) {
      $0.contributions = Contributions()
      $0.traits = .unknown
    }
  }

  private func slot(_ event: borrowing ProjectedEvent) throws -> Int {
    let key = Int64(bitPattern: event.record.rawValue)
    if let slot = members.slot(of: key) { return slot }
    if event.revision != .zero, !holdsAll, let slot = try loaded(key) { return slot }
    let slot = members.insert(Member(), for: key)
    // Every record that was counted has a row, whether or not its bodies were readable.
    members.change(slot) { $0.status = .none }
    return slot
  }

  private func loaded(_ key: Int64) throws -> Int? {
    if holdsAll { return nil }
    let statement = try database.statement(
      """
      SELECT status, channel, commune, age_band, sex, is_fed, contributions FROM member
      WHERE record = ?
      """
    )
    statement.bind(1, key)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    let member = Member(statement)
    contributedBytes += member.contributions.bytes.count
    return members.insert(member, for: key)
  }

  package func flush() throws {
    try flushMembers()
    try Tally.write(counts, into: database)
    counts = [:]
  }

  private func flushMembers() throws {
    let statement = try database.statement(
      """
      INSERT OR REPLACE INTO member
        (record, status, channel, commune, age_band, sex, is_fed, contributions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    try members.flush { record, member in
      statement.bind(1, record)
      member.bind(to: statement, from: 2)
      try statement.run()
    }
  }

  package var heldBytes: Int {
    members.count * 160 + contributedBytes + counts.count * 80
  }

  package func release() {
    if members.count > 0 { holdsAll = false }
    members.removeAll()
    contributedBytes = 0
  }
}
