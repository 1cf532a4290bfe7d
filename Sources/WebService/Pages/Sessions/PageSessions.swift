import Crypto
import Foundation
import HTTPTypes
import Synchronization

/// The sessions of all browsers.
final class PageSessions: Sendable {
  /// Away for longer than that, and one signs in anew.
  static let idle = Duration.seconds(20 * 60)
  /// However busy: a working day.
  static let life = Duration.seconds(10 * 3600)
  private static let countMax = 50_000
  // `__Host-` keeps other hosts and paths from setting it.
  static let cookie = "__Host-carnet"

  // By the token's digest: what is in memory opens no session.
  private let sessions = Mutex<[Data: PageSession]>([:])

  var count: Int { sessions.withLock { $0.count } }

  /// Begins a session.
  ///
  /// - Returns: the cookie's value; a new one at every sign-in, so none can be fixed beforehand.
  func begin(_ session: PageSession) -> String {
    let token = PageToken.random()
    sessions.withLock { sessions in
      if sessions.count >= Self.countMax {
        sessions = sessions.filter { Self.isAlive($0.value) }
        if sessions.count >= Self.countMax,
          let oldest = sessions.min(by: { $0.value.lastSeen < $1.value.lastSeen })
        {
          sessions[oldest.key] = nil
        }
      }
      sessions[Self.key(token)] = session
    }
    return token
  }

  /// The session of a cookie; nil for none and for one that has ended.
  func session(_ token: String) -> PageSession? {
    let key = Self.key(token)
    return sessions.withLock { sessions in
      guard let session = sessions[key] else { return nil }
      guard Self.isAlive(session) else {
        sessions[key] = nil
        return nil
      }
      session.seen()
      return session
    }
  }

  func end(_ token: String) {
    _ = sessions.withLock { $0.removeValue(forKey: Self.key(token)) }
  }

  private static func isAlive(_ session: PageSession) -> Bool {
    let now = ContinuousClock.now
    return now - session.lastSeen < idle && now - session.started < life
  }

  private static func key(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }
}

/// Cookies of a request, by name.
enum Cookies {
  static func value(_ name: String, in head: HTTPRequest) -> String? {
    for line in head.headerFields[values: .cookie] {
      for pair in line.split(separator: ";").prefix(64) {
        let parts = pair.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name[...],
          parts[1].utf8.count <= 256
        else { continue }
        return String(parts[1])
      }
    }
    return nil
  }

  /// - Parameter seconds: how long it is kept; the browser's own session if nil, 0 to remove it.
  static func set(_ name: String, _ value: String, seconds: Int? = nil) -> String {
    var text = "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax"
    if let seconds { text += "; Max-Age=\(seconds)" }
    return text
  }
}
