import CarnetCore
import MedicalRecord
import Views

/// Writes rows of `document`.
enum DocumentRow {
  static let insert = """
    INSERT INTO document
      (position, record, number, added, unique_id, set_id, version, profile, author, authors,
       title, created, service_start, service_stop, size, content, sha1, replaces, findings,
       logical_id, submission_set)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static func bind(
    _ added: DocumentAdded,
    _ event: borrowing ProjectedEvent,
    profile: Int64,
    author: Int64?,
    to statement: Statement
  ) {
    statement.bind(1, Int64(bitPattern: event.position.rawValue))
    statement.bind(2, Int64(bitPattern: event.record.rawValue))
    statement.bind(3, added.number)
    statement.bind(4, event.time.milliseconds)
    statement.bind(5, added.uniqueID)
    statement.bindIfSaid(6, added.setID)
    statement.bindIfSaid(7, added.version)
    statement.bind(8, profile)
    if let author { statement.bind(9, author) } else { statement.bindNull(9) }
    statement.bind(10, added.authors.count)
    statement.bind(11, added.title)
    statement.bind(12, added.created)
    statement.bindIfSaid(13, added.serviceStart)
    statement.bindIfSaid(14, added.serviceStop)
    statement.bind(15, added.contentBytes)
    statement.bind(16, bytes: added.content)
    statement.bind(17, bytes: added.sha1)
    statement.bindIfSaid(18, added.replaces)
    statement.bindIfSaid(19, ListText.join(added.findings))
    statement.bind(20, bytes: event.id.bytes)
    statement.bindIfSaid(21, added.submissionSet)
  }
}
