import CarnetCore
import Crypto
import Synchronization

/// Tokens that were found right, so that a client that sends the same one for minutes has its
/// signature checked once.
///
/// Nothing that time changes is remembered: whoever takes a token from here checks again whether it
/// is valid now. Tokens are known by their SHA-256 and are not kept themselves.
final class VerifiedTokens: Sendable {
  typealias Name = SHA256.Digest

  private let tokensMax: Int
  private let tokens = Mutex<[Name: TokenVerifier.Verified]>([:])

  init(tokensMax: Int = 4096) { self.tokensMax = tokensMax }

  static func name(_ token: [UInt8]) -> Name { SHA256.hash(data: token) }

  subscript(name: Name) -> TokenVerifier.Verified? { tokens.withLock { $0[name] } }

  var count: Int { tokens.withLock { $0.count } }

  func keep(_ verified: TokenVerifier.Verified, _ name: Name, now: Instant) {
    tokens.withLock { tokens in
      if tokens.count >= tokensMax {
        tokens = tokens.filter { $0.value.expires > now }
        // With so many in use at once, being checked again is the lesser cost.
        if tokens.count >= tokensMax { tokens = [:] }
      }
      tokens[name] = verified
    }
  }

  func forget(_ name: Name) { _ = tokens.withLock { $0.removeValue(forKey: name) } }
}
