import CarnetCore
import Views

/// A projector that always seems to hold too much, so that a build writes its folded rows after
/// every batch and loads them again.
final class Spilling<P: Projector>: Projector {
  static var name: String { P.name }
  static var version: Int { P.version }
  static var schema: ViewSchema { P.schema }

  private let projector: P

  init(_ database: ViewDatabase) throws { projector = try P(database) }

  func apply(_ event: borrowing ProjectedEvent) throws { try projector.apply(event) }
  func passOver(_ event: borrowing ProjectedEvent) throws { try projector.passOver(event) }
  func flush() throws { try projector.flush() }
  func release() { projector.release() }
  func indexesCreated() throws { try projector.indexesCreated() }
  var heldBytes: Int { .max }

  func forget(_ record: Pseudonym, _ scope: ErasureScope, before end: Position) throws {
    try projector.forget(record, scope, before: end)
  }
}
