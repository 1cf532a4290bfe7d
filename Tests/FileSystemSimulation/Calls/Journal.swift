package import SystemPackage

/// A call through the seam, named as the system calls that `RealFileSystem` makes for it.
package enum Operation: String, CaseIterable, Hashable, Sendable {
  case open
  case create
  case createDirectory = "mkdir"
  case list
  case exists = "access"
  case rename
  case remove
  case syncDirectory = "fsync"
  case availableBytes = "statvfs"
  case lock
  case read
  case write
  case sync = "fdatasync"
  case size = "stat"
  case truncate
  case map
  case close

  /// Whether the call may change what a crash leaves.
  ///
  /// A crash before any other call is the same as a crash before the next one of these.
  package var changesDisk: Bool {
    switch self {
    case .create, .createDirectory, .rename, .remove, .syncDirectory, .lock, .write, .sync,
      .truncate:
      true
    case .open, .list, .exists, .availableBytes, .read, .size, .map, .close: false
    }
  }

  /// Whether the call may be carried out in part; all others happen or do not.
  package var isDivisible: Bool { self == .write || self == .sync }

  /// Whether the call may need room on the disk.
  package var takesRoom: Bool {
    switch self {
    case .create, .createDirectory, .rename, .lock, .write, .sync, .truncate: true
    case .open, .list, .exists, .remove, .syncDirectory, .availableBytes, .read, .size, .map,
      .close:
      false
    }
  }
}

/// One call through the seam: its number, what it was and how it ended.
package struct CallRecord: Hashable, Sendable {
  /// Counted from 0 over all calls to one file system.
  package var index: Int
  package var operation: Operation
  package var path: FilePath
  /// The new name, for a rename.
  package var target: FilePath?
  /// Where a read or write begins, and the size that a truncation asks for; in bytes.
  package var offset: UInt64
  /// How many bytes were to be read or written.
  package var length: Int
  /// Why it failed; nil when it was done.
  package var failure: Errno?

  /// Whether two runs made the same call, however it ended.
  package func isSameCall(as other: CallRecord) -> Bool {
    operation == other.operation && path == other.path && target == other.target
      && offset == other.offset && length == other.length
  }
}

extension CallRecord: CustomStringConvertible {
  package var description: String {
    var text = "\(index) \(operation.rawValue) \(path)"
    if let target { text += " to \(target)" }
    switch operation {
    case .read, .write: text += " \(length) bytes at \(offset)"
    case .truncate: text += " to \(offset) bytes"
    default: break
    }
    if let failure { text += " failed: \(failure)" }
    return text
  }
}

/// Every call that was made, in order.
package struct Journal: Sendable {
  package internal(set) var calls: [CallRecord] = []

  package var count: Int { calls.count }
}

/// One call a line.
extension Journal: CustomStringConvertible {
  package var description: String { calls.map(\.description).joined(separator: "\n") }
}
