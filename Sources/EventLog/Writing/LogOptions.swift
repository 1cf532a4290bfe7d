import CarnetCore

/// How a log is written.
///
/// The defaults suit a department; tests make everything small.
package struct LogOptions: Sendable {
  /// A segment that has reached this size is followed by a new one.
  package var segmentBytes: UInt64 = 64 << 20
  /// Events and bytes of bodies of one batch; a batch that has reached either takes no further write.
  ///
  /// Whoever reads one event checks and decodes the whole batch that holds it, so what an import
  /// makes durable at once is bounded by what a reader of one record can afford.
  package var batchEventsMax = 256
  package var batchBytesMax = 48 << 10
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
