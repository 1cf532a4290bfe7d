import CarnetCore

/// A hash table from 64-bit keys to 64-bit values with linear probing: the index's newest entries.
///
/// Keys need not be random. Key 0 is a key like any other.
struct OpenTable: Sendable {
  private var keys: [UInt64]
  private var values: [UInt64]
  private var mask: Int
  private(set) var count = 0

  /// No value: the mark of a free cell.
  private static let free = UInt64.max

  init(minimumCapacity: Int = 1024) {
    var size = 1024
    while size * 2 < minimumCapacity * 3 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    values = [UInt64](repeating: Self.free, count: size)
    mask = size - 1
  }

  subscript(_ key: UInt64) -> UInt64? {
    var cell = Int(truncatingIfNeeded: Mixing.mix(key)) & mask
    while values[cell] != Self.free {
      if keys[cell] == key { return values[cell] }
      cell = (cell + 1) & mask
    }
    return nil
  }

  /// Sets the value of a key; the value is never all ones.
  mutating func set(_ key: UInt64, _ value: UInt64) {
    precondition(value != Self.free)
    if (count + 1) * 3 > keys.count * 2 { grow() }
    var cell = Int(truncatingIfNeeded: Mixing.mix(key)) & mask
    while values[cell] != Self.free, keys[cell] != key { cell = (cell + 1) & mask }
    if values[cell] == Self.free { count += 1 }
    keys[cell] = key
    values[cell] = value
  }

  /// All entries, sorted by key.
  var sorted: [(key: UInt64, value: UInt64)] {
    var entries: [(key: UInt64, value: UInt64)] = []
    entries.reserveCapacity(count)
    for cell in keys.indices where values[cell] != Self.free {
      entries.append((keys[cell], values[cell]))
    }
    entries.sort { $0.key < $1.key }
    return entries
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldValues = values
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    values = [UInt64](repeating: Self.free, count: oldKeys.count * 2)
    mask = keys.count - 1
    for cell in oldKeys.indices where oldValues[cell] != Self.free {
      var target = Int(truncatingIfNeeded: Mixing.mix(oldKeys[cell])) & mask
      while values[target] != Self.free { target = (target + 1) & mask }
      keys[target] = oldKeys[cell]
      values[target] = oldValues[cell]
    }
  }
}
