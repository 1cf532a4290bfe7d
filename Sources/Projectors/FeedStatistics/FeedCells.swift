import Views

/// Where a count of documents stands; everything empty or unknown for a record that was erased.
struct DocumentCell: TallyCell {
  var day: Int32
  var type: String
  var sector: String
  var delay: UInt8

  static func precedes(_ left: DocumentCell, _ right: DocumentCell) -> Bool {
    (left.day, left.type, left.sector, left.delay)
      < (right.day, right.type, right.sector, right.delay)
  }

  static let table = "document_count"
  static let key = ["day", "type", "sector", "delay"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, type)
    statement.bind(3, sector)
    statement.bind(4, delay)
  }
}

/// Where a count of a structure's documents stands.
struct StructureCell: TallyCell {
  var day: Int32
  var structure: String
  var sector: String
  var delay: UInt8

  static func precedes(_ left: StructureCell, _ right: StructureCell) -> Bool {
    (left.day, left.structure, left.sector, left.delay)
      < (right.day, right.structure, right.sector, right.delay)
  }

  static let table = "structure_count"
  static let key = ["day", "structure", "sector", "delay"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, structure)
    statement.bind(3, sector)
    statement.bind(4, delay)
  }
}

/// Where a count of what came from a software stands: submissions, or documents in them.
struct SourceCell: TallyCell {
  var day: Int32
  var source: String
  /// 0 for submissions, 1 for documents.
  var unit: UInt8

  static func precedes(_ left: SourceCell, _ right: SourceCell) -> Bool {
    (left.day, left.source, left.unit) < (right.day, right.source, right.unit)
  }

  static let table = "source_count"
  static let key = ["day", "source", "unit"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, source)
    statement.bind(3, unit)
  }
}

/// Where a count of what became of documents stands.
struct ChangeCell: TallyCell {
  var day: Int32
  var change: UInt8
  /// The catalogue's number of who it is hidden from; 0 where there is none or it is not known.
  var visibility: UInt8

  static func precedes(_ left: ChangeCell, _ right: ChangeCell) -> Bool {
    (left.day, left.change, left.visibility) < (right.day, right.change, right.visibility)
  }

  static let table = "change_count"
  static let key = ["day", "change", "visibility"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, change)
    statement.bind(3, visibility)
  }
}
