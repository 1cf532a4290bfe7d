package import CarnetCore
import SystemPackage

/// Makes a new, empty log.
package enum LogCreation {
  /// Creates the folders and files of a log; `log/identity` comes last, so that an interrupted
  /// creation leaves no log and can simply be repeated.
  ///
  /// - Throws: `.alreadyALog` when there is one; nothing was changed.
  package static func create(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    identity: LogIdentity
  ) throws(LogFailure) {
    do throws(FileSystemError) {
      if try fileSystem.exists(directory.identity) {
        throw .init("exists", directory.identity, .fileExists)
      }
      for folder in [directory.root, directory.log, directory.torn, directory.index]
      where try !fileSystem.exists(folder) {
        try fileSystem.createDirectory(folder)
      }
      for name in try fileSystem.list(directory.log) where name != "torn" && name != "lock" {
        // The rest of a creation that was interrupted: without identity it holds no event.
        try fileSystem.remove(directory.log.appending(name))
      }
      // The name of the root stands in the folder above.
      let above = directory.root.removingLastComponent()
      try fileSystem.syncDirectory(above.isEmpty ? "." : above)
      try fileSystem.syncDirectory(directory.root)
      try fileSystem.syncDirectory(directory.log)

      let header = SegmentHeader(
        epoch: 1,
        log: identity.id,
        firstPosition: .zero,
        created: identity.created,
        link: 0
      )
      try fileSystem.replace(directory.segment(.zero), with: header.encoded())
      let mark = Watermark(
        sequence: 0,
        size: 0,
        segment: .zero,
        endOffset: UInt64(SegmentHeader.byteCount),
        epoch: 1,
        isCleanStop: true,
        link: 0
      )
      try fileSystem.replace(
        directory.watermark,
        with: mark.encoded() + [UInt8](repeating: 0, count: Watermark.slotBytes)
      )
      try fileSystem.replace(directory.checkpoints, with: [])
      try fileSystem.replace(directory.identity, with: identity.encoded())
      try fileSystem.syncDirectory(directory.root)
    } catch {
      if error.code == .fileExists, error.path == directory.identity {
        throw .alreadyALog(directory.root)
      }
      throw .system(error)
    }
  }
}
