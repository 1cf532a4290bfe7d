import CarnetCore

/// Which of a record's keys seals a body: the field `key` of docs/log-format.md section 4.
package struct EventKey: RawRepresentable, Hashable, Sendable {
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package enum Kind: UInt32, Sendable {
    /// Not sealed: the log's own events, which name nobody.
    case none = 0
    /// What the record holds.
    case content = 1
    /// Who looked at it; destroyed later than the content (ten years after closure).
    case trace = 2
  }

  package static let unsealed = EventKey(rawValue: 0)

  package init(_ kind: Kind, version: UInt32) { rawValue = version << 2 | kind.rawValue }

  /// nil for the one value that no format version defines.
  package var kind: Kind? { Kind(rawValue: rawValue & 3) }
  package var version: UInt32 { rawValue >> 2 }
}

/// The type of an event as the log knows it: a number.
///
/// Names stand in the domain's catalogue.
package struct EventType: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A tail that a recovery cut: the only event that the log writes by itself.
  package static let tailTruncated = EventType(rawValue: 1)

  /// Types 1 to 15 are the log's own.
  package var isOfTheLog: Bool { rawValue < 16 }

  package static func < (left: EventType, right: EventType) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A 96-bit nonce: drawn at random for a batch, then told apart per event.
package struct Nonce: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt32

  package static let byteCount = 12

  package init(high: UInt64, low: UInt32) {
    self.high = high
    self.low = low
  }

  package static func random(using generator: inout some RandomNumberGenerator) -> Nonce {
    Nonce(high: generator.next(), low: generator.next())
  }

  /// The nonce of event `index` in a batch whose base this is.
  package func forEvent(_ index: Int) -> Nonce {
    Nonce(high: high, low: low ^ UInt32(truncatingIfNeeded: index))
  }

  package func write(to memory: UnsafeMutableRawBufferPointer) {
    memory.storeBytes(of: high.littleEndian, toByteOffset: 0, as: UInt64.self)
    memory.storeBytes(of: low.littleEndian, toByteOffset: 8, as: UInt32.self)
  }
}
