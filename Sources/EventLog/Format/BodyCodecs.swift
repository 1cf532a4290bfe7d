import CLZ4

/// How bodies are made shorter before they are sealed: codec 0 as they are, codec 1 an LZ4 block,
/// codec 1 + *d* an LZ4 block that begins after dictionary *d*.
///
/// A dictionary is made of synthetic bodies only, is never changed once events were written with
/// it, and travels with the program.
package final class BodyCodecs: Sendable {
  /// Dictionary *d* at index *d* − 1.
  private let dictionaries: [[UInt8]]
  // A stream with the newest dictionary loaded; copied for each body, never written to.
  private nonisolated(unsafe) let prepared: UnsafeMutablePointer<LZ4_stream_t>?
  private nonisolated(unsafe) let loaded: UnsafeMutableRawBufferPointer?

  /// A body at most this long is stored as it is: a block would not pay for its own token bytes.
  package static let storedLengthMax = 24

  package init(dictionaries: [[UInt8]]) {
    precondition(dictionaries.count < 255)
    self.dictionaries = dictionaries
    guard let newest = dictionaries.last else {
      prepared = nil
      loaded = nil
      return
    }
    // The stream points into the dictionary, which therefore gets memory that never moves.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: newest.count, alignment: 16)
    copy.copyBytes(from: newest)
    let stream = UnsafeMutablePointer<LZ4_stream_t>.allocate(capacity: 1)
    stream.initialize(to: LZ4_stream_t())
    LZ4_initStream(stream, MemoryLayout<LZ4_stream_t>.size)
    LZ4_loadDict(stream, copy.bindMemory(to: CChar.self).baseAddress, Int32(copy.count))
    prepared = stream
    loaded = copy
  }

  deinit {
    prepared?.deallocate()
    loaded?.deallocate()
  }

  package static let plain = BodyCodecs(dictionaries: [])

  /// Appends the shortest form of `body` to `target` and says which codec that is.
  package func encode(_ body: UnsafeRawBufferPointer, into target: inout [UInt8]) -> UInt8 {
    guard body.count > Self.storedLengthMax, let prepared else {
      target.append(contentsOf: body)
      return 0
    }
    let room = body.count - 1
    let written = withUnsafeTemporaryAllocation(byteCount: room, alignment: 16) { block in
      var stream = prepared.pointee
      let count = LZ4_compress_fast_continue(
        &stream,
        body.bindMemory(to: CChar.self).baseAddress,
        block.bindMemory(to: CChar.self).baseAddress,
        Int32(body.count),
        Int32(room),
        1
      )
      if count > 0 { target.append(contentsOf: block[..<Int(count)]) }
      return Int(count)
    }
    if written > 0 { return UInt8(1 + dictionaries.count) }
    target.append(contentsOf: body)
    return 0
  }

  package enum Failure: Error, Hashable, Sendable {
    case unknownCodec(UInt8)
    case malformed
  }

  /// Puts the body as its author wrote it into `target`, which becomes exactly `plainLength` long.
  package func decode(
    _ stored: UnsafeRawBufferPointer,
    codec: UInt8,
    plainLength: Int,
    into target: inout [UInt8]
  ) throws(Failure) {
    target.removeAll(keepingCapacity: true)
    if codec == 0 {
      guard stored.count == plainLength else { throw .malformed }
      target.append(contentsOf: stored)
      return
    }
    let number = Int(codec) - 1
    guard number <= dictionaries.count else { throw .unknownCodec(codec) }
    guard plainLength <= EventLimits.bodyBytesMax, stored.count <= EventLimits.bodyBytesMax else {
      throw .malformed
    }
    // Fresh zeros, so that a block that lies about its length never shows older bytes.
    target.append(contentsOf: repeatElement(0, count: plainLength))
    let written = target.withUnsafeMutableBytes { memory -> Int32 in
      let source = stored.bindMemory(to: CChar.self).baseAddress
      let destination = memory.bindMemory(to: CChar.self).baseAddress
      if number == 0 {
        return LZ4_decompress_safe(source, destination, Int32(stored.count), Int32(plainLength))
      }
      return dictionaries[number - 1]
        .withUnsafeBytes { dictionary in
          LZ4_decompress_safe_usingDict(
            source,
            destination,
            Int32(stored.count),
            Int32(plainLength),
            dictionary.bindMemory(to: CChar.self).baseAddress,
            Int32(dictionary.count)
          )
        }
    }
    guard Int(written) == plainLength else { throw .malformed }
  }
}
