import AsyncHTTPClient
import CarnetCore
import Crypto
import Foundation
import Interop
import NIOCore
import Synchronization

/// Why a sign-in at a provider came to nothing.
enum SignInFailure: Error, Sendable {
  /// It does not answer, or not as OpenID Connect Discovery has it.
  case unreachable(String)
  /// The provider says no: an error code of RFC 6749 section 4.1.2.1.
  case denied(String)
  case token(TokenRefusal)
}

/// One OpenID provider: its metadata and keys, fetched when they are needed and kept for a while.
///
/// Authorization code with PKCE (RFC 7636, S256), `state` and `nonce`; the ID token is checked as any
/// token of an issuer is, and the user's claims are taken when they are of the same subject.
final class OIDCProvider: Sendable {
  let settings: OIDCSettings
  private let known = Mutex<Known?>(nil)

  private struct Known {
    var metadata: Metadata
    var keySet: [UInt8]
    var at: ContinuousClock.Instant
  }

  struct Metadata: Sendable {
    var authorization: String
    var token: String
    var userInfo: String?
    var endSession: String?
    var keys: String
    var takesBasic: Bool
  }

  private static let keptFor = Duration.seconds(3600)
  private static let answerBytesMax = 1 << 20
  private static let timeout = TimeAmount.seconds(10)

  init(_ settings: OIDCSettings) { self.settings = settings }

  // MARK: The browser's way there

  /// Where the browser is sent.
  ///
  /// - Parameters:
  ///   - attempt: what the answer is held against.
  ///   - redirect: where it comes back.
  func address(for attempt: SignInAttempt, redirect: String) async throws -> String {
    let metadata = try await metadata().metadata
    var query = [
      ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", redirect),
      ("scope", settings.scopes.joined(separator: " ")), ("state", attempt.state),
      ("nonce", attempt.nonce), ("code_challenge", attempt.challenge),
      ("code_challenge_method", "S256"),
    ]
    if let level = settings.level { query.append(("acr_values", level)) }
    let mark = metadata.authorization.contains("?") ? "&" : "?"
    return metadata.authorization + mark + Self.form(query)
  }

  // MARK: And back

  /// Who came back with that code.
  ///
  /// - Returns: verified claims, with those of the user's information beside them; the ID token, for
  ///   the way out; and where that leads.
  func claims(
    code: String,
    _ attempt: SignInAttempt,
    redirect: String,
    now: Instant
  ) async throws -> (verified: TokenVerifier.Verified, idToken: String, endSession: String?) {
    let (metadata, keySet) = try await metadata()
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
      ("code_verifier", attempt.verifier), ("client_id", settings.clientID),
    ]
    var request = HTTPClientRequest(url: metadata.token)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    if let secret = settings.clientSecret {
      if metadata.takesBasic {
        let pair = QueryText.encode(settings.clientID) + ":" + QueryText.encode(secret)
        let coded = Data(pair.utf8).base64EncodedString()
        request.headers.add(name: "Authorization", value: "Basic " + coded)
      } else {
        fields.append(("client_secret", secret))
      }
    }
    request.body = .bytes(ByteBuffer(string: Self.form(fields)))
    let answer = try await Self.json(request)
    guard let idToken = answer.member("id_token")?.text else {
      throw SignInFailure.unreachable("no id_token")
    }
    var verified = try await verify(idToken, keySet, now)
    guard verified.claims.member("nonce")?.text == attempt.nonce else {
      throw SignInFailure.token(.wrongAudience)
    }
    if let address = metadata.userInfo, let access = answer.member("access_token")?.text {
      var request = HTTPClientRequest(url: address)
      request.headers.add(name: "Authorization", value: "Bearer " + access)
      request.headers.add(name: "Accept", value: "application/json")
      let user = try await Self.json(request)
      verified.claims = try Self.joined(verified.claims, user)
    }
    return (verified, idToken, metadata.endSession)
  }

  private func verify(
    _ idToken: String,
    _ keySet: [UInt8],
    _ now: Instant
  ) async throws -> TokenVerifier.Verified {
    do {
      return try await verifier(keySet).verify(idToken, now: now, isIDToken: true)
    } catch TokenRefusal.unknownKey {
      // Providers change their keys; a new set is asked for once.
      known.withLock { $0 = nil }
      let fresh = try await metadata().keySet
      do {
        return try await verifier(fresh).verify(idToken, now: now, isIDToken: true)
      } catch let refusal as TokenRefusal {
        throw SignInFailure.token(refusal)
      }
    } catch let refusal as TokenRefusal {
      throw SignInFailure.token(refusal)
    }
  }

  private func verifier(_ keySet: [UInt8]) async throws -> TokenVerifier {
    do {
      return TokenVerifier([
        try await TokenIssuer(
          settings.issuer,
          claims: settings.claims,
          audiences: [settings.clientID],
          algorithms: settings.algorithms,
          keySet: keySet,
          skippingOthers: true
        )
      ])
    } catch {
      throw SignInFailure.unreachable("keys: \(error)")
    }
  }

  /// Claims of the ID token and of the user's information; what was signed wins.
  private static func joined(_ signed: JSONValue, _ user: JSONValue) throws -> JSONValue {
    guard case .object(var members) = user, case .object(let own) = signed,
      user.member("sub")?.text == signed.member("sub")?.text
    else { throw SignInFailure.token(.incompleteClaims) }
    members.merge(own) { _, signed in signed }
    return .object(members)
  }

  // MARK: What the provider says of itself

  private func metadata() async throws -> (metadata: Metadata, keySet: [UInt8]) {
    if let known = known.withLock({ $0 }), ContinuousClock.now - known.at < Self.keptFor {
      return (known.metadata, known.keySet)
    }
    let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
    let told = try await Self.json(
      HTTPClientRequest(url: base + "/.well-known/openid-configuration")
    )
    guard told.member("issuer")?.text == settings.issuer else {
      throw SignInFailure.unreachable("its metadata name another issuer")
    }
    func address(_ name: String) throws -> String? {
      guard let text = told.member(name)?.text else { return nil }
      guard OIDCSettings.isAcceptable(text) else {
        throw SignInFailure.unreachable("\(name) is not encrypted")
      }
      return text
    }
    guard let authorization = try address("authorization_endpoint"),
      let token = try address("token_endpoint"), let keys = try address("jwks_uri")
    else { throw SignInFailure.unreachable("its metadata lack an endpoint") }
    let methods = told.member("token_endpoint_auth_methods_supported")?.texts
    let metadata = Metadata(
      authorization: authorization,
      token: token,
      userInfo: try address("userinfo_endpoint"),
      endSession: try address("end_session_endpoint"),
      keys: keys,
      takesBasic: methods?.contains("client_secret_basic") ?? true
    )
    let keySet = try await Self.fetch(HTTPClientRequest(url: keys))
    known.withLock { $0 = Known(metadata: metadata, keySet: keySet, at: .now) }
    return (metadata, keySet)
  }

  private static func json(_ request: HTTPClientRequest) async throws -> JSONValue {
    let bytes = try await fetch(request)
    var limits = JSONValue.Limits()
    limits.bytes = answerBytesMax
    limits.depth = 16
    do {
      return try JSONValue(bytes, limits: limits)
    } catch {
      throw SignInFailure.unreachable("not JSON")
    }
  }

  private static func fetch(_ request: HTTPClientRequest) async throws -> [UInt8] {
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: timeout)
      guard response.status == .ok else {
        throw SignInFailure.unreachable("status \(response.status.code)")
      }
      return Array(try await response.body.collect(upTo: answerBytesMax).readableBytesView)
    } catch let failure as SignInFailure {
      throw failure
    } catch {
      throw SignInFailure.unreachable("\(error)")
    }
  }

  private static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0.0)=\(QueryText.encode($0.1))" }.joined(separator: "&")
  }
}
