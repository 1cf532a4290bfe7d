import CarnetCore
import HTTPTypes
import Hummingbird
import Logging
import Pages
import RecordService
import Synchronization

/// Sign-in at an OpenID provider: there, and back.
struct OIDCPages: Sendable {
  let site: PageSite
  let providers: [OIDCProvider]
  let attempts = SignInAttempts()
  let refused: RefusedTokens
  /// What the service's own addresses begin with.
  let base: ServiceBase
  let logger: Logger

  private var redirect: String { base.text + "/sign-in/callback" }

  var routes: [Route] {
    [
      site.anyone(.get, "/sign-in/with/{provider}", leave),
      site.anyone(.get, "/sign-in/callback", comeBack),
      site.anyone(.get, "/sign-in/activity", chooseActivity),
      site.anyone(.post, "/sign-in/activity", takeActivity),
    ]
  }

  @Sendable private func leave(
    _ call: Call,
    _ session: PageSession?,
    _ form: PageForm
  ) async throws -> Response {
    guard let number = Int(call.value("provider")), providers.indices.contains(number) else {
      throw WebRefusal.notFound
    }
    let attempt = SignInAttempt(
      provider: number,
      next: PageSite.localPath(call.query["next"])
    )
    let address: String
    do {
      address = try await providers[number].address(for: attempt, redirect: redirect)
    } catch let failure as SignInFailure {
      throw await told(failure, call, providers[number])
    }
    attempts.begin(attempt)
    var response = Response.seeOther(address)
    response.headers[.setCookie] = Cookies.set(
      SignInAttempts.cookie,
      attempt.binding,
      seconds: 600
    )
    return response
  }

  @Sendable private func comeBack(
    _ call: Call,
    _ session: PageSession?,
    _ form: PageForm
  ) async throws -> Response {
    guard let state = call.query["state"],
      let binding = Cookies.value(SignInAttempts.cookie, in: call.head),
      let attempt = attempts.take(state: state, binding: binding)
    else { throw WebRefusal.strangeSignIn }
    let provider = providers[attempt.provider]
    do {
      // RFC 9207: the answer is of the provider that was asked.
      if let issuer = call.query["iss"], issuer != provider.settings.issuer {
        throw WebRefusal.strangeSignIn
      }
      if let error = call.query["error"] { throw SignInFailure.denied(error) }
      guard let code = call.query["code"] else { throw WebRefusal.strangeSignIn }
      let (verified, idToken, endSession) = try await provider.claims(
        code: code,
        attempt,
        redirect: redirect,
        now: site.service.clock()
      )
      let pending = PendingSignIn(
        verified: verified,
        next: attempt.next,
        wayOut: endSession.map {
          WayOut(address: $0, idToken: idToken, label: provider.settings.label)
        }
      )
      return try finish(pending, activity: nil, call)
    } catch let failure as SignInFailure {
      throw await told(failure, call, provider)
    } catch let refusal as TokenRefusal {
      throw await told(.token(refusal), call, provider)
    }
  }

  /// Opens the session; or asks in which of several activities a professional comes.
  private func finish(
    _ pending: PendingSignIn,
    activity: String?,
    _ call: Call
  ) throws -> Response {
    let activities = AuthenticatedCaller.activities(pending.verified)
    if activity == nil, activities.count > 1 {
      let token = site.pending.begin(pending)
      var response = Response.seeOther("/sign-in/activity")
      response.headers[.setCookie] = Cookies.set(SignInAttempts.cookie, token, seconds: 600)
      return response
    }
    let known = try AuthenticatedCaller(
      pending.verified,
      activity: activity,
      request: call.requestID
    )
    let session = PageSession(
      known.caller.identity,
      issuer: known.issuer,
      level: known.level,
      isSecret: known.caller.isSecret,
      language: site.language(of: call)
    )
    if let wayOut = pending.wayOut { session.shelve(WayOut.shelf, wayOut) }
    return EntryPages(site: site).begin(session, in: call, next: pending.next)
  }

  @Sendable private func chooseActivity(
    _ call: Call,
    _ session: PageSession?,
    _ form: PageForm
  ) throws -> Response {
    guard let token = Cookies.value(SignInAttempts.cookie, in: call.head),
      let pending = site.pending[token]
    else { return .seeOther("/sign-in?expired=1") }
    let language = site.language(of: call)
    let model = ActivityPage(
      activities: AuthenticatedCaller.activities(pending.verified)
        .map { activity in
          ActivityPage.Activity(
            structure: activity.structure,
            name: activity.name.isEmpty ? activity.structure : activity.name,
            role: SpecialityNames.name(activity.speciality)
          )
        }
    )
    let title = language.say("Votre activité", "Your activity")
    let frame = site.frame(title, nil, language, here: "/sign-in/activity")
    return .page(try site.renderer.page(model, in: frame), .ok)
  }

  @Sendable private func takeActivity(
    _ call: Call,
    _ session: PageSession?,
    _ form: PageForm
  ) throws -> Response {
    guard let token = Cookies.value(SignInAttempts.cookie, in: call.head),
      let pending = site.pending[token]
    else { return .seeOther("/sign-in?expired=1") }
    guard let activity = form["activity"] else { return .seeOther("/sign-in/activity") }
    let response = try finish(pending, activity: activity, call)
    site.pending.end(token)
    return response
  }

  /// What the visitor hears; the cause is for the diagnostic log.
  private func told(
    _ failure: SignInFailure,
    _ call: Call,
    _ provider: OIDCProvider
  ) async -> WebRefusal {
    let label = provider.settings.label
    switch failure {
    case .unreachable(let cause):
      logger.error(
        "sign-in provider",
        metadata: [
          "request": "\(call.requestID.text)", "issuer": "\(provider.settings.issuer)",
          "failure": "\(cause)",
        ]
      )
      return WebRefusal(
        .badGateway,
        .busy,
        "\(label) ne répond pas comme attendu : recommencez dans un instant",
        "\(label) does not answer as it should: try again in a moment"
      )
    case .denied:
      return WebRefusal(
        .forbidden,
        .forbidden,
        "\(label) n'a pas confirmé votre identité : recommencez, ou choisissez un autre moyen",
        "\(label) did not confirm who you are: try again, or choose another way"
      )
    case .token(let refusal):
      await refused.note(refusal, place: call.place, request: call.requestID)
      return WebRefusal(
        .forbidden,
        .tokenRefused,
        "la réponse de \(label) n'est pas acceptée : recommencez",
        "the answer of \(label) is not accepted: try again"
      )
    }
  }
}

/// Somebody who has proved who they are and has yet to say in which activity they come.
struct PendingSignIn: Sendable {
  var verified: TokenVerifier.Verified
  var next: String?
  var wayOut: WayOut?
}

/// How to leave the provider too.
struct WayOut: Sendable {
  static let shelf = "way-out"

  var address: String
  var idToken: String
  var label: String

  var link: String {
    address + (address.contains("?") ? "&" : "?") + "id_token_hint=" + QueryText.encode(idToken)
  }
}

/// Those who are choosing an activity, by a random word in their cookie.
final class PendingSignIns: Sendable {
  private static let countMax = 10_000
  private let pending = Mutex<[String: (PendingSignIn, ContinuousClock.Instant)]>([:])

  func begin(_ one: PendingSignIn) -> String {
    let token = PageToken.random()
    pending.withLock { pending in
      let now = ContinuousClock.now
      if pending.count >= Self.countMax {
        pending = pending.filter { now - $0.value.1 < .seconds(600) }
      }
      if pending.count < Self.countMax { pending[token] = (one, now) }
    }
    return token
  }

  subscript(_ token: String) -> PendingSignIn? {
    pending.withLock { pending in
      guard let one = pending[token], ContinuousClock.now - one.1 < .seconds(600) else {
        return nil
      }
      return one.0
    }
  }

  func end(_ token: String) { _ = pending.withLock { $0.removeValue(forKey: token) } }
}

extension WebRefusal {
  static let strangeSignIn = WebRefusal(
    .badRequest,
    .malformed,
    "cette identification n'a pas commencé dans ce navigateur, ou il y a trop longtemps : recommencez",
    "this sign-in did not begin in this browser, or too long ago: begin again"
  )
}
