import CChecksum
import CarnetCore

/// The head of one document content in a pack (docs/vault-format.md): 96 bytes.
struct ContentEntry: Hashable {
  var codec: UInt8
  var plainLength: UInt32
  var storedLength: UInt32
  var record: UInt64
  var keyVersion: UInt32
  var name: Digest
  var payloadChecksum: UInt32

  static let byteCount = 96
  static let alignment = 8
  private static let magic: UInt32 = 0x544e_4f43  // "CONT"
  static let lengthMax: UInt32 = 64 << 20

  var frameLength: Int {
    (Self.byteCount + Int(storedLength) + Self.alignment - 1) / Self.alignment * Self.alignment
  }

  func encoded() -> [UInt8] {
    var writer = ByteWriter(capacity: Self.byteCount)
    writer.write(Self.magic)
    writer.write(UInt8(1))
    writer.write(codec)
    writer.write(UInt16(0))
    writer.write(plainLength)
    writer.write(storedLength)
    writer.write(record)
    writer.write(keyVersion)
    writer.write(payloadChecksum)
    writer.write(name)
    writer.pad(to: Self.byteCount - 4)
    writer.write(checksum(writer.bytes))
    return writer.bytes
  }

  /// nil when it is not the head of an entry; no length in it is believed before its CRC.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count >= Self.byteCount else { return nil }
    let entry = bytes.withUnsafeBytes { memory -> ContentEntry? in
      var reader = ByteReader(memory)
      guard reader.read(UInt32.self) == Self.magic, reader.read(UInt8.self) == 1,
        let codec = reader.read(UInt8.self), codec <= 1, reader.read(UInt16.self) == 0,
        let plain = reader.read(UInt32.self), let stored = reader.read(UInt32.self),
        let record = reader.read(UInt64.self), let version = reader.read(UInt32.self),
        let payload = reader.read(UInt32.self), let name = reader.readDigest()
      else { return nil }
      let head = Array(memory[..<(Self.byteCount - 4)])
      let sum = UInt32(
        littleEndian: memory.loadUnaligned(fromByteOffset: Self.byteCount - 4, as: UInt32.self)
      )
      guard sum == checksum(head), plain <= Self.lengthMax, stored <= Self.lengthMax + 64,
        stored >= 28
      else { return nil }
      return ContentEntry(
        codec: codec,
        plainLength: plain,
        storedLength: stored,
        record: record,
        keyVersion: version,
        name: name,
        payloadChecksum: payload
      )
    }
    guard let entry else { return nil }
    self = entry
  }

  init(
    codec: UInt8,
    plainLength: UInt32,
    storedLength: UInt32,
    record: UInt64,
    keyVersion: UInt32,
    name: Digest,
    payloadChecksum: UInt32
  ) {
    self.codec = codec
    self.plainLength = plainLength
    self.storedLength = storedLength
    self.record = record
    self.keyVersion = keyVersion
    self.name = name
    self.payloadChecksum = payloadChecksum
  }

  /// What binds the sealed bytes to their log, record, name and lengths.
  func associatedData(log: String) -> [UInt8] {
    Array("carnet/v1/content/\(log)/\(record)/\(keyVersion)/\(name)/\(codec)/\(plainLength)".utf8)
  }
}

/// CRC-32C of bytes in memory.
func checksum(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBytes { carnet_crc32c(0, $0.baseAddress, $0.count) }
}
