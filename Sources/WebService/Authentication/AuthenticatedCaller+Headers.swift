import HTTPTypes
import RecordService

extension HTTPField.Name {
  static let carnetMode = token("X-Carnet-Mode")
  static let carnetReason = token("X-Carnet-Reason")
  static let carnetCall = token("X-Carnet-Call")
  static let carnetActivity = token("X-Carnet-Activity")
  static let requestID = token("X-Request-Id")
  static let traceParent = token("traceparent")

  /// A name that is a token by its spelling here.
  static func token(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no token") }
    return name
  }
}

extension AuthenticatedCaller {
  static let reasonBytesMax = 500

  /// Takes mode and reason from the request's headers.
  mutating func take(_ headers: HTTPFields, _ language: ReplyLanguage) throws(WebRefusal) {
    caller.language = language == .french ? .french : .english
    caller.reason = try Self.reason(headers)
    switch headers[.carnetMode] {
    case nil, "normal": caller.mode = .normal
    case "bris-de-glace":
      // A reason that somebody typed, or nothing is opened (L1111-17 I).
      guard !caller.reason.isEmpty else {
        throw .malformed(
          "le bris de glace demande un motif : X-Carnet-Reason",
          "breaking the glass needs a reason: X-Carnet-Reason"
        )
      }
      caller.mode = .breakGlass(reason: caller.reason)
    case "regulation":
      let call = headers[.carnetCall] ?? ""
      guard call.utf8.count <= 64 else {
        throw .malformed("X-Carnet-Call : au plus 64 octets", "X-Carnet-Call: at most 64 bytes")
      }
      caller.mode = .regulation(call: call)
    default:
      throw .malformed(
        "X-Carnet-Mode accepte normal, bris-de-glace, regulation",
        "X-Carnet-Mode accepts normal, bris-de-glace, regulation"
      )
    }
  }

  private static func reason(_ headers: HTTPFields) throws(WebRefusal) -> String {
    guard let text = headers[.carnetReason] else { return "" }
    // Header values are ASCII: other letters come as percent-encoded UTF-8.
    guard let reason = QueryText.decode(text.replacing("+", with: "%2B")),
      reason.utf8.count <= reasonBytesMax,
      !reason.unicodeScalars.contains(where: { $0.value < 0x20 })
    else {
      throw .malformed(
        "X-Carnet-Reason : au plus \(reasonBytesMax) octets, en UTF-8 codé par %",
        "X-Carnet-Reason: at most \(reasonBytesMax) bytes, in percent-encoded UTF-8"
      )
    }
    return reason
  }
}
