import CarnetCore
import EventLog
import Logging
import MedicalRecord
import RecordService
import ServiceLifecycle
import Views

/// What the service does by itself, beside answering: signs heads, runs the clock, writes what was
/// counted of refused tokens, keeps the department's figures ready.
struct Housekeeping: Service {
  let service: RecordService
  let refused: RefusedTokens
  let configuration: ServiceConfiguration
  let heads: SignedHeads
  let figures: DepartmentFigures
  let logger: Logger

  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await every(configuration.checkpointSeconds) { try await heads.sign() } }
      group.addTask { await every(15) { await refused.flush() } }
      group.addTask {
        await every(10) {
          do {
            try await figures.keepReady()
          } catch is ViewFailure {
            // Views that cannot be read are told of by whoever follows them.
          }
        }
      }
      group.addTask { await every(60) { _ = try await service.recordPendingActs() } }
      if let seconds = configuration.clockSeconds {
        group.addTask {
          await every(seconds) {
            let report = try await ClockProcess(service).run(by: Self.clock)
            if report.count > 0 {
              logger.info("deadlines reached", metadata: ["count": "\(report.count)"])
            }
          }
        }
      }
    }
  }

  /// Nobody but the service itself has its clock run.
  private static let clock: EventContext = {
    var context = EventContext()
    context.actor = Actor(.system, name: "clock")
    context.purpose = .administration
    return context
  }()

  private func every(_ seconds: Int, _ body: () async throws -> Void) async {
    for await _ in Ticks(seconds: seconds).stream.cancelOnGracefulShutdown() {
      do {
        try await body()
      } catch {
        logger.error("housekeeping failed", metadata: ["failure": "\(error)"])
      }
    }
  }
}

/// A tick at once and then every so many seconds; ticks that nobody waits for are not kept.
private struct Ticks {
  let stream: AsyncStream<Void>

  init(seconds: Int) {
    stream = AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let task = Task {
        while !Task.isCancelled {
          continuation.yield()
          try await Task.sleep(for: .seconds(seconds))
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}
