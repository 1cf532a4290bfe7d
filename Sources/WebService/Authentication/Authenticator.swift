package import CarnetCore
import HTTPTypes
import NIOCore

/// Turns a request's token or certificate into who calls.
package struct Authenticator: Sendable {
  let verifier: TokenVerifier
  let clock: @Sendable () -> Instant
  let refused: RefusedTokens
  private let attempts: TokenBuckets<String>

  package init(
    _ verifier: TokenVerifier,
    refused: RefusedTokens,
    limits: ServiceLimits,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.verifier = verifier
    self.refused = refused
    self.clock = clock
    attempts = TokenBuckets(limits.refusedTokenRate)
  }

  /// - Throws: `.tokenMissing`, or the one refusal that all wrong tokens get; it was noted.
  func caller(
    _ headers: HTTPFields,
    _ channel: any Channel,
    place: String,
    request: RequestName,
    language: ReplyLanguage
  ) async throws -> AuthenticatedCaller {
    do {
      var caller: AuthenticatedCaller
      if let token = try Self.token(headers) {
        let verified = try verifier.verify(token, now: clock())
        caller = try AuthenticatedCaller(
          verified,
          activity: headers[.carnetActivity],
          request: request
        )
      } else if let structure = try await ClientCertificates.caller(of: channel, request) {
        caller = structure
      } else {
        throw WebRefusal.tokenMissing
      }
      try caller.take(headers, language)
      caller.caller.network = ServiceConfiguration.isLoopback(place) ? "loopback" : "network"
      return caller
    } catch let refusal as TokenRefusal {
      // Beyond this rate the address hears "later": guessing is slow, and the log does not fill.
      if let seconds = attempts.take(place) {
        await refused.count(refusal, place: place)
        throw WebRefusal.tooManyRequests(seconds)
      }
      await refused.note(refusal, place: place, request: request)
      throw WebRefusal(
        .unauthorized,
        .tokenRefused,
        "le jeton n'est pas accepté : demandez-en un nouveau à son émetteur",
        "the token is not accepted: ask its issuer for a new one"
      )
    }
  }

  /// The bearer token; nil when the request has no `Authorization`.
  private static func token(_ headers: HTTPFields) throws(TokenRefusal) -> String? {
    let values = headers[values: .authorization]
    guard let value = values.first else { return nil }
    guard values.count == 1, value.prefix(7).lowercased() == "bearer " else { throw .otherScheme }
    return String(value.dropFirst(7))
  }
}
