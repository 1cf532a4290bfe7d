import CarnetCore
import Foundation
import MedicalRecord
import Pages
import RecordService
import Synchronization

/// Somebody signed in at a browser, from the sign-in until they leave or are away too long.
///
/// What it keeps is in memory alone: a restart of the service signs everybody out.
final class PageSession: Sendable {
  let identity: Caller.Identity
  /// Who vouched for them: the OIDC issuer, or the demonstration.
  let issuer: String
  /// How strongly they were authenticated, as the issuer says.
  let level: String
  /// A minor's "connexion secrète" (R1111-50).
  let isSecret: Bool
  /// What every form of this session carries.
  let csrf = PageToken.random()
  let started = ContinuousClock.now
  private let state: Mutex<State>

  private struct State {
    var language: PageLanguage
    var lastSeen = ContinuousClock.now
    var reason = ""
    var notice: PageFrame.Notice?
    var records: [String: Pseudonym] = [:]
    var handles: [Pseudonym: String] = [:]
    var emergencies: [Pseudonym: Emergency] = [:]
    var shelf: [String: any Sendable] = [:]
  }

  /// A way into one record that was opened with its reason, and how long it holds.
  struct Emergency: Sendable {
    var mode: Caller.Mode
    var until: Instant
  }

  /// Handles of one session at most; the next record takes the place of all.
  private static let handlesMax = 4096

  init(
    _ identity: Caller.Identity,
    issuer: String,
    level: String,
    isSecret: Bool = false,
    language: PageLanguage
  ) {
    self.identity = identity
    self.issuer = issuer
    self.level = level
    self.isSecret = isSecret
    state = Mutex(State(language: language))
  }

  var language: PageLanguage {
    get { state.withLock { $0.language } }
    set { state.withLock { $0.language = newValue } }
  }

  /// Why somebody who runs the service or watches over it reads; compulsory for them.
  var reason: String {
    get { state.withLock { $0.reason } }
    set { state.withLock { $0.reason = newValue } }
  }

  var lastSeen: ContinuousClock.Instant { state.withLock { $0.lastSeen } }

  func seen() { state.withLock { $0.lastSeen = .now } }

  /// Kept for the next page, which shows it once.
  func leave(_ notice: PageFrame.Notice) { state.withLock { $0.notice = notice } }

  func takeNotice() -> PageFrame.Notice? {
    state.withLock { state in
      defer { state.notice = nil }
      return state.notice
    }
  }

  /// What stands for a record in addresses of this session: it names nobody, and nothing after the
  /// session.
  func handle(for record: Pseudonym) -> String {
    state.withLock { state in
      if let known = state.handles[record] { return known }
      if state.handles.count >= Self.handlesMax {
        state.handles = [:]
        state.records = [:]
      }
      let handle = PageToken.random(bytes: 12)
      state.handles[record] = handle
      state.records[handle] = record
      return handle
    }
  }

  func record(_ handle: String) -> Pseudonym? { state.withLock { $0.records[handle] } }

  /// The emergency in which a record is read, while it lasts.
  func emergency(in record: Pseudonym, now: Instant) -> Emergency? {
    state.withLock { state in
      guard let emergency = state.emergencies[record] else { return nil }
      if emergency.until > now { return emergency }
      state.emergencies[record] = nil
      return nil
    }
  }

  func enter(_ record: Pseudonym, _ emergency: Emergency?) {
    state.withLock { $0.emergencies[record] = emergency }
  }

  /// What one area's pages keep from one request to the next: the results of a search that must not
  /// stand in an address.
  func shelved<Value: Sendable>(_ name: String, as type: Value.Type) -> Value? {
    state.withLock { $0.shelf[name] as? Value }
  }

  func shelve(_ name: String, _ value: (any Sendable)?) {
    state.withLock { $0.shelf[name] = value }
  }
}

/// Random words that nobody guesses.
enum PageToken {
  static func random(bytes count: Int = 32) -> String {
    var generator = SystemRandomNumberGenerator()
    return Base64URL.encode((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// Compares without telling by its time where they differ.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
