import AsyncHTTPClient
import CarnetCore
import Foundation
import Hummingbird
import MedicalRecord
import NIOCore
import NIOSSL
import ServiceLifecycle
import Testing

@testable import WebService

/// Establishments that come with a certificate, over a real socket and real TLS (BB#197).
@Suite("Mutual TLS")
struct MutualTLSTests {
  private typealias Issued = TestAuthority.Issued

  private static func asked() throws -> String {
    let ins = try Department.ins(0)
    return "/fhir/Patient?identifier=urn:oid:\(ins.authority.oid)%7C\(ins)"
  }

  /// Serves a world with one record over TLS, and gives the port.
  private func serving(
    _ world: ServiceWorld,
    _ settings: TLSSettings,
    _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let (ports, told) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: world.application.responder,
      server: try TLSServer.builder(settings, ServiceLimits()),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { told.yield($0.localAddress?.port ?? 0) },
      logger: ServiceWorld.quiet
    )
    let group = ServiceGroup(
      configuration: .init(services: [application], logger: ServiceWorld.quiet)
    )
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { told.finish() }
        try await group.run()
      }
      var iterator = ports.makeAsyncIterator()
      let port = await iterator.next() ?? 0
      do {
        try await body(port)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  /// Asks over one connection of its own; what is refused is not tried again.
  private static func ask(
    _ port: Int,
    trusting authority: TestAuthority,
    as issued: Issued?,
    _ version: HTTPClient.Configuration.HTTPVersion = .automatic
  ) async throws -> Answer {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = try authority.roots
    tls.certificateVerification = .noHostnameVerification
    if let issued {
      tls.certificateChain = try issued.certificates()
      tls.privateKey = try issued.key()
    }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.httpVersion = version
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result: Result<Answer, any Error>
    do {
      let request = HTTPClientRequest(url: "https://127.0.0.1:\(port)\(try asked())")
      let response = try await client.execute(request, timeout: .seconds(60))
      let body = try await response.body.collect(upTo: 1 << 20)
      result = .success(
        Answer(status: Int(response.status.code), headers: [:], bytes: Array(buffer: body))
      )
    } catch {
      result = .failure(error)
    }
    try await client.shutdown()
    return try result.get()
  }

  private static func isRefused(
    _ port: Int,
    trusting authority: TestAuthority,
    as issued: Issued?
  ) async -> Bool {
    do {
      let heard = try await ask(port, trusting: authority, as: issued)
      Issue.record("let in: \(heard.status)")
      return false
    } catch let error as HTTPClientError where error == .deadlineExceeded {
      Issue.record("neither let in nor refused")
      return false
    } catch {
      return true
    }
  }

  @Test
  func `a certificate of a configured authority names the structure, a stranger's is refused`()
    async throws
  {
    let world = try await ServiceWorld()
    let record = try await Department(world).open(0)
    let trusted = try TestAuthority("authority", in: world.folder)
    let stranger = try TestAuthority("stranger", in: world.folder)
    let server = try trusted.issue("server")
    let own = try trusted.issue("establishment", unit: "1760000001")
    let unnamed = try trusted.issue("unnamed")
    let foreign = try stranger.issue("impostor", unit: "1760000001")
    var settings = TLSSettings(certificates: server.chain, key: server.secret)
    settings.clientAuthorities = trusted.file
    try await serving(world, settings) { port in
      for version in [HTTPClient.Configuration.HTTPVersion.automatic, .http1Only] {
        let heard = try await Self.ask(port, trusting: trusted, as: own, version)
        #expect(heard.status == 200, "\(heard.text)")
        let total = try heard.total
        #expect(total == 1, "\(heard.text)")
      }
      // Without one, or with one that names no structure, a request needs a token.
      for issued in [nil, unnamed] {
        let heard = try await Self.ask(port, trusting: trusted, as: issued)
        #expect(heard.status == 401, "\(heard.text)")
      }
      let isRefused = await Self.isRefused(port, trusting: trusted, as: foreign)
      #expect(isRefused)
    }
    let readers = try world.service.history(of: record).events
      .compactMap { event -> String? in
        guard case .recordAccessed? = event.body?.fact else { return nil }
        return event.body?.context.actor.identifierText
      }
    #expect(readers == ["1760000001", "1760000001"])
    try world.close()
  }

  @Test func `where a certificate is required nobody comes in without one`() async throws {
    let world = try await ServiceWorld()
    _ = try await Department(world).open(0)
    let trusted = try TestAuthority("authority", in: world.folder)
    let server = try trusted.issue("server")
    let own = try trusted.issue("establishment", unit: "1760000001")
    var settings = TLSSettings(certificates: server.chain, key: server.secret)
    settings.clientAuthorities = trusted.file
    settings.requiresClientCertificate = true
    try await serving(world, settings) { port in
      let isRefused = await Self.isRefused(port, trusting: trusted, as: nil)
      #expect(isRefused)
      let heard = try await Self.ask(port, trusting: trusted, as: own)
      #expect(heard.status == 200, "\(heard.text)")
    }
    try world.close()
  }
}
