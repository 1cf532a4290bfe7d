/// The tiles of C2SP tlog-tiles: subtrees of height 8, whose roots are the hashes of the level above.
///
/// A level counts the height above the leaves: level 0 are leaf hashes, level 8 the roots of 256 of
/// them, level 16 of 65,536. Levels that are no multiple of 8 are computed and never stored.
package enum TileGeometry {
  package static let height = 8
  /// Hashes of a complete tile.
  package static let width = 1 << height
  /// The highest level stored: beyond 2^40 leaves a right edge has more than 256 hashes there, and
  /// nothing else changes.
  package static let highestLevel = 40
  /// 0, 8, … 40.
  package static let levels = Array(stride(from: 0, through: highestLevel, by: height))
}
