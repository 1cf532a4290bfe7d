package import CarnetCore
package import EventLog
package import SystemPackage

/// Why a backup, a restore or a snapshot is refused.
///
/// What stood before stands unchanged.
package enum BackupFailure: Error, Hashable, Sendable {
  /// The backup would stand inside the data, or the data inside the backup.
  case targetInsideData(FilePath)
  /// There is neither a manifest nor a log here.
  case notABackup(FilePath)
  case manifestMalformed(FilePath, line: Int)
  case futureFormat(FilePath, version: Int)
  case anotherLog(found: String, expected: String)
  /// The backup holds more events than the log: the log was restored from an older one.
  case backupAhead(backup: UInt64, log: UInt64)
  /// The log's first events are not those of the backup.
  case anotherHistory(at: UInt64)
  /// A file of the backup is not what its manifest says.
  case fileDiffers(FilePath)
  case damaged([Finding])
  case targetExists(FilePath)
  /// No register of erasures stands beside the root key.
  case registerMissing(FilePath)
  /// The register begins after the backup of the keys was made.
  case registerTooYoung(FilePath, begun: Instant, needed: Instant)
  /// A head that was signed covers more than what is restored: signing on would contradict it.
  case headBeyond(head: UInt64, restored: UInt64)
  /// A head that was kept or signed is not of this log's past.
  case headDiffers(size: UInt64)
  case noKeys(FilePath)
  case positionBeyond(UInt64, size: UInt64)
  /// No event is as old as the instant.
  case nothingBefore(Instant)
  case notASnapshot(FilePath)
  /// The snapshot covers more than the log.
  case snapshotAhead(view: String, snapshot: UInt64, log: UInt64)
  /// A view of the snapshot is not what its manifest says.
  case snapshotDiffers(view: String)
  case snapshotOfAnotherVersion(view: String, found: Int, expected: Int)
}
