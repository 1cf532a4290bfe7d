package import CarnetCore

/// A record that a projector has set aside, because it could not apply one of its events.
package struct ParkedRecord: Hashable, Sendable {
  package var record: Pseudonym
  /// The event that could not be applied.
  package var position: Position
  package var type: UInt16
  package var reason: String

  static func all(in database: ViewDatabase) throws -> [ParkedRecord] {
    try database.rows("SELECT record, position, type, reason FROM parked ORDER BY position") {
      ParkedRecord(
        record: Pseudonym(rawValue: UInt64(bitPattern: $0.integer(0))),
        position: Position(UInt64(bitPattern: $0.integer(1))),
        type: UInt16(truncatingIfNeeded: $0.integer(2)),
        reason: $0.text(3)
      )
    }
  }
}
