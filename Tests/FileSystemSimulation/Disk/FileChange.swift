/// What was done to a file's bytes and is not yet known to be on the disk.
struct FileChange: Sendable {
  enum Kind: Sendable {
    case write(offset: Int, bytes: [UInt8])
    case resize(to: Int)
  }

  /// Its place among all changes of the disk, names included.
  var order: Int
  var kind: Kind

  /// Carries the change out, whole.
  func apply(to content: inout [UInt8]) {
    switch kind {
    case .write(let offset, let bytes): content.store(bytes[...], at: offset)
    case .resize(let size): content.resize(to: size)
    }
  }

  /// The pieces of a write that a disk writes in one go: nothing smaller than a sector is torn.
  ///
  /// Pieces keep the bounds of `bytes`; the first and the last may be shorter than a sector. What
  /// a sector holds outside of the write is never damaged by it ("power-safe overwrite"), because
  /// the seam promises that synced bytes survive whatever is written beside them.
  static func sectors(of bytes: [UInt8], at offset: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let sectorEnd = ((offset + start) / Disk.sectorBytes + 1) * Disk.sectorBytes - offset
      let end = min(sectorEnd, bytes.count)
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }
}

// Appended piece by piece: in a debug build, copying is a hundred times faster than counting.
private let zeros = [UInt8](repeating: 0, count: 1 << 16)

extension [UInt8] {
  /// Cuts, or extends with zeros.
  mutating func resize(to size: Int) {
    if size < count {
      removeLast(count - size)
    } else if size > count {
      reserveCapacity(size)
      while size - count >= zeros.count { append(contentsOf: zeros) }
      append(contentsOf: zeros.prefix(size - count))
    }
  }

  /// Puts bytes at an offset; a gap before it reads as zeros.
  mutating func store(_ bytes: ArraySlice<UInt8>, at offset: Int) {
    if offset > count { resize(to: offset) }
    let overlap = Swift.min(bytes.count, count - offset)
    if overlap > 0 {
      bytes.withUnsafeBytes { source in
        withUnsafeMutableBytes { target in
          UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + overlap])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<overlap]))
        }
      }
    }
    if overlap < bytes.count { append(contentsOf: bytes.dropFirst(overlap)) }
  }
}
