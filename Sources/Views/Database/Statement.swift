import GRDBSQLite

/// A prepared SQLite statement: bound, stepped and read without a value being boxed.
///
/// Parameters count from 1 and columns from 0, as in SQLite. A refused binding is thrown by the
/// next `step` or `run`.
package final class Statement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private var bindingFailure: Int32 = SQLITE_OK

  init(_ sql: String, on connection: OpaquePointer) throws(ViewFailure) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection,
      sql,
      -1,
      UInt32(SQLITE_PREPARE_PERSISTENT),
      &handle,
      nil
    )
    guard code == SQLITE_OK, let handle else { throw ViewFailure(code, connection) }
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  package func bind(_ index: Int32, _ value: Int64) {
    note(sqlite3_bind_int64(handle, index, value))
  }

  @inlinable
  package func bind(_ index: Int32, _ value: some BinaryInteger) {
    bind(index, Int64(truncatingIfNeeded: value))
  }

  package func bind(_ index: Int32, _ text: String) {
    if text.isEmpty {
      note(sqlite3_bind_text(handle, index, "", 0, nil))
      return
    }
    var text = text
    text.withUTF8 {
      _ = note(
        sqlite3_bind_text64(
          handle,
          index,
          UnsafeRawPointer($0.baseAddress)?.assumingMemoryBound(to: CChar.self),
          UInt64($0.count),
          Self.copied,
          UInt8(SQLITE_UTF8)
        )
      )
    }
  }

  package func bind(_ index: Int32, bytes: some Collection<UInt8>) {
    if bytes.isEmpty {
      note(sqlite3_bind_zeroblob(handle, index, 0))
    } else if bytes.withContiguousStorageIfAvailable({ bind(index, $0) }) == nil {
      Array(bytes).withUnsafeBufferPointer { bind(index, $0) }
    }
  }

  private func bind(_ index: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
    note(
      sqlite3_bind_blob64(
        handle,
        index,
        bytes.baseAddress,
        UInt64(bytes.count),
        Self.copied
      )
    )
  }

  package func bindNull(_ index: Int32) { note(sqlite3_bind_null(handle, index)) }

  /// An empty text becomes NULL: not said.
  package func bindIfSaid(_ index: Int32, _ text: String) {
    if text.isEmpty { bindNull(index) } else { bind(index, text) }
  }

  /// Zero becomes NULL: not said.
  @inlinable
  package func bindIfSaid(_ index: Int32, _ value: some BinaryInteger) {
    bindIfSaid(index, Int64(truncatingIfNeeded: value))
  }

  package func bindIfSaid(_ index: Int32, _ value: Int64) {
    if value == 0 { bindNull(index) } else { bind(index, value) }
  }

  package func bind(_ index: Int32, _ value: SQLValue) {
    switch value {
    case .integer(let value): bind(index, value)
    case .text(let text): bind(index, text)
    case .blob(let bytes): bind(index, bytes: bytes)
    case .null: bindNull(index)
    }
  }

  /// Runs a statement that gives no rows, and makes it ready for the next.
  package func run() throws(ViewFailure) {
    let code = bindingFailure == SQLITE_OK ? sqlite3_step(handle) : bindingFailure
    sqlite3_reset(handle)
    bindingFailure = SQLITE_OK
    if code != SQLITE_DONE, code != SQLITE_ROW { throw ViewFailure(code, connection) }
  }

  /// Goes to the next row; false after the last.
  package func step() throws(ViewFailure) -> Bool {
    let code = bindingFailure == SQLITE_OK ? sqlite3_step(handle) : bindingFailure
    if code == SQLITE_ROW { return true }
    reset()
    if code != SQLITE_DONE { throw ViewFailure(code, connection) }
    return false
  }

  /// Makes the statement ready for other values.
  package func reset() {
    sqlite3_reset(handle)
    bindingFailure = SQLITE_OK
  }

  package var columnCount: Int32 { sqlite3_column_count(handle) }

  package func columnName(_ column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
  }

  /// Which of the five kinds of value stands there.
  package func kind(_ column: Int32) -> SQLValue.Kind {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// The whole number there; 0 for NULL.
  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  package func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  /// The text there, whole numbers as their digits; empty for NULL.
  package func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  package func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  package func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

  /// The bytes of a text or blob, in place until the next step.
  package func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  // SQLITE_TRANSIENT: SQLite makes its own copy before the call returns.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  @discardableResult
  private func note(_ code: Int32) -> Int32 {
    if code != SQLITE_OK { bindingFailure = code }
    return code
  }
}

/// A value of SQLite's.
package enum SQLValue: Hashable, Sendable {
  case integer(Int64)
  case text(String)
  case blob([UInt8])
  case null

  package enum Kind: UInt8, Sendable {
    case null = 0
    case integer = 1
    case real = 2
    case text = 3
    case blob = 4
  }
}

extension ViewFailure {
  init(_ code: Int32, _ connection: OpaquePointer?) {
    let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
    let message =
      connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
      ?? String(cString: sqlite3_errstr(code))
    self = .sqlite(code: extended, message: message)
  }
}
