import CarnetCore
import HTTPTypes
import MedicalRecord
import NIOEmbedded
import RecordService
import Synchronization
import Testing

@testable import WebService

@Suite("Traces of refused tokens")
struct RefusalTraceTests {
  private func refusals(_ world: ServiceWorld) throws -> [Carnet_V1_AdministrationDone] {
    try world.systemEvents()
      .compactMap { event in
        guard case .administrationDone(let done)? = event.body?.fact,
          done.action == .tokensRefused
        else { return nil }
        return done
      }
  }

  /// A door of the world's own with a clock that the test sets: how long a machine under load takes
  /// between two tokens is no part of what is tested.
  private func door(
    _ world: ServiceWorld,
    _ now: @escaping @Sendable () -> ContinuousClock.Instant
  ) -> Authenticator {
    Authenticator(
      world.application.responder.authenticator.verifier,
      refused: RefusedTokens(world.service, now: now),
      limits: ServiceLimits(),
      clock: world.service.clock
    )
  }

  private func refuse(_ tokens: [String], at door: Authenticator) async {
    let channel = EmbeddedChannel()
    for token in tokens {
      var headers = HTTPFields()
      headers[.authorization] = "Bearer \(token)"
      await #expect(throws: WebRefusal.self) {
        _ = try await door.caller(
          headers,
          channel,
          place: "192.0.2.7",
          request: RequestName(nil, parent: nil),
          language: .french
        )
      }
    }
  }

  @Test func `each refused token is an event or counted in one, and none says what it was`()
    async throws
  {
    let world = try await ServiceWorld()
    let start = ContinuousClock.now
    let door = door(world) { start }
    let tokens = (0..<40).map { "a.b.c\($0)" } + ["x", "", ".."]
    await refuse(tokens, at: door)
    // The first of each reason stands before its answer left.
    let first = try refusals(world)
    #expect(Set(first.map(\.parameters)).count == first.count)
    #expect(!first.isEmpty)
    await door.refused.flush()
    let all = try refusals(world)
    let sum = all.reduce(0) { $0 + (Int($1.outcome) ?? 0) }
    #expect(sum == tokens.count)
    // A flood costs the log few events.
    #expect(all.count <= 8)
    for event in try world.systemEvents() {
      #expect(!String(describing: event.content).contains("a.b.c"))
    }
    try world.close()
  }

  @Test func `refusals that go on are an event a minute, and those between are counted`()
    async throws
  {
    let world = try await ServiceWorld()
    let now = Mutex(ContinuousClock.now)
    let door = door(world) { now.withLock { $0 } }
    await refuse(["a.b.c", "a.b.c", "a.b.c"], at: door)
    #expect(try refusals(world).map(\.outcome) == ["1"])
    now.withLock { $0 += .seconds(59) }
    await refuse(["a.b.c"], at: door)
    #expect(try refusals(world).map(\.outcome) == ["1"])
    now.withLock { $0 += .seconds(2) }
    await refuse(["a.b.c"], at: door)
    #expect(try refusals(world).map(\.outcome) == ["1", "1"])
    await door.refused.flush()
    #expect(try refusals(world).map(\.outcome) == ["1", "1", "3"])
    try world.close()
  }

  @Test func `a development token is accepted where it was asked for, and nowhere else`()
    async throws
  {
    // A clock that stands still: the token does not run out, however long the machine takes.
    let world = try await ServiceWorld(now: Instant(milliseconds: 1_795_420_800_000))
    let issuer = try DevelopmentIssuer(world.service)
    let token = try issuer.token(
      for: DevelopmentSubject(.auditor, identifier: "audit-76"),
      seconds: 60,
      now: world.service.clock()
    )
    var headers = HTTPFields()
    headers[.authorization] = "Bearer \(token)"
    let caller = try await world.application.responder.authenticator.caller(
      headers,
      EmbeddedChannel(),
      place: "127.0.0.1",
      request: RequestName(nil, parent: nil),
      language: .english
    )
    #expect(caller.kind == "auditor")
    #expect(throws: TokenRefusal.unknownIssuer) {
      _ = try TokenVerifier([]).verify(token, now: world.service.clock())
    }
    try world.close()
  }
}
