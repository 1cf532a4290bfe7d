package import CarnetCore
package import SystemPackage

/// The packs of a content store as files, for whoever copies them without opening anything.
package enum ContentPacks {
  /// What a copy of a pack holds.
  package struct Copied: Sendable {
    /// After the last entry that is whole; what follows it is referred to by no event.
    package var end: UInt64
    package var names: [Digest] = []
    /// Where entries do not check.
    package var damaged: [UInt64] = []
  }

  package static let bytesMax: UInt64 = 1 << 40

  /// The names of the packs in a folder, in order; none when there is no folder.
  package static func names(
    _ fileSystem: any FileSystem,
    _ directory: FilePath
  ) throws(FileSystemError) -> [String] {
    guard try fileSystem.exists(directory) else { return [] }
    return try fileSystem.list(directory).filter(isName)
  }

  package static func isName(_ name: String) -> Bool {
    name.hasSuffix(".pack") && name.utf8.count == 21
      && name.utf8.prefix(16).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Copies a pack, entry by entry, each checked by its sums; durable when this returns.
  ///
  /// - Parameters:
  ///   - fileSystem: where both stand.
  ///   - source: the pack; it may grow meanwhile.
  ///   - target: the copy, of which the first `start` bytes are there.
  ///   - start: where an entry begins, or the pack.
  ///   - limit: no byte from here on is looked at.
  /// - Returns: what the copy holds beyond `start`.
  package static func copy(
    _ fileSystem: any FileSystem,
    from source: FilePath,
    to target: FilePath,
    start: UInt64,
    limit: UInt64 = bytesMax
  ) throws(FileSystemError) -> Copied {
    let file = try fileSystem.open(source, for: .reading)
    defer { try? file.close() }
    let mapped = try file.map()
    let bytes = mapped.bytes
    let size = Int(min(UInt64(bytes.count), limit))
    var copied = Copied(end: start)
    var offset = Int(start)
    // Where bytes that are no entry begin. At the end they are the rest of an interrupted write, or
    // one that is under way; before an entry they are one whose head was damaged.
    var stray: Int?
    while offset + ContentEntry.byteCount <= size {
      let head = Array(bytes[offset..<offset + ContentEntry.byteCount])
      guard let entry = ContentEntry(decoding: head), offset + entry.frameLength <= size else {
        if stray == nil { stray = offset }
        offset += ContentEntry.alignment
        continue
      }
      if let start = stray { copied.damaged.append(UInt64(start)) }
      stray = nil
      let sealed = offset + ContentEntry.byteCount
      let payload = Array(bytes[sealed..<sealed + Int(entry.storedLength)])
      if checksum(payload) == entry.payloadChecksum {
        copied.names.append(entry.name)
      } else {
        copied.damaged.append(UInt64(offset))
      }
      offset += entry.frameLength
      copied.end = UInt64(offset)
    }
    let copy =
      try fileSystem.exists(target)
      ? fileSystem.open(target, for: .writing) : fileSystem.create(target)
    defer { try? copy.close() }
    var place = Int(min(start, copied.end))
    while place < Int(copied.end) {
      let count = min(4 << 20, Int(copied.end) - place)
      try copy.write(
        UnsafeRawBufferPointer(rebasing: bytes[place..<place + count]),
        at: UInt64(place)
      )
      place += count
    }
    if try copy.size() > copied.end { try copy.truncate(to: copied.end) }
    try copy.sync()
    return copied
  }
}
