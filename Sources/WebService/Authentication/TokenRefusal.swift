/// Why a token is not accepted: told to nobody but the log and the metrics.
///
/// The client hears one sentence whatever the reason, so that nothing can be tried out.
package enum TokenRefusal: String, Error, Hashable, Sendable, CaseIterable {
  case tooLong = "too-long"
  case notThreeParts = "not-three-parts"
  case notBase64url = "not-base64url"
  /// Not JSON, a name twice, too deep, or not an object.
  case malformedHeader = "malformed-header"
  case malformedClaims = "malformed-claims"
  /// `crit` names extensions that must be understood: none is (RFC 7515 section 4.1.11).
  case criticalHeader = "critical-header"
  case wrongType = "wrong-type"
  case unknownIssuer = "unknown-issuer"
  case algorithmNotAllowed = "algorithm-not-allowed"
  case unknownKey = "unknown-key"
  case badSignature = "bad-signature"
  case wrongAudience = "wrong-audience"
  case expired
  case notYetValid = "not-yet-valid"
  case issuedInTheFuture = "issued-in-the-future"
  case livesTooLong = "lives-too-long"
  /// Somebody whom the claims do not name well enough.
  case incompleteClaims = "incomplete-claims"
  case developmentNotAccepted = "development-not-accepted"
  case unknownCertificate = "unknown-certificate"
  /// An `Authorization` header that is no bearer token, or two of them.
  case otherScheme = "other-scheme"
}
