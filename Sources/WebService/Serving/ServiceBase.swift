import Synchronization

/// What addresses in answers begin with; known whole once the service listens, where the system chose
/// the port.
final class ServiceBase: Sendable {
  private let base: Mutex<String>

  init(_ configuration: ServiceConfiguration) { base = Mutex(configuration.base) }

  var text: String { base.withLock { $0 } }

  /// Takes the port that is really listened to; a public address in front stays what it is.
  func listens(_ configuration: ServiceConfiguration, on port: Int) {
    var real = configuration
    real.port = port
    base.withLock { $0 = real.base }
  }
}
