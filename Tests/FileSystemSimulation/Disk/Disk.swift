import SystemPackage

/// A simulated disk and the page cache in front of it, as one value: copying it costs nothing
/// until one of the copies writes.
///
/// It is a tree of numbered folders and files. Every folder has its names as they are seen and as
/// they would be after a power cut; every file has its bytes likewise. Failures are bare `Errno`s,
/// which whoever makes the call dresses with its name and path.
struct Disk: Sendable {
  /// The unit in which room is taken and writes are torn.
  static let sectorBytes = 512

  /// Larger files are refused with `EFBIG`: they would fill the memory of the test.
  static let fileBytesMax = 1 << 30

  /// What `availableBytes` says of a disk without a capacity: 1 TiB.
  static let unlimitedBytes: UInt64 = 1 << 40

  struct Directory: Sendable {
    var names: [String: Node] = [:]
    var durableNames: [String: Node] = [:]
  }

  var files: [FileState] = []
  /// The root is number 0.
  var directories = [Directory()]

  /// Oldest first, of all folders.
  var unsyncedNames: [NameChange] = []

  /// A failed folder sync left names that are seen and are not on the disk.
  var areNamesAheadOfDisk = false

  /// How many changes were ever made; numbers the next one.
  private var changeCount = 0

  var isReadOnly = false
  var capacityBytes: UInt64?
  var usedSectors = 0

  /// Whether a power cut now would change nothing, whatever the damage.
  var isDurable: Bool {
    unsyncedNames.isEmpty && !areNamesAheadOfDisk && files.allSatisfy(\.isDurable)
  }

  var availableBytes: UInt64 {
    guard let capacityBytes else { return Self.unlimitedBytes }
    let used = UInt64(usedSectors * Self.sectorBytes)
    return capacityBytes > used ? capacityBytes - used : 0
  }

  /// How many more sectors may be taken.
  var freeSectors: Int {
    capacityBytes == nil ? .max : Int(clamping: availableBytes / UInt64(Self.sectorBytes))
  }

  mutating func nextOrder() -> Int {
    changeCount += 1
    return changeCount
  }

  func requireWritable() throws(Errno) {
    if isReadOnly { throw .readOnlyFileSystem }
  }
}
