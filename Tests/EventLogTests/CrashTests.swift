import CarnetCore
import EventLog
import FileSystemSimulation
import Foundation
import SystemPackage
import Testing

/// Crashes at every system call of a scripted life of a log, with many kinds of damage after each.
///
/// The default run makes over 10,000 images; `CARNET_LONG_TESTS=1` makes over 100,000.
struct CrashTests {
  static let isLong = ProcessInfo.processInfo.environment["CARNET_LONG_TESTS"] == "1"
  static let seed = UInt64(ProcessInfo.processInfo.environment["CARNET_SEED"] ?? "") ?? 20_261_123

  /// Two lives of the log: written and closed, opened again, written, and left open.
  static func life(
    _ fileSystem: SimulatedFileSystem,
    _ acknowledge: @Sendable (Int) -> Void
  ) throws {
    let fixture = LogFixture(existing: fileSystem)
    var writer = try fixture.open(seed: 1)
    try append(0..<70, to: writer, acknowledge)
    try writer.close()
    writer = try fixture.open(
      seed: 2,
      at: Instant(milliseconds: LogFixture.start.milliseconds + 500)
    )
    try append(70..<110, to: writer, acknowledge)
  }

  private static func append(
    _ range: Range<Int>,
    to writer: LogWriter,
    _ acknowledge: @Sendable (Int) -> Void
  ) throws {
    var generator = SplitMix64(seed: UInt64(range.lowerBound))
    var next = range.lowerBound
    while next < range.upperBound {
      let end = min(range.upperBound, next + 1 + Int(generator.next() % 5))
      let time = Instant(milliseconds: LogFixture.start.milliseconds + Int64(next))
      let outcomes = try writer.append((next..<end).map { LogFixture.write($0) }, now: time)
      for (number, outcome) in zip(next..<end, outcomes) {
        _ = try outcome.get()
        acknowledge(number)
      }
      next = end
    }
  }

  /// What every image must give: it opens by itself, everything acknowledged is there and in order,
  /// nothing is there that was never written, and the log goes on.
  static func check(_ image: SimulatedFileSystem, _ acknowledged: [Int]) throws {
    let fixture = LogFixture(existing: image)
    let writer = try fixture.open(
      seed: 3,
      at: Instant(milliseconds: LogFixture.start.milliseconds + 9000)
    )
    let envelopes = try writer.reader.allEnvelopes()
    let own = envelopes.filter { $0.type == .tailTruncated }
    let written = envelopes.filter { $0.type != .tailTruncated }
    guard own.count <= 2 else { throw CheckFailure("\(own.count) cuts in two lives") }
    for (number, envelope) in written.enumerated()
    where envelope.id != LogFixture.event(number).id {
      throw CheckFailure("event \(number) is another one, or events are out of order")
    }
    guard written.count >= acknowledged.count else {
      throw CheckFailure("\(acknowledged.count) acknowledged, \(written.count) in the log")
    }
    guard written.count <= 110 else { throw CheckFailure("events that were never written") }
    // What was not acknowledged may be repeated; what is there is not added twice.
    let outcomes = try writer.append((0..<112).map { LogFixture.write($0) }, now: LogFixture.start)
    for outcome in outcomes { _ = try outcome.get() }
    guard writer.end.size == UInt64(112 + own.count) else {
      throw CheckFailure("\(writer.end.size) events after repeating all, \(own.count) cuts")
    }
    try writer.close()
    let again = try fixture.open(seed: 4)
    guard again.end.size == UInt64(112 + own.count), again.openingFindings.isEmpty else {
      throw CheckFailure("after a clean stop: \(again.openingFindings)")
    }
    try again.close()
  }

  static let scenario = Scenario<Int>(
    setup: { _ = try LogFixture($0) },
    workload: { fileSystem, acknowledge in try life(fileSystem, acknowledge) },
    check: { image, acknowledged in try check(image, acknowledged) }
  )

  @Test func `no crash loses an acknowledged event, adds one, or needs a hand to mend`()
    async throws
  {
    var explorer = CrashExplorer(Self.scenario, seed: Self.seed)
    explorer.imagesPerDamage = Self.isLong ? 60 : 6
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
    #expect(report.images >= (Self.isLong ? 100_000 : 10_000), "\(report)")
    print("crash images: \(report.images) over \(report.calls) calls")
  }

  @Test func `a call that fails leaves a log that opens with everything acknowledged`() async throws
  {
    let explorer = FaultExplorer(Self.scenario, seed: Self.seed)
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
    print("fault images: \(report.images) over \(report.calls) calls")
  }

  @Test func `a crash while a log is created leaves none or a whole one`() async throws {
    let scenario = Scenario<Int>(
      workload: { fileSystem, acknowledge in
        _ = try LogFixture(fileSystem)
        acknowledge(0)
      },
      check: { image, acknowledged in
        let fixture = LogFixture(existing: image)
        do {
          try LogCreation.create(image, fixture.directory, identity: LogFixture.identity)
          guard acknowledged.isEmpty else { throw CheckFailure("the created log is gone") }
        } catch LogFailure.alreadyALog {
        }
        let writer = try fixture.open()
        try fixture.append(0..<5, to: writer)
        try writer.close()
      }
    )
    let report = try await CrashExplorer(scenario, seed: Self.seed).run()
    #expect(report.failure == nil, "\(report)")
  }
}
