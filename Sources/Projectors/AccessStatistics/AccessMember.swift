import CarnetCore
import Views

/// One record, as far as the statistics need it again.
struct AccessMember {
  /// The day of its opening; nil before it.
  var opened: Int32?
  /// Who has read it: a bit for each audience.
  var readers: UInt8 = 0
  /// What only traces said; kept until the traces are forgotten.
  var traces = NoteBytes()
  /// The scopes of blocks, which only contents said.
  var blocks = NoteBytes()
  /// Traces before this position were destroyed and are forgotten; 0 for none.
  var forgottenBefore: Int64 = 0

  init() {}

  /// Reads opened, readers, traces and blocks from the first column on.
  init(_ row: Statement) {
    opened = row.optionalInteger(0).map { Int32(clamping: $0) }
    readers = UInt8(truncatingIfNeeded: row.integer(1))
    traces = NoteBytes(bytes: row.bytes(2))
    blocks = NoteBytes(bytes: row.bytes(3))
    forgottenBefore = row.integer(4)
  }

  func bind(to statement: Statement, from index: Int32) {
    if let opened { statement.bind(index, opened) } else { statement.bindNull(index) }
    statement.bind(index + 1, readers)
    statement.bind(index + 2, bytes: traces.bytes)
    statement.bind(index + 3, bytes: blocks.bytes)
    statement.bind(index + 4, forgottenBefore)
  }
}

/// What is noted of traces and blocks, to take it back.
///
///     access    0, day, varint of ((type - 32) * 4 + mode) * 16 + actor, profession
///     first     1, day, varint of the audience, varint of the wait
///     block     day, varint of scope * 2 + lifted
enum AccessNotes {
  static func add(_ cell: AccessCell, to notes: inout NoteBytes) {
    notes.append(0)
    notes.append(day: cell.day)
    notes.append(((UInt64(cell.type) &- 32) * 4 + UInt64(cell.mode)) * 16 + UInt64(cell.actor))
    notes.append(cell.profession)
  }

  static func add(_ cell: FirstCell, to notes: inout NoteBytes) {
    notes.append(1)
    notes.append(day: cell.day)
    notes.append(UInt64(cell.audience))
    notes.append(UInt64(cell.wait))
  }

  static func add(_ cell: BlockCell, to notes: inout NoteBytes) {
    notes.append(day: cell.day)
    notes.append(UInt64(cell.scope) * 2 + UInt64(cell.isLifted))
  }

  enum Trace {
    case access(AccessCell)
    case first(FirstCell)
  }

  /// Calls `body` with each entry; bytes that do not read as entries end it.
  static func traces(_ notes: NoteBytes, _ body: (Trace) -> Void) {
    notes.bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      while reader.remaining > 0, let trace = reader.readTrace() { body(trace) }
    }
  }

  static func blocks(_ notes: NoteBytes, _ body: (BlockCell) -> Void) {
    notes.bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      while reader.remaining > 0, let day = reader.readDay(), let value = reader.readVarint() {
        body(
          BlockCell(
            day: day,
            isLifted: UInt8(value & 1),
            scope: UInt8(truncatingIfNeeded: value / 2)
          )
        )
      }
    }
  }
}

extension ByteReader {
  fileprivate mutating func readTrace() -> AccessNotes.Trace? {
    guard let mark = readVarint(), let day = readDay(), let value = readVarint() else { return nil }
    if mark == 0 {
      guard let profession = readText() else { return nil }
      return .access(
        AccessCell(
          day: day,
          type: UInt16(truncatingIfNeeded: value / 64) &+ 32,
          mode: UInt8(value / 16 % 4),
          actor: UInt8(value % 16),
          profession: profession
        )
      )
    }
    guard let audience = UInt8(exactly: value),
      let wait = readVarint().flatMap({ UInt8(exactly: $0) })
    else { return nil }
    return .first(FirstCell(day: day, audience: audience, wait: wait))
  }
}
