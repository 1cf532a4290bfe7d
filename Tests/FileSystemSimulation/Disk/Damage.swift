/// What a crash does to everything that was not synced.
///
/// All but the first describe a power cut. Whatever was synced survives each of them.
package enum Damage: String, CaseIterable, Hashable, Sendable {
  /// The process was killed, the machine was not: the page cache is all there, and what was not
  /// synced is still not synced, so that a second crash may yet lose it.
  case everythingKept

  /// Nothing reached the disk but what was synced.
  case everythingUnsyncedLost

  /// The disk got everything up to some moment and nothing after it; the write of that moment is
  /// torn. What most crashes of a quiet machine look like.
  case orderedPrefix

  /// Every unsynced write, change of size and name operation is kept or lost, each by itself.
  case randomSubset

  /// As `randomSubset`, and the sectors of one write are kept or lost each by itself.
  case torn

  /// Later writes reached the disk and an earlier one did not; the last one always did.
  case reordered

  /// Sizes reached the disk before the bytes: writes past the end leave zeros, in part or whole.
  case zeroedSectors

  /// As `torn`, and one sector that was being written holds noise. Bytes beside the write in the
  /// same sector are left alone.
  case garbageInTornSector

  /// Whether the same crash gives the same image, whatever the generator says.
  package var isDetermined: Bool { self == .everythingKept || self == .everythingUnsyncedLost }
}

/// Which unsynced name operations a power cut may keep without the ones before them.
package enum NameOrdering: Hashable, Sendable {
  /// Any: all that POSIX promises. Operations on the same name or the same file keep their order.
  case anySubset

  /// Only all up to some moment: the journal of ext4 and XFS.
  case asIssued
}

/// What happens to written pages when a sync has failed.
package enum SyncLoss: String, CaseIterable, Hashable, Sendable {
  /// They read well and count as clean, so the next sync succeeds without writing them; a crash
  /// loses them. ext4 and XFS.
  case readableUntilCrash

  /// They are thrown away: readers see the old bytes at once. Btrfs.
  case revertedAtOnce
}
