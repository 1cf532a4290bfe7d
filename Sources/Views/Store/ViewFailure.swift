package import CarnetCore
package import SystemPackage

/// Why a view cannot be read, followed, rebuilt or purged.
///
/// Names files and positions, never what a row holds.
package enum ViewFailure: Error, Hashable, Sendable {
  case fileSystem(FileSystemError)
  /// SQLite refused; its extended result code and its words.
  case sqlite(code: Int32, message: String)
  /// Nothing was built yet under this name.
  case noSuchView(String)
  /// The pointer file does not name a generation.
  case malformedPointer(FilePath)
  /// The file is no view, or one of another projector.
  case notThisView(String, found: String)
  /// The view was made by another version of the projector: rebuild it.
  case anotherVersion(String, found: Int, expected: Int)
  /// The view has applied more events than the log holds: rebuild it.
  case beyondTheLog(String, applied: UInt64, logSize: UInt64)
  /// The log's first events are not those that the view was made from: rebuild it.
  case anotherHistory(String, at: UInt64)
  /// The feed gave another position than the next.
  case gap(String, expected: Position, found: Position)
  /// The feed ended before the size it promised.
  case feedEndedEarly(String, at: UInt64, promised: UInt64)
  /// The view has not yet applied what the caller must see.
  case behind(String, applied: UInt64, asked: Position)
  /// Another process or task is updating the view.
  case beingUpdated(String)
  /// Another process or task is rebuilding the view.
  case beingRebuilt(String)
  case noPreviousGeneration(String)
  /// Readers kept the old pages for too long; what was purged may still be in the file's log.
  case purgeHeldUpByReaders(String)
  case cancelled
}

extension ViewFailure {
  /// Whether the view cannot be written where it stands: SQLITE_READONLY, SQLITE_CANTOPEN, or a
  /// file system that is read-only or refuses.
  ///
  /// Building it again there would fail the same way.
  package var isNotWritable: Bool {
    switch self {
    case .sqlite(let code, _): code & 0xff == 8 || code & 0xff == 14
    case .fileSystem(let error):
      error.code == .readOnlyFileSystem || error.code == .permissionDenied
    default: false
    }
  }

  /// Whether there was no room on the disk: SQLITE_FULL, or a shared-memory file that could not grow
  /// (SQLITE_IOERR_SHMSIZE).
  package var isDiskFull: Bool {
    switch self {
    case .sqlite(let code, _): code & 0xff == 13 || code == 4874
    case .fileSystem(let error): error.code == .noSpace
    default: false
    }
  }
}

extension ViewFailure {
  /// Whether no amount of waiting helps: the file is of another version, another log or another
  /// view, and must be built anew.
  package var needsRebuild: Bool {
    switch self {
    case .anotherVersion, .anotherHistory, .beyondTheLog, .notThisView: true
    case .fileSystem, .sqlite, .noSuchView, .malformedPointer, .gap, .feedEndedEarly, .behind,
      .beingUpdated, .beingRebuilt, .noPreviousGeneration, .purgeHeldUpByReaders, .cancelled:
      false
    }
  }
}

extension ViewFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fileSystem(let error): error.description
    case .sqlite(let code, let message): "SQLite says \(message) (\(code))"
    case .noSuchView(let name): "view \(name) was not built yet"
    case .malformedPointer(let path): "\(path) does not name a generation of the view"
    case .notThisView(let name, let found): "the file of view \(name) belongs to \(found)"
    case .anotherVersion(let name, let found, let expected):
      "view \(name) was made by version \(found) of its projector, this is \(expected): rebuild it"
    case .beyondTheLog(let name, let applied, let size):
      "view \(name) has applied \(applied) events and the log holds \(size): rebuild it"
    case .anotherHistory(let name, let size):
      "view \(name) was made from another log: the roots at \(size) events differ: rebuild it"
    case .gap(let name, let expected, let found):
      "view \(name) expected the event at \(expected) and got the one at \(found)"
    case .feedEndedEarly(let name, let end, let promised):
      "view \(name) was promised \(promised) events and got \(end)"
    case .behind(let name, let applied, let asked):
      "view \(name) has applied \(applied) events and not yet the one at \(asked)"
    case .beingUpdated(let name): "view \(name) is being updated by another process"
    case .beingRebuilt(let name): "view \(name) is being rebuilt by another process"
    case .noPreviousGeneration(let name): "view \(name) has no previous generation"
    case .purgeHeldUpByReaders(let name):
      "view \(name) was purged, but readers keep its old pages: purge again"
    case .cancelled: "cancelled"
    }
  }
}
