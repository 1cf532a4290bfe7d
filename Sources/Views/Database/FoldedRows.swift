/// Rows of one table held in memory by their key, some of them changed since the last flush.
package struct FoldedRows<Key: Hashable & Comparable, Row> {
  @usableFromInline var slots: [Key: Int32] = [:]
  @usableFromInline var keys: [Key] = []
  @usableFromInline var rows: [Row] = []
  @usableFromInline var isChanged: [Bool] = []
  @usableFromInline var changed: [Int32] = []

  package init() {}

  @inlinable package var count: Int { keys.count }
  @inlinable package var changedCount: Int { changed.count }

  /// The place of a row that is in memory, valid until `removeAll`.
  @inlinable
  package func slot(of key: Key) -> Int? { slots[key].map(Int.init) }

  /// Adds a row that is not in memory.
  @inlinable
  package mutating func insert(_ row: Row, for key: Key) -> Int {
    let slot = keys.count
    slots[key] = Int32(slot)
    keys.append(key)
    rows.append(row)
    isChanged.append(false)
    return slot
  }

  /// The row at a place; writing to it marks it as changed.
  @inlinable
  package subscript(slot: Int) -> Row {
    _read { yield rows[slot] }
    _modify {
      if !isChanged[slot] {
        isChanged[slot] = true
        changed.append(Int32(slot))
      }
      yield &rows[slot]
    }
  }

  /// Calls `write` with the changed rows in the order of their keys, which is the order of the
  /// table's tree; then none is changed.
  package mutating func flush(_ write: (Key, Row) throws -> Void) rethrows {
    let ordered = changed.sorted { keys[Int($0)] < keys[Int($1)] }
    for slot in ordered {
      try write(keys[Int(slot)], rows[Int(slot)])
      isChanged[Int(slot)] = false
    }
    changed = []
  }

  package mutating func removeAll() { self = FoldedRows() }
}
