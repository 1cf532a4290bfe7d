/// Writes a zip of files as they are, without compressing: the same files give the same bytes
/// (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
///
/// Names are UTF-8. All entries carry the format's first moment, 1980-01-01: when a package was made
/// stands in its manifest.
package struct StoredZip: Sendable {
  package enum Failure: Error, Hashable, Sendable {
    /// More entries or bytes than the format's first version counts.
    case tooLarge
    case nameTwice(String)
  }

  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var names: Set<String> = []

  package init() {}

  package static let entriesMax = 65_000
  package static let bytesMax = 2 << 30

  package mutating func add(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    guard names.insert(name).inserted else { throw .nameTwice(name) }
    guard names.count <= Self.entriesMax, body.count + bytes.count <= Self.bytesMax else {
      throw .tooLarge
    }
    let offset = UInt32(body.count)
    // Version 2.0, UTF-8 names, stored, midnight of 1980-01-01.
    var common: [UInt8] = []
    for part: UInt16 in [20, 1 << 11, 0, 0, 0x21] { Self.put(part, &common) }
    Self.put(CRC32.checksum(bytes), &common)
    Self.put(UInt32(bytes.count), &common)
    Self.put(UInt32(bytes.count), &common)
    Self.put(UInt16(name.utf8.count), &common)
    Self.put(UInt16(0), &common)
    Self.put(UInt32(0x0403_4b50), &body)
    body += common
    body += Array(name.utf8)
    body += bytes
    Self.put(UInt32(0x0201_4b50), &directory)
    Self.put(UInt16(20), &directory)
    directory += common
    // No comment, first disk, no attributes.
    for _ in 0..<3 { Self.put(UInt16(0), &directory) }
    Self.put(UInt32(0), &directory)
    Self.put(offset, &directory)
    directory += Array(name.utf8)
  }

  /// The whole file.
  package var bytes: [UInt8] {
    var bytes = body + directory
    Self.put(UInt32(0x0605_4b50), &bytes)
    for part in [0, 0, UInt16(names.count), UInt16(names.count)] { Self.put(part, &bytes) }
    Self.put(UInt32(directory.count), &bytes)
    Self.put(UInt32(body.count), &bytes)
    Self.put(UInt16(0), &bytes)
    return bytes
  }

  private static func put(_ value: some FixedWidthInteger, _ bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// The checksum of zip files: polynomial 0x04C11DB7, reflected (ISO 3309).
package enum CRC32 {
  private static let table: [UInt32] = (0..<256)
    .map { index in
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
      return value
    }

  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    table.withUnsafeBufferPointer { table in
      for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ (crc >> 8) }
    }
    return crc ^ 0xffff_ffff
  }
}
