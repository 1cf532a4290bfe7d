package import CarnetCore
import MedicalRecord
package import Views

/// Counts accesses a day by event, mode, actor and profession, the days until a record is first
/// read, and blocks set and lifted.
///
/// The counts of a record whose traces were destroyed stay, under unknown mode, actor and
/// profession; who it was that read it first is no longer counted. Blocks of a record whose contents
/// were destroyed stay under an unknown scope.
package final class AccessStatistics: Projector {
  package static let name = "AccessStatistics"
  package static let version = 1

  private let database: ViewDatabase
  private var members = FoldedRows<Int64, AccessMember>()
  private var notedBytes = 0
  // Whether memory holds every record, so that one that is not there is new.
  private var holdsAll: Bool
  private var accesses: [AccessCell: Int64] = [:]
  private var firsts: [FirstCell: Int64] = [:]
  private var blocks: [BlockCell: Int64] = [:]
  private var days = LegalDays()

  package init(_ database: ViewDatabase) throws {
    self.database = database
    holdsAll = database.isBuilding
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    if event.isTrace { return try access(event) }
    guard event.isContent else { return }
    switch FactKind(rawValue: event.type) {
    case .recordOpened:
      let slot = try slot(event)
      if members[slot].opened == nil {
        let day = day(event)
        members.change(slot) { $0.opened = day }
      }
    case .actorBlocked, .actorUnblocked: try block(event)
    case .recordErased:
      // Its traces are already forgotten; whoever forgets them again must leave later ones alone.
      if ErasureScope(of: event.body).contains(.traces) {
        let (slot, next) = (try slot(event), Int64(event.position.rawValue) + 1)
        members.change(slot) { $0.forgottenBefore = next }
      }
    default: break
    }
  }

  private func day(_ event: borrowing ProjectedEvent) -> Int32 {
    days.day(of: event.time).daysSinceEpoch
  }

  private func access(_ event: borrowing ProjectedEvent) throws {
    let (slot, day) = (try slot(event), day(event))
    var cell = Self.unknown(day, event.type)
    var audience: Audience?
    if let body = event.body {
      let actor = body.context.actor
      cell.mode = AccessMode(body).rawValue
      cell.actor = UInt8(truncatingIfNeeded: min(15, max(0, actor.kind.rawValue)))
      cell.profession = actor.professionCode
      audience = Audience(actor)
    }
    accesses[cell, default: 0] += 1
    if event.body != nil { note(slot) { AccessNotes.add(cell, to: &$0.traces) } }
    guard Self.isRead(event.type), let opened = members[slot].opened else { return }
    let wait = FirstWait(days: Int(day) - Int(opened)).rawValue
    for audience in [.anybody, audience].compactMap({ $0 })
    where members[slot].readers & (1 << audience.rawValue) == 0 {
      let first = FirstCell(day: day, audience: audience.rawValue, wait: wait)
      firsts[first, default: 0] += 1
      members.change(slot) { $0.readers |= 1 << audience.rawValue }
      if audience != .anybody { note(slot) { AccessNotes.add(first, to: &$0.traces) } }
    }
  }

  private static func isRead(_ type: UInt16) -> Bool {
    type == FactKind.recordAccessed.rawValue || type == FactKind.documentAccessed.rawValue
  }

  private static func unknown(_ day: Int32, _ type: UInt16) -> AccessCell {
    AccessCell(day: day, type: type, mode: AccessMode.unknown.rawValue, actor: 0, profession: "")
  }

  private func block(_ event: borrowing ProjectedEvent) throws {
    let slot = try slot(event)
    let isLifted: UInt8 = event.type == FactKind.actorUnblocked.rawValue ? 1 : 0
    var cell = BlockCell(day: day(event), isLifted: isLifted, scope: 0)
    switch event.body?.fact {
    case .actorBlocked(let blocked)?: cell.scope = UInt8(clamping: blocked.scope.rawValue)
    case .actorUnblocked(let unblocked)?: cell.scope = UInt8(clamping: unblocked.scope.rawValue)
    default: break
    }
    blocks[cell, default: 0] += 1
    if cell.scope != 0 { note(slot) { AccessNotes.add(cell, to: &$0.blocks) } }
  }

  private func note(_ slot: Int, _ add: (inout AccessMember) -> Void) {
    notedBytes += members.change(slot) { member in
      let before = member.traces.bytes.count + member.blocks.bytes.count
      add(&member)
      return member.traces.bytes.count + member.blocks.bytes.count - before
    }
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    let key = Int64(bitPattern: record.rawValue)
    guard let slot = try members.slot(of: key) ?? loaded(key) else { return }
    let before = members[slot].traces.bytes.count + members[slot].blocks.bytes.count
    if scope.contains(.traces), Int64(clamping: end.rawValue) >= members[slot].forgottenBefore {
      forgetTraces(slot)
    }
    if scope.contains(.contents) { forgetBlocks(slot) }
    notedBytes +=
      members[slot].traces.bytes.count + members[slot].blocks.bytes.count - before
  }

  private func forgetTraces(_ slot: Int) {
    AccessNotes.traces(members[slot].traces) { trace in
      switch trace {
      case .access(let cell):
        accesses[cell, default: 0] -= 1
        accesses[Self.unknown(cell.day, cell.type), default: 0] += 1
      case .first(let cell): firsts[cell, default: 0] -= 1
      }
    }
    if !members[slot].traces.isEmpty { database.noteForgotten() }
    members.change(slot) {
      $0.traces = NoteBytes()
      $0.readers &= 1 << Audience.anybody.rawValue
    }
  }

  private func forgetBlocks(_ slot: Int) {
    AccessNotes.blocks(members[slot].blocks) { cell in
      blocks[cell, default: 0] -= 1
      blocks[BlockCell(day: cell.day, isLifted: cell.isLifted, scope: 0), default: 0] += 1
    }
    if !members[slot].blocks.isEmpty { database.noteForgotten() }
    members.change(slot) { $0.blocks = NoteBytes() }
  }

  private func slot(_ event: borrowing ProjectedEvent) throws -> Int {
    let key = Int64(bitPattern: event.record.rawValue)
    if let slot = members.slot(of: key) { return slot }
    if event.revision != .zero, !holdsAll, let slot = try loaded(key) { return slot }
    let slot = members.insert(AccessMember(), for: key)
    // Every record that was looked at has a row, whether or not its bodies were readable.
    members.change(slot) { $0.readers = 0 }
    return slot
  }

  private func loaded(_ key: Int64) throws -> Int? {
    if holdsAll { return nil }
    let statement = try database.statement(
      "SELECT opened, readers, traces, blocks, forgotten_before FROM member WHERE record = ?"
    )
    statement.bind(1, key)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    let member = AccessMember(statement)
    notedBytes += member.traces.bytes.count + member.blocks.bytes.count
    return members.insert(member, for: key)
  }

  package func flush() throws {
    let statement = try database.statement(
      """
      INSERT OR REPLACE INTO member (record, opened, readers, traces, blocks, forgotten_before)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    )
    try members.flush { record, member in
      statement.bind(1, record)
      member.bind(to: statement, from: 2)
      try statement.run()
    }
    try Tally.write(accesses, into: database)
    try Tally.write(firsts, into: database)
    try Tally.write(blocks, into: database)
    accesses = [:]
    firsts = [:]
    blocks = [:]
  }

  package var heldBytes: Int {
    members.count * 120 + notedBytes + (accesses.count + firsts.count + blocks.count) * 90
  }

  package func release() {
    if members.count > 0 { holdsAll = false }
    members.removeAll()
    notedBytes = 0
  }
}
