package import CarnetCore
package import MedicalRecord
package import Views

extension ViewSession where P == AuditTrail {
  /// Records in which somebody was ever authorised or named "médecin traitant", in the order of
  /// their pseudonyms.
  package func records(authorising identifier: String) throws -> [Pseudonym] {
    // Identifiers stand as numbers where they are numbers.
    let value: SQLValue = Int64(identifier).map { .integer($0) } ?? .text(identifier)
    return try database.rows(
      """
      SELECT DISTINCT record FROM access
      WHERE subject IN (SELECT id FROM actor WHERE identifier = ?)
        AND type IN (81, 84) ORDER BY record
      """,
      [value]
    ) { Pseudonym(rawValue: UInt64(bitPattern: $0.integer(0))) }
  }
}
