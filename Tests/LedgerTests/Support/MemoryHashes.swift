import CarnetCore
import Ledger
import Synchronization

/// A source of hashes in memory that counts what is read from it.
final class MemoryHashes: HashSource {
  struct Missing: Error, Equatable {
    var level: Int
    var index: UInt64
  }

  struct Reading: Equatable, Sendable {
    var level: Int
    var from: UInt64
    var count: Int
  }

  private let levels: [Int: [Digest]]
  private let log = Mutex<[Reading]>([])

  /// Levels 8 and 16 are computed naively from the leaves.
  init(_ tree: NaiveTree) {
    var levels = [0: tree.leaves]
    for level in [8, 16] {
      let width = 1 << level
      levels[level] = (0..<tree.leaves.count / width)
        .map {
          tree.hash($0 * width..<($0 + 1) * width)
        }
    }
    self.levels = levels
  }

  init(levels: [Int: [Digest]]) { self.levels = levels }

  var readings: [Reading] { log.withLock { $0 } }

  func forgetReadings() { log.withLock { $0 = [] } }

  func hashes(level: Int, from index: UInt64, count: Int) throws -> [Digest] {
    log.withLock { $0.append(Reading(level: level, from: index, count: count)) }
    let all = levels[level] ?? []
    guard index <= UInt64(all.count), count <= all.count - Int(index) else {
      throw Missing(level: level, index: index)
    }
    return Array(all[Int(index)..<Int(index) + count])
  }
}
