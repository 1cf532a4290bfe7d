import CarnetCore
import MedicalRecord
import Views

/// A document by its record and its number in it.
struct DocumentKey: FoldKey {
  var record: Int64
  var number: UInt32

  var foldHash: UInt64 { (record &+ Int64(number)).foldHash }

  static func < (left: DocumentKey, right: DocumentKey) -> Bool {
    (left.record, left.number) < (right.record, right.number)
  }
}

/// What changed of a document after it was added: a row of `document_state`.
struct DocumentState: Hashable {
  static let insert = """
    INSERT OR REPLACE INTO document_state
      (record, number, \(columns))
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  static let columns = """
    hidden_professionals, hidden_patient, hidden_representatives, replaced_by, archived, deleted,
    entry
    """

  var hiddenFromProfessionals = false
  var hiddenFromPatient = false
  var hiddenFromRepresentatives = false
  /// 0 while no other document replaces it.
  var replacedBy: UInt32 = 0
  var isArchived = false
  var isDeleted = false
  /// The event that made the metadata what they are: XDS's entryUUID, new at each change.
  var entry: EventID?

  init() {}

  /// Reads the seven columns from the first on.
  init(_ row: Statement) {
    hiddenFromProfessionals = row.integer(0) != 0
    hiddenFromPatient = row.integer(1) != 0
    hiddenFromRepresentatives = row.integer(2) != 0
    replacedBy = UInt32(truncatingIfNeeded: row.integer(3))
    isArchived = row.integer(4) != 0
    isDeleted = row.integer(5) != 0
    entry = EventID(bytes: row.bytes(6))
  }

  func bind(to statement: Statement, from index: Int32) {
    statement.bind(index, hiddenFromProfessionals ? 1 : 0)
    statement.bind(index + 1, hiddenFromPatient ? 1 : 0)
    statement.bind(index + 2, hiddenFromRepresentatives ? 1 : 0)
    statement.bindIfSaid(index + 3, replacedBy)
    statement.bind(index + 4, isArchived ? 1 : 0)
    statement.bind(index + 5, isDeleted ? 1 : 0)
    statement.bind(index + 6, bytes: entry?.bytes ?? [])
  }

  mutating func set(_ visibility: Visibility, to isHidden: Bool) throws {
    switch visibility {
    case .professionals: hiddenFromProfessionals = isHidden
    case .patient: hiddenFromPatient = isHidden
    case .representatives: hiddenFromRepresentatives = isHidden
    case .unspecified, .UNRECOGNIZED:
      throw PoisonEvent("visibility \(visibility.rawValue) is not known")
    }
  }
}
