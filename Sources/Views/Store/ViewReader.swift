package import CarnetCore
import GRDB
import Synchronization

/// Answers queries from the generation of a view that serves at the moment of each.
package final class ViewReader<P: Projector>: Sendable {
  private let folder: ViewFolder
  private let opened = Mutex<OpenGeneration?>(nil)

  package init(_ projector: P.Type, in store: ViewStore) {
    folder = store.folder(of: projector)
  }

  /// Runs queries on one state of the view.
  ///
  /// - Parameters:
  ///   - position: an event that the caller must see (read your write).
  ///   - body: the queries.
  /// - Returns: what `body` returns.
  /// - Throws: `.behind` when the view has not applied `position` yet; `.noSuchView`,
  ///   `.anotherVersion`; what `body` throws.
  package func read<T>(
    atLeast position: Position? = nil,
    _ body: (ViewSession<P>) throws -> T
  ) throws -> T {
    let generation = try serving()
    return try ViewConnection.translating {
      try generation.pool.read { connection in
        try body(try session(generation.database(connection), position))
      }
    }
  }

  /// As `read`, without blocking the caller's thread.
  ///
  /// - Parameters:
  ///   - position: an event that the caller must see (read your write).
  ///   - body: the queries.
  /// - Returns: what `body` returns.
  /// - Throws: as `read` does.
  package func read<T: Sendable>(
    atLeast position: Position? = nil,
    _ body: @escaping @Sendable (ViewSession<P>) throws -> T
  ) async throws -> T {
    let generation = try serving()
    do {
      return try await generation.pool.read { [self] connection in
        try body(try session(generation.database(connection), position))
      }
    } catch let error as DatabaseError {
      throw ViewFailure.sqlite(
        code: error.extendedResultCode.rawValue,
        message: error.message ?? ""
      )
    }
  }

  private func session(
    _ database: ViewDatabase,
    _ position: Position?
  ) throws -> ViewSession<P> {
    let progress = try ViewMeta(of: database, for: P.self).progress
    if let position, position.rawValue >= progress.applied {
      throw ViewFailure.behind(folder.name, applied: progress.applied, asked: position)
    }
    return ViewSession(database: database, progress: progress)
  }

  /// The generation that the pointer names now, opened anew when it has changed.
  private func serving() throws -> OpenGeneration {
    let current = try folder.serving().current
    return try opened.withLock { opened in
      if let opened, opened.generation == current { return opened }
      let generation = OpenGeneration(
        current,
        try ViewConnection.reading(folder.file(of: current))
      )
      // The old one closes when the last of its readers lets go of it.
      opened = generation
      return generation
    }
  }
}

/// One state of a view, with the statements that its connection has prepared.
package struct ViewSession<P: Projector> {
  package let database: ViewDatabase
  /// How far the view was when the session began.
  package let progress: ViewProgress

  /// Records whose events the projector could not apply.
  package func parkedRecords() throws -> [ParkedRecord] { try ParkedRecord.all(in: database) }

  /// SHA-256 over the canonical dump of the view's rows.
  package func digest() throws -> Digest {
    CanonicalDump.digest(of: try CanonicalDump(P.schema, of: database).tableDigests {})
  }
}

/// A file open for reading, and what was prepared on each of its connections.
private final class OpenGeneration: @unchecked Sendable {
  let generation: Generation
  let pool: DatabasePool
  // Each value is used only inside its own connection's queue.
  private let databases = Mutex<[ObjectIdentifier: Unchecked]>([:])

  private struct Unchecked: @unchecked Sendable {
    let database: ViewDatabase
  }

  init(_ generation: Generation, _ pool: DatabasePool) {
    self.generation = generation
    self.pool = pool
  }

  func database(_ connection: Database) throws -> ViewDatabase {
    let key = ObjectIdentifier(connection)
    if let known = databases.withLock({ $0[key] }) { return known.database }
    let added = Unchecked(database: try ViewDatabase(connection))
    databases.withLock { $0[key] = added }
    return added.database
  }
}
