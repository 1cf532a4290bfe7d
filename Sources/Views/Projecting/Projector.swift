package import CarnetCore

/// Turns the events of the log into the rows of one SQLite file, and knows of no other projector.
///
/// It folds and loads: `apply` changes rows in memory, fetching those it does not hold, or writes
/// rows that never change again straight through a prepared statement; `flush` writes the folded
/// rows in the order of their keys. The same code follows the log at its head, a few events a
/// flush, and builds a view from nothing, where a statement an event would cost twice the time.
///
/// Calls come from one thread at a time, each inside a transaction that the caller has opened and
/// commits after `flush`. What was applied and not flushed is lost with the transaction.
///
/// Rows must follow from the events alone: not from the size of flushes, nor from what was in
/// memory, nor from the numbers of interned rows.
package protocol Projector: AnyObject, SendableMetatype {
  /// Names the view's folder.
  static var name: String { get }
  /// Goes up when the same events give other rows; the view is then rebuilt.
  static var version: Int { get }
  static var schema: ViewSchema { get }
  /// Whether `apply` also takes events of a later version, of which only the envelope is known;
  /// otherwise such an event parks its record.
  static var takesForeignEvents: Bool { get }

  /// Begins with nothing in memory on a view that has its tables; while it is being built it is
  /// empty and has no indexes.
  init(_ database: ViewDatabase) throws

  /// Applies the next event. Nothing has changed when it throws `PoisonEvent`.
  func apply(_ event: borrowing ProjectedEvent) throws

  /// Takes note of an event of a record that is parked: what the envelope alone says.
  func passOver(_ event: borrowing ProjectedEvent) throws

  /// Forgets what bodies said of a record, as if its keys had been gone when the view was built.
  ///
  /// - Parameters:
  ///   - record: whose bodies are gone.
  ///   - scope: what the record held, who looked, or both.
  ///   - end: only events before it are concerned.
  /// - Throws: `ViewFailure.sqlite`.
  func forget(_ record: Pseudonym, _ scope: ErasureScope, before end: Position) throws

  /// Writes all that `apply` left in memory.
  func flush() throws

  /// About how many bytes it holds in memory, changed or not.
  var heldBytes: Int { get }

  /// Lets go of all rows in memory; called after `flush`.
  func release()

  /// Called once at the end of a build, when the indexes stand.
  func indexesCreated() throws
}

extension Projector {
  package static var takesForeignEvents: Bool { false }
  package func passOver(_ event: borrowing ProjectedEvent) throws {}
  package func indexesCreated() throws {}
}

/// An event that a projector cannot apply: its record is parked and later events of the record are
/// passed over, until somebody rebuilds with a projector that can.
package struct PoisonEvent: Error, Hashable, Sendable {
  /// Why, without anything from the body.
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}
