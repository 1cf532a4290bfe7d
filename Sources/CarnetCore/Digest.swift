/// A SHA-256 digest: 32 bytes, held as four words in memory order.
package struct Digest: Hashable, Sendable {
  package var words: (UInt64, UInt64, UInt64, UInt64)

  package static let byteCount = 32

  package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// All zero; no message is known to hash to it.
  package static let zero = Digest(words: (0, 0, 0, 0))

  /// Takes exactly 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self = .zero
    self.withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
  }

  /// Takes the first 32 bytes of memory; there must be as many.
  package init(copying memory: UnsafeRawBufferPointer) {
    precondition(memory.count >= Self.byteCount, "a digest is 32 bytes")
    words = memory.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
  }

  package var bytes: [UInt8] { withUnsafeBytes(Array.init) }

  package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try Swift.withUnsafeBytes(of: words, body)
  }

  package mutating func withUnsafeMutableBytes<R>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> R
  ) rethrows -> R {
    try Swift.withUnsafeMutableBytes(of: &words, body)
  }

  package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

/// Written as 64 lower-case hexadecimal digits.
extension Digest: CustomStringConvertible, LosslessStringConvertible {
  package var description: String { Hex.encode(bytes) }

  package init?(_ description: String) {
    guard let bytes = Hex.decode(description), let digest = Digest(bytes: bytes) else { return nil }
    self = digest
  }
}
