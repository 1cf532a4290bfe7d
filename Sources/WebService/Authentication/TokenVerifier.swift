package import CarnetCore
import Foundation
import Interop
import JWTKit

/// Checks bearer tokens (RFC 7519, RFC 8725) against the configured issuers.
package struct TokenVerifier: Sendable {
  package static let tokenBytesMax = 8 << 10
  /// How far clocks may differ.
  package static let skewSeconds: Int64 = 60
  /// A token that lives longer is not for this service.
  package static let lifeSecondsMax: Int64 = 24 * 3600

  private let issuers: [String: TokenIssuer]
  private let known = VerifiedTokens()

  package init(_ issuers: [TokenIssuer]) {
    self.issuers = Dictionary(
      issuers.map { ($0.issuer, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Claims that were signed by an issuer that is known, for this service and for now.
  package struct Verified: Sendable {
    let issuer: TokenIssuer
    var claims: JSONValue
    package let expires: Instant
  }

  /// - Parameter isIDToken: `typ` may be missing, and `kid` where the issuer has one key (OpenID
  ///   Connect Core, section 10.1).
  package func verify(
    _ token: String,
    now: Instant,
    isIDToken: Bool = false
  ) throws(TokenRefusal) -> Verified {
    let bytes = Array(token.utf8)
    guard bytes.count <= Self.tokenBytesMax else { throw .tooLong }
    let tokenName = VerifiedTokens.name(bytes)
    if !isIDToken, let verified = known[tokenName] {
      do throws(TokenRefusal) {
        _ = try Self.checkTimes(verified.claims, now)
      } catch {
        known.forget(tokenName)
        throw error
      }
      return verified
    }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .notThreeParts }
    guard let headerBytes = Base64URL.decode(parts[0]), let claimBytes = Base64URL.decode(parts[1]),
      let signature = Base64URL.decode(parts[2])
    else { throw .notBase64url }

    let header = try Self.object(headerBytes, or: .malformedHeader)
    // What extensions demand cannot be honoured, and keys that come with the token (jwk, jku, x5c,
    // x5u) are not looked at: a key is found by its id among those that were given beforehand.
    guard header.member("crit") == nil else { throw .criticalHeader }
    let named = header.member("typ") == nil && isIDToken ? "jwt" : nil
    guard let type = named ?? header.member("typ")?.text?.lowercased(),
      ["jwt", "at+jwt", "application/at+jwt"].contains(type)
    else { throw .wrongType }
    guard header.member("cty") == nil, header.member("enc") == nil, header.member("zip") == nil,
      header.member("b64") == nil
    else { throw .wrongType }
    guard let name = header.member("alg")?.text else { throw .algorithmNotAllowed }

    let claims = try Self.object(claimBytes, or: .malformedClaims)
    guard let issuer = claims.member("iss")?.text.flatMap({ issuers[$0] }) else {
      throw .unknownIssuer
    }
    guard let keyID = header.member("kid")?.text ?? (isIDToken ? issuer.onlyKeyID : nil) else {
      throw .unknownKey
    }
    let key = try issuer.key(keyID, try issuer.algorithm(name))
    let signed = Data(bytes[..<(parts[0].count + 1 + parts[1].count)])
    guard (try? key.verify(Data(signature), signs: signed)) == true else { throw .badSignature }
    let expires = try Self.checkTimes(claims, now)
    guard let audiences = claims.member("aud")?.texts,
      audiences.contains(where: issuer.audiences.contains)
    else { throw .wrongAudience }
    let verified = Verified(issuer: issuer, claims: claims, expires: expires)
    if !isIDToken { known.keep(verified, tokenName, now: now) }
    return verified
  }

  private static func object(
    _ bytes: [UInt8],
    or refusal: TokenRefusal
  ) throws(TokenRefusal) -> JSONValue {
    var limits = JSONValue.Limits()
    limits.bytes = tokenBytesMax
    limits.depth = 12
    limits.values = 2000
    guard let value = try? JSONValue(bytes, limits: limits), case .object = value else {
      throw refusal
    }
    return value
  }

  private static func checkTimes(
    _ claims: JSONValue,
    _ now: Instant
  ) throws(TokenRefusal) -> Instant {
    let seconds = now.milliseconds / 1000
    guard let expires = claims.member("exp")?.seconds,
      let issued = claims.member("iat")?.seconds
    else { throw .incompleteClaims }
    if expires + skewSeconds <= seconds { throw .expired }
    if issued > seconds + skewSeconds { throw .issuedInTheFuture }
    if let notBefore = claims.member("nbf") {
      guard let notBefore = notBefore.seconds else { throw .malformedClaims }
      if notBefore > seconds + skewSeconds { throw .notYetValid }
    }
    guard expires - issued <= lifeSecondsMax else { throw .livesTooLong }
    return Instant(milliseconds: expires * 1000)
  }
}
