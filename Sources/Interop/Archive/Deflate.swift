import CZlib

/// Raw deflate (RFC 1951) and CRC-32, by the system's zlib.
enum Deflate {
  enum Failure: Error {
    case notDeflate
    /// The stream unpacks to another size, or ends before its bytes do.
    case size
  }

  /// Unpacks to exactly `size` bytes; not one more is ever written.
  static func inflated(
    _ bytes: ArraySlice<UInt8>,
    size: Int
  ) throws(Failure) -> [UInt8] {
    guard bytes.count <= Int(UInt32.max), size < Int(UInt32.max) else { throw .size }
    var stream = z_stream()
    // Negative window bits: no zlib header around the stream.
    guard
      inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .notDeflate }
    defer { inflateEnd(&stream) }
    var status = Z_OK
    // One byte more than promised, so that a stream which goes on is told from one that ends.
    let output = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(size + 1)
        status = inflate(&stream, Z_FINISH)
      }
      count = size + 1 - Int(stream.avail_out)
    }
    switch status {
    case Z_STREAM_END:
      guard output.count == size, stream.avail_in == 0 else { throw .size }
      return output
    case Z_OK, Z_BUF_ERROR: throw .size
    default: throw .notDeflate
    }
  }

  /// Packs; nil when zlib has no memory for it.
  static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count <= Int(UInt32.max) else { return nil }
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream,
        9,
        Z_DEFLATED,
        -15,
        8,
        Z_DEFAULT_STRATEGY,
        ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)
      ) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
    guard capacity <= Int(UInt32.max) else { return nil }
    var status = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(capacity)
        status = deflate(&stream, Z_FINISH)
      }
      count = capacity - Int(stream.avail_out)
    }
    return status == Z_STREAM_END ? output : nil
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }
}
