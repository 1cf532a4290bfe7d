import CChecksum
package import CarnetCore

extension EventBlock {
  /// The leaf hashes of all events, each computed from the stored body, two at a time where the
  /// processor can.
  package func leafHashes() -> [Digest] {
    guard count > 0 else { return [] }
    // Digest inputs: nonce and stored body, one after the other.
    var inputs: [UInt8] = []
    inputs.reserveCapacity(bodies.count + count * Nonce.byteCount)
    var offsets = [UInt64](repeating: 0, count: count)
    var lengths = [UInt32](repeating: 0, count: count)
    var nonceBytes: (UInt64, UInt32)
    for index in 0..<count {
      offsets[index] = UInt64(inputs.count)
      nonceBytes = (nonces[index].high.littleEndian, nonces[index].low.littleEndian)
      withUnsafeBytes(of: &nonceBytes.0) { inputs.append(contentsOf: $0) }
      withUnsafeBytes(of: &nonceBytes.1) { inputs.append(contentsOf: $0) }
      inputs.append(contentsOf: bodies[Int(bodyOffsets[index])..<Int(bodyOffsets[index + 1])])
      lengths[index] = storedLength(index) + UInt32(Nonce.byteCount)
    }
    let stride = BatchEncoder.leafInputBytes
    var leaves = [UInt8](repeating: 0, count: count * stride)
    var digests = [Digest](repeating: .zero, count: count)
    inputs.withUnsafeBufferPointer { inputs in
      digests.withUnsafeMutableBytes { digests in
        // Never empty: every input holds at least its nonce.
        guard let source = inputs.baseAddress, let target = digests.baseAddress else { return }
        carnet_sha256_pieces(
          source,
          offsets,
          lengths,
          count,
          target.assumingMemoryBound(to: UInt8.self)
        )
      }
    }
    leaves.withUnsafeMutableBytes { leaves in
      for index in 0..<count {
        envelope(index, bodyDigest: digests[index])
          .write(
            to: UnsafeMutableRawBufferPointer(
              rebasing: leaves[(index * stride + 1)..<(index + 1) * stride]
            )
          )
      }
    }
    leaves.withUnsafeBufferPointer { leaves in
      digests.withUnsafeMutableBytes { digests in
        guard let source = leaves.baseAddress, let target = digests.baseAddress else { return }
        carnet_sha256_strided(
          source,
          stride,
          count,
          target.assumingMemoryBound(to: UInt8.self)
        )
      }
    }
    return digests
  }
}
