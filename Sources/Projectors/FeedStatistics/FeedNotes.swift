import CarnetCore
import Views

/// What one record added to the counts that only its bodies said, in the order of its events.
///
///     entry     varint of what it is, then
///               0: a document: day, type, sector, varint of the delay, structure
///               1: a submission: day, software, varint of its documents
///               2: hidden: day, varint of the visibility
///               3: shown again: day, varint of the visibility
///               4, 8: one hidden document less, more: day, varint of the visibility
struct FeedNotes: Hashable {
  enum Entry: Hashable {
    case document(DocumentCell, structure: String)
    case submission(day: Int32, source: String, documents: Int)
    case change(ChangeCell)
  }

  private var notes: NoteBytes

  init(bytes: [UInt8] = []) { notes = NoteBytes(bytes: bytes) }

  var bytes: [UInt8] { notes.bytes }
  var isEmpty: Bool { notes.isEmpty }

  mutating func add(_ cell: DocumentCell, structure: String) {
    notes.append(0)
    notes.append(day: cell.day)
    notes.append(cell.type)
    notes.append(cell.sector)
    notes.append(UInt64(cell.delay))
    notes.append(structure)
  }

  mutating func add(submissionOn day: Int32, source: String, documents: Int) {
    notes.append(1)
    notes.append(day: day)
    notes.append(source)
    notes.append(UInt64(documents))
  }

  mutating func add(_ cell: ChangeCell) {
    notes.append(UInt64(cell.change))
    notes.append(day: cell.day)
    notes.append(UInt64(cell.visibility))
  }

  /// Calls `body` with each entry.
  ///
  /// Bytes that do not read as entries end it: they are the view's own, and `ViewCheck` finds them.
  func replay(_ body: (Entry) -> Void) {
    bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      while reader.remaining > 0, let entry = reader.readEntry() { body(entry) }
    }
  }
}

extension ByteReader {
  fileprivate mutating func readEntry() -> FeedNotes.Entry? {
    guard let mark = readVarint(), let day = readDay() else { return nil }
    switch mark {
    case 0:
      guard let type = readText(), let sector = readText(),
        let delay = readVarint().flatMap({ UInt8(exactly: $0) }), let structure = readText()
      else { return nil }
      let cell = DocumentCell(day: day, type: type, sector: sector, delay: delay)
      return .document(cell, structure: structure)
    case 1:
      guard let source = readText(), let documents = readVarint().flatMap({ Int(exactly: $0) })
      else { return nil }
      return .submission(day: day, source: source, documents: documents)
    default:
      guard let change = UInt8(exactly: mark),
        let visibility = readVarint().flatMap({ UInt8(exactly: $0) })
      else { return nil }
      return .change(ChangeCell(day: day, change: change, visibility: visibility))
    }
  }
}
