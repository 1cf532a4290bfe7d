import CarnetCore
import HTTPTypes
import MedicalRecord
import NIOEmbedded
import RecordService
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

  @Test func `each refused token is an event or counted in one, and none says what it was`()
    async throws
  {
    let world = try await ServiceWorld()
    let channel = EmbeddedChannel()
    let tokens = (0..<40).map { "a.b.c\($0)" } + ["x", "", ".."]
    for token in tokens {
      var headers = HTTPFields()
      headers[.authorization] = "Bearer \(token)"
      await #expect(throws: WebRefusal.self) {
        _ = try await world.application.responder.authenticator.caller(
          headers,
          channel,
          place: "192.0.2.7",
          request: RequestName(nil, parent: nil),
          language: .french
        )
      }
    }
    // The first of each reason stands before its answer left.
    let first = try refusals(world)
    #expect(Set(first.map(\.parameters)).count == first.count)
    #expect(!first.isEmpty)
    await world.application.responder.authenticator.refused.flush()
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

  @Test func `a development token is accepted where it was asked for, and nowhere else`()
    async throws
  {
    let world = try await ServiceWorld()
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
