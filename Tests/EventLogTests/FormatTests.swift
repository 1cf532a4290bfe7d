import CarnetCore
import FileSystemSimulation
import Testing

@testable import EventLog

struct FormatTests {
  @Test func `a batch gives back every field of every event`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      var encoder = BatchEncoder(
        log: LogFixture.identity.id,
        sealer: ToySealer(),
        codecs: .plain
      )
      let first = Position(generator.next() >> 20)
      let nonce = Nonce.random(using: &generator)
      encoder.begin(at: first, time: LogFixture.start, nonce: nonce)
      let count = Int(generator.next() % 60) + 1
      var expected: [(NewEvent, Pseudonym, Revision, UInt64)] = []
      for index in 0..<count {
        let event = LogFixture.event(
          Int(generator.next() % 1_000_000),
          key: index % 3 == 0 ? .none : .trace
        )
        let revision = Revision(UInt32(generator.next() % 100))
        let record = Pseudonym(rawValue: generator.next())
        let distance = revision == .zero ? 0 : generator.next() % (first.rawValue + 1)
        let previous = revision == .zero ? 0 : max(1, distance)
        try encoder.add(event, record: record, revision: revision, previousDistance: previous)
        expected.append((event, record, revision, previous))
      }
      let (batch, leaves) = encoder.finish(epoch: 7, link: 99)
      #expect(leaves.count == expected.count)
      #expect(encoder.count == 0, "keys and bodies stay no longer than they are needed")
      #expect(batch.frame.count % 8 == 0)
      try batch.frame.withUnsafeBytes { frame in
        let header = try BatchHeader(
          decoding: UnsafeRawBufferPointer(rebasing: frame[..<BatchHeader.byteCount])
        )
        #expect(header == batch.header)
        var block = EventBlock(firstPosition: first)
        try BatchDecoder.decode(header, frame: frame, into: &block)
        #expect(block.count == count, "seed \(seed)")
        for (index, (event, record, revision, previous)) in expected.enumerated() {
          #expect(block.ids[index] == event.id)
          #expect(block.types[index] == event.type)
          #expect(block.times[index] == event.time)
          #expect(block.records[index] == record)
          #expect(block.revisions[index] == revision)
          #expect(block.previous[index] == previous)
          #expect(block.nonces[index] == nonce.forEvent(index))
          #expect(block.keys[index].kind == event.key)
          #expect(block.plainLengths[index] == UInt32(event.body.count))
        }
      }
    }
  }

  @Test func `an envelope is 96 bytes and reads back`() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<1000 {
      let envelope = Envelope(
        type: EventType(rawValue: UInt16(generator.next() % 65_535) + 1),
        codec: UInt8(truncatingIfNeeded: generator.next()),
        position: Position(generator.next()),
        record: Pseudonym(rawValue: generator.next()),
        revision: Revision(UInt32(truncatingIfNeeded: generator.next())),
        key: EventKey(rawValue: UInt32(truncatingIfNeeded: generator.next())),
        time: Instant(milliseconds: Int64(bitPattern: generator.next())),
        id: EventID.random(using: &generator),
        plainLength: 1,
        storedLength: 2,
        bodyDigest: SHA256.digest(of: [1])
      )
      let bytes = envelope.bytes
      #expect(bytes.count == 96)
      #expect(bytes.withUnsafeBytes { Envelope(bytes: $0) } == envelope)
    }
  }

  @Test func `bodies go through every codec unchanged, and damaged ones are refused`() throws {
    let dictionary = Array(
      String(
        repeating: "2.16.840.1.113883.6.1 urn:ihe:pcc:fr-FR text/xml application/pdf",
        count: 4
      )
      .utf8
    )
    for codecs in [BodyCodecs.plain, BodyCodecs(dictionaries: [dictionary])] {
      for seed in 0..<300 as Range<UInt64> {
        var generator = SplitMix64(seed: seed)
        let count = Int(generator.next() % 400)
        let body = (0..<count)
          .map { index in
            generator.next() % 3 == 0
              ? UInt8(truncatingIfNeeded: generator.next()) : dictionary[index % dictionary.count]
          }
        var stored: [UInt8] = []
        let codec = body.withUnsafeBytes { codecs.encode($0, into: &stored) }
        #expect(stored.count <= body.count)
        var plain: [UInt8] = []
        try stored.withUnsafeBytes { memory in
          try codecs.decode(memory, codec: codec, plainLength: body.count, into: &plain)
        }
        #expect(plain == body, "seed \(seed)")
        if codec > 0 {
          #expect(throws: BodyCodecs.Failure.malformed) {
            try stored.withUnsafeBytes { memory in
              try codecs.decode(memory, codec: codec, plainLength: body.count + 1, into: &plain)
            }
          }
        }
      }
    }
  }

  @Test func `a segment header with any bit flipped is not believed`() throws {
    let header = SegmentHeader(
      epoch: 3,
      log: LogFixture.identity.id,
      firstPosition: Position(42),
      created: LogFixture.start,
      link: 77
    )
    let bytes = header.encoded()
    #expect(bytes.count == 128)
    #expect(try SegmentHeader(decoding: bytes) == header)
    for bit in 0..<bytes.count * 8 {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: SegmentHeader.Failure.self, "bit \(bit)") {
        try SegmentHeader(decoding: flipped)
      }
    }
  }

  @Test func `a watermark slot with any bit flipped is not believed`() {
    let mark = Watermark(
      sequence: 9,
      size: 1000,
      segment: Position(512),
      endOffset: 4096,
      epoch: 2,
      isCleanStop: true,
      link: 5
    )
    let bytes = mark.encoded()
    #expect(Watermark(slot: bytes) == mark)
    for bit in 0..<bytes.count * 8 {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Watermark(slot: flipped) == nil, "bit \(bit)")
    }
  }

  @Test func `an identity with any bit flipped is not believed`() throws {
    let bytes = LogFixture.identity.encoded()
    #expect(try LogIdentity(decoding: bytes) == LogFixture.identity)
    for bit in 0..<bytes.count * 8 {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: IdentityFailure.self, "bit \(bit)") { try LogIdentity(decoding: flipped) }
    }
  }

  @Test func `the name of a segment file gives its first position back`() {
    for value in [0, 1, 42, UInt64.max] {
      #expect(SegmentName.position(SegmentName.file(Position(value))) == Position(value))
    }
    for name in ["", "1.segment", "0000000000000000000x.segment", "99999999999999999999.segment"] {
      #expect(SegmentName.position(name) == nil)
    }
  }
}
