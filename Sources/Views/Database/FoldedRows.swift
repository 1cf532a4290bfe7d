/// A key of folded rows, with a hash that costs little.
///
/// Keys are pseudonyms and numbers that the log's own writer chose, so nobody makes them collide.
public protocol FoldKey: Comparable {
  /// Well mixed in its upper bits.
  var foldHash: UInt64 { get }
}

extension Int64: FoldKey {
  /// A multiplication spreads the low bits upwards.
  @inlinable
  public var foldHash: UInt64 { UInt64(bitPattern: self) &* 0x9e37_79b9_7f4a_7c15 }
}

/// Rows of one table held in memory by their key, some of them changed since the last flush.
///
/// Rows stand in the order in which they came; a table of open addressing, at most half full, says
/// where.
public struct FoldedRows<Key: FoldKey, Row> {
  @usableFromInline var keys: [Key] = []
  @usableFromInline var rows: [Row] = []
  @usableFromInline var isChanged: [Bool] = []
  @usableFromInline var changed: [Int32] = []
  // Places, -1 where there is none.
  @usableFromInline var table: [Int32] = Array(repeating: -1, count: 64)
  @usableFromInline var shift: UInt64 = 58

  /// No rows.
  @inlinable
  public init() {}

  /// Rows in memory.
  @inlinable public var count: Int { keys.count }

  /// The place of a row that is in memory, valid until `removeAll`.
  @inlinable
  public func slot(of key: Key) -> Int? {
    let mask = table.count - 1
    var index = Int(key.foldHash >> shift)
    while true {
      let slot = Int(table[index])
      if slot < 0 { return nil }
      if keys[slot] == key { return slot }
      index = (index + 1) & mask
    }
  }

  /// Adds a row that is not in memory.
  @inlinable
  public mutating func insert(_ row: Row, for key: Key) -> Int {
    let slot = keys.count
    keys.append(key)
    rows.append(row)
    isChanged.append(false)
    if keys.count * 2 > table.count { grow() } else { enter(slot) }
    return slot
  }

  /// The row at a place.
  @inlinable
  public subscript(slot: Int) -> Row { _read { yield rows[slot] } }

  /// Changes the row at a place.
  @inlinable
  @inline(__always)
  public mutating func change<R>(_ slot: Int, _ body: (inout Row) throws -> R) rethrows -> R {
    if !isChanged[slot] {
      isChanged[slot] = true
      changed.append(Int32(truncatingIfNeeded: slot))
    }
    return try body(&rows[slot])
  }

  /// Calls `write` with the changed rows in the order of their keys, which is the order of the
  /// table's tree; then none is changed.
  @inlinable
  public mutating func flush(_ write: (Key, Row) throws -> Void) rethrows {
    let ordered = changed.map { (key: keys[Int($0)], slot: Int($0)) }.sorted { $0.key < $1.key }
    for (key, slot) in ordered {
      try write(key, rows[slot])
      isChanged[slot] = false
    }
    changed = []
  }

  /// Lets go of all rows, written or not.
  @inlinable
  public mutating func removeAll() { self = FoldedRows() }

  @inlinable
  mutating func enter(_ slot: Int) {
    let mask = table.count - 1
    var index = Int(keys[slot].foldHash >> shift)
    while table[index] >= 0 { index = (index + 1) & mask }
    table[index] = Int32(truncatingIfNeeded: slot)
  }

  @inlinable
  mutating func grow() {
    shift -= 1
    table = Array(repeating: -1, count: table.count * 2)
    for slot in keys.indices { enter(slot) }
  }
}
