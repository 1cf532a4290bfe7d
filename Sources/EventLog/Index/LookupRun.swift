import CarnetCore
import SystemPackage

/// A sorted, immutable table of 64-bit keys in a file: what the index keeps of the events of one
/// range of positions.
///
/// File: 64 bytes of header, the keys (8 bytes each, ascending), the values (`valueBytes` each, in
/// the keys' order), and a Bloom filter in blocks of 64 bytes that answers most look-ups for keys
/// that are not there with one touch of memory. Derived from the log, and only ever read back by
/// the version that wrote it; anything unexpected makes the index build itself again.
final class LookupRun: Sendable {
  enum Kind: UInt8, Sendable {
    case ids = 1
    case heads = 2

    /// Positions need 5 bytes (10^12 events); a head is position and revision.
    var valueBytes: Int { self == .ids ? 5 : 8 }
    var prefix: String { self == .ids ? "ids" : "heads" }
  }

  let kind: Kind
  let from: UInt64
  let to: UInt64
  let count: Int
  let path: FilePath
  private let mapping: any MappedBytes
  private let valuesOffset: Int
  private let filterOffset: Int
  private let filterBlocks: UInt64

  static let headerBytes = 64
  private static let magic = Array("CRNRUN01".utf8)
  private static let filterBlockBytes = 64

  static func fileName(_ kind: Kind, from: UInt64, to: UInt64) -> String {
    "\(kind.prefix)-\(from)-\(to).run"
  }

  /// The range that a file name states; nil for other files.
  static func range(of name: String) -> (kind: Kind, from: UInt64, to: UInt64)? {
    guard name.hasSuffix(".run") else { return nil }
    let parts = name.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let from = UInt64(parts[1]), let to = UInt64(parts[2]), from < to
    else { return nil }
    switch parts[0] {
    case "ids": return (.ids, from, to)
    case "heads": return (.heads, from, to)
    default: return nil
    }
  }

  /// Opens a run and checks all of its bytes; nil when it is not whole.
  init?(_ fileSystem: any FileSystem, _ path: FilePath) throws(FileSystemError) {
    let file = try fileSystem.open(path, for: .reading)
    mapping = try file.map()
    try file.close()
    let bytes = mapping.bytes
    var reader = ByteReader(bytes)
    guard let magic = reader.readBytes(8), magic.elementsEqual(Self.magic),
      let kindByte = reader.read(UInt8.self), let kind = Kind(rawValue: kindByte),
      reader.readBytes(7) != nil, let from = reader.read(UInt64.self),
      let to = reader.read(UInt64.self), let count = reader.read(UInt64.self),
      let blocks = reader.read(UInt64.self), let dataChecksum = reader.read(UInt32.self),
      reader.readBytes(8) != nil, let headerChecksum = reader.read(UInt32.self),
      headerChecksum
        == CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[0..<Self.headerBytes - 4])),
      count < 1 << 40, blocks < 1 << 40,
      bytes.count == Self.headerBytes + Int(count) * (8 + kind.valueBytes)
        + Int(blocks) * Self.filterBlockBytes,
      dataChecksum
        == CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[Self.headerBytes...]))
    else { return nil }
    self.path = path
    self.kind = kind
    self.from = from
    self.to = to
    self.count = Int(count)
    valuesOffset = Self.headerBytes + Int(count) * 8
    filterOffset = valuesOffset + Int(count) * kind.valueBytes
    filterBlocks = blocks
  }

  /// Writes a run of `entries`, sorted by key, under its name; whole or not at all.
  static func write(
    _ kind: Kind,
    from: UInt64,
    to: UInt64,
    entries: [(key: UInt64, value: UInt64)],
    in directory: FilePath,
    _ fileSystem: any FileSystem
  ) throws(FileSystemError) -> FilePath {
    // Ten bits a key: about one false answer in a hundred.
    let blocks = (entries.count * 10 + 511) / 512
    var data = [UInt8](
      repeating: 0,
      count: entries.count * (8 + kind.valueBytes) + blocks * filterBlockBytes
    )
    data.withUnsafeMutableBytes { memory in
      let values = entries.count * 8
      let filter = values + entries.count * kind.valueBytes
      for (index, entry) in entries.enumerated() {
        memory.storeBytes(of: entry.key.littleEndian, toByteOffset: index * 8, as: UInt64.self)
        var value = entry.value
        for byte in 0..<kind.valueBytes {
          memory[values + index * kind.valueBytes + byte] = UInt8(truncatingIfNeeded: value)
          value >>= 8
        }
        let hash = Mixing.mix(entry.key)
        let block = filter + Int(hash.multipliedFullWidth(by: UInt64(blocks)).high) * 64
        var bits = hash
        for _ in 0..<4 {
          let bit = Int(bits & 511)
          memory[block + bit >> 3] |= 1 << UInt8(bit & 7)
          bits >>= 9
        }
      }
    }
    var header = ByteWriter(capacity: headerBytes)
    header.write(magic)
    header.write(kind.rawValue)
    header.write([UInt8](repeating: 0, count: 7))
    header.write(from)
    header.write(to)
    header.write(UInt64(entries.count))
    header.write(UInt64(blocks))
    header.write(CRC32C.checksum(of: data))
    header.write(UInt64(0))
    header.write(CRC32C.checksum(of: header.bytes))
    let path = directory.appending(fileName(kind, from: from, to: to))
    try fileSystem.replace(path, with: header.bytes + data)
    return path
  }

  func key(_ index: Int) -> UInt64 {
    UInt64(
      littleEndian: mapping.bytes.loadUnaligned(
        fromByteOffset: Self.headerBytes + index * 8,
        as: UInt64.self
      )
    )
  }

  func value(_ index: Int) -> UInt64 {
    let start = valuesOffset + index * kind.valueBytes
    var value: UInt64 = 0
    for byte in (0..<kind.valueBytes).reversed() {
      value = value << 8 | UInt64(mapping.bytes[start + byte])
    }
    return value
  }

  /// The indices whose key this is.
  func find(_ wanted: UInt64) -> Range<Int> {
    guard count > 0, mayContain(wanted) else { return 0..<0 }
    // Keys are random, so where one stands can be guessed from its size; the search then gallops
    // outwards from the guess.
    let guess = Int(wanted.multipliedFullWidth(by: UInt64(count)).high)
    var low = guess
    var high = guess
    var step = 16
    while low > 0, key(low) >= wanted {
      low = max(0, low - step)
      step *= 2
    }
    step = 16
    while high < count, key(high) < wanted {
      high = min(count, high + step)
      step *= 2
    }
    while low < high {
      let middle = (low + high) / 2
      if key(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < count, key(end) == wanted { end += 1 }
    return low..<end
  }

  private func mayContain(_ key: UInt64) -> Bool {
    let hash = Mixing.mix(key)
    let block = filterOffset + Int(hash.multipliedFullWidth(by: filterBlocks).high) * 64
    var bits = hash
    for _ in 0..<4 {
      let bit = Int(bits & 511)
      if mapping.bytes[block + bit >> 3] & (1 << UInt8(bit & 7)) == 0 { return false }
      bits >>= 9
    }
    return true
  }
}

extension Mixing {
  /// The index key of an event identity.
  ///
  /// The log's identity goes in, so that nobody outside can prepare identities that collide.
  @inline(__always)
  static func fingerprint(_ id: EventID, seed: UInt64) -> UInt64 {
    mix(id.high ^ mix(id.low ^ seed))
  }
}
