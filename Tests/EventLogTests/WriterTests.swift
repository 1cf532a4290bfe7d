import CarnetCore
import EventLog
import FileSystemSimulation
import Testing

struct WriterTests {
  @Test func `events get contiguous positions and revisions, and read back in order`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    try fixture.append(0..<200, to: writer)
    let envelopes = try writer.reader.allEnvelopes()
    #expect(envelopes.map(\.position.rawValue) == Array(0..<200))
    var revisions: [Pseudonym: UInt32] = [:]
    for (number, envelope) in envelopes.enumerated() {
      #expect(envelope.id == LogFixture.event(number).id)
      #expect(envelope.revision.rawValue == revisions[envelope.record, default: 0])
      revisions[envelope.record, default: 0] += 1
    }
    #expect(
      try fixture.fileSystem.list(fixture.directory.log).count { $0.hasSuffix(".segment") } > 2
    )
  }

  @Test func `the same identity later gives the first receipt and adds nothing`() throws {
    let fixture = try LogFixture()
    var writer = try fixture.open()
    try fixture.append(0..<150, to: writer)
    for number in [0, 1, 77, 149] {
      let receipt = try writer.append([LogFixture.write(number)], now: LogFixture.start)[0].get()
      #expect(
        receipt == AppendReceipt(positions: [Position(UInt64(number))], wasRecordedBefore: true)
      )
    }
    try writer.close()
    try fixture.fileSystem.list(fixture.directory.index)
      .forEach {
        try fixture.fileSystem.remove(fixture.directory.index.appending($0))
      }
    writer = try fixture.open()
    let receipt = try writer.append([LogFixture.write(33)], now: LogFixture.start)[0].get()
    #expect(receipt.wasRecordedBefore)
    #expect(writer.end.size == 150)
  }

  @Test func `the same identity twice in one group is one event`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    let outcomes = try writer.append(
      [LogFixture.write(1), LogFixture.write(1)],
      now: LogFixture.start
    )
    #expect(try outcomes[0].get().positions == [.zero])
    #expect(try outcomes[1].get() == AppendReceipt(positions: [.zero], wasRecordedBefore: true))
    #expect(writer.end.size == 1)
  }

  @Test func `a wrong expectation is refused, says where the record is, and changes nothing`()
    throws
  {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    let record = LogFixture.record(1)
    func append(
      _ number: Int,
      _ expecting: ExpectedRevision
    ) throws -> Result<AppendReceipt, AppendFailure> {
      try
        writer.append(
          [Write(record: record, expecting: expecting, events: [LogFixture.event(number)])],
          now: LogFixture.start
        )[0]
    }
    #expect(
      try append(0, .revision(.zero))
        == .failure(.conflict(record: record, expected: .revision(.zero), actual: nil))
    )
    _ = try append(0, .none).get()
    #expect(
      try append(1, .none) == .failure(.conflict(record: record, expected: .none, actual: .zero))
    )
    _ = try append(1, .revision(.zero)).get()
    #expect(
      try append(2, .revision(.zero))
        == .failure(.conflict(record: record, expected: .revision(.zero), actual: Revision(1)))
    )
    #expect(writer.end.size == 2)
  }

  @Test func `a write over several records is recorded whole or not at all`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    let first = LogFixture.record(1)
    let second = LogFixture.record(2)
    let refused = Write([
      RecordEvents(
        record: first,
        expecting: .none,
        events: [LogFixture.event(0), LogFixture.event(1)]
      ),
      RecordEvents(record: second, expecting: .revision(.zero), events: [LogFixture.event(2)]),
    ])
    #expect(throws: AppendFailure.self) {
      try writer.append([refused], now: LogFixture.start)[0].get()
    }
    #expect(writer.end.size == 0)
    var accepted = refused
    accepted.parts[1].expecting = .none
    let receipt = try writer.append([accepted], now: LogFixture.start)[0].get()
    #expect(receipt.positions.map(\.rawValue) == [0, 1, 2])
    let half = Write(
      record: first,
      expecting: .any,
      events: [LogFixture.event(1), LogFixture.event(9)]
    )
    #expect(
      try writer.append([half], now: LogFixture.start)[0]
        == .failure(.partlyRecorded(LogFixture.event(9).id))
    )
  }

  @Test func `an event that cannot be sealed leaves no trace of its write`() throws {
    struct Refusing: BodySealing {
      func newKey(
        _ kind: EventKey.Kind,
        record: Pseudonym
      ) throws(SealFailure) -> SealingKey {
        if kind == .trace { throw .keyDestroyed(record) }
        return try ToySealer().newKey(kind, record: record)
      }
      func seal(
        _ plain: UnsafeRawBufferPointer,
        with key: SealingKey,
        nonce: Nonce,
        authenticating associatedData: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer
      ) {
        ToySealer()
          .seal(plain, with: key, nonce: nonce, authenticating: associatedData, into: target)
      }
      func open(
        _ sealed: UnsafeRawBufferPointer,
        record: Pseudonym,
        key: EventKey,
        nonce: Nonce,
        authenticating associatedData: UnsafeRawBufferPointer,
        into target: inout [UInt8]
      ) throws(SealFailure) { throw .doesNotOpen }
    }
    let fixture = try LogFixture()
    let writer = try LogWriter.open(
      fixture.fileSystem,
      fixture.directory,
      options: fixture.options,
      sealer: Refusing(),
      now: LogFixture.start,
      generator: SplitMix64(seed: 1)
    )
    let record = LogFixture.record(0)
    func event(_ number: Int, _ kind: EventKey.Kind = .content) -> NewEvent {
      var event = LogFixture.event(number)
      event.key = kind
      return event
    }
    let outcomes = try writer.append(
      [
        Write(record: record, expecting: .any, events: [event(0)]),
        Write(record: record, expecting: .any, events: [event(1), event(2, .trace)]),
        Write(record: record, expecting: .any, events: [event(3)]),
      ],
      now: LogFixture.start
    )
    #expect(outcomes[1] == .failure(.sealing(.keyDestroyed(record))))
    #expect(try writer.reader.allEnvelopes().map(\.id) == [0, 3].map { LogFixture.event($0).id })
    #expect(try writer.reader.allEnvelopes().map(\.revision.rawValue) == [0, 1])
  }

  @Test func `a part without events says nothing about its record`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    let record = LogFixture.record(0)
    func write(_ expecting: ExpectedRevision) -> Write {
      Write([
        RecordEvents(record: record, expecting: .any, events: []),
        RecordEvents(record: record, expecting: expecting, events: [LogFixture.event(0)]),
      ])
    }
    let refused = try writer.append([write(.revision(.zero))], now: LogFixture.start)[0]
    #expect(
      refused
        == .failure(.conflict(record: record, expected: .revision(.zero), actual: nil))
    )
    _ = try writer.append([write(.none)], now: LogFixture.start)[0].get()
    try writer.close()
  }

  @Test func `a write larger than a batch may be is refused before anything is written`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    let count = Int(BatchHeader.bodiesLengthMax) / EventLimits.bodyBytesMax + 1
    let large = (0..<count).map { LogFixture.event($0, bytes: EventLimits.bodyBytesMax) }
    let record = LogFixture.record(0)
    let outcomes = try writer.append(
      [Write(record: record, expecting: .any, events: large)],
      now: LogFixture.start
    )
    guard case .failure(.writeTooLarge(let bytes, let max)) = outcomes[0] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(bytes > max && max == Int(BatchHeader.bodiesLengthMax))
    // What fits follows, in as many batches as it takes.
    let half = large.prefix(count / 2).map { Write(record: record, expecting: .any, events: [$0]) }
    let more = large.dropFirst(count / 2)
      .map {
        Write(record: record, expecting: .any, events: [$0])
      }
    for outcome in try writer.append(half + more, now: LogFixture.start) { _ = try outcome.get() }
    #expect(try writer.reader.allEnvelopes().count == count)
    try writer.close()
    #expect(try fixture.open(seed: 2).openingFindings == [])
  }

  @Test func `the log's own types, empty writes and oversized bodies are refused`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    var own = LogFixture.event(0)
    own.type = EventType(rawValue: 3)
    var large = LogFixture.event(1)
    large.body = [UInt8](repeating: 0, count: EventLimits.bodyBytesMax + 1)
    let twice = [LogFixture.event(2), LogFixture.event(2)]
    let outcomes = try writer.append(
      [
        Write(record: .system, expecting: .any, events: [own]),
        Write([]),
        Write(record: .system, expecting: .any, events: [large]),
        Write(record: .system, expecting: .any, events: twice),
      ],
      now: LogFixture.start
    )
    #expect(
      outcomes == [
        .failure(.reservedType(EventType(rawValue: 3))), .failure(.emptyWrite),
        .failure(
          .bodyTooLarge(bytes: EventLimits.bodyBytesMax + 1, max: EventLimits.bodyBytesMax)
        ),
        .failure(.repeatedIdentity(twice[0].id)),
      ]
    )
    #expect(writer.end.size == 0)
  }

  @Test func `a second writer is refused while the first one lives`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    #expect(throws: LogFailure.lockedByAnotherWriter(LogFixture.root)) { try fixture.open() }
    try writer.close()
    try fixture.open().close()
  }

  @Test func `a disk with too little room refuses and stays usable`() throws {
    var fixture = try LogFixture()
    fixture.options.reserveBytes = 100_000
    let writer = try fixture.open()
    try fixture.append(0..<3, to: writer)
    fixture.fileSystem.capacityBytes = 120_000
    var refusal: AppendFailure?
    var number = 3
    while refusal == nil, number < 1000 {
      do {
        _ = try writer.append([LogFixture.write(number)], now: LogFixture.start)
        number += 1
      } catch {
        refusal = error
      }
    }
    guard case .diskFull = refusal else {
      Issue.record("expected a full disk, got \(String(describing: refusal))")
      return
    }
    fixture.fileSystem.capacityBytes = nil
    _ = try writer.append([LogFixture.write(number)], now: LogFixture.start)[0].get()
    try writer.close()
  }

  @Test func `after a failed sync nothing is acknowledged any more`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    try fixture.append(0..<3, to: writer)
    fixture.fileSystem.fail { $0.operation == .sync ? .ioError : nil }
    #expect(throws: AppendFailure.self) {
      try writer.append([LogFixture.write(3)], now: LogFixture.start)
    }
    fixture.fileSystem.clearFaults()
    #expect(throws: AppendFailure.closed) {
      try writer.append([LogFixture.write(4)], now: LogFixture.start)
    }
  }

  @Test func `a record's events are walked back from its head`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    try fixture.append(0..<200, to: writer)
    let head = try #require(writer.index.head(of: LogFixture.record(2)))
    var positions: [UInt64] = []
    try writer.reader.walkBack(from: head) { block, index in
      positions.append(block.position(index).rawValue)
      return true
    }
    #expect(positions == stride(from: 2, to: 200, by: 5).map { UInt64($0) }.reversed())
  }

  @Test func `a cursor begins anywhere and sees what is written later`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    try fixture.append(0..<100, batch: 7, to: writer)
    for start in 0...100 {
      let cursor = try writer.reader.cursor(from: Position(UInt64(start)))
      var expected = start
      while let block = try cursor.next(bytesMax: 700) {
        if expected == start {
          #expect(block.firstPosition.rawValue <= UInt64(start))
          #expect(block.endPosition.rawValue > UInt64(start))
        } else {
          #expect(block.firstPosition.rawValue == UInt64(expected))
        }
        expected = Int(block.endPosition.rawValue)
      }
      #expect(expected == 100 || start == 100)
    }
    let follower = try writer.reader.cursor(from: Position(100))
    let early = try follower.next()
    #expect(early?.count == nil)
    try fixture.append(100..<140, to: writer)
    var seen = 100
    while let block = try follower.next() { seen = Int(block.endPosition.rawValue) }
    #expect(seen == 140)
  }
}
