import Hummingbird

/// Carnet over HTTP.
package enum WebService {
  package static let defaultPort = 8480
}
