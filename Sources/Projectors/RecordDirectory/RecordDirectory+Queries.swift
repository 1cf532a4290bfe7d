package import CarnetCore
package import MedicalRecord
package import Views

extension RecordDirectory {
  package enum Status: Hashable, Sendable {
    /// Has events and was never opened.
    case unopened
    case active
    /// Active, with an identity conflict that nobody has settled.
    case provisional
    /// Announced: the holder may still object.
    case announced
    case refused
    case suspended
    case closed
    case erased
  }

  /// What a record's holder answered.
  package enum Consent: Hashable, Sendable {
    case notAsked
    case granted(Position)
    case withdrawn(Position)
  }

  /// What is known of a record without reading its events.
  package struct Entry: Hashable, Sendable {
    package var record: Pseudonym
    package var status: Status
    package var openedDay: CalendarDay?
    package var closedDay: CalendarDay?
    package var closureReason: ClosureReason
    package var channel: Channel
    /// The INSEE code that was stated at the opening.
    package var commune: String?
    package var ageBand: Carnet_V1_AgeBand
    package var sex: Carnet_V1_Sex
    package var consents: [ConsentSubject: Consent]
    package var documents: Int
    package var openConflicts: Int
    package var revision: Revision
    /// The last event that changed what the record holds; reads do not.
    package var changed: Position
    package var changedAt: Instant
    package var identity: Identity?
  }

  /// Whose record it is, as it came.
  package struct Identity: Hashable, Sendable {
    /// Number and key, also when the key is wrong.
    package var matricule: String?
    package var authority: String?
    package var birthName: String
    package var givenNames: [String]
    package var firstGivenName: String?
    package var usedName: String?
    package var usedGivenName: String?
    package var sex: Carnet_V1_Sex
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    package var birthDate: String
    package var birthPlace: String?
    package var postalCode: String?
    package var city: String?
    package var localIdentifiers: [LocalIdentifier]
    package var findings: [String]
  }

  /// A number by which somebody else knows the patient, as it came.
  package struct LocalIdentifier: Hashable, Sendable {
    package var root: String
    package var `extension`: String
  }

  /// Two records that may be one person's, or were held for it.
  package struct Conflict: Hashable, Sendable {
    package enum Settlement: Int64, Hashable, Sendable {
      case open = 0
      case differentPeople = 1
      case samePerson = 2
      /// In a way that this version does not know.
      case other = 3
    }

    package var record: Pseudonym
    package var other: Pseudonym
    package var traits: [String]
    package var raised: Position
    package var settlement: Settlement
    package var settled: Position?
  }
}

extension ViewSession where P == RecordDirectory {
  package func entry(of record: Pseudonym) throws -> RecordDirectory.Entry? {
    try entries(
      "record.record = ?",
      [.integer(Int64(bitPattern: record.rawValue))],
      order: "record.record",
      limit: 1
    )
    .first
  }

  /// Records under a matricule.
  ///
  /// Real data carry one number with the traits of several people, so there may be several.
  ///
  /// - Parameter matricule: 13 characters, with or without the key: a key that was mistyped
  ///   somewhere does not hide a record.
  /// - Returns: their entries, by record.
  /// - Throws: `ViewFailure.sqlite`.
  package func entries(matricule: String) throws -> [RecordDirectory.Entry] {
    let number = String(matricule.prefix(13))
    guard number.utf8.count == 13 else { return [] }
    // ':' follows the digits, which are all that may follow the number.
    return try entries(
      "matricule >= ? AND matricule < ?",
      [.text(number), .text(number + ":")],
      order: "record.record",
      limit: 1000
    )
  }

  /// Records of people of that name and day of birth; a date known in part agrees with the days it
  /// may stand for.
  package func entries(
    birthName: String,
    birthDate: PartialDate
  ) throws -> [RecordDirectory.Entry] {
    try entries(
      "name_key = ?",
      [.text(IdentityRow.nameKey(birthName))],
      order: "record.record",
      limit: -1
    )
    .filter { entry in
      guard let known = entry.identity.flatMap({ PartialDate($0.birthDate) }) else { return false }
      return known.agrees(with: birthDate)
    }
  }

  /// Records whose identity came with problems; all, or those with that finding.
  package func entries(
    withFinding finding: String? = nil,
    after: Pseudonym? = nil,
    limit: Int = 1000
  ) throws -> [RecordDirectory.Entry] {
    let match =
      finding == nil
      ? "" : " AND instr(char(31) || findings || char(31), char(31) || ? || char(31)) > 0"
    var values: [SQLValue] = finding.map { [.text($0)] } ?? []
    values.append(.integer(after.map { Int64(bitPattern: $0.rawValue) } ?? .min))
    return try entries(
      "findings IS NOT NULL\(match) AND identity.record > ?",
      values,
      order: "identity.record",
      limit: limit
    )
  }

  /// The records that changed last, the latest first.
  package func recentEntries(limit: Int = 100) throws -> [RecordDirectory.Entry] {
    try entries("TRUE", [], order: "changed DESC", limit: limit)
  }

  /// Conflicts that nobody has settled, the oldest first.
  package func openConflicts(
    after: Position? = nil,
    limit: Int = 1000
  ) throws -> [RecordDirectory.Conflict] {
    try conflicts(
      "settlement = 0 AND raised > ? ORDER BY raised LIMIT ?",
      [
        .integer(after.map { Int64(bitPattern: $0.rawValue) } ?? -1),
        .integer(Int64(max(0, limit))),
      ]
    )
  }

  /// All conflicts of a record, settled ones too.
  package func conflicts(of record: Pseudonym) throws -> [RecordDirectory.Conflict] {
    try conflicts(
      "record = ? ORDER BY other",
      [.integer(Int64(bitPattern: record.rawValue))]
    )
  }

  private func conflicts(
    _ condition: String,
    _ values: [SQLValue]
  ) throws -> [RecordDirectory.Conflict] {
    try database.rows(
      "SELECT record, other, raised, traits, settlement, settled FROM conflict WHERE \(condition)",
      values
    ) { row in
      RecordDirectory.Conflict(
        record: Pseudonym(rawValue: UInt64(bitPattern: row.integer(0))),
        other: Pseudonym(rawValue: UInt64(bitPattern: row.integer(1))),
        traits: ListText.split(row.text(3)),
        raised: Position(UInt64(bitPattern: row.integer(2))),
        settlement: RecordDirectory.Conflict.Settlement(rawValue: row.integer(4)) ?? .other,
        settled: row.optionalInteger(5).map { Position(UInt64(bitPattern: $0)) }
      )
    }
  }

  private func entries(
    _ condition: String,
    _ values: [SQLValue],
    order: String,
    limit: Int
  ) throws -> [RecordDirectory.Entry] {
    let columns = DirectoryRow.columns.split(separator: ",")
      .map {
        "record." + $0.filter { !$0.isWhitespace }
      }
    let identityColumns = IdentityRow.columns.split(separator: ",")
      .map {
        "identity." + $0.filter { !$0.isWhitespace }
      }
    return try database.rows(
      """
      SELECT record.record, commune.text, identity.record,
             \((columns + identityColumns).joined(separator: ", "))
      FROM record LEFT JOIN identity ON identity.record = record.record
                  LEFT JOIN commune ON commune.id = record.commune
      WHERE \(condition) ORDER BY \(order) LIMIT ?
      """,
      values + [.integer(Int64(limit))],
      RecordDirectory.Entry.init
    )
  }
}

extension RecordDirectory.Entry {
  init(_ row: Statement) {
    let known = DirectoryRow(row, from: 3)
    record = Pseudonym(rawValue: UInt64(bitPattern: row.integer(0)))
    commune = row.optionalText(1)
    status =
      switch known.status {
      case .none: .unopened
      case .active: known.openConflicts > 0 ? .provisional : .active
      case .announced: .announced
      case .refused: .refused
      case .suspended: .suspended
      case .closed: .closed
      case .erased: .erased
      }
    openedDay = known.openedDay.map { CalendarDay(daysSinceEpoch: $0) }
    closedDay = known.closedDay.map { CalendarDay(daysSinceEpoch: $0) }
    closureReason = ClosureReason(rawValue: Int(known.closureReason)) ?? .unspecified
    channel = Channel(rawValue: Int(known.channel)) ?? .unspecified
    ageBand = Carnet_V1_AgeBand(rawValue: Int(known.ageBand)) ?? .unknown
    sex = Carnet_V1_Sex(rawValue: Int(known.sex)) ?? .unknown
    consents = [
      .opening: .init(known.consents.opening), .reading: .init(known.consents.reading),
      .feeding: .init(known.consents.feeding), .emergency: .init(known.consents.emergency),
      .regulation: .init(known.consents.regulation),
    ]
    documents = Int(known.documents)
    openConflicts = Int(known.openConflicts)
    revision = Revision(known.revision)
    changed = Position(UInt64(bitPattern: known.changed))
    changedAt = Instant(milliseconds: known.changedAt)
    identity =
      row.isNull(2) ? nil : RecordDirectory.Identity(row, from: 3 + DirectoryRow.columnCount)
  }
}

extension RecordDirectory.Consent {
  fileprivate init(_ value: Int64) {
    self =
      switch value {
      case 0: .notAsked
      case 1...: .granted(Position(UInt64(value - 1)))
      default: .withdrawn(Position(value.magnitude - 1))
      }
  }
}

extension RecordDirectory.Identity {
  fileprivate init(_ row: Statement, from column: Int32) {
    matricule = row.optionalText(column)
    authority = row.optionalText(column + 1)
    birthName = row.text(column + 2)
    givenNames = ListText.split(row.text(column + 3))
    firstGivenName = row.optionalText(column + 4)
    usedName = row.optionalText(column + 5)
    usedGivenName = row.optionalText(column + 6)
    sex = Carnet_V1_Sex(rawValue: Int(row.integer(column + 7))) ?? .unknown
    birthDate = row.text(column + 8)
    birthPlace = row.optionalText(column + 9)
    postalCode = row.optionalText(column + 10)
    city = row.optionalText(column + 11)
    let words = ListText.split(row.text(column + 12))
    localIdentifiers = stride(from: 0, to: words.count - 1, by: 2)
      .map {
        RecordDirectory.LocalIdentifier(root: words[$0], extension: words[$0 + 1])
      }
    findings = ListText.split(row.text(column + 13))
  }
}
