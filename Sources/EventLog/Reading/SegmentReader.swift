package import CarnetCore

/// Walks the batches of one segment file in order, through one buffer.
///
/// It checks what a batch says of itself and that it follows the one before, and leaves the payload
/// to `BatchDecoder`. One thread uses a reader.
package final class SegmentReader {
  package enum Step {
    /// A batch whose header checks and follows; the bytes are good until the next call.
    case batch(BatchHeader, offset: UInt64, frame: UnsafeRawBufferPointer)
    /// Nothing but zeros from here.
    case end(offset: UInt64)
    /// The bytes at `offset` are no batch that belongs here.
    case invalid(Finding.Kind, offset: UInt64)
  }

  private let file: any File
  private var buffer: UnsafeMutableRawBufferPointer
  // The file's bytes [bufferStart, bufferStart + bufferCount) stand at the buffer's beginning.
  private var bufferStart: UInt64
  private var bufferCount = 0
  package private(set) var offset: UInt64
  package private(set) var nextPosition: Position
  package private(set) var link: UInt32
  package private(set) var epoch: UInt32
  /// Reads only as much as the headers need; the frames it gives are headers alone.
  private let headersOnly: Bool

  /// For reading in order.
  package static let bufferBytes = 1 << 20

  package init(
    _ file: any File,
    offset: UInt64,
    position: Position,
    link: UInt32,
    epoch: UInt32,
    headersOnly: Bool = false,
    bufferBytes: Int = SegmentReader.bufferBytes
  ) {
    self.file = file
    self.offset = offset
    nextPosition = position
    self.link = link
    self.epoch = epoch
    self.headersOnly = headersOnly
    bufferStart = offset
    buffer = .allocate(byteCount: headersOnly ? 1 << 16 : bufferBytes, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Forgets what was read ahead, so that the next step sees what was written since.
  package func refresh() {
    bufferStart = offset
    bufferCount = 0
  }

  package func next() throws(FileSystemError) -> Step {
    let available = try fill(BatchHeader.byteCount)
    let head = window(BatchHeader.byteCount)
    if head.allSatisfy({ $0 == 0 }) {
      if let stray = try firstNonZero(from: offset) {
        return .invalid(.bytesAfterTheEnd, offset: stray)
      }
      return .end(offset: offset)
    }
    guard available >= BatchHeader.byteCount else {
      return .invalid(.batchHeader(.short), offset: offset)
    }
    let header: BatchHeader
    do throws(BatchHeader.Failure) {
      header = try BatchHeader(decoding: head)
    } catch {
      return .invalid(.batchHeader(error), offset: offset)
    }
    let length = header.frameLength
    let frame: UnsafeRawBufferPointer
    if headersOnly {
      guard try file.size() >= offset + UInt64(length) else {
        return .invalid(.batchRunsPastTheEnd, offset: offset)
      }
      frame = head
    } else {
      guard try fill(length) >= length else {
        return .invalid(.batchRunsPastTheEnd, offset: offset)
      }
      frame = window(length)
    }
    guard header.firstPosition == nextPosition else {
      return .invalid(
        .batchOutOfOrder(found: header.firstPosition, expected: nextPosition),
        offset: offset
      )
    }
    guard header.link == link else { return .invalid(.batchLinkDiffers, offset: offset) }
    guard header.epoch >= epoch else {
      return .invalid(.epochFell(found: header.epoch, before: epoch), offset: offset)
    }
    let start = offset
    offset += UInt64(length)
    nextPosition = header.endPosition
    link = header.payloadChecksum
    epoch = header.epoch
    return .batch(header, offset: start, frame: frame)
  }

  /// The offset of a batch with a good header at or after `start`; nil when there is none.
  package func laterBatch(from start: UInt64) throws(FileSystemError) -> UInt64? {
    let alignment = UInt64(BatchHeader.alignment)
    var place = (start + alignment - 1) / alignment * alignment
    let size = try file.size()
    while place < size {
      let bytes = try file.readBytes(Self.bufferBytes + BatchHeader.byteCount, at: place)
      let found = bytes.withUnsafeBytes { memory -> Int? in
        var index = 0
        while index + BatchHeader.byteCount <= memory.count {
          let word = memory.loadUnaligned(fromByteOffset: index, as: UInt32.self)
          if UInt32(littleEndian: word) == BatchHeader.magic,
            (try? BatchHeader(
              decoding: UnsafeRawBufferPointer(
                rebasing: memory[index..<index + BatchHeader.byteCount]
              )
            )) != nil
          {
            return index
          }
          index += BatchHeader.alignment
        }
        return nil
      }
      if let found { return place + UInt64(found) }
      place += UInt64(Self.bufferBytes)
    }
    return nil
  }

  /// The offset after the last byte that is not zero, at least `start`.
  package func endOfContent(from start: UInt64) throws(FileSystemError) -> UInt64 {
    let size = try file.size()
    var end = start
    var place = start
    while place < size {
      let bytes = try file.readBytes(Self.bufferBytes, at: place)
      if bytes.isEmpty { break }
      if let last = bytes.lastIndex(where: { $0 != 0 }) { end = place + UInt64(last) + 1 }
      place += UInt64(bytes.count)
    }
    return end
  }

  private func firstNonZero(from start: UInt64) throws(FileSystemError) -> UInt64? {
    let size = try file.size()
    var place = start
    while place < size {
      let bytes = try file.readBytes(Self.bufferBytes, at: place)
      if bytes.isEmpty { break }
      if let first = bytes.firstIndex(where: { $0 != 0 }) { return place + UInt64(first) }
      place += UInt64(bytes.count)
    }
    return nil
  }

  private func window(_ length: Int) -> UnsafeRawBufferPointer {
    let start = Int(offset - bufferStart)
    return UnsafeRawBufferPointer(
      rebasing: buffer[start..<start + min(length, bufferCount - start)]
    )
  }

  /// Makes `length` bytes from `offset` stand in the buffer; says how many there are.
  private func fill(_ length: Int) throws(FileSystemError) -> Int {
    var start = Int(offset - bufferStart)
    if start > bufferCount {
      // A skipped frame ended beyond what was read.
      bufferStart = offset
      bufferCount = 0
      start = 0
    }
    if bufferCount - start >= length { return bufferCount - start }
    if start > 0 {
      let rest = bufferCount - start
      if rest > 0 {
        memmoveWithin(start, rest)
      }
      bufferStart = offset
      bufferCount = rest
    }
    if buffer.count < length {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(length, buffer.count * 2),
        alignment: 16
      )
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<bufferCount]))
      buffer.deallocate()
      buffer = larger
    }
    let target = UnsafeMutableRawBufferPointer(rebasing: buffer[bufferCount...])
    bufferCount += try file.read(into: target, at: bufferStart + UInt64(bufferCount))
    return bufferCount
  }

  private func memmoveWithin(_ start: Int, _ count: Int) {
    guard let base = buffer.baseAddress else { return }
    base.copyMemory(from: base + start, byteCount: count)
  }
}
