import CarnetCore
import Crypto
import HTTPTypes
import Hummingbird
import Interop

/// A request on its way to a route: read, bounded and authenticated.
struct Call: Sendable {
  let head: HTTPRequest
  /// Values of the path's places, as they were sent.
  let values: [String: String]
  let query: QueryText
  let language: ReplyLanguage
  let requestID: RequestName
  /// The address that the request came from.
  let place: String
  var body: [UInt8] = []
  /// Who calls; nil on routes for anyone.
  var caller: AuthenticatedCaller?
  /// Told by the routes that find whose record it is about, for the limit per record.
  let limiter: RecordLimiter

  /// The value of a place in the path.
  func value(_ name: String) -> String { values[name] ?? "" }

  func header(_ name: HTTPField.Name) -> String? { head.headerFields[name] }

  /// The caller, on routes that ask for one.
  func requireCaller() throws(WebRefusal) -> AuthenticatedCaller {
    guard let caller else { throw .tokenMissing }
    return caller
  }

  /// A number of the query within bounds.
  func number(_ name: String, in range: ClosedRange<UInt64>) throws(WebRefusal) -> UInt64? {
    guard let text = query[name] else { return nil }
    guard let value = UInt64(text), range.contains(value) else {
      throw .malformed(
        "« \(name) » attend un nombre de \(range.lowerBound) à \(range.upperBound)",
        "\"\(name)\" expects a number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return value
  }
}

/// The request's name: the client's own when it is well formed, else one that is made here.
///
/// Events keep a number of 64 bits: the id itself when it is 16 hexadecimal digits, else the first
/// bytes of its SHA-256, so that `carnet audit trace` finds it either way.
package struct RequestName: Hashable, Sendable {
  package let text: String
  package let number: UInt64

  init(_ given: String?, parent: String?) {
    if let given, Self.isWellFormed(given) {
      text = given
      number = Hex.decodeUInt64(given[...]) ?? Self.digest(given)
    } else if let trace = parent.flatMap(Self.traceID) {
      // W3C trace context: the trace's own id.
      text = trace
      number = Self.digest(trace)
    } else {
      number = UInt64.random(in: 1...UInt64.max)
      text = Hex.encode(number)
    }
  }

  private static func isWellFormed(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
          || (0x61...0x7a).contains(byte) || [0x2d, 0x2e, 0x5f].contains(byte)
      }
  }

  private static func digest(_ text: String) -> UInt64 {
    SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The trace id of a `traceparent` header (version 00), if it is one.
  private static func traceID(_ parent: String) -> String? {
    let parts = parent.split(separator: "-", omittingEmptySubsequences: false)
    guard parent.utf8.count == 55, parts.count == 4, parts[0] == "00", parts[1].utf8.count == 32,
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      parts[1].contains(where: { $0 != "0" })
    else { return nil }
    return String(parts[1])
  }
}
