/// Writes a ZIP archive in memory: the same names and contents give the same bytes, under one
/// version of zlib.
///
/// Times are fixed (1980-01-01, the format's first day) and owners are not written. Whatever it
/// writes, `ZipReader` reads.
package struct ZipWriter: Sendable {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  private var names: Set<String> = []

  package enum Method: Sendable {
    case stored
    /// Deflated where that makes it smaller.
    case deflated
  }

  package init() {}

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: its path in the archive, parts between `/`.
  ///   - contents: its bytes.
  ///   - method: how they are kept.
  /// - Throws: `.name…` for a name that no reader should follow or that is taken, `.zip64` for an
  ///   archive of more than 4 GB or 65,534 files; nothing was added.
  package mutating func add(
    _ name: String,
    _ contents: [UInt8],
    method: Method = .deflated
  ) throws(ZipRefusal) {
    let checked = try ZipName(name)
    guard !checked.isFolder else { throw ZipRefusal(.notAFile, name: name) }
    guard !names.contains(checked.key), checked.folders.allSatisfy({ !names.contains($0) }) else {
      throw ZipRefusal(.nameDuplicate, name: name)
    }
    let packed = Self.packed(contents, method)
    let nameBytes = Array(name.utf8)
    let after = bytes.count + 30 + nameBytes.count + packed.bytes.count + directory.count
    guard count < 0xfffe, contents.count < 0xffff_ffff, after < 0xfff0_0000 else {
      throw ZipRefusal(.zip64, name: name)
    }
    names.insert(checked.key)

    // The part that both headers share.
    var shared: [UInt8] = []
    shared.appendShort(20)
    shared.appendShort(1 << 11)
    shared.appendShort(packed.isDeflated ? 8 : 0)
    shared.appendShort(0)
    shared.appendShort(1 << 5 | 1)
    shared.appendLong(Int(Deflate.checksum(contents[...])))
    shared.appendLong(packed.bytes.count)
    shared.appendLong(contents.count)
    shared.appendShort(nameBytes.count)
    shared.appendShort(0)

    directory.appendLong(0x0201_4b50)
    directory.appendShort(3 << 8 | 20)
    directory += shared
    directory.appendShort(0)
    directory.appendShort(0)
    directory.appendShort(0)
    directory.appendLong(0o100644 << 16)
    directory.appendLong(bytes.count)
    directory += nameBytes

    bytes.appendLong(0x0403_4b50)
    bytes += shared
    bytes += nameBytes
    bytes += packed.bytes
    count += 1
  }

  /// The archive with everything that was added.
  package func archive() -> [UInt8] {
    var archive = bytes
    archive += directory
    archive.appendLong(0x0605_4b50)
    archive.appendShort(0)
    archive.appendShort(0)
    archive.appendShort(count)
    archive.appendShort(count)
    archive.appendLong(directory.count)
    archive.appendLong(bytes.count)
    archive.appendShort(0)
    return archive
  }

  private static func packed(
    _ contents: [UInt8],
    _ method: Method
  ) -> (bytes: [UInt8], isDeflated: Bool) {
    guard method == .deflated, let packed = Deflate.deflated(contents),
      packed.count < contents.count
    else { return (contents, false) }
    return (packed, true)
  }
}

extension [UInt8] {
  /// Two bytes, little-endian.
  fileprivate mutating func appendShort(_ value: Int) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  /// Four bytes, little-endian.
  fileprivate mutating func appendLong(_ value: Int) {
    appendShort(value)
    appendShort(value >> 16)
  }
}
