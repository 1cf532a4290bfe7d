import CLZ4
package import CarnetCore
import Synchronization
package import SystemPackage

import struct Crypto.HMAC
import struct Crypto.SHA256
import struct Crypto.SymmetricKey

/// Where a document's content is found: the keyed digest that names it, and its size.
package struct ContentReference: Hashable, Sendable {
  package var name: Digest
  package var bytes: Int
}

/// Document contents, apart from the log: compressed, sealed under the record's content key, and
/// appended to packs of up to 256 MiB.
///
/// Many contents share one synchronisation.
///
/// A content is named by HMAC-SHA-256 under a key derived from the record's, so that the same bytes
/// in two records have two names and a name tells nothing to whoever has no key. The event that
/// refers to a content is appended after the content is durable; what a crash leaves at the end of
/// a pack is therefore referred to by nothing. It is left where it is, and writing goes on in a new
/// pack.
package final class ContentStore: Sendable {
  private struct Place {
    var pack: UInt64
    var offset: UInt64
  }

  private struct State {
    var places: [Digest: Place] = [:]
    /// Where bytes are no entry: the rest of a write that was interrupted, or damage.
    var strays: [Place] = []
    /// The pack that is being written; nil before the first content and after a failed write.
    var file: (any File)?
    var pack: UInt64 = 0
    var end: UInt64 = 0
    var nextPack: UInt64 = 0
    /// Whether the entries' places are known: reading the head of each costs seconds for a million,
    /// which whoever needs no content should not wait for.
    var isLoaded = false
  }

  private let fileSystem: any FileSystem
  private let directory: FilePath
  private let keys: KeyStore
  private let packBytesMax: UInt64
  private let state: Mutex<State>
  private let mayWrite: Bool

  /// Opens the store; the head of each entry is read when the first content is asked for.
  ///
  /// Nothing is changed.
  package init(
    _ fileSystem: any FileSystem,
    directory: FilePath,
    keys: KeyStore,
    mayWrite: Bool,
    packBytesMax: UInt64 = 256 << 20
  ) throws(VaultFailure) {
    self.fileSystem = fileSystem
    self.directory = directory
    self.keys = keys
    self.mayWrite = mayWrite
    self.packBytesMax = packBytesMax
    state = Mutex(State())
  }

  /// The state with every entry's place in it.
  private func withLoaded<R>(
    _ body: (inout State) throws(VaultFailure) -> R
  ) throws(VaultFailure) -> R {
    try state.withLock { (state) throws(VaultFailure) -> R in
      if !state.isLoaded {
        // A reading that failed midway begins again from nothing.
        var loaded = State()
        try load(&loaded)
        loaded.isLoaded = true
        state = loaded
      }
      return try body(&state)
    }
  }

  private static func name(_ pack: UInt64) -> String {
    let digits = String(pack)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits + ".pack"
  }

  private func load(_ state: inout State) throws(VaultFailure) {
    let packs = try onDisk { () throws(FileSystemError) -> [UInt64] in
      guard try fileSystem.exists(directory) else { return [] }
      return try fileSystem.list(directory)
        .compactMap { name in
          name.hasSuffix(".pack") && name.utf8.count == 21 ? UInt64(name.dropLast(5)) : nil
        }
        .sorted()
    }
    for pack in packs {
      let path = directory.appending(Self.name(pack))
      try onDisk { () throws(FileSystemError) in
        let file = try fileSystem.open(path, for: mayWrite ? .writing : .reading)
        let size = try file.size()
        let isWhole = try readEntries(file, size, pack, &state)
        // Nothing is written after bytes that nobody can account for, nor are they cut: the next
        // content begins a pack of its own.
        if pack == packs.last, mayWrite, isWhole {
          state.file = file
          state.pack = pack
          state.end = size
        } else {
          try file.close()
        }
      }
      state.nextPack = pack + 1
    }
  }

  /// Notes where the entries of a pack stand; false when some bytes are no entry.
  private func readEntries(
    _ file: any File,
    _ size: UInt64,
    _ pack: UInt64,
    _ state: inout State
  ) throws(FileSystemError) -> Bool {
    var offset: UInt64 = 0
    var lost: UInt64?
    while offset < size {
      let head = try file.readBytes(ContentEntry.byteCount, at: offset)
      if let entry = ContentEntry(decoding: head), offset + UInt64(entry.frameLength) <= size {
        state.places[entry.name] = Place(pack: pack, offset: offset)
        offset += UInt64(entry.frameLength)
        continue
      }
      if lost == nil { lost = offset }
      offset += UInt64(ContentEntry.alignment)
    }
    if let lost { state.strays.append(Place(pack: pack, offset: lost)) }
    return lost == nil
  }

  /// Number of contents.
  package var count: Int {
    get throws(VaultFailure) { try withLoaded { $0.places.count } }
  }

  /// Whether the head of an entry of this name stands in a pack.
  package func contains(_ name: Digest) throws(VaultFailure) -> Bool {
    try withLoaded { $0.places[name] != nil }
  }

  private func contentName(_ bytes: [UInt8], _ key: SymmetricKey) -> Digest {
    let nameKey = SealedBox.derive(key, "carnet/v1/content-name")
    let code = HMAC<SHA256>.authenticationCode(for: bytes, using: nameKey)
    guard let digest = Digest(bytes: Array(code)) else {
      preconditionFailure("HMAC-SHA-256 is 32 bytes")
    }
    return digest
  }

  /// The name that a content has or would have in a record.
  package func reference(
    _ bytes: [UInt8],
    record: Pseudonym
  ) throws(VaultFailure) -> ContentReference {
    // Named under the first version, so that a rotation changes no name.
    let key = try keys.key(.content, of: record, version: 1)
    return ContentReference(name: contentName(bytes, key), bytes: bytes.count)
  }

  /// Stores contents, durable when this returns; those that are there already are not stored again.
  package func put(
    _ contents: [(record: Pseudonym, bytes: [UInt8])]
  ) throws(VaultFailure) -> [ContentReference] {
    var references: [ContentReference] = []
    var frames: [(ContentReference, [UInt8])] = []
    for content in contents {
      guard content.bytes.count <= Int(ContentEntry.lengthMax) else {
        throw .contentTooLarge(bytes: content.bytes.count, max: Int(ContentEntry.lengthMax))
      }
      let reference = try reference(content.bytes, record: content.record)
      references.append(reference)
      // A crash may have left the head of an entry without its bytes.
      let place = try withLoaded { $0.places[reference.name] }
      let isStored = try onDisk { () throws(FileSystemError) in try place.map(isWhole) ?? false }
      if isStored || frames.contains(where: { $0.0 == reference }) { continue }
      frames.append((reference, try frame(content.bytes, reference, content.record)))
    }
    if !frames.isEmpty {
      try withLoaded { (state) throws(VaultFailure) in try append(frames, &state) }
    }
    return references
  }

  private func frame(
    _ bytes: [UInt8],
    _ reference: ContentReference,
    _ record: Pseudonym
  ) throws(VaultFailure) -> [UInt8] {
    let version = try keys.currentVersion(of: record)
    let key = try keys.key(.content, of: record, version: version)
    let compressed = compress(bytes)
    var entry = ContentEntry(
      codec: compressed == nil ? 0 : 1,
      plainLength: UInt32(bytes.count),
      storedLength: 0,
      record: record.rawValue,
      keyVersion: version,
      name: reference.name,
      payloadChecksum: 0
    )
    let sealed = (compressed ?? bytes)
      .withUnsafeBytes {
        SealedBox.seal($0, key: key, authenticating: entry.associatedData(log: keys.log))
      }
    entry.storedLength = UInt32(sealed.count)
    entry.payloadChecksum = checksum(sealed)
    var writer = ByteWriter(capacity: entry.frameLength)
    writer.write(entry.encoded())
    writer.write(sealed)
    writer.pad(to: ContentEntry.alignment)
    return writer.bytes
  }

  private func append(
    _ frames: [(ContentReference, [UInt8])],
    _ state: inout State
  ) throws(VaultFailure) {
    try onDisk { () throws(FileSystemError) in
      if state.end >= packBytesMax {
        try state.file?.close()
        state.file = nil
      }
      let file = if let open = state.file { open } else { try newPack(&state) }
      var places: [(Digest, Place)] = []
      var bytes: [UInt8] = []
      for (reference, frame) in frames {
        places.append(
          (reference.name, Place(pack: state.pack, offset: state.end + UInt64(bytes.count)))
        )
        bytes += frame
      }
      // After a failed write nobody knows what the pack holds: the next content begins another.
      state.file = nil
      try file.write(bytes, at: state.end)
      try file.sync()
      state.file = file
      state.end += UInt64(bytes.count)
      for (name, place) in places { state.places[name] = place }
    }
  }

  private func newPack(_ state: inout State) throws(FileSystemError) -> any File {
    if try !fileSystem.exists(directory) {
      try fileSystem.createDirectory(directory)
      try fileSystem.syncDirectory(directory.removingLastComponent())
    }
    let path = directory.appending(Self.name(state.nextPack))
    state.pack = state.nextPack
    state.end = 0
    state.nextPack += 1
    try fileSystem.replace(path, with: [])
    return try fileSystem.open(path, for: .writing)
  }

  private func compress(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 64 else { return nil }
    let room = bytes.count - 1
    let block = [UInt8](unsafeUninitializedCapacity: room) { target, count in
      let written = bytes.withUnsafeBytes { source in
        LZ4_compress_default(
          source.bindMemory(to: CChar.self).baseAddress,
          UnsafeMutableRawBufferPointer(target).bindMemory(to: CChar.self).baseAddress,
          Int32(source.count),
          Int32(room)
        )
      }
      count = max(0, Int(written))
    }
    return block.isEmpty ? nil : block
  }

  /// A content, opened; its name is computed again and must be the one asked for.
  package func get(
    _ name: Digest,
    record: Pseudonym
  ) throws(VaultFailure) -> [UInt8] {
    guard let place = try withLoaded({ $0.places[name] }) else { throw .contentMissing(name) }
    let path = directory.appending(Self.name(place.pack))
    let (head, sealed) = try onDisk { () throws(FileSystemError) -> ([UInt8], [UInt8]) in
      let file = try fileSystem.open(path, for: .reading)
      defer { try? file.close() }
      let head = try file.readBytes(ContentEntry.byteCount, at: place.offset)
      guard let entry = ContentEntry(decoding: head) else { return (head, []) }
      return (
        head,
        try file.readBytes(
          Int(entry.storedLength),
          at: place.offset + UInt64(ContentEntry.byteCount)
        )
      )
    }
    guard let entry = ContentEntry(decoding: head), sealed.count == Int(entry.storedLength),
      checksum(sealed) == entry.payloadChecksum
    else { throw .contentDamaged(path, offset: place.offset) }
    guard entry.record == record.rawValue, entry.name == name else { throw .doesNotOpen }
    let key = try keys.key(.content, of: record, version: entry.keyVersion)
    guard
      let packed = SealedBox.open(
        sealed[...],
        key: key,
        authenticating: entry.associatedData(log: keys.log)
      )
    else { throw .doesNotOpen }
    guard let plain = decompress(packed, entry) else {
      throw .contentDamaged(path, offset: place.offset)
    }
    guard try reference(plain, record: record).name == name else { throw .doesNotOpen }
    return plain
  }

  private func decompress(_ packed: [UInt8], _ entry: ContentEntry) -> [UInt8]? {
    if entry.codec == 0 { return packed.count == Int(entry.plainLength) ? packed : nil }
    var plain = [UInt8](repeating: 0, count: Int(entry.plainLength))
    let written = packed.withUnsafeBytes { source in
      plain.withUnsafeMutableBytes { target in
        LZ4_decompress_safe(
          source.bindMemory(to: CChar.self).baseAddress,
          target.bindMemory(to: CChar.self).baseAddress,
          Int32(source.count),
          Int32(target.count)
        )
      }
    }
    return Int(written) == plain.count ? plain : nil
  }

  /// Checks every entry from its bytes, without keys, and names those that do not check.
  ///
  /// Bytes that are no entry are named too: damage, or the rest of an interrupted write.
  package func verify() throws(VaultFailure) -> [VaultFailure] {
    let (places, strays) = try withLoaded { (Array($0.places.values), $0.strays) }
    var bad = strays
    for place in places {
      let whole = try onDisk { () throws(FileSystemError) in try isWhole(place) }
      if !whole { bad.append(place) }
    }
    return bad.sorted { ($0.pack, $0.offset) < ($1.pack, $1.offset) }
      .map {
        .contentDamaged(directory.appending(Self.name($0.pack)), offset: $0.offset)
      }
  }

  private func isWhole(_ place: Place) throws(FileSystemError) -> Bool {
    let path = directory.appending(Self.name(place.pack))
    let file = try fileSystem.open(path, for: .reading)
    defer { try? file.close() }
    let head = try file.readBytes(ContentEntry.byteCount, at: place.offset)
    guard let entry = ContentEntry(decoding: head) else { return false }
    let start = place.offset + UInt64(ContentEntry.byteCount)
    let sealed = try file.readBytes(Int(entry.storedLength), at: start)
    return checksum(sealed) == entry.payloadChecksum
  }

  /// Closes the pack that is being written.
  package func close() throws(VaultFailure) {
    try state.withLock { (state) throws(VaultFailure) in
      try onDisk { () throws(FileSystemError) in try state.file?.close() }
      state.file = nil
    }
  }
}
