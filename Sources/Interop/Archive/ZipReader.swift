/// Reads a ZIP archive that may be hostile, in memory only.
///
/// Strict, because two readers that forgive differently see two archives in one: the directory must
/// stand where the end says, each entry's two headers must agree, entries may not overlap, and no
/// byte may be left over. Stored and deflated entries are read; encryption, Zip64 and other methods
/// are refused. Every name is checked (`ZipName`), every size before memory is asked for, and an
/// entry unpacks to exactly the size its headers promise or not at all.
package struct ZipReader: Sendable {
  /// The entries in the directory's order, folders among them.
  package let entries: [Entry]

  private let bytes: [UInt8]
  private let byName: [String: Int]

  /// The bounds of an archive.
  package struct Limits: Sendable {
    package var entries = 1000
    /// Bytes of all entries together, unpacked.
    package var bytes = 200 << 20
    /// How many times its packed size an entry may unpack to.
    package var ratio = 100
    /// Entries up to this size may have any ratio: a short run of zeros is no bomb.
    package var ratioFloorBytes = 256 << 10

    package init() {}
  }

  package struct Entry: Hashable, Sendable {
    package let name: String
    package let isFolder: Bool
    /// Bytes when unpacked.
    package let size: Int
    let packed: Range<Int>
    let isDeflated: Bool
    let checksum: UInt32
  }

  /// Checks the whole directory and every header.
  ///
  /// - Throws: at the first thing that is not as it should be; nothing has been unpacked.
  package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(ZipRefusal) {
    let directory = try ZipDirectory(bytes, limits: limits)
    self.bytes = bytes
    entries = directory.entries
    var byName: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { byName[entry.name] = index }
    self.byName = byName
  }

  /// The entry of exactly this name.
  package subscript(named name: String) -> Entry? { byName[name].map { entries[$0] } }

  /// Unpacks an entry and checks it.
  package func contents(of entry: Entry) throws(ZipRefusal) -> [UInt8] {
    func refusal(_ reason: ZipRefusal.Reason) -> ZipRefusal {
      ZipRefusal(reason, name: entry.name)
    }
    let packed = bytes[entry.packed]
    let contents: [UInt8]
    if entry.isDeflated {
      do throws(Deflate.Failure) {
        contents = try Deflate.inflated(packed, size: entry.size)
      } catch {
        switch error {
        case .notDeflate: throw refusal(.notDeflate)
        case .size: throw refusal(.sizeDiffers)
        }
      }
    } else {
      contents = Array(packed)
    }
    guard Deflate.checksum(contents[...]) == entry.checksum else {
      throw refusal(.checksumDiffers)
    }
    return contents
  }

  /// Whether bytes begin as an archive with at least one entry does, or as an empty one.
  package static func seems(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.starts(with: [0x50, 0x4b, 5, 6])
  }
}
