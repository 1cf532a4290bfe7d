package import CarnetCore
package import Ledger
package import SystemPackage

/// Why a log could not be opened or read.
///
/// Nothing was changed.
package enum LogFailure: Error, Hashable, Sendable {
  /// There is no log in this directory.
  case noLog(FilePath)
  case alreadyALog(FilePath)
  case identity(IdentityFailure, FilePath)
  /// Another process writes this log.
  case lockedByAnotherWriter(FilePath)
  /// The log's bytes are not what its writer left: findings name file, offset and position.
  case damaged([Finding])
  /// The file was written by a later version of Carnet.
  case futureFormat(FilePath, version: Int)
  case system(FileSystemError)
  /// The position is at or beyond the end of the log.
  case beyondEnd(Position, size: UInt64)
}

/// One thing that verification or recovery found wrong, and where.
package struct Finding: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case identity(IdentityFailure)
    case segmentHeader(SegmentHeader.Failure)
    /// The segment says it belongs to another log.
    case foreignSegment(found: LogID, expected: LogID)
    /// The segment does not begin where the one before ended.
    case segmentOutOfOrder(found: Position, expected: Position)
    case segmentLinkDiffers
    case segmentMissing(expected: Position)
    case segmentWithoutBatches
    case batchHeader(BatchHeader.Failure)
    case batch(BatchFailure)
    /// The batch's header says more bytes than the file has.
    case batchRunsPastTheEnd
    case batchOutOfOrder(found: Position, expected: Position)
    case batchLinkDiffers
    case epochFell(found: UInt32, before: UInt32)
    /// Bytes other than zero where nothing was written.
    case bytesAfterTheEnd
    /// The rest of a write that nobody was told had succeeded; a writer will cut it.
    case tornTail(bytes: UInt64)
    /// The log ends before what its watermark says was durable.
    case endsBeforeWatermark(size: UInt64, watermark: UInt64)
    case endsBeforeCheckpoint(size: UInt64, checkpoint: UInt64)
    case watermarkMissing
    case watermarkSlot(Int)
    case watermarkDiffers
    case checkpointUnreadable(NoteFailure)
    case checkpointRootDiffers(size: UInt64)
    case checkpointOutOfOrder(size: UInt64)
    case unfinishedCheckpoint
    case revisionOutOfOrder(record: Pseudonym, found: Revision, expected: Revision)
    case previousDiffers(record: Pseudonym)
    case eventRepeated(EventID, first: Position)
    case strangeFile(String)
    case indexDiffers(String)
  }

  package var kind: Kind
  /// The file, by its name under the data directory.
  package var file: String
  /// Byte in the file, where one can be named.
  package var offset: UInt64?
  /// The first event that is concerned, where one can be named.
  package var position: Position?

  package init(_ kind: Kind, file: String, offset: UInt64? = nil, position: Position? = nil) {
    self.kind = kind
    self.file = file
    self.offset = offset
    self.position = position
  }

  /// Whether the log may still be opened for writing.
  package var isDamage: Bool {
    switch kind {
    case .tornTail, .unfinishedCheckpoint, .watermarkSlot, .indexDiffers, .strangeFile: false
    default: true
    }
  }
}
