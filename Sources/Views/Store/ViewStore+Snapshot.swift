package import CarnetCore
import GRDB
package import SystemPackage

/// What a copy of a view's file holds.
package struct ViewSnapshot: Hashable, Sendable {
  package var name: String
  package var version: Int
  package var progress: ViewProgress
  /// Of its rows.
  package var digest: Digest

  package init(name: String, version: Int, progress: ViewProgress, digest: Digest) {
    self.name = name
    self.version = version
    self.progress = progress
    self.digest = digest
  }
}

extension ViewStore {
  /// Copies the serving generation of a view as it is at one moment; it goes on serving and being
  /// followed.
  ///
  /// - Parameters:
  ///   - projector: of the view.
  ///   - path: the copy, which must not exist.
  /// - Returns: what the copy holds.
  package func snapshot(
    _ projector: any Projector.Type,
    to path: FilePath
  ) throws -> ViewSnapshot {
    let folder = folder(of: projector)
    return try ViewConnection.translating {
      let serving = try ViewConnection.reading(folder.file(of: try folder.serving().current))
      defer { try? serving.close() }
      let copy = try DatabaseQueue(path: path.string)
      try serving.backup(to: copy)
      try copy.close()
      return try Self.describe(projector, path)
    }
  }

  /// Reads what a copy holds, and leaves it as one file.
  private static func describe(
    _ projector: any Projector.Type,
    _ path: FilePath
  ) throws -> ViewSnapshot {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: path.string, configuration: configuration)
    defer { try? queue.close() }
    return try queue.inDatabase { connection in
      let database = try ViewDatabase(connection)
      defer { database.finalizeStatements() }
      try database.execute("PRAGMA journal_mode = DELETE")
      let meta = try ViewMeta(of: database, for: projector)
      let tables = try CanonicalDump(projector.schema, of: database).tableDigests {}
      return ViewSnapshot(
        name: projector.name,
        version: meta.version,
        progress: meta.progress,
        digest: CanonicalDump.digest(of: tables)
      )
    }
  }

  /// Lets a copy of a view's file serve, once it is what it should be and holds nothing of erased
  /// records.
  ///
  /// - Parameters:
  ///   - projector: of the view.
  ///   - source: the copy, which is left as it is.
  ///   - expected: what it must hold.
  ///   - erased: records that were erased after it was made.
  /// - Returns: the generation that serves now.
  /// - Throws: `.notThisView` when it holds something else; nothing was changed.
  package func install(
    _ projector: any Projector.Type,
    from source: FilePath,
    expecting expected: ViewSnapshot,
    erased: [(record: Pseudonym, scope: ErasureScope)]
  ) throws -> Generation {
    let folder = folder(of: projector)
    try folder.create()
    let rebuilding = try folder.lockForRebuild()
    defer { rebuilding.release() }
    try folder.removeLeftovers()
    let generation = try folder.nextGeneration()
    let file = folder.unfinishedFile(of: generation)
    do {
      try copy(source, to: file)
      let found = try ViewConnection.translating { try Self.describe(projector, file) }
      guard found == expected else {
        throw ViewFailure.notThisView(projector.name, found: "another state of it")
      }
      let view = try FollowedView(projector, at: file, generation: generation)
      do {
        try view.purge(erased)
        try view.emptyWriteAheadLog()
      } catch {
        try? view.close()
        throw error
      }
      try view.close()
    } catch {
      try? folder.removeUnfinished(generation)
      throw error
    }
    let updating = try folder.waitToUpdate()
    defer { updating.release() }
    let pointer = try folder.pointer()
    try folder.adopt(generation)
    try folder.replace(pointer: ViewPointer(current: generation, previous: nil))
    for older in [pointer?.current, pointer?.previous].compactMap({ $0 }) {
      try folder.remove(older)
    }
    return generation
  }

  private func copy(_ source: FilePath, to target: FilePath) throws(FileSystemError) {
    let from = try fileSystem.open(source, for: .reading)
    defer { try? from.close() }
    let to = try fileSystem.create(target)
    defer { try? to.close() }
    var offset: UInt64 = 0
    while true {
      let bytes = try from.readBytes(4 << 20, at: offset)
      if bytes.isEmpty { break }
      try to.write(bytes, at: offset)
      offset += UInt64(bytes.count)
    }
    try to.sync()
  }
}
