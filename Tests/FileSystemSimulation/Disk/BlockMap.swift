/// Which sectors of a file take up room on the disk: one bit each.
///
/// Extending a file takes no room until something is written there, as on every Linux file
/// system, so a write into a file that is long enough may still find the disk full.
struct BlockMap: Sendable {
  private var words: [UInt64] = []

  /// How many sectors are taken.
  private(set) var count = 0

  func contains(_ block: Int) -> Bool {
    let word = block >> 6
    return word < words.count && words[word] & (1 << UInt64(block & 63)) != 0
  }

  mutating func insert(_ block: Int) {
    if contains(block) { return }
    let word = block >> 6
    if word >= words.count {
      words.append(contentsOf: [UInt64](repeating: 0, count: word + 1 - words.count))
    }
    words[word] |= 1 << UInt64(block & 63)
    count += 1
  }

  /// Gives back every sector from `block` on.
  mutating func removeAll(from block: Int) {
    let word = block >> 6
    if word >= words.count { return }
    words.removeLast(words.count - word - 1)
    words[word] &= (1 << UInt64(block & 63)) - 1
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }
}
