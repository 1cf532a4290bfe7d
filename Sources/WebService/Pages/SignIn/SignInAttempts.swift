import Crypto
import Foundation
import Synchronization

/// A browser that was sent to a provider, until it comes back.
struct SignInAttempt: Sendable {
  var provider: Int
  /// Where the visitor wanted to go.
  var next: String?
  let state = PageToken.random()
  let nonce = PageToken.random()
  /// PKCE: shown to the provider by its digest first (RFC 7636).
  let verifier = PageToken.random()
  /// Known to the browser that was sent, and to no other.
  let binding = PageToken.random()
  let started = ContinuousClock.now

  var challenge: String { Base64URL.encode(SHA256.hash(data: Data(verifier.utf8))) }
}

/// Attempts to sign in that are under way, each good once and for ten minutes.
final class SignInAttempts: Sendable {
  static let cookie = "__Host-carnet-sign-in"
  private static let life = Duration.seconds(600)
  private static let countMax = 10_000

  private let attempts = Mutex<[String: SignInAttempt]>([:])

  func begin(_ attempt: SignInAttempt) {
    attempts.withLock { attempts in
      if attempts.count >= Self.countMax {
        let now = ContinuousClock.now
        attempts = attempts.filter { now - $0.value.started < Self.life }
        // Whoever floods it with beginnings ends the oldest ones.
        if attempts.count >= Self.countMax,
          let oldest = attempts.min(by: { $0.value.started < $1.value.started })
        {
          attempts[oldest.key] = nil
        }
      }
      attempts[attempt.state] = attempt
    }
  }

  /// The attempt that an answer belongs to, when the same browser brings it; it is good no more.
  func take(state: String, binding: String) -> SignInAttempt? {
    guard let attempt = attempts.withLock({ $0.removeValue(forKey: state) }),
      ContinuousClock.now - attempt.started < Self.life,
      PageToken.areEqual(attempt.binding, binding)
    else { return nil }
    return attempt
  }
}
