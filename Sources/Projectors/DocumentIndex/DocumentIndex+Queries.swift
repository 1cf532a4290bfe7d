package import CarnetCore
package import MedicalRecord
package import Views

extension DocumentIndex {
  /// A document as it is known now.
  package struct Document: Hashable, Sendable {
    package var record: Pseudonym
    /// Its number in the record, from 1.
    package var number: UInt32
    package var uniqueID: String
    package var setID: String?
    package var version: UInt32?
    package var type: Code
    package var documentClass: Code
    package var format: Code
    package var confidentiality: [Code]
    package var practiceSetting: Code
    package var facilityType: Code
    package var language: String
    package var mediaType: String
    package var title: String
    package var created: Instant
    package var serviceStart: Instant?
    package var serviceStop: Instant?
    /// The first author; `authors` counts all of them.
    package var author: Author?
    package var authors: Int
    package var size: UInt32
    /// The name by which the vault finds the content.
    package var content: [UInt8]
    package var sha1: [UInt8]
    /// The unique id of the document that it said to replace.
    package var replaces: String?
    package var replacedBy: UInt32?
    package var hiddenFrom: Set<Visibility>
    package var findings: [String]
    package var added: Position
    package var addedAt: Instant
    package var isArchived: Bool
    package var isDeleted: Bool
    /// The server's own identifier, the same as long as the document is not replaced: XDS's
    /// logicalId.
    package var logicalID: EventID
    /// New at every change of the metadata too: XDS's entryUUID.
    package var entryID: EventID
    package var submissionSet: String?

    package var isCurrent: Bool { replacedBy == nil && !isArchived && !isDeleted }
  }

  package struct Author: Hashable, Sendable {
    package var identifier: String
    /// Empty for the national identifier of professionals.
    package var identifierSystem: String
    package var family: String
    package var given: String
    package var specialty: Code
    package var role: Code
    package var structure: String
    package var structureSystem: String
    package var structureName: String
  }

  /// Which documents of a record are wanted; what is not set does not matter.
  package struct Filter: Hashable, Sendable {
    /// Type codes.
    package var types: Set<String> = []
    /// Class codes.
    package var classes: Set<String> = []
    /// When the documented care took place: its start, or where that is not said, when the document
    /// was created.
    package var period: Range<Instant>?
    /// Only what nothing replaces, and is neither archived nor deleted.
    package var currentOnly = false
    /// Only what comes after this number.
    package var after: UInt32 = 0
    package var limit = 1000

    package init() {}
  }
}

extension ViewSession where P == DocumentIndex {
  /// Documents of a record, in the order of their numbers.
  package func documents(
    of record: Pseudonym,
    _ filter: DocumentIndex.Filter = .init()
  ) throws -> [DocumentIndex.Document] {
    var conditions = ["document.record = ?", "document.number > ?"]
    var values: [SQLValue] = [
      .integer(Int64(bitPattern: record.rawValue)), .integer(Int64(filter.after)),
    ]
    for (column, codes) in [("profile.type", filter.types), ("profile.class", filter.classes)]
    where !codes.isEmpty {
      conditions.append("\(column) IN (\(codes.map { _ in "?" }.joined(separator: ", ")))")
      values += codes.sorted().map { .text($0) }
    }
    if let period = filter.period {
      let moment = "coalesce(service_start, created)"
      conditions.append("\(moment) >= ? AND \(moment) < ?")
      values += [
        .integer(period.lowerBound.milliseconds), .integer(period.upperBound.milliseconds),
      ]
    }
    if filter.currentOnly {
      conditions.append(
        """
        document_state.replaced_by IS NULL AND coalesce(document_state.archived, 0) = 0
        AND coalesce(document_state.deleted, 0) = 0
        """
      )
    }
    return try documents(
      conditions.joined(separator: " AND "),
      values,
      order: "document.number",
      limit: filter.limit
    )
  }

  /// One document by its number in its record.
  package func document(
    _ number: UInt32,
    of record: Pseudonym
  ) throws -> DocumentIndex.Document? {
    try documents(
      "document.record = ? AND document.number = ?",
      [.integer(Int64(bitPattern: record.rawValue)), .integer(Int64(number))],
      order: "document.number",
      limit: 1
    )
    .first
  }

  /// Documents of that unique id; more than one when several records hold the same.
  package func documents(uniqueID: String) throws -> [DocumentIndex.Document] {
    try documents("unique_id = ?", [.text(uniqueID)], order: "position", limit: 1000)
  }

  /// The document of a server's identifier, of either kind; the one that an earlier entryUUID named
  /// is found no more.
  package func document(identifier: EventID) throws -> DocumentIndex.Document? {
    try documents(
      """
      logical_id = ?1 OR (document.record, document.number) IN (
        SELECT record, number FROM document_state WHERE entry = ?1)
      """,
      [.blob(identifier.bytes)],
      order: "position",
      limit: 1
    )
    .first
  }

  /// Documents that came together, in the order they came.
  package func documents(submissionSet: String) throws -> [DocumentIndex.Document] {
    try documents("submission_set = ?", [.text(submissionSet)], order: "position", limit: 1000)
  }

  /// Documents whose source had problems; all, or those with that finding.
  package func documents(
    withFinding finding: String? = nil,
    after: Position? = nil,
    limit: Int = 1000
  ) throws -> [DocumentIndex.Document] {
    // Lists are parted by U+001F, so a word stands between two of them.
    let match =
      finding == nil
      ? "" : " AND instr(char(31) || findings || char(31), char(31) || ? || char(31)) > 0"
    return try documents(
      "findings IS NOT NULL\(match) AND position > ?",
      (finding.map { [.text($0)] } ?? []) + [.integer(after.signed)],
      order: "position",
      limit: limit
    )
  }

  /// Documents that say to replace one that their record does not hold.
  package func documentsReplacingUnknown(
    after: Position? = nil,
    limit: Int = 1000
  ) throws -> [DocumentIndex.Document] {
    try documents(
      """
      replaces IS NOT NULL AND position > ? AND NOT EXISTS (
        SELECT 1 FROM document AS parent
        WHERE parent.record = document.record AND parent.unique_id = document.replaces)
      """,
      [.integer(after.signed)],
      order: "position",
      limit: limit
    )
  }

  private func documents(
    _ condition: String,
    _ values: [SQLValue],
    order: String,
    limit: Int
  ) throws -> [DocumentIndex.Document] {
    try database.rows(
      """
      SELECT document.record, document.number, unique_id, set_id, version, title, created,
             service_start, service_stop, authors, size, content, sha1, replaces, findings,
             position, added, hidden_professionals, hidden_patient, hidden_representatives,
             replaced_by, profile.*, author.*, archived, deleted, entry, logical_id, submission_set
      FROM document JOIN profile ON profile.id = document.profile
      LEFT JOIN author ON author.id = document.author
      LEFT JOIN document_state ON document_state.record = document.record
                              AND document_state.number = document.number
      WHERE \(condition) ORDER BY \(order) LIMIT ?
      """,
      values + [.integer(Int64(max(0, limit)))],
      DocumentIndex.Document.init
    )
  }
}

extension Position? {
  /// As a bound that positions must exceed.
  fileprivate var signed: Int64 { map { Int64(bitPattern: $0.rawValue) } ?? -1 }
}

extension DocumentIndex.Document {
  init(_ row: Statement) {
    record = Pseudonym(rawValue: UInt64(bitPattern: row.integer(0)))
    number = UInt32(truncatingIfNeeded: row.integer(1))
    uniqueID = row.text(2)
    setID = row.optionalText(3)
    version = row.optionalInteger(4).map { UInt32(truncatingIfNeeded: $0) }
    title = row.text(5)
    created = Instant(milliseconds: row.integer(6))
    serviceStart = row.optionalInteger(7).map(Instant.init)
    serviceStop = row.optionalInteger(8).map(Instant.init)
    authors = Int(row.integer(9))
    size = UInt32(truncatingIfNeeded: row.integer(10))
    content = row.bytes(11)
    sha1 = row.bytes(12)
    replaces = row.optionalText(13)
    findings = ListText.split(row.text(14))
    added = Position(UInt64(bitPattern: row.integer(15)))
    addedAt = Instant(milliseconds: row.integer(16))
    let visibilities: [Visibility] = [.professionals, .patient, .representatives]
    hiddenFrom = Set(
      zip(visibilities, Int32(17)...).filter { row.integer($0.1) != 0 }.map(\.0)
    )
    replacedBy = row.optionalInteger(20).map { UInt32(truncatingIfNeeded: $0) }
    // The profile's number stands at 21, its columns follow.
    type = Code(row, 22, hasDisplay: true)
    documentClass = Code(row, 25, hasDisplay: true)
    format = Code(row, 28, hasDisplay: false)
    let words = ListText.split(row.text(30))
    confidentiality = stride(from: 0, to: words.count - 1, by: 2)
      .map {
        Code(system: words[$0], code: words[$0 + 1])
      }
    practiceSetting = Code(row, 31, hasDisplay: true)
    facilityType = Code(row, 34, hasDisplay: true)
    language = row.text(37)
    mediaType = row.text(38)
    author = row.isNull(39) ? nil : DocumentIndex.Author(row, from: 40)
    // The author's number and its eleven columns end at 50 or are all NULL.
    let last = Int32(40 + DocumentAuthorRow.columns.count)
    isArchived = row.integer(last) != 0
    isDeleted = row.integer(last + 1) != 0
    let none = EventID(high: 0, low: 0)
    logicalID = EventID(bytes: row.bytes(last + 3)) ?? none
    entryID = EventID(bytes: row.bytes(last + 2)) ?? logicalID
    submissionSet = row.optionalText(last + 4)
  }
}

extension DocumentIndex.Author {
  fileprivate init(_ row: Statement, from column: Int32) {
    identifier = row.text(column)
    identifierSystem = row.text(column + 1)
    family = row.text(column + 2)
    given = row.text(column + 3)
    specialty = Code(row, column + 4, hasDisplay: false)
    role = Code(row, column + 6, hasDisplay: false)
    structure = row.text(column + 8)
    structureSystem = row.text(column + 9)
    structureName = row.text(column + 10)
  }
}

extension Code {
  fileprivate init(_ row: Statement, _ column: Int32, hasDisplay: Bool) {
    self.init(
      system: row.text(column),
      code: row.text(column + 1),
      display: hasDisplay && !row.text(column + 2).isEmpty ? row.text(column + 2) : nil
    )
  }
}
