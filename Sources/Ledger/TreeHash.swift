package import CarnetCore
import CChecksum

/// The hashes of RFC 6962 section 2.1 over SHA-256: the prefixes keep a node from passing for a leaf.
package enum TreeHash {
  /// The root of the tree without leaves: the hash of nothing.
  package static let empty = hash([])

  /// SHA-256(0x00, entry).
  package static func leaf(_ entry: [UInt8]) -> Digest { hash([0x00] + entry) }

  /// SHA-256(0x01, left, right).
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    var digest = Digest.zero
    withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { input in
      input[0] = 0x01
      left.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: input[1..<33]).copyMemory(from: $0)
      }
      right.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: input[33..<65]).copyMemory(from: $0)
      }
      digest = hash(UnsafeRawBufferPointer(input))
    }
    return digest
  }

  package static func hash(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { hash($0) } }

  package static func hash(_ memory: UnsafeRawBufferPointer) -> Digest {
    var digest = Digest.zero
    digest.withUnsafeMutableBytes { target in
      // 32 bytes of our own: it has a base address.
      carnet_sha256(
        memory.baseAddress, memory.count,
        target.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
    return digest
  }
}
