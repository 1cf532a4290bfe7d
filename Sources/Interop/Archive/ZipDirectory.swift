/// The directory of an archive, read and held against the headers before the data
/// (PKWARE APPNOTE 6.3 section 4.3).
struct ZipDirectory {
  private(set) var entries: [ZipReader.Entry] = []

  private let bytes: [UInt8]
  private let limits: ZipReader.Limits

  private enum Signature {
    static let local = 0x0403_4b50
    static let central = 0x0201_4b50
    static let end = 0x0605_4b50
    static let zip64Locator = 0x0706_4b50
    static let descriptor = 0x0807_4b50
  }

  private enum Flag {
    static let encrypted = 1 << 0
    /// Sizes and checksum follow the data.
    static let descriptor = 1 << 3
    static let patched = 1 << 5
    static let strongEncryption = 1 << 6
    static let maskedHeaders = 1 << 13
  }

  private enum Extra {
    static let zip64 = 0x0001
    static let unicodePath = 0x7075
  }

  /// What the directory says of an entry.
  private struct Central {
    var name: ZipName
    var flags: Int
    var method: Int
    var checksum: UInt32
    var packedSize: Int
    var size: Int
    var offset: Int
    var rawName: Range<Int>
  }

  init(_ bytes: [UInt8], limits: ZipReader.Limits) throws(ZipRefusal) {
    self.bytes = bytes
    self.limits = limits
    let end = try findEnd()
    let central = try readDirectory(end)
    try checkNames(central)
    try checkSizes(central)
    try readEntries(central, directory: end.directory)
  }

  // MARK: The end

  private struct End {
    var count: Int
    var directory: Range<Int>
  }

  private static let endBytes = 22

  private func findEnd() throws(ZipRefusal) -> End {
    guard bytes.count >= Self.endBytes else { throw ZipRefusal(.notAnArchive) }
    let lowest = max(0, bytes.count - Self.endBytes - 0xffff)
    var found: Int?
    for offset in stride(from: bytes.count - Self.endBytes, through: lowest, by: -1)
    where bytes[offset] == 0x50 && long(offset) == Signature.end {
      // Only one whose comment ends with the archive is an end.
      guard offset + Self.endBytes + short(offset + 20) == bytes.count else { continue }
      guard found == nil else { throw ZipRefusal(.endAmbiguous) }
      found = offset
    }
    guard let found else {
      throw ZipRefusal(ZipReader.seems(bytes) ? .truncated : .notAnArchive)
    }
    guard short(found + 4) == 0, short(found + 6) == 0 else {
      throw ZipRefusal(short(found + 4) == 0xffff ? .zip64 : .severalDisks)
    }
    let count = short(found + 10)
    let size = long(found + 12)
    let start = long(found + 16)
    if found >= 20, long(found - 20) == Signature.zip64Locator { throw ZipRefusal(.zip64) }
    guard count != 0xffff, size != 0xffff_ffff, start != 0xffff_ffff else {
      throw ZipRefusal(.zip64)
    }
    guard short(found + 8) == count else { throw ZipRefusal(.severalDisks) }
    guard count <= limits.entries else {
      throw ZipRefusal(.tooManyEntries(maximum: limits.entries))
    }
    guard start + size == found else { throw ZipRefusal(.directoryDamaged) }
    return End(count: count, directory: start..<found)
  }

  // MARK: The directory

  private static let centralBytes = 46

  private func readDirectory(_ end: End) throws(ZipRefusal) -> [Central] {
    var central: [Central] = []
    var offset = end.directory.lowerBound
    while offset < end.directory.upperBound {
      guard central.count < end.count, offset + Self.centralBytes <= end.directory.upperBound,
        long(offset) == Signature.central
      else { throw ZipRefusal(.directoryDamaged) }
      let nameEnd = offset + Self.centralBytes + short(offset + 28)
      let extraEnd = nameEnd + short(offset + 30)
      let next = extraEnd + short(offset + 32)
      guard next <= end.directory.upperBound else { throw ZipRefusal(.directoryDamaged) }
      let rawName = offset + Self.centralBytes..<nameEnd
      let name = try ZipName(bytes[rawName])
      try checkExtra(nameEnd..<extraEnd, name)
      try checkKind(at: offset, name)
      guard short(offset + 34) == 0 else { throw ZipRefusal(.severalDisks, name: name.text) }
      central.append(
        Central(
          name: name,
          flags: short(offset + 8),
          method: short(offset + 10),
          checksum: UInt32(long(offset + 16)),
          packedSize: long(offset + 20),
          size: long(offset + 24),
          offset: long(offset + 42),
          rawName: rawName
        )
      )
      offset = next
    }
    guard central.count == end.count else { throw ZipRefusal(.directoryDamaged) }
    return central
  }

  /// Files and folders only: Unix writes the kind into the upper half of the attributes.
  private func checkKind(at offset: Int, _ name: ZipName) throws(ZipRefusal) {
    let kind = (long(offset + 38) >> 16) & 0xf000
    switch kind {
    case 0, 0x8000: return
    case 0x4000 where name.isFolder: return
    default: throw ZipRefusal(.notAFile, name: name.text)
    }
  }

  private func checkExtra(
    _ range: Range<Int>,
    _ name: ZipName
  ) throws(ZipRefusal) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard offset + 4 <= range.upperBound else {
        throw ZipRefusal(.extraDamaged, name: name.text)
      }
      let id = short(offset)
      offset += 4 + short(offset + 2)
      guard offset <= range.upperBound else { throw ZipRefusal(.extraDamaged, name: name.text) }
      switch id {
      case Extra.zip64: throw ZipRefusal(.zip64, name: name.text)
      case Extra.unicodePath: throw ZipRefusal(.nameReplaced, name: name.text)
      default: continue
      }
    }
  }

  /// No two entries may be one on any file system, and no file may be a folder too.
  private func checkNames(_ central: [Central]) throws(ZipRefusal) {
    var files: Set<String> = []
    var named: Set<String> = []
    for entry in central {
      guard named.insert(entry.name.key).inserted else {
        throw ZipRefusal(.nameDuplicate, name: entry.name.text)
      }
      if !entry.name.isFolder { files.insert(entry.name.key) }
    }
    for entry in central {
      guard entry.name.folders.allSatisfy({ !files.contains($0) }) else {
        throw ZipRefusal(.nameDuplicate, name: entry.name.text)
      }
    }
  }

  private func checkSizes(_ central: [Central]) throws(ZipRefusal) {
    var total = 0
    for entry in central {
      func refusal(_ reason: ZipRefusal.Reason) -> ZipRefusal {
        ZipRefusal(reason, name: entry.name.text)
      }
      let refused = Flag.encrypted | Flag.strongEncryption | Flag.maskedHeaders
      guard entry.flags & refused == 0 else { throw refusal(.encrypted) }
      guard entry.flags & Flag.patched == 0, entry.method == 0 || entry.method == 8 else {
        throw refusal(.method(UInt16(entry.method)))
      }
      guard entry.size != 0xffff_ffff, entry.packedSize != 0xffff_ffff else {
        throw refusal(.zip64)
      }
      if entry.name.isFolder, entry.size > 0 { throw refusal(.folderWithContent) }
      if entry.method == 0, entry.size != entry.packedSize { throw refusal(.sizeDiffers) }
      total += entry.size
      guard total <= limits.bytes else { throw refusal(.tooLarge(maximum: limits.bytes)) }
      guard
        entry.size <= limits.ratioFloorBytes || entry.size / limits.ratio <= entry.packedSize
      else { throw refusal(.ratio(maximum: limits.ratio)) }
    }
  }

  // MARK: The headers before the data

  private static let localBytes = 30

  private mutating func readEntries(
    _ central: [Central],
    directory: Range<Int>
  ) throws(ZipRefusal) {
    var taken: [(range: Range<Int>, name: String)] = []
    for entry in central {
      let (packed, end) = try locate(entry, before: directory.lowerBound)
      taken.append((entry.offset..<end, entry.name.text))
      entries.append(
        ZipReader.Entry(
          name: entry.name.text,
          isFolder: entry.name.isFolder,
          size: entry.size,
          packed: packed,
          isDeflated: entry.method == 8,
          checksum: entry.checksum
        )
      )
    }
    var end = 0
    for (range, name) in taken.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard range.lowerBound >= end else { throw ZipRefusal(.overlap, name: name) }
      guard range.lowerBound == end else { throw ZipRefusal(.strayBytes(at: end)) }
      end = range.upperBound
    }
    guard end == directory.lowerBound else { throw ZipRefusal(.strayBytes(at: end)) }
  }

  /// Where an entry's data stand, and where all that belongs to it ends.
  private func locate(
    _ entry: Central,
    before limit: Int
  ) throws(ZipRefusal) -> (packed: Range<Int>, end: Int) {
    func refusal(_ reason: ZipRefusal.Reason) -> ZipRefusal {
      ZipRefusal(reason, name: entry.name.text)
    }
    let offset = entry.offset
    guard offset + Self.localBytes <= limit else { throw refusal(.truncated) }
    guard long(offset) == Signature.local else { throw refusal(.directoryDamaged) }
    let nameEnd = offset + Self.localBytes + short(offset + 26)
    let start = nameEnd + short(offset + 28)
    let end = start + entry.packedSize
    guard end <= limit else { throw refusal(.truncated) }
    guard bytes[offset + Self.localBytes..<nameEnd] == bytes[entry.rawName] else {
      throw refusal(.headersDisagree(.name))
    }
    guard short(offset + 6) == entry.flags else { throw refusal(.headersDisagree(.flags)) }
    guard short(offset + 8) == entry.method else { throw refusal(.headersDisagree(.method)) }
    try checkExtra(nameEnd..<start, entry.name)

    let stated = (UInt32(long(offset + 14)), long(offset + 18), long(offset + 22))
    let isDeferred = entry.flags & Flag.descriptor != 0
    if isDeferred, stated == (0, 0, 0) {
      return (start..<end, try descriptorEnd(of: entry, at: end, before: limit))
    }
    guard stated.0 == entry.checksum else { throw refusal(.headersDisagree(.checksum)) }
    guard stated.1 == entry.packedSize, stated.2 == entry.size else {
      throw refusal(.headersDisagree(.sizes))
    }
    guard isDeferred else { return (start..<end, end) }
    return (start..<end, try descriptorEnd(of: entry, at: end, before: limit))
  }

  /// The end of the descriptor behind the data, with or without its signature.
  private func descriptorEnd(
    of entry: Central,
    at offset: Int,
    before limit: Int
  ) throws(ZipRefusal) -> Int {
    func matches(at offset: Int) -> Bool {
      offset + 12 <= limit && UInt32(long(offset)) == entry.checksum
        && long(offset + 4) == entry.packedSize && long(offset + 8) == entry.size
    }
    if offset + 16 <= limit, long(offset) == Signature.descriptor, matches(at: offset + 4) {
      return offset + 16
    }
    guard matches(at: offset) else {
      throw ZipRefusal(.headersDisagree(.descriptor), name: entry.name.text)
    }
    return offset + 12
  }

  // MARK: Numbers, little-endian

  private func short(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }

  private func long(_ offset: Int) -> Int { short(offset) | short(offset + 2) << 16 }
}
