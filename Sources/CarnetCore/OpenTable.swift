/// A hash table from 64-bit keys to 64-bit values with linear probing: key and value stand side by
/// side, so that a look-up touches one cache line.
///
/// Keys need not be random: where a key stands depends on a seed of the table's own, so that nobody
/// outside can prepare keys that stand in each other's way. Key 0 is a key like any other.
package struct OpenTable: Sendable {
  /// Each key with its value behind it.
  private var cells: [UInt64]
  private var mask: Int
  private let seed = UInt64.random(in: .min ... .max)
  package private(set) var count = 0

  /// No value: the mark of a free cell.
  private static let free = UInt64.max

  package init(minimumCapacity: Int = 1024) {
    var size = 1024
    while size * 2 < minimumCapacity * 3 { size *= 2 }
    cells = [UInt64](repeating: Self.free, count: size * 2)
    mask = size - 1
  }

  package subscript(_ key: UInt64) -> UInt64? {
    var cell = Int(truncatingIfNeeded: Mixing.mix(key ^ seed)) & mask
    while cells[cell * 2 + 1] != Self.free {
      if cells[cell * 2] == key { return cells[cell * 2 + 1] }
      cell = (cell + 1) & mask
    }
    return nil
  }

  /// Sets the value of a key; the value is never all ones.
  package mutating func set(_ key: UInt64, _ value: UInt64) {
    precondition(value != Self.free)
    if (count + 1) * 3 > (mask + 1) * 2 { grow() }
    var cell = Int(truncatingIfNeeded: Mixing.mix(key ^ seed)) & mask
    while cells[cell * 2 + 1] != Self.free, cells[cell * 2] != key { cell = (cell + 1) & mask }
    if cells[cell * 2 + 1] == Self.free { count += 1 }
    cells[cell * 2] = key
    cells[cell * 2 + 1] = value
  }

  /// All entries, sorted by key.
  package var sorted: [(key: UInt64, value: UInt64)] {
    var entries: [(key: UInt64, value: UInt64)] = []
    entries.reserveCapacity(count)
    for cell in 0...mask where cells[cell * 2 + 1] != Self.free {
      entries.append((cells[cell * 2], cells[cell * 2 + 1]))
    }
    entries.sort { $0.key < $1.key }
    return entries
  }

  private mutating func grow() {
    let old = cells
    cells = [UInt64](repeating: Self.free, count: old.count * 2)
    mask = old.count - 1
    for place in stride(from: 0, to: old.count, by: 2) where old[place + 1] != Self.free {
      var cell = Int(truncatingIfNeeded: Mixing.mix(old[place] ^ seed)) & mask
      while cells[cell * 2 + 1] != Self.free { cell = (cell + 1) & mask }
      cells[cell * 2] = old[place]
      cells[cell * 2 + 1] = old[place + 1]
    }
  }
}

/// Spreads the bits of a number over all of it (the finaliser of splitmix64).
package enum Mixing {
  @inline(__always)
  package static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
