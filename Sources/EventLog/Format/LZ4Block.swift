import CLZ4

/// LZ4 blocks, with the declared length checked before and after.
package enum LZ4Block {
  /// The block, or nil when it would not be shorter than `memory`.
  package static func compress(_ memory: UnsafeRawBufferPointer) -> [UInt8]? {
    guard memory.count >= 16, memory.count <= Int(LZ4_MAX_INPUT_SIZE) else { return nil }
    let room = memory.count - 1
    let block = [UInt8](unsafeUninitializedCapacity: room) { target, count in
      let written = target.withMemoryRebound(to: CChar.self) { target in
        LZ4_compress_default(
          memory.bindMemory(to: CChar.self).baseAddress,
          target.baseAddress,
          Int32(memory.count),
          Int32(room)
        )
      }
      count = max(0, Int(written))
    }
    return block.isEmpty ? nil : block
  }

  /// Decompresses into exactly `target.count` bytes; false for anything else.
  package static func decompress(
    _ block: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard block.count <= Int(Int32.max), target.count <= Int(Int32.max) else { return false }
    let written = LZ4_decompress_safe(
      block.bindMemory(to: CChar.self).baseAddress,
      target.bindMemory(to: CChar.self).baseAddress,
      Int32(block.count),
      Int32(target.count)
    )
    return Int(written) == target.count
  }
}
