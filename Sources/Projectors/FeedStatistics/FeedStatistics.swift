package import CarnetCore
import MedicalRecord
package import Views

/// Counts what feeds the records a day: documents by type, by who deposits and how long after the
/// act, by structure and by software; what is hidden, shown again and deleted; and keeps, for the
/// yearly synthesis (CSP L1111-15), who is "médecin traitant" of which record and when a synthesis
/// came.
///
/// The counts of an erased record stay, under unknown type, sector, structure, software, delay and
/// visibility: as `EnrolmentStatistics` says. Its rows of the synthesis go.
package final class FeedStatistics: Projector {
  package static let name = "FeedStatistics"
  package static let version = 1

  /// « Volet de synthèse médicale » (LOINC).
  package static let synthesisType = "60591-5"

  /// What became of documents.
  enum Change {
    static let hidden: UInt8 = 2
    static let revealed: UInt8 = 3
    /// One hidden document less: shown again, or deleted by its author while it was hidden.
    static let hiddenLess: UInt8 = 4
    static let deleted: UInt8 = 5
    static let replaced: UInt8 = 6
    /// Gone with their record.
    static let erased: UInt8 = 7
    /// One hidden document more.
    static let hiddenMore: UInt8 = 8

    /// Whether only a body said it, so that nothing is left of it when that is gone.
    static func isOfBodies(_ change: UInt8) -> Bool { change == hiddenLess || change == hiddenMore }
  }

  private let database: ViewDatabase
  private var members = FoldedRows<Int64, FeedMember>()
  private var notedBytes = 0
  // Whether memory holds every record, so that one that is not there is new.
  private var holdsAll: Bool
  private var documents: [DocumentCell: Int64] = [:]
  private var structures: [StructureCell: Int64] = [:]
  private var sources: [SourceCell: Int64] = [:]
  private var changes: [ChangeCell: Int64] = [:]
  private var days = LegalDays()
  private var actDays = LegalDays()

  package init(_ database: ViewDatabase) throws {
    self.database = database
    holdsAll = database.isBuilding
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    guard event.isContent, let kind = FactKind(rawValue: event.type) else { return }
    switch kind {
    case .documentAdded: try add(event)
    case .submissionReceived: try receive(event)
    case .documentHidden, .documentRevealed: try label(event, kind)
    case .documentDeleted: try delete(event)
    case .documentReplaced:
      count(ChangeCell(day: day(event), change: Change.replaced, visibility: 0))
    case .treatingDoctorNamed, .treatingDoctorEnded: try follow(event)
    case .recordOpened, .recordClosed, .recordReactivated: try followLife(event, kind)
    case .recordErased: try erase(event)
    default: break
    }
  }

  private func day(_ event: borrowing ProjectedEvent) -> Int32 {
    days.day(of: event.time).daysSinceEpoch
  }

  private func add(_ event: borrowing ProjectedEvent) throws {
    let (slot, day) = (try slot(event), day(event))
    members.change(slot) { $0.documents += 1 }
    guard case .documentAdded(let added)? = event.body?.fact else {
      count(Self.unknown(day), structure: "")
      return
    }
    let cell = DocumentCell(
      day: day,
      type: added.type.code,
      sector: added.facilityType.code,
      delay: DocumentDelay(added, depositedOn: day, &actDays).rawValue
    )
    let structure = added.authors.first?.structureIdentifier ?? ""
    count(cell, structure: structure)
    note(slot) { $0.add(cell, structure: structure) }
    if added.type.code == Self.synthesisType {
      try write(.synthesis, event, doctor: added.authors.first?.identifierText ?? "")
    }
  }

  private static func unknown(_ day: Int32) -> DocumentCell {
    DocumentCell(day: day, type: "", sector: "", delay: DocumentDelay.unknown.rawValue)
  }

  private func count(_ cell: DocumentCell, structure: String, by step: Int64 = 1) {
    documents[cell, default: 0] += step
    let place = StructureCell(
      day: cell.day,
      structure: structure,
      sector: cell.sector,
      delay: cell.delay
    )
    structures[place, default: 0] += step
  }

  private func count(_ cell: ChangeCell, by step: Int64 = 1) { changes[cell, default: 0] += step }

  private func receive(_ event: borrowing ProjectedEvent) throws {
    let (slot, day) = (try slot(event), day(event))
    guard case .submissionReceived(let received)? = event.body?.fact else {
      sources[SourceCell(day: day, source: "", unit: 0), default: 0] += 1
      return
    }
    let count = received.documents.count
    sources[SourceCell(day: day, source: received.sourceID, unit: 0), default: 0] += 1
    sources[SourceCell(day: day, source: received.sourceID, unit: 1), default: 0] += Int64(count)
    note(slot) { $0.add(submissionOn: day, source: received.sourceID, documents: count) }
  }

  private func label(_ event: borrowing ProjectedEvent, _ kind: FactKind) throws {
    let slot = try slot(event)
    let change = kind == .documentHidden ? Change.hidden : Change.revealed
    var cell = ChangeCell(day: day(event), change: change, visibility: 0)
    let number: UInt32
    switch event.body?.fact {
    case .documentHidden(let hidden)?:
      cell.visibility = UInt8(clamping: hidden.visibility.rawValue)
      number = hidden.number
    case .documentRevealed(let revealed)?:
      cell.visibility = UInt8(clamping: revealed.visibility.rawValue)
      number = revealed.number
    default:
      count(cell)
      return
    }
    count(cell)
    let labelled = cell
    note(slot) { $0.add(labelled) }
    let bit = Self.bit(cell.visibility)
    let bits = members[slot].hidden[number] ?? 0
    let next = change == Change.hidden ? bits | bit : bits & ~bit
    if next == bits { return }
    members.change(slot) { $0.hidden[number] = next == 0 ? nil : next }
    cell.change = change == Change.hidden ? Change.hiddenMore : Change.hiddenLess
    let step = cell
    count(step)
    note(slot) { $0.add(step) }
  }

  private static func bit(_ visibility: UInt8) -> UInt8 { 1 << min(visibility, 7) }

  private func delete(_ event: borrowing ProjectedEvent) throws {
    let (slot, day) = (try slot(event), day(event))
    count(ChangeCell(day: day, change: Change.deleted, visibility: 0))
    members.change(slot) { $0.documents -= 1 }
    guard case .documentDeleted(let deleted)? = event.body?.fact,
      let bits = members[slot].hidden[deleted.number]
    else { return }
    members.change(slot) { $0.hidden[deleted.number] = nil }
    for visibility: UInt8 in 0...7 where bits & Self.bit(visibility) != 0 {
      let cell = ChangeCell(day: day, change: Change.hiddenLess, visibility: visibility)
      count(cell)
      note(slot) { $0.add(cell) }
    }
  }

  private func follow(_ event: borrowing ProjectedEvent) throws {
    let slot = try slot(event)
    switch event.body?.fact {
    case .treatingDoctorNamed(let named)?:
      try write(.named, event, doctor: named.professional.identifierText)
    case .treatingDoctorEnded(let ended)?:
      try write(.ended, event, doctor: ended.professional.identifierText)
    default: return
    }
    if !members[slot].isFollowed { members.change(slot) { $0.isFollowed = true } }
  }

  /// A record that is closed has nobody's duty to be summed up.
  private func followLife(_ event: borrowing ProjectedEvent, _ kind: FactKind) throws {
    let slot = try slot(event)
    guard event.body != nil, members[slot].isFollowed else { return }
    try write(kind == .recordClosed ? .closed : .reopened, event, doctor: "")
  }

  private func write(
    _ step: FollowUp.Step,
    _ event: borrowing ProjectedEvent,
    doctor: String
  ) throws {
    let statement = try database.statement(
      "INSERT INTO follow_up (record, position, day, step, doctor) VALUES (?, ?, ?, ?, ?)"
    )
    statement.bind(1, Int64(bitPattern: event.record.rawValue))
    statement.bind(2, event.position.rawValue)
    statement.bind(3, day(event))
    statement.bind(4, step.rawValue)
    statement.bind(5, doctor)
    try statement.run()
  }

  /// The record is already forgotten; what is left to do is to count it.
  private func erase(_ event: borrowing ProjectedEvent) throws {
    guard ErasureScope(of: event.body).contains(.contents) else { return }
    let slot = try slot(event)
    if members[slot].isErased { return }
    let left = members[slot].documents
    members.change(slot) {
      $0.isErased = true
      $0.documents = 0
    }
    if left != 0 {
      count(ChangeCell(day: day(event), change: Change.erased, visibility: 0), by: left)
    }
  }

  private func note(_ slot: Int, _ add: (inout FeedNotes) -> Void) {
    notedBytes += members.change(slot) { member in
      let before = member.notes.bytes.count
      add(&member.notes)
      return member.notes.bytes.count - before
    }
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    guard scope.contains(.contents) else { return }
    let key = Int64(bitPattern: record.rawValue)
    let remove = try database.statement(
      "DELETE FROM follow_up WHERE record = ? AND position < ?"
    )
    remove.bind(1, key)
    remove.bind(2, end.rawValue)
    try database.forget(remove)
    guard let slot = try members.slot(of: key) ?? loaded(key) else { return }
    members[slot].notes.replay { takeBack($0) }
    if !members[slot].notes.isEmpty { database.noteForgotten() }
    notedBytes -= members[slot].notes.bytes.count
    members.change(slot) {
      $0.notes = FeedNotes()
      $0.hidden = [:]
      $0.isFollowed = false
    }
  }

  private func takeBack(_ entry: FeedNotes.Entry) {
    switch entry {
    case .document(let cell, let structure):
      count(cell, structure: structure, by: -1)
      count(Self.unknown(cell.day), structure: "")
    case .submission(let day, let source, let documents):
      sources[SourceCell(day: day, source: source, unit: 0), default: 0] -= 1
      sources[SourceCell(day: day, source: source, unit: 1), default: 0] -= Int64(documents)
      sources[SourceCell(day: day, source: "", unit: 0), default: 0] += 1
    case .change(let cell):
      count(cell, by: -1)
      if !Change.isOfBodies(cell.change) {
        count(ChangeCell(day: cell.day, change: cell.change, visibility: 0))
      }
    }
  }

  private func slot(_ event: borrowing ProjectedEvent) throws -> Int {
    let key = Int64(bitPattern: event.record.rawValue)
    if let slot = members.slot(of: key) { return slot }
    if event.revision != .zero, !holdsAll, let slot = try loaded(key) { return slot }
    let slot = members.insert(FeedMember(), for: key)
    // Every record that was looked at has a row, whether or not its bodies were readable.
    members.change(slot) { $0.documents = 0 }
    return slot
  }

  private func loaded(_ key: Int64) throws -> Int? {
    if holdsAll { return nil }
    let statement = try database.statement(
      "SELECT documents, is_erased, is_followed, hidden, notes FROM member WHERE record = ?"
    )
    statement.bind(1, key)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    let member = FeedMember(statement)
    notedBytes += member.notes.bytes.count
    return members.insert(member, for: key)
  }

  package func flush() throws {
    let statement = try database.statement(
      """
      INSERT OR REPLACE INTO member (record, documents, is_erased, is_followed, hidden, notes)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    )
    try members.flush { record, member in
      statement.bind(1, record)
      member.bind(to: statement, from: 2)
      try statement.run()
    }
    try Tally.write(documents, into: database)
    try Tally.write(structures, into: database)
    try Tally.write(sources, into: database)
    try Tally.write(changes, into: database)
    documents = [:]
    structures = [:]
    sources = [:]
    changes = [:]
  }

  package var heldBytes: Int {
    members.count * 120 + notedBytes
      + (documents.count + structures.count + sources.count + changes.count) * 100
  }

  package func release() {
    if members.count > 0 { holdsAll = false }
    members.removeAll()
    notedBytes = 0
  }
}
