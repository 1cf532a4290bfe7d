import CChecksum
package import CarnetCore

/// Who a log is: the facts of `log/identity` (docs/log-format.md section 2).
package struct LogIdentity: Hashable, Sendable {
  /// The log's name in checkpoints: a scheme-less URL without spaces or plus signs.
  package var origin: String
  /// 16 random bytes that stand in every segment and are bound into every sealed body.
  package var id: LogID
  package var created: Instant
  /// The public key in C2SP signed-note form; its name is the origin.
  package var verifierKey: String

  package init(origin: String, id: LogID, created: Instant, verifierKey: String) {
    self.origin = origin
    self.id = id
    self.created = created
    self.verifierKey = verifierKey
  }
}

/// 16 random bytes that tell one log from every other.
package struct LogID: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package static func random(using generator: inout some RandomNumberGenerator) -> LogID {
    LogID(high: generator.next(), low: generator.next())
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 16)
    writer.write(high.byteSwapped)
    writer.write(low.byteSwapped)
    return writer.bytes
  }
}

/// Written as 32 lower-case hexadecimal digits, in the order of the bytes.
extension LogID: CustomStringConvertible, LosslessStringConvertible {
  package var description: String { Hex.encode(high) + Hex.encode(low) }

  package init?(_ description: String) {
    guard description.utf8.count == 32, let high = Hex.decodeUInt64(description.prefix(16)),
      let low = Hex.decodeUInt64(description.suffix(16))
    else { return nil }
    self.init(high: high, low: low)
  }
}

/// Why `log/identity` cannot be believed.
package enum IdentityFailure: Error, Hashable, Sendable {
  case notAnIdentity
  case futureFormat(String)
  case malformedLine(Int)
  case sumDiffers
}

extension LogIdentity {
  package static let fileLimitBytes = 4096
  private static let names = ["origin", "id", "created", "key"]

  package func encoded() -> [UInt8] {
    let text = """
      carnet-log/v1
      origin \(origin)
      id \(id)
      created \(created)
      key \(verifierKey)

      """
    let body = Array(text.utf8)
    return body + Array("sum \(SHA256.digest(of: body))\n".utf8)
  }

  package init(decoding bytes: [UInt8]) throws(IdentityFailure) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("carnet-log/v") else { throw .notAnIdentity }
    guard first == "carnet-log/v1" else { throw .futureFormat(String(first)) }
    guard lines.count == 7, lines[6].isEmpty else { throw .malformedLine(lines.count) }
    var values: [String] = []
    for (index, name) in (Self.names + ["sum"]).enumerated() {
      let line = lines[index + 1]
      guard line.hasPrefix(name + " ") else { throw .malformedLine(index + 2) }
      values.append(String(line.dropFirst(name.utf8.count + 1)))
    }
    guard let id = LogID(values[1]) else { throw .malformedLine(3) }
    guard let created = Instant(values[2]) else { throw .malformedLine(4) }
    let identity = LogIdentity(
      origin: values[0],
      id: id,
      created: created,
      verifierKey: values[3]
    )
    // Written again, it must give the same bytes: this covers the sum and every odd spelling.
    guard identity.encoded() == bytes else { throw .sumDiffers }
    self = identity
  }
}

/// SHA-256 over bytes in memory.
package enum SHA256 {
  package static func digest(of bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { digest(of: $0) }
  }

  package static func digest(of memory: UnsafeRawBufferPointer) -> Digest {
    var digest = Digest.zero
    digest.withUnsafeMutableBytes { target in
      carnet_sha256(
        memory.baseAddress,
        memory.count,
        // 32 bytes of our own: it has a base address.
        target.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
      )
    }
    return digest
  }
}

/// CRC-32C over bytes in memory.
package enum CRC32C {
  package static func checksum(
    of memory: UnsafeRawBufferPointer,
    continuing crc: UInt32 = 0
  ) -> UInt32 {
    carnet_crc32c(crc, memory.baseAddress, memory.count)
  }

  package static func checksum(of bytes: some Collection<UInt8>) -> UInt32 {
    if let crc = bytes.withContiguousStorageIfAvailable({
      carnet_crc32c(0, UnsafeRawPointer($0.baseAddress), $0.count)
    }) {
      return crc
    }
    return checksum(of: Array(bytes))
  }
}
