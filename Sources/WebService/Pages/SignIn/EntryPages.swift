import HTTPTypes
import Hummingbird
import Pages
import RecordService

/// The way in and out: sign-in, the reason, the language, and the files that pages load.
struct EntryPages: Sendable {
  let site: PageSite

  var routes: [Route] {
    [
      site.anyone(.get, "/") { call, session, _ in
        if let session, let home = PageArea.home(of: session.identity) { return .seeOther(home) }
        return try signIn(call)
      },
      site.anyone(.get, "/sign-in") { call, session, _ in
        if let session, let home = PageArea.home(of: session.identity) {
          return .seeOther(PageSite.localPath(call.query["next"]) ?? home)
        }
        return try signIn(call)
      },
      site.anyone(.post, "/sign-in/persona", stepIn),
      site.anyone(.post, "/sign-out") { call, session, form in
        if let session {
          try PageSite.check(form, of: session)
          if let token = site.token(of: call) { site.sessions.end(token) }
        }
        let wayOut = session?.shelved(WayOut.shelf, as: WayOut.self)
        let language = session?.language ?? site.language(of: call)
        let frame = site.frame(
          language.say("Vous êtes sorti", "Signed out"),
          nil,
          language,
          here: "/sign-in"
        )
        let model = SignedOutPage(provider: wayOut?.label, link: wayOut?.link ?? "/")
        var response = Response.page(try site.renderer.page(model, in: frame), .ok)
        response.headers[.setCookie] = Cookies.set(PageSessions.cookie, "", seconds: 0)
        // What the browser keeps of the pages goes too: going back shows nothing.
        response.headers[.clearSiteData] = "\"cache\", \"storage\""
        return response
      },
      site.anyone(.post, "/language") { _, session, form in
        let language = PageLanguage(rawValue: form["language"] ?? "") ?? .french
        if let session {
          try PageSite.check(form, of: session)
          session.language = language
        }
        var response = Response.seeOther(PageSite.localPath(form["next"]) ?? "/")
        response.headers[.setCookie] = Cookies.set(
          "carnet-language",
          language.rawValue,
          seconds: 365 * 86_400
        )
        return response
      },
      site.anyone(.get, "/reason", askReason), site.anyone(.post, "/reason", takeReason),
    ] + PageAsset.all.map(asset)
  }

  private func asset(_ asset: PageAsset) -> Route {
    site.anyone(.get, "/assets/\(asset.name)") { _, _, _ in
      .bytes(asset.bytes, type: asset.type).cached("public, max-age=300")
    }
  }

  private func signIn(_ call: Call) throws -> Response {
    let language = site.language(of: call)
    let personas = (site.personas?.personas ?? []).enumerated()
      .map { number, persona in
        let words = DemonstrationPersonas.words(of: persona.role)
        return SignInPage.Persona(
          number: number,
          name: persona.name,
          role: language.say(words.role.french, words.role.english),
          task: language.say(words.task.french, words.task.english)
        )
      }
    let model = SignInPage(
      providers: site.providers.enumerated()
        .map { number, label in
          let next = PageSite.localPath(call.query["next"])
          return SignInPage.Provider(
            href: "/sign-in/with/\(number)" + (next.map { "?next=" + QueryText.encode($0) } ?? ""),
            label: label
          )
        },
      personas: personas,
      hasExpired: call.query["expired"] != nil,
      next: PageSite.localPath(call.query["next"])
    )
    let frame = site.frame(
      language.say("S'identifier", "Sign in"),
      nil,
      language,
      here: call.head.path ?? "/"
    )
    return .page(try site.renderer.page(model, in: frame), .ok)
  }

  @Sendable private func stepIn(
    _ call: Call,
    _ old: PageSession?,
    _ form: PageForm
  ) async throws -> Response {
    guard let personas = site.personas?.personas else { throw WebRefusal.notFound }
    guard let number = form["persona"].flatMap({ Int($0) }), personas.indices.contains(number),
      let identity = try DemonstrationPersonas.identity(of: personas[number], in: site.service)
    else { throw WebRefusal.notFound }
    let session = PageSession(
      identity,
      issuer: "demonstration",
      level: "demonstration",
      language: site.language(of: call)
    )
    return begin(session, in: call, next: form["next"])
  }

  /// Opens the session in the browser, under a new name.
  func begin(_ session: PageSession, in call: Call, next: String?) -> Response {
    if let old = site.token(of: call) { site.sessions.end(old) }
    var response = Response.seeOther(
      PageSite.localPath(next) ?? PageArea.home(of: session.identity) ?? "/"
    )
    response.headers[.setCookie] = Cookies.set(PageSessions.cookie, site.sessions.begin(session))
    return response
  }

  @Sendable private func askReason(
    _ call: Call,
    _ session: PageSession?,
    _ form: PageForm
  ) throws -> Response {
    guard let session else { return .seeOther("/sign-in") }
    let next =
      PageSite.localPath(call.query["next"]) ?? PageArea.home(of: session.identity) ?? "/"
    let model = ReasonPage(reason: session.reason, next: next)
    var frame = site.frame(
      session.language.say("Motif", "Reason"),
      session,
      here: call.head.path ?? "/"
    )
    frame.notice = session.takeNotice()
    return .page(try site.renderer.page(model, in: frame), .ok)
  }

  @Sendable private func takeReason(
    _ call: Call,
    _ session: PageSession?,
    _ form: PageForm
  ) throws -> Response {
    guard let session else { return .seeOther("/sign-in") }
    try PageSite.check(form, of: session)
    guard let reason = form["reason"], (4...200).contains(reason.count) else {
      let text = session.language.say(
        "Le motif tient en 4 à 200 caractères.",
        "The reason takes 4 to 200 characters."
      )
      session.leave(PageFrame.Notice(text, isError: true))
      return .seeOther("/reason")
    }
    session.reason = reason
    return .seeOther(
      PageSite.localPath(form["next"]) ?? PageArea.home(of: session.identity) ?? "/"
    )
  }
}

extension HTTPField.Name {
  static let clearSiteData = token("Clear-Site-Data")
}
