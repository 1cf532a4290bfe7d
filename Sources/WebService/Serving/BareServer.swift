import Hummingbird
import Logging

/// A server that says hello and does nothing else: what the service's own figures are held against.
package enum BareServer {
  /// Answers `GET /` on the machine itself until the task is cancelled.
  ///
  /// - Parameter port: 0 for one that is free.
  package static func run(port: Int, isListening: @escaping @Sendable (Int) -> Void) async throws {
    let router = Router()
    router.get("/") { _, _ in "hello" }
    var logger = Logger(label: "hello")
    logger.logLevel = .warning
    let application = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in isListening(channel.localAddress?.port ?? port) },
      logger: logger
    )
    try await application.runService()
  }
}
