package import CarnetCore
package import Views

extension ViewSession where P == AuditTrail {
  /// Somebody's last read of a record before a moment; nil where they never read it.
  package func lastVisit(
    by identifier: AuditActor.Identifier,
    to record: Pseudonym,
    before moment: Instant
  ) throws -> (position: Position, time: Instant)? {
    let numbers = try actorNumbers(of: identifier)
    if numbers.isEmpty { return nil }
    let list = numbers.map(String.init).joined(separator: ", ")
    // Reads of a record and of a document; a question whether there is one (detail 1) is no visit.
    let found = try database.rows(
      """
      SELECT position, time FROM access
      WHERE record = ? AND type IN (32, 33) AND detail IS NOT 1 AND actor IN (\(list))
        AND time < ?
      ORDER BY position DESC LIMIT 1
      """,
      [record.value, .integer(moment.milliseconds)]
    ) {
      (
        position: Position(UInt64(bitPattern: $0.integer(0))),
        time: Instant(milliseconds: $0.integer(1))
      )
    }
    return found.first
  }
}
