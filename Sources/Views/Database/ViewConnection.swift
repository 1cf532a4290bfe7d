import GRDB
import SystemPackage

/// How a view's file is opened for each of its uses.
enum ViewConnection {
  /// For loading from nothing: no journal, no sync, since a build that does not end is thrown away.
  ///
  /// A small cache and two sorting threads make `CREATE INDEX` three times as fast as a large
  /// cache does.
  static func building(_ path: FilePath) throws -> DatabaseQueue {
    try queue(path) {
      """
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -2048;
      PRAGMA threads = 2;
      PRAGMA secure_delete = ON;
      """
    }
  }

  /// For following the log: readers go on while rows are written.
  ///
  /// `synchronous = NORMAL` may lose the last commits in a power cut and never the order of rows;
  /// the view then follows again from where its own `applied` says.
  static func following(_ path: FilePath) throws -> DatabaseQueue {
    try queue(path) {
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -16384;
      PRAGMA secure_delete = ON;
      """
    }
  }

  /// For queries: several at a time, each on a state of its own.
  static func reading(_ path: FilePath) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.maximumReaderCount = 8
    configuration.busyMode = .timeout(10)
    return try translating { try DatabasePool(path: path.string, configuration: configuration) }
  }

  private static func queue(
    _ path: FilePath,
    _ pragmas: @escaping @Sendable () -> String
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    // Transactions last from one call to the next; their owner is one thread.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { try $0.execute(sql: pragmas()) }
    return try translating { try DatabaseQueue(path: path.string, configuration: configuration) }
  }

  /// GRDB's errors in this module's words.
  static func translating<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw ViewFailure.sqlite(
        code: error.extendedResultCode.rawValue,
        message: error.message ?? ""
      )
    }
  }
}
