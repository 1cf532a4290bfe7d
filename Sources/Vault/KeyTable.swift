import CarnetCore

/// All record keys in memory: one allocation that is zeroed before it is given back, and the way to
/// a record's slot.
///
/// A slot: pseudonym (8 bytes), key version (4), flags (4: bit 0 content key destroyed, bit 1 trace
/// key destroyed), content key (32), trace key (32).
final class KeyTable: @unchecked Sendable {
  // Guarded by the key store's mutex.
  @exclusivity(unchecked) private(set) var storage: UnsafeMutableRawBufferPointer
  private(set) var count = 0
  /// The newest version's slot.
  @exclusivity(unchecked) private var latest = OpenTable()
  private var older: [OlderKey: Int] = [:]

  private struct OlderKey: Hashable {
    var record: UInt64
    var version: UInt32
  }

  enum Kind: Int {
    case content = 0
    case trace = 1
  }

  init() {
    storage = .allocate(byteCount: KeyPage.slots * KeyPage.slotBytes, alignment: 16)
    storage.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    storage.initializeMemory(as: UInt8.self, repeating: 0)
    storage.deallocate()
  }

  var pages: Int { (count + KeyPage.slots - 1) / KeyPage.slots }

  func reserve(_ slots: Int) {
    let needed = slots * KeyPage.slotBytes
    guard needed > storage.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(needed, storage.count * 2),
      alignment: 16
    )
    larger.initializeMemory(as: UInt8.self, repeating: 0)
    larger.copyMemory(from: UnsafeRawBufferPointer(storage))
    storage.initializeMemory(as: UInt8.self, repeating: 0)
    storage.deallocate()
    storage = larger
  }

  /// The slots of a page, in place.
  func page(_ number: Int) -> UnsafeRawBufferPointer {
    let start = number * KeyPage.slots * KeyPage.slotBytes
    let end = min(start + KeyPage.slots * KeyPage.slotBytes, count * KeyPage.slotBytes)
    return UnsafeRawBufferPointer(rebasing: storage[start..<end])
  }

  /// Takes the slots of a page that was opened.
  ///
  /// Slots of zero keys are the unused rest of a page, except the system's own, whose pseudonym is
  /// zero but whose version is not.
  func load(page plain: [UInt8], number: Int) {
    reserve((number + 1) * KeyPage.slots)
    for index in 0..<KeyPage.slots {
      let start = index * KeyPage.slotBytes
      let slot = plain[start..<start + KeyPage.slotBytes]
      let version = slot.dropFirst(8).prefix(4).reversed()
        .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      if version == 0 { break }
      let place = number * KeyPage.slots + index
      UnsafeMutableRawBufferPointer(rebasing: storage[(place * KeyPage.slotBytes)...])
        .copyBytes(from: slot)
      count = place + 1
      note(place)
    }
  }

  /// Adds a slot with fresh random keys.
  func add(_ record: UInt64, version: UInt32, using generator: inout some RandomNumberGenerator) {
    reserve(count + 1)
    let start = count * KeyPage.slotBytes
    storage.storeBytes(of: record.littleEndian, toByteOffset: start, as: UInt64.self)
    storage.storeBytes(of: version.littleEndian, toByteOffset: start + 8, as: UInt32.self)
    storage.storeBytes(of: 0, toByteOffset: start + 12, as: UInt32.self)
    for word in 0..<8 {
      storage.storeBytes(
        of: generator.next(),
        toByteOffset: start + 16 + word * 8,
        as: UInt64.self
      )
    }
    count += 1
    note(count - 1)
  }

  private func note(_ place: Int) {
    let record = record(at: place)
    if let before = latest[record].map({ Int($0) }) {
      if version(at: before) < version(at: place) {
        older[OlderKey(record: record, version: version(at: before))] = before
        latest.set(record, UInt64(place))
      } else {
        older[OlderKey(record: record, version: version(at: place))] = place
      }
    } else {
      latest.set(record, UInt64(place))
    }
  }

  func record(at place: Int) -> UInt64 {
    UInt64(littleEndian: storage.load(fromByteOffset: place * KeyPage.slotBytes, as: UInt64.self))
  }

  func version(at place: Int) -> UInt32 {
    UInt32(
      littleEndian: storage.load(fromByteOffset: place * KeyPage.slotBytes + 8, as: UInt32.self)
    )
  }

  func isDestroyed(_ kind: Kind, at place: Int) -> Bool {
    let flags = storage.load(fromByteOffset: place * KeyPage.slotBytes + 12, as: UInt32.self)
    return flags & (1 << UInt32(kind.rawValue)) != 0
  }

  func place(of record: UInt64, version: UInt32? = nil) -> Int? {
    guard let newest = latest[record].map({ Int($0) }) else { return nil }
    guard let version, version != self.version(at: newest) else { return newest }
    return older[OlderKey(record: record, version: version)]
  }

  /// All places of a record, of every version.
  func places(of record: UInt64) -> [Int] {
    var places = latest[record].map { [Int($0)] } ?? []
    places += older.filter { $0.key.record == record }.map(\.value)
    return places
  }

  /// The 32 bytes of a key, in place.
  func key(_ kind: Kind, at place: Int) -> UnsafeRawBufferPointer {
    let start = place * KeyPage.slotBytes + 16 + kind.rawValue * 32
    return UnsafeRawBufferPointer(rebasing: storage[start..<start + 32])
  }

  func destroy(_ kind: Kind, at place: Int) {
    let start = place * KeyPage.slotBytes
    UnsafeMutableRawBufferPointer(
      rebasing: storage[(start + 16 + kind.rawValue * 32)..<(start + 48 + kind.rawValue * 32)]
    )
    .initializeMemory(as: UInt8.self, repeating: 0)
    let flags = storage.load(fromByteOffset: start + 12, as: UInt32.self)
    storage.storeBytes(
      of: flags | (1 << UInt32(kind.rawValue)),
      toByteOffset: start + 12,
      as: UInt32.self
    )
  }

  /// Appends every page, its slots padded with zeros and sealed by `seal`.
  func append(to bytes: inout [UInt8], _ seal: (Int, UnsafeRawBufferPointer) -> [UInt8]) {
    for number in 0..<pages {
      bytes += KeyPage.withPadded(page(number)) { seal(number, $0) }
    }
  }

  /// Whether a key that an erasure takes away is still there.
  func holdsKeys(of entry: ErasureRegister.Entry) -> Bool {
    places(of: entry.record.rawValue)
      .contains { place in
        entry.contents && !isDestroyed(.content, at: place)
          || entry.traces && !isDestroyed(.trace, at: place)
      }
  }

  /// Destroys what an erasure takes away; true when something was still there.
  func destroy(_ entry: ErasureRegister.Entry) -> Bool {
    let held = holdsKeys(of: entry)
    for place in places(of: entry.record.rawValue) {
      if entry.contents { destroy(.content, at: place) }
      if entry.traces { destroy(.trace, at: place) }
    }
    return held
  }
}
