import CarnetCore
import Dispatch
import EventLog
import MedicalRecord
import RecordService
import Views

/// What the administrator's pages look at and set going.
final class OperatorDesk: Sendable {
  let service: RecordService
  let following: ViewFollowing
  let metrics: ServiceMetrics
  let heads: SignedHeads
  let started = ContinuousClock.now
  let rebuilding: BackgroundWork<[Rebuild.Report]>
  let verifying: BackgroundWork<VerificationReport>
  // A rebuild blocks its thread for minutes: never one of those that answer requests.
  private let queue = DispatchQueue(
    label: "carnet.operator",
    qos: .utility,
    attributes: .concurrent
  )

  init(
    _ service: RecordService,
    _ following: ViewFollowing,
    _ metrics: ServiceMetrics,
    _ heads: SignedHeads
  ) {
    self.service = service
    self.following = following
    self.metrics = metrics
    self.heads = heads
    rebuilding = BackgroundWork(clock: service.clock)
    verifying = BackgroundWork(clock: service.clock)
  }

  var health: Health { Health(service, following) }

  /// Stops what runs in the background before the log is closed.
  func end() async {
    await rebuilding.end()
    await verifying.end()
  }

  /// Runs what blocks on a thread for it.
  func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }

  // MARK: Rebuilding

  /// Builds views anew beside those that serve, and swaps; each is written down when it serves.
  ///
  /// - Returns: false when a rebuild runs already.
  /// - Throws: `.noSuchView`.
  func rebuild(_ names: [String], _ context: EventContext) throws -> Bool {
    let projectors = try RecordService.projectors(named: names)
    let service = service
    return rebuilding.start(by: context.actor.identifierText) { [self] work in
      let reports = try await blocking {
        try Rebuild(projectors, in: service.directory.views, isCancelled: { work.isCancelled })
          .run(LogFeed(service)) { progress in
            work.report(
              .init(done: progress.done, total: progress.total, perSecond: progress.perSecond)
            )
          }
      }
      for report in reports {
        try await service.note(
          .viewRebuilt,
          [report.name, report.generation.description],
          outcome: Self.outcome(report.comparison),
          context
        )
      }
      await following.catchUp()
      return reports
    }
  }

  private static func outcome(_ comparison: Rebuild.Comparison) -> String {
    switch comparison {
    case .noServingView: "none-before"
    case .anotherVersion(let version): "version-\(version)-before"
    case .same: "same"
    case .differs: "different"
    case .unusable: "unusable-before"
    }
  }

  // MARK: Verifying

  /// Verifies the whole log from its bytes; the question is traced before it begins.
  ///
  /// - Returns: false when a verification runs already.
  func verify(_ context: EventContext) async throws -> Bool {
    if verifying.now?.isRunning == true { return false }
    _ = try await service.traceQuestion("verify", [], answers: 0, context)
    let service = service
    let total = try service.reader.readableSize()
    return verifying.start(by: context.actor.identifierText) { work in
      let began = ContinuousClock.now
      work.report(.init(total: total))
      return try await LogVerifier(service.fileSystem, service.directory.log)
        .verify(progress: { done in
          let seconds = (ContinuousClock.now - began) / .seconds(1)
          work.report(
            .init(
              done: done,
              total: max(total, done),
              perSecond: seconds > 0 ? Double(done) / seconds : 0
            )
          )
        })
    }
  }
}
