import CarnetCore
import EventLog
import FileSystemSimulation
import Ledger
import SystemPackage

/// Sealing without cryptography: bytes are inverted and a checksum over everything that must be
/// bound stands for the tag.
struct ToySealer: BodySealing {
  func newKey(_ kind: EventKey.Kind, record: Pseudonym) throws(SealFailure) -> SealingKey {
    let key = EventKey(kind, version: 1)
    return SealingKey(version: 1, words: (record.rawValue, UInt64(key.rawValue), 0, 0))
  }

  func seal(
    _ plain: UnsafeRawBufferPointer,
    with key: SealingKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    let body = plain.map { ~$0 }
    target.copyBytes(from: body + tag(body, key.words.0, key.words.1, nonce, associatedData))
  }

  func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    guard sealed.count >= 16 else { throw .doesNotOpen }
    let body = Array(sealed.dropLast(16))
    guard
      Array(sealed.suffix(16))
        == tag(
          body,
          record.rawValue,
          UInt64(key.rawValue),
          nonce,
          associatedData
        )
    else {
      throw .doesNotOpen
    }
    target = body.map { ~$0 }
  }

  private func tag(
    _ body: [UInt8],
    _ record: UInt64,
    _ key: UInt64,
    _ nonce: Nonce,
    _ associatedData: UnsafeRawBufferPointer
  ) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(body)
    writer.write(record)
    writer.write(key)
    writer.write(nonce.high)
    writer.write(nonce.low)
    writer.write(Array(associatedData))
    return Array(SHA256.digest(of: writer.bytes).bytes.prefix(16))
  }
}

/// A small log on a simulated disk, and the few lines that every test of it needs.
struct LogFixture {
  static let root: FilePath = "/data"
  static let start = Instant(milliseconds: 1_795_420_800_000)

  var fileSystem: SimulatedFileSystem
  var directory = LogDirectory(LogFixture.root)
  var options = LogFixture.smallOptions

  /// Everything small, so that a few events already fill segments and flush the index.
  static var smallOptions: LogOptions {
    var options = LogOptions()
    options.segmentBytes = 4096
    options.allocationBytesMin = 1024
    options.allocationBytesMax = 4096
    options.reserveBytes = 0
    options.indexEventsMax = 32
    options.watermarkDelayMilliseconds = 5
    return options
  }

  static let identity = LogIdentity(
    origin: "carnet.example/test",
    id: LogID(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f),
    created: start,
    verifierKey: signer.verifier.description
  )

  /// The log's signing key: a seed that everybody knows.
  static let signer: NoteSigner = {
    do {
      return try NoteSigner(name: "carnet.example/test", seed: Array(0..<32))
    } catch {
      preconditionFailure("32 bytes are a seed: \(error)")
    }
  }()

  init(_ fileSystem: SimulatedFileSystem = SimulatedFileSystem()) throws {
    self.fileSystem = fileSystem
    try LogCreation.create(fileSystem, directory, identity: Self.identity)
  }

  init(existing fileSystem: SimulatedFileSystem) { self.fileSystem = fileSystem }

  func open(seed: UInt64 = 1, at time: Instant = start) throws -> LogWriter {
    try LogWriter.open(
      fileSystem,
      directory,
      options: options,
      sealer: ToySealer(),
      now: time,
      generator: SplitMix64(seed: seed)
    )
  }

  /// The *n*-th event of the test's history; the same number gives the same event.
  static func event(_ number: Int, key: EventKey.Kind = .content, bytes: Int? = nil) -> NewEvent {
    var generator = SplitMix64(seed: UInt64(number) &* 0x5851_f42d_4c95_7f2d &+ 99)
    let drawn = Int(generator.next() % 120)
    let count = bytes ?? drawn
    return NewEvent(
      id: EventID.random(using: &generator),
      type: EventType(rawValue: 16 + UInt16(number % 8)),
      key: key,
      time: Instant(milliseconds: start.milliseconds + Int64(number) * 1000),
      body: (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    )
  }

  static func record(_ number: Int) -> Pseudonym {
    Pseudonym(rawValue: UInt64(number + 1) &* 0x9e37_79b9_7f4a_7c15)
  }

  /// One event of one of `records` records.
  static func write(_ number: Int, records: Int = 5, bytes: Int? = nil) -> Write {
    Write(
      record: record(number % records),
      expecting: .any,
      events: [event(number, bytes: bytes)]
    )
  }

  /// Appends events `range`, `batch` at a time.
  func append(_ range: Range<Int>, batch: Int = 3, to writer: LogWriter) throws {
    var next = range.lowerBound
    while next < range.upperBound {
      let end = min(next + batch, range.upperBound)
      let time = Instant(milliseconds: Self.start.milliseconds + Int64(next))
      for outcome in try writer.append((next..<end).map { Self.write($0) }, now: time) {
        _ = try outcome.get()
      }
      next = end
    }
  }
}

extension LogReader {
  /// All events in order, as envelopes.
  func allEnvelopes() throws -> [Envelope] {
    let cursor = try cursor(from: .zero)
    var envelopes: [Envelope] = []
    while let block = try cursor.next() {
      for index in 0..<block.count { envelopes.append(block.envelope(index)) }
    }
    return envelopes
  }
}
