import HTTPTypes
import Hummingbird

/// One operation of the service: how it is called, who may call it, what it answers, and what runs.
///
/// The route table is the one source of routing, of metrics' names and of the OpenAPI description.
struct Route: Sendable {
  var method: HTTPRequest.Method
  var path: RoutePath
  var family: Family
  var access: Access
  var summary: Words
  var parameters: [Parameter] = []
  /// Media types of the body that it takes; none for no body.
  var takes: [String] = []
  /// The statuses of its own answers, with their media types; refusals are the same everywhere.
  var answers: [(status: Int, types: [String], words: Words)] = []
  /// A stream that ends when the client or the service does.
  var isStream = false
  var handle: @Sendable (Call) async throws -> Response

  /// How refusals are told.
  enum Family: String, Sendable {
    case fhir
    case events
    case proofs
    case statistics
    case operations
    case description
    /// For people with browsers: refusals are pages.
    case pages
  }

  enum Access: Sendable {
    case anyone
    /// Whoever has an accepted token or certificate.
    case caller
  }

  struct Parameter: Sendable {
    enum Place: String, Sendable {
      case path
      case query
      case header
    }

    var name: String
    var place: Place
    var words: Words
    var isRequired = false
    var schema = #"{"type":"string"}"#
  }
}

/// A path with places for values: `/proof/{position}`; `{rest…}` takes all that follows.
struct RoutePath: Hashable, Sendable, CustomStringConvertible {
  enum Part: Hashable, Sendable {
    case literal(String)
    case value(String)
    case rest(String)
  }

  let description: String
  let parts: [Part]

  init(_ text: String) {
    description = text.replacing("…}", with: "}")
    parts = text.split(separator: "/")
      .map { part in
        guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
        let name = part.dropFirst().dropLast()
        return name.hasSuffix("…") ? .rest(String(name.dropLast())) : .value(String(name))
      }
  }

  /// The values at its places; nil when the path is another one.
  func match(_ path: [Substring]) -> [String: String]? {
    var values: [String: String] = [:]
    for (index, part) in parts.enumerated() {
      if case .rest(let name) = part {
        guard index < path.count else { return nil }
        values[name] = path[index...].joined(separator: "/")
        return values
      }
      guard index < path.count else { return nil }
      switch part {
      case .literal(let text): guard path[index] == text else { return nil }
      case .value(let name):
        guard !path[index].isEmpty else { return nil }
        values[name] = String(path[index])
      case .rest: return nil
      }
    }
    return path.count == parts.count ? values : nil
  }
}
