import CarnetCore
import Views

/// One record, as far as the statistics need it again.
struct FeedMember {
  /// Added and not deleted.
  var documents: Int64 = 0
  var isErased = false
  /// Whether a "médecin traitant" was ever named, so that its closures matter to the syntheses.
  var isFollowed = false
  /// Documents that are hidden from somebody: a bit for each visibility.
  var hidden: [UInt32: UInt8] = [:]
  var notes = FeedNotes()

  init() {}

  /// Reads documents, erased, followed, hidden and notes from the first column on.
  init(_ row: Statement) {
    documents = row.integer(0)
    isErased = row.integer(1) != 0
    isFollowed = row.integer(2) != 0
    let bytes = row.bytes(3)
    bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      while let number = reader.readVarint().flatMap({ UInt32(exactly: $0) }),
        let bits = reader.readVarint()
      {
        hidden[number] = UInt8(truncatingIfNeeded: bits)
      }
    }
    notes = FeedNotes(bytes: row.bytes(4))
  }

  func bind(to statement: Statement, from index: Int32) {
    statement.bind(index, documents)
    statement.bind(index + 1, isErased ? 1 : 0)
    statement.bind(index + 2, isFollowed ? 1 : 0)
    var bytes = NoteBytes()
    for (number, bits) in hidden.sorted(by: { $0.key < $1.key }) {
      bytes.append(UInt64(number))
      bytes.append(UInt64(bits))
    }
    statement.bind(index + 3, bytes: bytes.bytes)
    statement.bind(index + 4, bytes: notes.bytes)
  }
}
