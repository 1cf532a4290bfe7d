/// The identity of an event, chosen by whoever appends it: 128 bits.
///
/// Appending the same identity again, at any later time, adds nothing and gives the first receipt.
package struct EventID: Hashable, Comparable, Sendable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A random identity, in the layout of a UUID version 4 (RFC 9562 section 5.4).
  package static func random(using generator: inout some RandomNumberGenerator) -> EventID {
    var high: UInt64 = generator.next()
    var low: UInt64 = generator.next()
    high = (high & ~0xf000) | 0x4000
    low = (low & ~(0b11 << 62)) | (0b10 << 62)
    return EventID(high: high, low: low)
  }

  /// An identity made of the first 16 bytes of a digest, in the layout of a UUID version 8
  /// (RFC 9562 section 5.8): the same source gives the same event, so that importing twice adds
  /// nothing.
  package init(derivedFrom digest: Digest) {
    let words = digest.words
    high = (words.0.byteSwapped & ~0xf000) | 0x8000
    low = (words.1.byteSwapped & ~(0b11 << 62)) | (0b10 << 62)
  }

  /// The 16 bytes of the identity, the first the highest; nil for any other number of bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
    high = word(bytes.prefix(8))
    low = word(bytes.dropFirst(8))
  }

  package var bytes: [UInt8] {
    [high, low]
      .flatMap { word in
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
      }
  }

  package static func < (left: EventID, right: EventID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// Written as a UUID in lower case.
extension EventID: CustomStringConvertible, LosslessStringConvertible {
  package var description: String {
    let digits = Array((Hex.encode(high) + Hex.encode(low)).utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, digit) in digits.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append(UInt8(ascii: "-")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  package init?(_ description: String) {
    let characters = Array(description.utf8)
    guard characters.count == 36 else { return nil }
    var digits: [UInt8] = []
    for (index, character) in characters.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard character == UInt8(ascii: "-") else { return nil }
      } else {
        digits.append(character)
      }
    }
    let text = String(decoding: digits, as: UTF8.self)
    guard let high = Hex.decodeUInt64(text.prefix(16)), let low = Hex.decodeUInt64(text.suffix(16))
    else { return nil }
    self.init(high: high, low: low)
  }
}
