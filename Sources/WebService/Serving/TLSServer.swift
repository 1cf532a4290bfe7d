import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL

/// HTTP/1.1 and HTTP/2 over TLS, chosen by the client (ALPN); certificates of clients are checked
/// where authorities are configured.
enum TLSServer {
  static func configuration(_ settings: TLSSettings) throws -> TLSConfiguration {
    let certificates = try NIOSSLCertificate.fromPEMFile(settings.certificates.string)
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: settings.key.string, format: .pem))
    )
    tls.minimumTLSVersion = .tlsv12
    if let authorities = settings.clientAuthorities {
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities.string))
      tls.certificateVerification =
        settings.requiresClientCertificate ? .noHostnameVerification : .optionalVerification
    }
    return tls
  }

  static func builder(_ settings: TLSSettings, _ limits: ServiceLimits) throws -> HTTPServerBuilder
  {
    let tls = try configuration(settings)
    let configuration = HTTP2ChannelConfiguration(
      idleTimeout: .seconds(limits.idleSeconds),
      gracefulCloseTimeout: .seconds(limits.requestSeconds),
      maxAgeTimeout: .seconds(3600),
      streamConfiguration: ClearServer.configuration(limits)
    )
    return HTTPServerBuilder { responder in
      TimedHandshake(
        base: try HTTP2UpgradeChannel(
          tlsConfiguration: tls,
          configuration: configuration,
          responder: responder
        ),
        seconds: Int64(min(limits.idleSeconds, 10))
      )
    }
  }
}

/// HTTP/1.1 without TLS, for loopback.
enum ClearServer {
  static func configuration(_ limits: ServiceLimits) -> HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      idleTimeout: .seconds(Int64(limits.idleSeconds)),
      httpDecoderConfiguration: .init(
        // The responder refuses with words what is over the limit; beyond this the parser does.
        maxHeaderFieldSize: limits.headerBytesMax * 2,
        maxHeaderListSize: limits.headerBytesMax * 2 + limits.targetBytesMax * 2,
        maxHeaderFieldCount: 100
      )
    )
  }
}

/// Closes connections whose TLS handshake does not end.
private struct TimedHandshake: ServerChildChannel {
  let base: HTTP2UpgradeChannel
  let seconds: Int64

  func setup(
    channel: any Channel,
    logger: Logger
  ) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
    channel.eventLoop.scheduleTask(in: .seconds(seconds)) {
      channel.nioSSL_tlsVersion()
        .whenComplete { result in
          if case .success(.some) = result { return }
          channel.close(promise: nil)
        }
    }
    return base.setup(channel: channel, logger: logger)
  }

  func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}
