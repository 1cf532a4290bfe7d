import CarnetCore
import EventLog
import FileSystemSimulation
import Synchronization
import Testing

struct GroupCommitTests {
  private static let clock: @Sendable () -> Instant = { LogFixture.start }

  @Test func `writes of many tasks are all in the log, each where its receipt says`() async throws {
    let fixture = try LogFixture()
    let commit = GroupCommit(try fixture.open(), clock: Self.clock)
    let receipts = try await withThrowingTaskGroup(of: [(Int, AppendReceipt)].self) { group in
      for task in 0..<16 {
        group.addTask {
          var receipts: [(Int, AppendReceipt)] = []
          for number in stride(from: task, to: 400, by: 16) {
            receipts.append((number, try await commit.append(LogFixture.write(number))))
          }
          return receipts
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(commit.durableSize == 400)
    commit.settle()
    try commit.close()
    let writer = try fixture.open(seed: 2)
    let envelopes = try writer.reader.allEnvelopes()
    #expect(envelopes.count == 400)
    for (number, receipt) in receipts {
      let position = try #require(receipt.positions.first)
      #expect(envelopes[Int(position.rawValue)].id == LogFixture.event(number).id)
    }
    #expect(writer.openingFindings == [])
  }

  @Test func `writes given together are kept in their order`() async throws {
    let fixture = try LogFixture()
    let commit = GroupCommit(try fixture.open(), clock: Self.clock)
    let outcomes = await commit.append((0..<300).map { LogFixture.write($0) })
    let positions = try outcomes.map { try $0.get().positions }
    #expect(positions == (0..<300).map { [Position(UInt64($0))] })
    #expect(await commit.append([]).isEmpty)
    try commit.close()
  }

  @Test func `what is given at once is cut into batches that a reader of one event can afford`()
    async throws
  {
    var fixture = try LogFixture()
    fixture.options.batchEventsMax = 16
    let commit = GroupCommit(try fixture.open(), clock: Self.clock)
    // Writes of three events: none is cut.
    let writes = (0..<100)
      .map { number in
        Write(
          record: LogFixture.record(number % 5),
          expecting: .any,
          events: (0..<3).map { LogFixture.event(number * 3 + $0) }
        )
      }
    let receipts = try await commit.append(writes).map { try $0.get() }
    commit.settle()
    try commit.close()
    let reader = try fixture.open(seed: 2).reader
    var counts: [Position: Int] = [:]
    for receipt in receipts {
      let blocks = try receipt.positions.map { try reader.block(containing: $0).0 }
      #expect(Set(blocks.map(\.firstPosition)).count == 1)
      if let block = blocks.first { counts[block.firstPosition] = block.count }
    }
    #expect(counts.values.allSatisfy { $0 <= 18 })
    #expect(counts.values.reduce(0, +) == 300)
    #expect(receipts.flatMap(\.positions) == (0..<300).map { Position(UInt64($0)) })
  }

  @Test func `a failed write fails everybody who waited, and nobody after`() async throws {
    let fixture = try LogFixture()
    let commit = GroupCommit(try fixture.open(), clock: Self.clock)
    for number in 0..<20 { _ = try await commit.append(LogFixture.write(number)) }
    fixture.fileSystem.fail { $0.operation == .sync || $0.operation == .write ? .ioError : nil }
    let acknowledged = await withTaskGroup(of: Int.self) { group in
      for number in 20..<60 {
        group.addTask { (try? await commit.append(LogFixture.write(number))) == nil ? 0 : 1 }
      }
      return await group.reduce(0, +)
    }
    #expect(acknowledged == 0)
    fixture.fileSystem.clearFaults()
    await #expect(throws: AppendFailure.self) { try await commit.append(LogFixture.write(99)) }
    #expect(throws: AppendFailure.self) { try commit.close() }
  }

  @Test func `after closing, writes are refused and the log is free`() async throws {
    let fixture = try LogFixture()
    let commit = GroupCommit(try fixture.open(), clock: Self.clock)
    _ = try await commit.append(LogFixture.write(1))
    try commit.close()
    try commit.close()
    await #expect(throws: AppendFailure.closed) { try await commit.append(LogFixture.write(2)) }
    #expect(try fixture.open(seed: 3).end.size == 1)
  }

  @Test func `followers hear of every durable size, and no more once they have left`() async throws
  {
    let fixture = try LogFixture()
    let commit = GroupCommit(try fixture.open(), clock: Self.clock)
    let heard = Mutex<[UInt64]>([])
    let number = commit.follow { size in heard.withLock { $0.append(size) } }
    for number in 0..<30 { _ = try await commit.append(LogFixture.write(number)) }
    commit.settle()
    #expect(heard.withLock { $0 } == (1...30).map { UInt64($0) })
    commit.unfollow(number)
    _ = try await commit.append(LogFixture.write(30))
    commit.settle()
    #expect(heard.withLock { $0.count } == 30)
    try commit.close()
  }

  @Test func `a reader follows while the writer writes`() async throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    let reader = writer.reader
    let commit = GroupCommit(writer, clock: Self.clock)
    let following = Task.detached { () throws -> [EventID] in
      var ids: [EventID] = []
      let cursor = try reader.cursor(from: .zero)
      while ids.count < 300 {
        guard let block = try cursor.next() else {
          await Task.yield()
          continue
        }
        for index in 0..<block.count { ids.append(block.ids[index]) }
      }
      return ids
    }
    for number in 0..<300 { _ = try await commit.append(LogFixture.write(number)) }
    #expect(try await following.value == (0..<300).map { LogFixture.event($0).id })
    try commit.close()
  }
}
