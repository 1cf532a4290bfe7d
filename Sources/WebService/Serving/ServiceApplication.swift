import CarnetCore
import EventLog
import FHIR
import Hummingbird
import HummingbirdCore
import Interop
import Ledger
package import Logging
import MedicalRecord
import NIOCore
import Pages
package import RecordService
import ServiceLifecycle

/// The service put together: routes, limits, authentication, and what runs beside them.
package struct ServiceApplication: Sendable {
  package let configuration: ServiceConfiguration
  private let service: RecordService
  private let logger: Logger
  private let following: ViewFollowing
  private let housekeeping: Housekeeping
  private let refused: RefusedTokens
  private let base: ServiceBase
  private let operations: OperatorDesk
  let responder: ServiceResponder
  private let server: HTTPServerBuilder
  private let intake: MessageIntake?

  /// - Throws: `ServiceConfiguration.Problem` when it must not start as it is configured.
  package init(
    _ service: RecordService,
    _ configuration: ServiceConfiguration,
    logger: Logger
  ) async throws {
    if let problem = configuration.problem() { throw problem }
    self.service = service
    self.configuration = configuration
    self.logger = logger
    let limits = configuration.limits
    service.keepRecords(bytesMax: limits.recordBytesMax)
    var issuers = configuration.issuers
    if configuration.acceptsDevelopmentTokens {
      issuers.append(try await DevelopmentIssuer(service).issuer())
    }
    let refused = RefusedTokens(service)
    self.refused = refused
    let metrics = ServiceMetrics()
    let following = ViewFollowing(service, logger: logger)
    self.following = following
    let witnesses = try configuration.witnesses.map { try WitnessVerifier($0) }
    let heads = try SignedHeads(service, witnesses: witnesses)
    let figures = DepartmentFigures(service)
    housekeeping = Housekeeping(
      service: service,
      refused: refused,
      configuration: configuration,
      heads: heads,
      figures: figures,
      logger: logger
    )
    let desk = RecordDesk(service)
    let base = ServiceBase(configuration)
    self.base = base
    let ground = FHIRGround(
      desk: desk,
      base: base,
      custodian: Institution(name: service.identity.origin),
      reader: FHIRReader(try CDAReader()),
      limits: limits
    )
    let actorBuckets = TokenBuckets<Int>(limits.actorRate)
    let operations = OperatorDesk(service, following, metrics, heads)
    self.operations = operations
    let pages = PageSite(
      desk: desk,
      service: service,
      following: following,
      renderer: try PageRenderer(),
      sessions: PageSessions(),
      actorBuckets: actorBuckets,
      personas: configuration.personas,
      providers: configuration.signIn.map(\.label),
      figures: figures,
      operations: operations
    )
    let signIn = OIDCPages(
      site: pages,
      providers: configuration.signIn.map(OIDCProvider.init),
      refused: refused,
      base: base,
      logger: logger
    )
    let routes =
      FHIRRoutes(ground: ground).routes
      + EventRoutes(ground: ground, metrics: metrics, streams: StreamCount()).routes
      + StatisticsRoutes(service: service, base: base).routes
      + ProofRoutes(service: service, heads: heads).routes
      + OperationRoutes(
        service: service,
        following: following,
        metrics: metrics,
        refused: refused,
        started: .now
      )
      .routes
    responder = ServiceResponder(
      table: RouteTable(OpenAPIDocument.adding(to: routes) + pages.routes + signIn.routes),
      authenticator: Authenticator(
        TokenVerifier(issuers),
        refused: refused,
        limits: limits,
        clock: service.clock
      ),
      limits: limits,
      metrics: metrics,
      actorBuckets: actorBuckets,
      recordLimiter: RecordLimiter(limits.recordRate),
      pages: pages,
      logger: logger
    )
    intake = try configuration.mllp.map { settings in
      guard let channel = FeedChannel(rawValue: settings.channel) else {
        throw ServiceConfiguration.Problem.unknownChannel(settings.channel)
      }
      return MessageIntake(
        service,
        following,
        channel: channel.value,
        consentGiven: settings.consentGiven,
        logger: logger
      )
    }
    server =
      if let tls = configuration.tls {
        try TLSServer.builder(tls, limits)
      } else {
        .http1(configuration: ClearServer.configuration(limits))
      }
  }

  /// Brings the views up, serves until SIGTERM or SIGINT, and ends in order: no new connections, the
  /// requests under way finished, what was counted written.
  ///
  /// - Parameter onRunning: told the address and port that are listened to.
  package func run(onRunning: @escaping @Sendable (String, Int) async -> Void) async throws {
    await following.catchUp()
    var http = ApplicationConfiguration(
      address: .hostname(configuration.address, port: configuration.port),
      backlog: 512,
      availableConnectionsDelegate: MaximumAvailableConnections(
        configuration.limits.connectionsMax,
        logger: logger
      )
    )
    http.serverName = nil
    let address = configuration.address
    let (base, configuration) = (base, configuration)
    // What a part reports of itself is warned of; requests are told by the responder.
    var quiet = logger
    quiet.logLevel = .warning
    var services: [any Service] = [following, housekeeping]
    if let intake, let settings = configuration.mllp {
      let logger = logger
      services.append(intake)
      services.append(
        MLLPListener(settings: settings, intake: intake, clock: service.clock, logger: logger) {
          logger.info("mllp", metadata: ["port": .stringConvertible($0)])
        }
      )
    }
    let application = Application(
      responder: responder,
      server: server,
      configuration: http,
      services: services,
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? configuration.port
        base.listens(configuration, on: port)
        await onRunning(address, port)
      },
      logger: quiet
    )
    var group = ServiceGroupConfiguration(
      services: [
        .init(service: application, successTerminationBehavior: .gracefullyShutdownGroup)
      ],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: quiet
    )
    // An answer that never ends must not keep the process: the log is closed in any case.
    group.maximumGracefulShutdownDuration = .seconds(configuration.limits.requestSeconds + 5)
    do {
      try await ServiceGroup(configuration: group).run()
    } catch is CancellationError {
      logger.warning("shutdown did not wait for all answers")
    }
    await operations.end()
    await refused.flush()
    let size = try service.reader.readableSize()
    logger.info("stopped", metadata: ["events": .stringConvertible(size)])
  }
}
