import SystemPackage

// Bytes: writing and resizing, with the room they take.
extension Disk {
  /// Writes as much of `memory` as there is room for, and fails if that is not all.
  mutating func write(
    _ memory: UnsafeRawBufferPointer,
    to file: Int,
    at offset: UInt64
  ) throws(Errno) {
    try requireWritable()
    let range = try byteRange(offset, memory.count)
    if range.isEmpty { return }
    let fitting = takeRoom(for: range, of: file)
    if fitting > 0 {
      let bytes = [UInt8](UnsafeRawBufferPointer(rebasing: memory[..<fitting]))
      files[file]
        .perform(
          FileChange(order: nextOrder(), kind: .write(offset: range.lowerBound, bytes: bytes))
        )
    }
    if fitting < memory.count { throw .noSpace }
  }

  mutating func resize(_ file: Int, to size: UInt64) throws(Errno) {
    try requireWritable()
    let size = try byteRange(size, 0).lowerBound
    if size == files[file].cached.count { return }
    files[file].perform(FileChange(order: nextOrder(), kind: .resize(to: size)))
    let before = files[file].blocks.count
    files[file].blocks.removeAll(from: Self.sector(after: size))
    usedSectors -= before - files[file].blocks.count
  }

  /// The bytes from `offset` on as a range, if a simulated file may reach that far.
  private func byteRange(_ offset: UInt64, _ count: Int) throws(Errno) -> Range<Int> {
    guard offset <= UInt64(Int64.max) else { throw .invalidArgument }
    guard offset <= UInt64(Self.fileBytesMax - min(count, Self.fileBytesMax)),
      count <= Self.fileBytesMax
    else { throw .fileTooLarge }
    return Int(offset)..<Int(offset) + count
  }

  /// Takes the sectors of a range until the disk is full.
  ///
  /// - Returns: how many bytes from the beginning of the range have room.
  private mutating func takeRoom(for range: Range<Int>, of file: Int) -> Int {
    var free = freeSectors
    for sector in range.lowerBound / Self.sectorBytes..<Self.sector(after: range.upperBound)
    where !files[file].blocks.contains(sector) {
      if free == 0 { return max(0, sector * Self.sectorBytes - range.lowerBound) }
      files[file].blocks.insert(sector)
      usedSectors += 1
      if free != .max { free -= 1 }
    }
    return range.count
  }

  /// The first sector that begins at or after a byte.
  static func sector(after byte: Int) -> Int { (byte + sectorBytes - 1) / sectorBytes }

  /// Gives back the room of a file once it has neither a name nor an open handle.
  ///
  /// Its bytes stay: a crash may bring the name back.
  mutating func releaseRoom(of file: Int) {
    if files[file].links > 0 || files[file].handles > 0 { return }
    usedSectors -= files[file].blocks.count
  }
}
