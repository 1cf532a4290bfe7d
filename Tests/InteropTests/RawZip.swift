@testable import Interop

/// Builds archives field by field, right or wrong as a test asks.
struct RawZip {
  var entries: [Entry] = []
  var prefix: [UInt8] = []
  /// Bytes between the last entry and the directory.
  var gap: [UInt8] = []
  var comment: [UInt8] = []
  var suffix: [UInt8] = []
  var endCount: Int?
  var endSize: Int?
  var endOffset: Int?
  var disk = 0

  struct Entry {
    var name: [UInt8]
    var localName: [UInt8]?
    var flags = 0
    var localFlags: Int?
    var method: Int
    var localMethod: Int?
    var checksum: UInt32
    var localChecksum: UInt32?
    var packed: [UInt8]
    var packedSize: Int
    var localPackedSize: Int?
    var size: Int
    var localSize: Int?
    var extra: [UInt8] = []
    var localExtra: [UInt8] = []
    var attributes = 0
    var disk = 0
    var offset: Int?
    var descriptor: [UInt8] = []

    /// A right entry.
    init(_ name: String, _ contents: [UInt8], deflated: Bool = false) {
      self.name = Array(name.utf8)
      let packed = deflated ? Deflate.deflated(contents) ?? contents : contents
      self.packed = packed
      method = deflated ? 8 : 0
      checksum = Deflate.checksum(contents[...])
      packedSize = packed.count
      size = contents.count
    }
  }

  init(_ entries: [Entry] = []) { self.entries = entries }

  func bytes() -> [UInt8] {
    var bytes = prefix
    var offsets: [Int] = []
    for entry in entries {
      offsets.append(bytes.count)
      bytes += Self.four(0x0403_4b50) + Self.two(20)
      bytes += Self.two(entry.localFlags ?? entry.flags)
      bytes += Self.two(entry.localMethod ?? entry.method) + [0, 0, 0x21, 0]
      bytes += Self.four(Int(entry.localChecksum ?? entry.checksum))
      bytes += Self.four(entry.localPackedSize ?? entry.packedSize)
      bytes += Self.four(entry.localSize ?? entry.size)
      let name = entry.localName ?? entry.name
      bytes += Self.two(name.count) + Self.two(entry.localExtra.count)
      bytes += name + entry.localExtra + entry.packed + entry.descriptor
    }
    bytes += gap
    let start = bytes.count
    for (entry, offset) in zip(entries, offsets) {
      bytes += Self.four(0x0201_4b50) + Self.two(0x0314) + Self.two(20) + Self.two(entry.flags)
      bytes += Self.two(entry.method) + [0, 0, 0x21, 0] + Self.four(Int(entry.checksum))
      bytes += Self.four(entry.packedSize) + Self.four(entry.size)
      bytes += Self.two(entry.name.count) + Self.two(entry.extra.count) + Self.two(0)
      bytes += Self.two(entry.disk) + Self.two(0) + Self.four(entry.attributes)
      bytes += Self.four(entry.offset ?? offset) + entry.name + entry.extra
    }
    let size = bytes.count - start
    bytes += Self.four(0x0605_4b50) + Self.two(disk) + Self.two(disk)
    bytes += Self.two(endCount ?? entries.count) + Self.two(endCount ?? entries.count)
    bytes += Self.four(endSize ?? size) + Self.four(endOffset ?? start)
    bytes += Self.two(comment.count) + comment + suffix
    return bytes
  }

  static func two(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }

  static func four(_ value: Int) -> [UInt8] { two(value) + two(value >> 16) }
}
