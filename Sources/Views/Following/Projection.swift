import CarnetCore

/// A view's file and its projector together: applies events in order, parks poison, and writes rows
/// and progress as one.
///
/// Lives on one connection; its owner opens and commits the transactions.
final class Projection {
  private static let erasedType: UInt16 = 27

  private(set) var meta: ViewMeta
  private let database: ViewDatabase
  private let projector: any Projector
  private let name: String
  private var parked: Set<Int64>
  private var applied: UInt64

  /// Makes the tables of a new view, without its indexes.
  static func create(_ projector: any Projector.Type, in database: ViewDatabase) throws {
    try database.execute(ViewMeta.table)
    try database.execute(
      """
      CREATE TABLE parked (
        record INTEGER PRIMARY KEY, position INTEGER NOT NULL, type INTEGER NOT NULL,
        reason TEXT NOT NULL)
      """
    )
    for table in projector.schema.tables { try database.execute(table.createStatement) }
    try ViewMeta(new: projector).write(to: database)
  }

  init(_ type: any Projector.Type, on database: ViewDatabase) throws {
    self.database = database
    name = type.name
    meta = try ViewMeta(of: database, for: type)
    applied = meta.progress.applied
    database.hasForgotten = false
    parked = Set(try database.rows("SELECT record FROM parked") { $0.integer(0) })
    projector = try type.init(database)
  }

  var heldBytes: Int { projector.heldBytes }

  /// Applies consecutive events; those that the view has already are passed over.
  func apply(_ events: [ProjectedEvent]) throws {
    guard let first = events.first?.position.rawValue,
      let last = events.last?.position.rawValue, last >= applied
    else { return }
    guard first <= applied else {
      throw ViewFailure.gap(name, expected: Position(applied), found: Position(first))
    }
    try events.withUnsafeBufferPointer { events in
      for index in Int(applied - first)..<events.count { try apply(events[index]) }
    }
  }

  /// Applies the events of one record, which leave out those of others.
  ///
  /// - Parameters:
  ///   - events: of the record, in order.
  ///   - parked: the event from which on the record is passed over; nil to try all.
  func applyAlone(_ events: [ProjectedEvent], parkedAt parked: Position?) throws {
    for event in events {
      if let parked, event.position >= parked {
        try projector.passOver(event)
      } else {
        applied = event.position.rawValue
        try apply(event)
      }
    }
  }

  @inline(__always)
  private func apply(_ event: borrowing ProjectedEvent) throws {
    guard event.position.rawValue == applied else {
      throw ViewFailure.gap(name, expected: Position(applied), found: event.position)
    }
    if event.type == Self.erasedType {
      try forget(event.record, ErasureScope(of: event.body), before: event.position)
    }
    if !parked.isEmpty, parked.contains(Int64(bitPattern: event.record.rawValue)) {
      try projector.passOver(event)
    } else {
      do {
        // No body does not mean erased here: what it says would be guessed.
        if event.isForeign, !type(of: projector).takesForeignEvents {
          throw PoisonEvent("type \(event.type) is of a later version")
        }
        try projector.apply(event)
      } catch let poison as PoisonEvent {
        try park(event, poison)
      }
    }
    applied += 1
  }

  private func park(_ event: borrowing ProjectedEvent, _ poison: PoisonEvent) throws {
    let record = Int64(bitPattern: event.record.rawValue)
    let statement = try database.statement(
      "INSERT INTO parked (record, position, type, reason) VALUES (?, ?, ?, ?)"
    )
    statement.bind(1, record)
    statement.bind(2, event.position.rawValue)
    statement.bind(3, event.type)
    statement.bind(4, poison.reason)
    try statement.run()
    parked.insert(record)
    try projector.passOver(event)
  }

  /// Forgets a record as if its bodies had never been readable; that includes why it was parked.
  func forget(_ record: Pseudonym, _ scope: ErasureScope, before end: Position) throws {
    let key = Int64(bitPattern: record.rawValue)
    if scope.contains(.contents), parked.remove(key) != nil {
      let statement = try database.statement("DELETE FROM parked WHERE record = ?")
      statement.bind(1, key)
      try statement.run()
    }
    try projector.forget(record, scope, before: end)
  }

  /// Writes the folded rows, so that memory can be given back before the end of a long load.
  func spill() throws {
    try projector.flush()
    projector.release()
  }

  /// Writes the folded rows and the progress; the caller commits.
  func flush(_ feed: some EventFeed) throws {
    try projector.flush()
    if applied != meta.progress.applied {
      meta.progress = ViewProgress(applied: applied, root: try feed.root(at: applied))
    }
    try writeMeta()
  }

  /// Writes the folded rows, and the progress as it was.
  func flushRows() throws {
    try projector.flush()
    try writeMeta()
  }

  private func writeMeta() throws {
    if database.hasForgotten { meta.isCompactionDue = true }
    try meta.write(to: database)
  }

  /// Counts a purge, which makes others drop the rows they hold.
  func notePurge() { meta.purges += 1 }

  /// Does what had to wait for the indexes.
  func indexesCreated() throws {
    try projector.indexesCreated()
    try writeMeta()
  }

  func release() { projector.release() }
}
