import CChecksum
package import CarnetCore

/// The hashes of RFC 6962 section 2.1 over SHA-256: the prefixes keep a node from passing for a leaf.
package enum TreeHash {
  /// The root of the tree without leaves: the hash of nothing.
  package static let empty = hash([])

  /// SHA-256(0x00, entry).
  package static func leaf(_ entry: [UInt8]) -> Digest {
    entry.withUnsafeBytes { leaf(of: $0) }
  }

  /// SHA-256(0x00, entry) of an entry where it lies.
  package static func leaf(of entry: UnsafeRawBufferPointer) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: entry.count + 1, alignment: 1) { input in
      input[0] = 0x00
      UnsafeMutableRawBufferPointer(rebasing: input[1...]).copyMemory(from: entry)
      return hash(UnsafeRawBufferPointer(input))
    }
  }

  /// The leaf hashes of entries of one size, two at a time where the processor can.
  ///
  /// - Parameters:
  ///   - entries: the entries one after the other, each already preceded by its byte 0x00.
  ///   - stride: bytes from one entry to the next: one more than an entry has.
  /// - Returns: one hash an entry.
  package static func leaves(
    ofPrefixed entries: UnsafeRawBufferPointer,
    stride: Int
  ) -> [Digest] {
    precondition(stride > 0 && entries.count % stride == 0, "entries are whole")
    let count = entries.count / stride
    // Another prefix would let a node pass for a leaf.
    for index in 0..<count { precondition(entries[index * stride] == 0x00, "the leaf's prefix") }
    guard let source = entries.baseAddress, count > 0 else { return [] }
    var hashes = [Digest](repeating: .zero, count: count)
    hashes.withUnsafeMutableBytes { target in
      carnet_sha256_strided(
        source.assumingMemoryBound(to: UInt8.self),
        stride,
        count,
        target.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      )
    }
    return hashes
  }

  /// SHA-256(0x01, left, right).
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { input in
      input[0] = 0x01
      left.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: input[1..<33]).copyMemory(from: $0)
      }
      right.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: input[33..<65]).copyMemory(from: $0)
      }
      return hash(UnsafeRawBufferPointer(input))
    }
  }

  /// Replaces an even number of hashes of one level by the half as many nodes above them.
  package static func ascend(_ hashes: inout [Digest]) {
    precondition(hashes.count & 1 == 0, "nodes have two children")
    let count = hashes.count
    guard count > 0 else { return }
    hashes.withUnsafeMutableBytes { memory in
      let base = memory.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      carnet_merkle_level(base, count, base)
    }
    hashes.removeLast(count / 2)
  }

  package static func hash(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { hash($0) } }

  package static func hash(_ memory: UnsafeRawBufferPointer) -> Digest {
    var digest = Digest.zero
    digest.withUnsafeMutableBytes { target in
      // 32 bytes of our own: it has a base address.
      carnet_sha256(
        memory.baseAddress,
        memory.count,
        target.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      )
    }
    return digest
  }
}
