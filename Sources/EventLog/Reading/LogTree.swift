package import CarnetCore
package import Ledger

/// The Merkle tree over a log: complete tiles from the index, the bottom from the events themselves.
package struct LogTree: HashSource, Sendable {
  private let reader: LogReader
  private let cells: TreeCells

  package init(reader: LogReader, cells: TreeCells) {
    self.reader = reader
    self.cells = cells
  }

  package func hashes(level: Int, from index: UInt64, count: Int) throws -> [Digest] {
    if level == 0 { return try leaves(from: index, count: count) }
    guard let hashes = try cells.cells(level: level, from: index, count: count) else {
      throw LogFailure.beyondEnd(Position(index << UInt64(level)), size: cells.size)
    }
    return hashes
  }

  private func leaves(from index: UInt64, count: Int) throws -> [Digest] {
    let last = cells.lastLeaves
    if index >= last.from, index + UInt64(count) <= last.from + UInt64(last.hashes.count) {
      let start = Int(index - last.from)
      return Array(last.hashes[start..<start + count])
    }
    let cursor = try reader.cursor(from: Position(index))
    var leaves: [Digest] = []
    var next = index
    while leaves.count < count {
      guard let block = try cursor.next(bytesMax: 1) else {
        throw LogFailure.beyondEnd(Position(next), size: try reader.readableSize())
      }
      let skipped = Int(next - block.firstPosition.rawValue)
      leaves += block.leafHashes().dropFirst(skipped).prefix(count - leaves.count)
      next = block.endPosition.rawValue
    }
    return leaves
  }

  /// The root of the first `size` events.
  package func root(atSize size: UInt64) throws(LogFailure) -> Digest {
    try answer { try root(at: size) }
  }

  package func inclusion(of index: UInt64, inSize size: UInt64) throws(LogFailure) -> InclusionProof
  {
    try answer { try inclusionProof(index: index, size: size) }
  }

  package func consistency(
    from first: UInt64,
    to second: UInt64
  ) throws(LogFailure) -> ConsistencyProof {
    try answer { try consistencyProof(from: first, to: second) }
  }

  /// The events that proofs are made of are read from the log: what fails there fails here.
  private func answer<R>(_ question: () throws -> R) throws(LogFailure) -> R {
    do {
      return try question()
    } catch let failure as LogFailure {
      throw failure
    } catch let failure as FileSystemError {
      throw .system(failure)
    } catch {
      preconditionFailure("reading the log throws its own two errors")
    }
  }
}
