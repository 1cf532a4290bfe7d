import HTTPTypes

/// Why a request is not answered as it was asked: what was wrong, and what would be accepted.
///
/// Never says anything of a record that its asker may not see, nor repeats what was sent.
struct WebRefusal: Error, Sendable {
  var status: HTTPResponse.Status
  var code: Code
  var words: Words
  /// When the same request may be tried again.
  var retryAfterSeconds: Int?
  var headers = HTTPFields()
  /// A word of a standard's own list, such as `XDSReplaceFailed`.
  var detail: String?

  init(
    _ status: HTTPResponse.Status,
    _ code: Code,
    _ french: String,
    _ english: String,
    retryAfterSeconds: Int? = nil
  ) {
    self.status = status
    self.code = code
    words = Words(french, english)
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// What kind of refusal it is: a stable word for programs and for metrics.
  enum Code: String, Sendable, CaseIterable {
    case malformed
    case unknownPath = "unknown-path"
    case unknownMethod = "unknown-method"
    case notFound = "not-found"
    case gone
    case notAcceptable = "not-acceptable"
    case unsupportedMedia = "unsupported-media"
    case tokenMissing = "token-missing"
    case tokenRefused = "token-refused"
    case forbidden
    case ruleRefused = "rule-refused"
    case conflict
    case precondition
    case notSupported = "not-supported"
    case tooLarge = "too-large"
    case headersTooLarge = "headers-too-large"
    case targetTooLong = "target-too-long"
    case tooManyParameters = "too-many-parameters"
    case tooSlow = "too-slow"
    case tooManyRequests = "too-many-requests"
    case busy
    case outOfTime = "out-of-time"
    case logNotWritable = "log-not-writable"
    case viewBehind = "view-behind"
    case internalFailure = "internal-failure"

    /// The FHIR code of it (http://hl7.org/fhir/issue-type).
    var issueType: String {
      switch self {
      case .malformed, .unsupportedMedia, .notAcceptable: "structure"
      case .unknownPath, .notFound: "not-found"
      case .gone: "deleted"
      case .unknownMethod, .notSupported: "not-supported"
      case .tokenMissing, .tokenRefused: "login"
      case .forbidden: "forbidden"
      case .ruleRefused: "business-rule"
      case .conflict, .precondition: "conflict"
      case .tooLarge, .headersTooLarge, .targetTooLong, .tooManyParameters: "too-long"
      case .tooSlow, .outOfTime: "timeout"
      case .tooManyRequests: "throttled"
      case .busy, .logNotWritable, .viewBehind: "transient"
      case .internalFailure: "exception"
      }
    }
  }
}

extension WebRefusal {
  static func malformed(_ french: String, _ english: String) -> WebRefusal {
    WebRefusal(.badRequest, .malformed, french, english)
  }

  static let unknownPath = WebRefusal(
    .notFound,
    .unknownPath,
    "rien n'est servi à cette adresse : /openapi.json décrit celles qui le sont",
    "nothing is served at this address: /openapi.json describes those that are"
  )

  /// The one answer for what is not there and for what may not be seen.
  static let notFound = WebRefusal(.notFound, .notFound, "introuvable", "not found")

  static let tokenMissing = WebRefusal(
    .unauthorized,
    .tokenMissing,
    "un jeton est nécessaire : Authorization: Bearer …",
    "a token is required: Authorization: Bearer …"
  )

  static let busy = WebRefusal(
    .serviceUnavailable,
    .busy,
    "le service est chargé : recommencez dans un instant",
    "the service is busy: try again in a moment",
    retryAfterSeconds: 1
  )

  static let outOfTime = WebRefusal(
    .serviceUnavailable,
    .outOfTime,
    "la réponse a pris trop de temps et a été abandonnée : recommencez, ou demandez moins à la fois",
    "the answer took too long and was given up: try again, or ask for less at a time",
    retryAfterSeconds: 5
  )

  static let tooSlow = WebRefusal(
    .requestTimeout,
    .tooSlow,
    "la requête est arrivée trop lentement ; rien n'a été fait",
    "the request arrived too slowly; nothing was done"
  )

  static func tooLarge(_ max: Int) -> WebRefusal {
    WebRefusal(
      .contentTooLarge,
      .tooLarge,
      "le corps dépasse \(max) octets ; rien n'a été fait",
      "the body is over \(max) bytes; nothing was done"
    )
  }

  static func tooManyRequests(_ seconds: Int) -> WebRefusal {
    WebRefusal(
      .tooManyRequests,
      .tooManyRequests,
      "trop de requêtes à la fois : recommencez dans \(seconds) s ; rien n'a été fait",
      "too many requests at once: try again in \(seconds) s; nothing was done",
      retryAfterSeconds: seconds
    )
  }

  /// A trace that cannot be written (R1111-43): nothing is shown.
  static let logNotWritable = WebRefusal(
    .serviceUnavailable,
    .logNotWritable,
    "le journal ne peut pas être écrit : sans trace durable, rien n'est montré ni changé",
    "the log cannot be written: without a durable trace nothing is shown or changed",
    retryAfterSeconds: 30
  )

  static let viewBehind = WebRefusal(
    .serviceUnavailable,
    .viewBehind,
    "cette vue n'est pas encore à jour : recommencez dans un instant",
    "this view is not up to date yet: try again in a moment",
    retryAfterSeconds: 1
  )

  static let internalFailure = WebRefusal(
    .internalServerError,
    .internalFailure,
    "le service n'a pas pu répondre ; l'identifiant de la requête mène à la cause dans son journal technique",
    "the service could not answer; the request id leads to the cause in its diagnostic log"
  )
}
