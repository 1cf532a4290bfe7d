import CarnetCore
import SystemPackage

/// A simulated machine with one process on it: the disk, what the process has open, the faults
/// laid out for it and the calls it made.
struct Machine: Sendable {
  struct OpenFile {
    var file: Int
    var access: FileAccess
  }

  var disk = Disk()
  var journal = Journal()
  var faults = FaultPlan()
  /// The process is dead: every call fails, none is counted any more.
  var hasCrashed = false

  private var openFiles: [Int: OpenFile] = [:]
  /// Which lock holds which file.
  private var locks: [Int: Int] = [:]
  /// Numbers of handles and locks; never given twice, so that those of a dead process stay dead.
  private var lastTicket = 0

  /// Counts and records a call, lets it meet its fate, and carries it out as far as that allows.
  ///
  /// `body` is called with the part of the call that is to be done; only writes and syncs are ever
  /// asked for less than the whole.
  mutating func perform<Result>(
    _ record: CallRecord,
    _ body: (inout Machine, Extent) throws(Errno) -> Result
  ) throws(FileSystemError) -> Result {
    func failure(_ code: Errno) -> FileSystemError {
      FileSystemError(record.operation.rawValue, record.path, code)
    }
    if hasCrashed { throw failure(.ioError) }
    var record = record
    record.index = journal.count
    let fate = faults.fate(of: record)
    journal.calls.append(record)
    defer { if fate.isLast { hasCrashed = true } }
    do throws(Errno) {
      if fate.extent == .nothing { throw fate.failure ?? .ioError }
      let result = try body(&self, fate.extent)
      if let code = fate.failure { throw code }
      return result
    } catch {
      journal.calls[record.index].failure = error
      throw failure(error)
    }
  }

  // MARK: Handles

  mutating func open(_ file: Int, for access: FileAccess) -> Int {
    disk.files[file].handles += 1
    lastTicket += 1
    openFiles[lastTicket] = OpenFile(file: file, access: access)
    return lastTicket
  }

  func file(of handle: Int, for access: FileAccess = .reading) throws(Errno) -> Int {
    guard let open = openFiles[handle] else { throw .badFileDescriptor }
    if access == .writing, open.access == .reading { throw .badFileDescriptor }
    return open.file
  }

  mutating func close(_ handle: Int) {
    guard let open = openFiles.removeValue(forKey: handle) else { return }
    disk.files[open.file].handles -= 1
    disk.releaseRoom(of: open.file)
  }

  // MARK: Locks

  /// nil when the file is locked.
  mutating func lock(_ file: Int) -> Int? {
    if locks[file] != nil { return nil }
    lastTicket += 1
    locks[file] = lastTicket
    return lastTicket
  }

  mutating func release(_ lock: Int, of file: Int) {
    if locks[file] == lock { locks[file] = nil }
  }

  // MARK: Processes

  /// The process ends, with all that it had open, and another one takes its place.
  mutating func restart() {
    openFiles = [:]
    locks = [:]
    hasCrashed = false
    faults.crashPoint = nil
    disk = disk.afterProcessKill()
  }
}
