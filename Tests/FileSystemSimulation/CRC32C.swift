/// CRC-32C (RFC 3720, Castagnoli) bit by bit: short, and fast enough for a failure message.
enum CRC32C {
  static func checksum(of bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0x82f6_3b78 : 0) }
    }
    return ~value
  }
}
