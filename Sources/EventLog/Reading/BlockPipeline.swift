package import CarnetCore

/// Reads a stretch of the log on several threads and gives the results in order on the caller's.
///
/// Blocks are read one after the other; what is made of each (opening bodies, parsing them) is made
/// on whichever thread is free. No more than a few blocks are under way at once, so memory does not
/// depend on the log's size.
package struct BlockPipeline: Sendable {
  private let reader: LogReader
  private let threads: Int
  private let bytesMax: Int

  package init(_ reader: LogReader, threads: Int = 2, bytesMax: Int = 256 << 10) {
    self.reader = reader
    self.threads = max(1, threads)
    self.bytesMax = bytesMax
  }

  /// Calls `consume` with what `transform` made of each block that holds events from `start` on and
  /// before `end`.
  ///
  /// The first and the last block may hold others as well.
  package func run<T: Sendable>(
    from start: Position,
    to end: Position,
    transform: @escaping @Sendable (EventBlock) throws -> T,
    consume: (T) throws -> Void
  ) throws {
    guard start < end else { return }
    let work = Work(
      cursor: try reader.cursor(from: start),
      end: end,
      bytesMax: bytesMax,
      window: threads * 2,
      transform: transform
    )
    let workers = (0..<threads).map { _ in WriterThread { work.run() } }
    defer {
      work.stop()
      for worker in workers { worker.join() }
    }
    while let result = work.next() { try consume(try result.get()) }
  }

  private final class Work<T: Sendable>: @unchecked Sendable {
    private let gate = ThreadGate()
    // All below is touched with the gate locked.
    private let cursor: LogCursor
    private let end: Position
    private let bytesMax: Int
    private let window: Int
    private let transform: @Sendable (EventBlock) throws -> T
    private var results: [Int: Result<T, any Error>] = [:]
    private var read = 0
    private var consumed = 0
    private var isFinished = false
    private var isStopped = false

    init(
      cursor: LogCursor,
      end: Position,
      bytesMax: Int,
      window: Int,
      transform: @escaping @Sendable (EventBlock) throws -> T
    ) {
      self.cursor = cursor
      self.end = end
      self.bytesMax = bytesMax
      self.window = window
      self.transform = transform
    }

    func run() {
      gate.lock()
      while !isStopped, !isFinished {
        if read - consumed >= window {
          gate.wait()
          continue
        }
        let ticket = read
        let block: EventBlock
        do {
          guard cursor.position < end, let next = try cursor.next(bytesMax: bytesMax) else {
            isFinished = true
            break
          }
          block = next
        } catch {
          read += 1
          results[ticket] = .failure(error)
          isFinished = true
          break
        }
        read += 1
        gate.unlock()
        let result = Result { try transform(block) }
        gate.lock()
        results[ticket] = result
        gate.wakeAll()
      }
      gate.wakeAll()
      gate.unlock()
    }

    func next() -> Result<T, any Error>? {
      gate.lock()
      defer { gate.unlock() }
      while results[consumed] == nil {
        if isFinished, consumed == read { return nil }
        gate.wait()
      }
      let result = results.removeValue(forKey: consumed)
      consumed += 1
      gate.wakeAll()
      return result
    }

    func stop() {
      gate.lock()
      isStopped = true
      gate.wakeAll()
      gate.unlock()
    }
  }
}
