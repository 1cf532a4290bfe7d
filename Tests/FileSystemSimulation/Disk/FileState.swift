/// A file of the simulated disk: what readers see, what a power cut would leave, and the way from
/// the one to the other.
struct FileState: Sendable {
  /// The page cache: every write so far.
  var cached: [UInt8] = []

  /// The bytes and the size that are safe on the disk.
  var durable: [UInt8] = []

  /// What was done since the last sync, oldest first.
  var unsynced: [FileChange] = []

  /// A failed sync left pages that read well, count as clean, and are not on the disk.
  var isAheadOfDisk = false

  var blocks = BlockMap()

  /// 1 while the file has a name, 0 after that.
  var links = 0

  /// How many open handles it has.
  var handles = 0

  init() {}

  /// A file that is on the disk, whole.
  ///
  /// - Parameters:
  ///   - bytes: what survived.
  ///   - blocks: the sectors it took before some of its changes were lost.
  init(durable bytes: [UInt8], blocks: BlockMap) {
    cached = bytes
    durable = bytes
    self.blocks = blocks
    self.blocks.removeAll(from: Disk.sector(after: bytes.count))
  }

  var isDurable: Bool { unsynced.isEmpty && !isAheadOfDisk }

  mutating func perform(_ change: FileChange) {
    change.apply(to: &cached)
    unsynced.append(change)
  }

  /// Makes the oldest `count` unsynced changes durable.
  mutating func persist(first count: Int) {
    let count = min(count, unsynced.count)
    for change in unsynced.prefix(count) { change.apply(to: &durable) }
    unsynced.removeFirst(count)
  }

  /// What a failed sync does: the oldest `reached` changes had got to the disk before it failed,
  /// the others never will.
  mutating func loseUnsynced(_ loss: SyncLoss, reached: Int) {
    persist(first: reached)
    if unsynced.isEmpty { return }
    unsynced = []
    switch loss {
    case .readableUntilCrash: isAheadOfDisk = true
    case .revertedAtOnce:
      cached = durable
      isAheadOfDisk = false
    }
  }
}
