package import CarnetCore
package import SystemPackage

/// Where the files of a log stand (docs/log-format.md section 1).
package struct LogDirectory: Hashable, Sendable {
  /// The data directory.
  package let root: FilePath

  package init(_ root: FilePath) { self.root = root }

  package var log: FilePath { root.appending("log") }
  package var identity: FilePath { log.appending("identity") }
  package var watermark: FilePath { log.appending("watermark") }
  package var checkpoints: FilePath { log.appending("checkpoints") }
  package var torn: FilePath { log.appending("torn") }
  package var lock: FilePath { log.appending("lock") }
  package var index: FilePath { root.appending("index") }

  package func segment(_ first: Position) -> FilePath { log.appending(SegmentName.file(first)) }
}
