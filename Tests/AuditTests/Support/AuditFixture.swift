import Audit
import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Synchronization
import SystemPackage

/// A data directory of a test's own, under a clock that the test sets.
final class AuditFixture: Sendable {
  let folder: URL
  let directory: DataDirectory
  private let now = Mutex<Int64>(1_795_420_800_000)

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-audit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    directory = DataDirectory(FilePath(folder.appendingPathComponent("data").path))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The next look at the clock gives this moment.
  func set(_ moment: Instant) { now.withLock { $0 = moment.milliseconds } }

  var clock: @Sendable () -> Instant {
    { [self] in now.withLock { Instant(milliseconds: $0) } }
  }

  func create() throws -> RecordService {
    _ = try RecordService.create(directory, origin: "carnet.example/test", clock: clock)
    return try RecordService.openForWriting(directory, clock: clock)
  }

  static func auditor(
    _ service: RecordService,
    _ identifier: String = "a9"
  ) -> AuditSession {
    AuditSession(service, actor: Actor(.auditor, identifier: identifier), reason: "test")
  }
}

/// A record whose life the log has too.
struct WrittenLife {
  let service: RecordService
  let record: Pseudonym
  var life: RandomLife
  /// What reads were answered: their trace's position, the request, and the documents served.
  var served: [(position: Position, request: AccessRequest, shown: [UInt32])] = []

  /// Lives until the record has so many events.
  init(seed: UInt64, events: Int, in fixture: AuditFixture, _ service: RecordService) async throws {
    self.service = service
    record = try service.drawPseudonym()
    life = RandomLife(seed: seed)
    var attempts = 0
    while (life.state.revision?.rawValue ?? 0) < events, attempts < events * 20 {
      attempts += 1
      guard let act = life.next() else { continue }
      fixture.set(life.time)
      switch act {
      case .change(let facts, let context):
        try await service.perform(on: record, context) { _ throws(Refusal) in facts }
        life.apply(facts, context)
      case .rules(let parts):
        let fact = try service.rulesHistory().publish(parts)
        _ = try await service.publish(parts, EventContext())
        if case .rulesPublished(let published) = fact { life.apply(published) }
      case .read(let request):
        guard life.state.revision != nil, life.state.status != .erased else { continue }
        try await read(request)
      }
    }
  }

  private mutating func read(_ request: AccessRequest) async throws {
    var context = EventContext()
    context.actor = request.actor
    context.purpose = request.purpose
    context.reason = request.reason
    let decision = AccessPolicy.decide(request, on: life.state, rules: life.rulesInForce)
    do {
      let read = try await service.authorise(request, on: record)
      if let position = read.receipt.positions.last {
        served.append((position, request, read.decision.shown))
      }
    } catch ServiceFailure.accessDenied {
    }
    life.apply(decision.trace, context)
  }
}
