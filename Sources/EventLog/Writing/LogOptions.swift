import CarnetCore

/// How a log is written.
///
/// The defaults suit a department; tests make everything small.
package struct LogOptions: Sendable {
  /// A segment that has reached this size is followed by a new one.
  package var segmentBytes: UInt64 = 64 << 20
  /// Bodies of one batch; a batch that has reached this takes no further write.
  package var batchBytesMax = 4 << 20
  /// Zeros written ahead of the end, so that a sync need not change the file's size.
  package var allocationBytesMin: UInt64 = 256 << 10
  package var allocationBytesMax: UInt64 = 16 << 20
  /// Appends are refused while the disk has less room than this left.
  package var reserveBytes: UInt64 = 32 << 20
  /// Events in the index's memory before they are written to files.
  package var indexEventsMax = 1 << 19
  /// How long the watermark may stay behind the end of the log, in milliseconds.
  package var watermarkDelayMilliseconds: Int64 = 250
  package var codecs: BodyCodecs = .plain

  package init() {}
}
