import CarnetCore
import MedicalRecord
package import RecordService

/// Leaves a trace of refused tokens in the system's own stream, without anything of the token.
///
/// The first of a kind from an address is written before its answer leaves; repetitions within a
/// minute are counted and written together, so that a flood costs the log a few events a minute.
package actor RefusedTokens {
  private struct Key: Hashable {
    var reason: TokenRefusal
    var place: String
  }

  private static let foldSeconds = 60.0
  private static let keysMax = 1024

  private let service: RecordService
  private let now: @Sendable () -> ContinuousClock.Instant
  private var written: [Key: ContinuousClock.Instant] = [:]
  private var folded: [Key: Int] = [:]
  /// All refusals since the start, by reason.
  package private(set) var totals: [TokenRefusal: Int] = [:]

  /// - Parameters:
  ///   - service: whose log is written.
  ///   - now: what minutes are told by; a clock that nobody sets.
  package init(
    _ service: RecordService,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.service = service
    self.now = now
  }

  func note(_ reason: TokenRefusal, place: String, request: RequestName) async {
    totals[reason, default: 0] += 1
    let key = Key(reason: reason, place: place)
    let now = self.now()
    if let last = written[key], (now - last) / .seconds(1) < Self.foldSeconds {
      folded[key, default: 0] += 1
      return
    }
    guard written.count < Self.keysMax else {
      // So many addresses at once are one event: the reason stays, the place does not.
      folded[Key(reason: reason, place: ""), default: 0] += 1
      return
    }
    written[key] = now
    await write(key, 1, request.number)
  }

  /// Counts a refusal that is not worth an event of its own.
  func count(_ reason: TokenRefusal, place: String) {
    totals[reason, default: 0] += 1
    let key = Key(reason: reason, place: folded.count < Self.keysMax ? place : "")
    folded[key, default: 0] += 1
  }

  /// Writes what was counted, and forgets who was quiet for a minute.
  package func flush() async {
    let counted = folded
    folded = [:]
    let now = self.now()
    written = written.filter { (now - $0.value) / .seconds(1) < Self.foldSeconds }
    for (key, count) in counted { await write(key, count, 0) }
  }

  private func write(_ key: Key, _ count: Int, _ request: UInt64) async {
    var done = Carnet_V1_AdministrationDone()
    done.action = .tokensRefused
    done.parameters = [key.reason.rawValue]
    done.outcome = "\(count)"
    var context = EventContext()
    context.actor = Actor(.system, name: "serve")
    context.purpose = .administration
    context.place = key.place
    context.request = request
    do {
      _ = try await service.append(.system, [.administrationDone(done)], context)
    } catch {
      // The refusal stands whether or not the log takes it; it is written when the log does.
      folded[key, default: 0] += count
    }
  }
}
