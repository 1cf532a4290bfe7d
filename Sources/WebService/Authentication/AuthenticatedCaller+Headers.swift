import HTTPTypes
import MedicalRecord

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
  mutating func take(_ headers: HTTPFields) throws(WebRefusal) {
    if let text = headers[.carnetReason] {
      // Header values are Latin or percent-encoded UTF-8.
      guard let reason = QueryText.decode(text.replacing("+", with: "%2B")),
        reason.utf8.count <= Self.reasonBytesMax,
        !reason.unicodeScalars.contains(where: { $0.value < 0x20 })
      else {
        throw .malformed(
          "X-Carnet-Reason : au plus \(Self.reasonBytesMax) octets, en UTF-8 codé par %",
          "X-Carnet-Reason: at most \(Self.reasonBytesMax) bytes, in percent-encoded UTF-8"
        )
      }
      self.reason = reason
    }
    if let call = headers[.carnetCall] {
      guard (1...64).contains(call.utf8.count) else {
        throw .malformed("X-Carnet-Call : 1 à 64 octets", "X-Carnet-Call: 1 to 64 bytes")
      }
      self.call = call
    }
    purpose = try purpose(of: headers[.carnetMode])
  }

  private func purpose(of mode: String?) throws(WebRefusal) -> Purpose {
    switch mode {
    case nil, "normal":
      switch actor.kind {
      case .patient, .representative, .heir: return .patientAccess
      case .auditor: return .audit
      case .operator, .insuranceAgent, .system: return .administration
      case .professional, .structure, .device, .unspecified, .UNRECOGNIZED: return .care
      }
    case "bris-de-glace":
      // A reason that somebody typed, or nothing is opened (L1111-17 I).
      guard !reason.isEmpty else {
        throw .malformed(
          "le bris de glace demande un motif : X-Carnet-Reason",
          "breaking the glass needs a reason: X-Carnet-Reason"
        )
      }
      return .emergency
    case "regulation": return .regulation
    default:
      throw .malformed(
        "X-Carnet-Mode accepte normal, bris-de-glace, regulation",
        "X-Carnet-Mode accepts normal, bris-de-glace, regulation"
      )
    }
  }
}
