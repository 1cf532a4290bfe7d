package import CarnetCore
import Synchronization

/// Lets many tasks append at once: writes that arrive while a sync is running share the next one.
///
/// Two threads take turns. While one waits for the disk, the other seals and lays out the next
/// batch; batches reach the disk in the order in which they were prepared. A single writer has only
/// one thread between it and the disk.
package final class GroupCommit: Sendable {
  typealias Outcome = Result<AppendReceipt, AppendFailure>

  private struct Request {
    var write: Write
    var asker: Asker

    func tell(_ outcome: Outcome) {
      switch asker {
      case .one(let continuation): continuation.resume(returning: outcome)
      case .several(let outcomes, let index): outcomes.settle(index, outcome)
      }
    }
  }

  private enum Asker {
    case one(CheckedContinuation<Outcome, Never>)
    /// One write of a group, by its place.
    case several(Outcomes, Int)
  }

  /// Touched only with `gate` locked.
  private struct Queue {
    var waiting: [Request] = []
    var isClosing = false
    var failure: AppendFailure?
    /// The turn of the next batch to prepare, and of the next to write.
    var preparedTurns: UInt64 = 0
    var writtenTurns: UInt64 = 0
    var isPreparing = false
    var watermarkIsBehind = false
    /// Writes that were taken and are not told yet.
    var underWay = 0

    /// Whether a batch should be begun with what is waiting.
    ///
    /// While another is being written there is time: with as many waiting as are under way, writers
    /// fall into two halves of which one is prepared while the other is synchronised. Whoever takes
    /// the first that come instead ends with many small batches.
    var isWorthBeginning: Bool {
      !waiting.isEmpty && !isPreparing && (underWay == 0 || waiting.count >= underWay)
    }

    /// Takes the first that are waiting, as many as fill a batch.
    mutating func takeFirst(eventsMax: Int) -> [Request] {
      var (count, events) = (0, 0)
      while count < waiting.count, events < eventsMax {
        events += waiting[count].write.eventCount
        count += 1
      }
      defer { waiting.removeFirst(count) }
      return Array(waiting[..<count])
    }
  }

  private let gate = ThreadGate()
  private nonisolated(unsafe) var queue = Queue()
  // One thread prepares at a time, one writes at a time: the turns above see to it.
  private nonisolated(unsafe) let core: LogWriter
  private let durable: Atomic<UInt64>
  /// How long the disk takes to make batches durable.
  package let syncTimes: SyncTimes
  private nonisolated(unsafe) var threads: [WriterThread] = []
  private let clock: @Sendable () -> Instant
  private let followers = Mutex<[Int: @Sendable (UInt64) -> Void]>([:])

  package init(_ core: LogWriter, clock: @escaping @Sendable () -> Instant) {
    self.core = core
    self.clock = clock
    durable = Atomic(core.end.size)
    syncTimes = core.syncTimes
    threads = (0..<2).map { _ in WriterThread { [unowned self] in self.work() } }
  }

  /// Number of events that would survive a crash now.
  package var durableSize: UInt64 { durable.load(ordering: .acquiring) }

  /// Why this process lost its right to write; nil while it has it.
  package var failure: AppendFailure? {
    gate.lock()
    defer { gate.unlock() }
    return queue.failure
  }

  /// Appends events and returns once they are on stable storage.
  ///
  /// If the process dies before this returns, the events may or may not be in the log; appending
  /// again with the same identities gives the first receipt.
  package func append(_ write: Write) async throws(AppendFailure) -> AppendReceipt {
    let outcome = await withCheckedContinuation { continuation in
      enqueue([Request(write: write, asker: .one(continuation))])
    }
    return try outcome.get()
  }

  /// Appends several writes in this order, each by itself; what one is refused for does not concern
  /// the others.
  ///
  /// Returns an outcome each, once all are settled.
  package func append(_ writes: [Write]) async -> [Result<AppendReceipt, AppendFailure>] {
    if writes.isEmpty { return [] }
    return await withCheckedContinuation { continuation in
      let outcomes = Outcomes(count: writes.count) { continuation.resume(returning: $0) }
      enqueue(
        writes.enumerated()
          .map { index, write in
            Request(write: write, asker: .several(outcomes, index))
          }
      )
    }
  }

  /// Collects the outcomes of several writes; tells when the last is there.
  private final class Outcomes: Sendable {
    private let state: Mutex<(outcomes: [Outcome?], missing: Int)>
    private let done: @Sendable ([Outcome]) -> Void

    init(count: Int, _ done: @escaping @Sendable ([Outcome]) -> Void) {
      state = Mutex((Array(repeating: nil, count: count), count))
      self.done = done
    }

    func settle(_ index: Int, _ outcome: Outcome) {
      let all = state.withLock { state -> [Outcome]? in
        state.outcomes[index] = outcome
        state.missing -= 1
        return state.missing == 0 ? state.outcomes.compactMap { $0 } : nil
      }
      if let all { done(all) }
    }
  }

  private func enqueue(_ requests: [Request]) {
    gate.lock()
    if let refusal = queue.failure ?? (queue.isClosing ? .closed : nil) {
      gate.unlock()
      for request in requests { request.tell(.failure(refusal)) }
      return
    }
    queue.waiting.append(contentsOf: requests)
    // Also when somebody should be awake already: a signal that the system loses must not stop the
    // log for good.
    if queue.isWorthBeginning { gate.wakeOne() }
    gate.unlock()
  }

  /// Waits until nothing is under way and what is derived from every batch, the tree and the index,
  /// stands too.
  ///
  /// Blocks the thread that calls.
  package func settle() {
    gate.lock()
    while queue.failure == nil,
      queue.isPreparing || queue.preparedTurns != queue.writtenTurns || !queue.waiting.isEmpty
    {
      gate.waitForSecond()
    }
    gate.unlock()
  }

  /// Waits until the tree holds the first `size` events, which are durable: it is brought up just
  /// after they were acknowledged.
  ///
  /// Blocks the thread that calls; returns at once after a failure.
  package func waitForTree(_ size: UInt64) {
    gate.lock()
    while queue.failure == nil, core.tree.size < size { gate.waitForSecond() }
    gate.unlock()
  }

  /// Waits for what is under way, refuses what comes later, and leaves the log cleanly stopped.
  package func close() throws(AppendFailure) {
    gate.lock()
    let wasClosing = queue.isClosing
    queue.isClosing = true
    gate.wakeAll()
    gate.unlock()
    if wasClosing { return }
    for thread in threads { thread.join() }
    if let failure = queue.failure { throw failure }
    do throws(FileSystemError) {
      try core.close()
    } catch {
      throw .notDurable(error)
    }
  }

  private func work() {
    gate.lock()
    while true {
      if queue.failure != nil { break }
      if queue.isWorthBeginning {
        takeTurn()
        continue
      }
      if queue.isClosing, queue.waiting.isEmpty { break }
      if queue.watermarkIsBehind, queue.waiting.isEmpty, !queue.isPreparing,
        queue.preparedTurns == queue.writtenTurns
      {
        // Nothing to do for a while: let the watermark catch up.
        if !gate.wait(milliseconds: core.watermarkDelayMilliseconds), queue.watermarkIsBehind,
          queue.waiting.isEmpty, !queue.isPreparing, queue.preparedTurns == queue.writtenTurns
        {
          markWhileIdle()
        }
        continue
      }
      gate.wait()
    }
    let abandoned = queue.failure == nil ? [] : queue.waiting
    let failure = queue.failure ?? .closed
    if !abandoned.isEmpty { queue.waiting = [] }
    gate.wakeAll()
    gate.wakeAllSecond()
    gate.unlock()
    for request in abandoned { request.tell(.failure(failure)) }
  }

  /// Prepares a batch of what is waiting and writes it when its turn has come.
  ///
  /// Called and returns with the gate locked.
  private func takeTurn() {
    queue.isPreparing = true
    var requests = queue.takeFirst(eventsMax: core.batchEventsMax)
    queue.underWay += requests.count
    gate.unlock()

    var prepared: Sequencer.Prepared?
    var refusal: AppendFailure?
    do throws(AppendFailure) {
      prepared = try core.prepare(requests.lazy.map(\.write), now: clock())
    } catch {
      refusal = error
    }

    gate.lock()
    let turn = queue.preparedTurns
    queue.preparedTurns += 1
    queue.isPreparing = false
    if let prepared, prepared.outcomes.count < requests.count {
      queue.underWay -= requests.count - prepared.outcomes.count
      queue.waiting.insert(contentsOf: requests[prepared.outcomes.count...], at: 0)
      requests.removeSubrange(prepared.outcomes.count...)
    }
    if queue.isWorthBeginning { gate.wakeOne() }
    while queue.writtenTurns != turn { gate.waitForSecond() }
    let earlierFailure = queue.failure
    gate.unlock()

    var failure: AppendFailure? = earlierFailure
    if let prepared, failure == nil {
      do throws(AppendFailure) {
        try core.persist(prepared)
        durable.store(core.end.size, ordering: .releasing)
      } catch {
        failure = error
      }
    }
    for (index, request) in requests.enumerated() {
      let outcome: Outcome
      if let failure {
        outcome = .failure(failure)
      } else if let refusal {
        outcome = .failure(refusal)
      } else {
        outcome = prepared?.outcomes[index] ?? .failure(.closed)
      }
      request.tell(outcome)
    }
    if failure == nil, let prepared, prepared.batch != nil {
      failure = core.afterPersist(prepared, now: clock())
      let size = core.end.size
      for follower in followers.withLock({ Array($0.values) }) { follower(size) }
    }

    gate.lock()
    if let failure, queue.failure == nil { queue.failure = failure }
    queue.writtenTurns += 1
    queue.underWay -= requests.count
    queue.watermarkIsBehind = core.watermarkIsBehind
    gate.wakeAllSecond()
    if queue.failure != nil || queue.isClosing { gate.wakeAll() }
  }

  private func markWhileIdle() {
    // Both counters are equal and stay so while this holds a turn.
    queue.isPreparing = true
    gate.unlock()
    var failure: AppendFailure?
    do throws(FileSystemError) {
      try core.writeWatermark()
    } catch {
      failure = .notDurable(error)
    }
    gate.lock()
    queue.isPreparing = false
    if let failure { queue.failure = failure }
    queue.watermarkIsBehind = core.watermarkIsBehind
    gate.wakeAll()
    gate.wakeAllSecond()
  }

  /// Calls `notify` with the durable size after each batch, on the writer's thread: it must be
  /// quick.
  ///
  /// The returned number takes it back.
  package func follow(_ notify: @escaping @Sendable (UInt64) -> Void) -> Int {
    followers.withLock { followers in
      let number = (followers.keys.max() ?? 0) + 1
      followers[number] = notify
      return number
    }
  }

  package func unfollow(_ number: Int) {
    _ = followers.withLock { $0.removeValue(forKey: number) }
  }
}
