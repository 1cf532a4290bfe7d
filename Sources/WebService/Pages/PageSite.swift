import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// What all pages stand on: how they are asked for, who may, and what is put around them.
struct PageSite: Sendable {
  let desk: RecordDesk
  let service: RecordService
  let following: ViewFollowing
  let renderer: PageRenderer
  let sessions: PageSessions
  let actorBuckets: TokenBuckets<Int>
  /// People to step into; empty but in a demonstration.
  let personas: DemonstrationPersonas?
  /// Labels of the providers that one can sign in with, in the order of their numbers.
  let providers: [String]
  let pending = PendingSignIns()
  let figures: DepartmentFigures
  let operations: OperatorDesk

  /// Nothing but the service's own sheet, script and images; no frames, no forms to elsewhere.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  var routes: [Route] {
    EntryPages(site: self).routes + PatientPages(site: self).routes
      + CarePages(site: self).routes + DeskPages(site: self).routes
      + DepartmentPages(site: self).routes + AuditPages(site: self).routes
      + AdministrationPages(site: self).routes + ReviewPages(site: self).routes
  }

  // MARK: Making routes

  /// A page for the people of an area.
  func get(
    _ path: String,
    _ area: PageArea,
    _ handle: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route {
    route(.get, path) { call in
      try await visit(call, area, PageForm(), handle)
    }
  }

  /// A form that people of an area send.
  func post(
    _ path: String,
    _ area: PageArea,
    _ handle: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route {
    route(.post, path) { call in
      let form = try form(of: call)
      return try await visit(call, area, form, handle)
    }
  }

  /// A page or form for whoever comes, signed in or not.
  func anyone(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ handle: @escaping @Sendable (Call, PageSession?, PageForm) async throws -> Response
  ) -> Route {
    route(method, path) { call in
      let form = method == .post ? try form(of: call) : PageForm()
      return try await handle(call, session(of: call), form)
    }
  }

  private func route(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ handle: @escaping @Sendable (Call) async throws -> Response
  ) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .pages,
      access: .anyone,
      summary: Words("une page", "a page"),
      takes: method == .post ? PageForm.types : [],
      answers: [(200, ["text/html"], Words("la page", "the page"))],
      handle: handle
    )
  }

  private func visit(
    _ call: Call,
    _ area: PageArea,
    _ form: PageForm,
    _ handle: (Visit) async throws -> Response
  ) async throws -> Response {
    guard let session = session(of: call) else {
      // Addresses of pages name nobody, so the way back may stand in one.
      let next = call.head.method == .get ? Self.localPath(call.head.path) : nil
      return .seeOther(
        "/sign-in" + (next.map { "?next=" + QueryText.encode($0) } ?? "?expired=1")
      )
    }
    guard PageArea.areas(of: session.identity).contains(area) else { throw WebRefusal.notYourPage }
    if let seconds = actorBuckets.take(Self.rateKey(session)) {
      throw WebRefusal.tooManyRequests(seconds)
    }
    if call.head.method == .post { try Self.check(form, of: session) }
    if area.asksForReason, session.reason.isEmpty, PageArea.needsReason(session.identity) {
      let next = call.head.method == .get ? Self.localPath(call.head.path) : nil
      return .seeOther("/reason" + (next.map { "?next=" + QueryText.encode($0) } ?? ""))
    }
    return try await handle(Visit(site: self, call: call, session: session, form: form))
  }

  // MARK: Safety

  func token(of call: Call) -> String? { Cookies.value(PageSessions.cookie, in: call.head) }

  func session(of call: Call) -> PageSession? { token(of: call).flatMap(sessions.session) }

  /// The form of a request that came from this site's own pages.
  private func form(of call: Call) throws(WebRefusal) -> PageForm {
    // Browsers say where a request comes from; other clients may leave it out, and lack the cookie.
    if let place = call.head.headerFields[.fetchSite], place != "same-origin", place != "none" {
      throw .foreignForm
    }
    if let origin = call.head.headerFields[.origin], origin != "null" {
      let host = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
      guard host == call.head.authority else { throw .foreignForm }
    }
    return try PageForm(call.body, type: call.head.headerFields[.contentType] ?? "")
  }

  static func check(_ form: PageForm, of session: PageSession) throws(WebRefusal) {
    guard PageToken.areEqual(form["_csrf"] ?? "", session.csrf) else { throw .foreignForm }
  }

  static func rateKey(_ session: PageSession) -> Int {
    var hasher = Hasher()
    hasher.combine("pages")
    hasher.combine(session.identity)
    return hasher.finalize()
  }

  /// A path of this service, for ways back: never another site.
  static func localPath(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
      text.utf8.count <= 512, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else { return nil }
    return text
  }

  // MARK: Frames

  func frame(_ title: String, _ session: PageSession?, here: String) -> PageFrame {
    frame(title, session, session?.language ?? .french, here: here)
  }

  func frame(
    _ title: String,
    _ session: PageSession?,
    _ language: PageLanguage,
    here: String
  ) -> PageFrame {
    var frame = PageFrame(title, language)
    frame.here = Self.localPath(here) ?? "/"
    frame.isDemonstration = personas != nil
    guard let session else { return frame }
    frame.who = PageNames.name(of: session.identity, language)
    frame.capacity = PageNames.capacity(of: session.identity, language)
    frame.csrf = session.csrf
    let path = here.split(separator: "?").first.map(String.init) ?? here
    let rooms = PageArea.areas(of: session.identity).flatMap(\.rooms)
    let best = rooms.map(\.path).filter { path == $0 || path.hasPrefix($0 + "/") }
      .max { $0.count < $1.count }
    frame.links = rooms.map { room in
      PageFrame.Link(
        room.path,
        language.say(room.words.french, room.words.english),
        isHere: room.path == best
      )
    }
    return frame
  }

  /// The language of a request that comes without a session.
  func language(of call: Call) -> PageLanguage {
    if let session = session(of: call) { return session.language }
    if let chosen = Cookies.value("carnet-language", in: call.head).flatMap(PageLanguage.init) {
      return chosen
    }
    return call.language == .french ? .french : .english
  }

  /// A refusal as a page.
  func page(for refusal: WebRefusal, _ head: HTTPRequest, request: String) -> Response {
    let session = Cookies.value(PageSessions.cookie, in: head).flatMap(sessions.session)
    let language =
      session?.language
      ?? Cookies.value("carnet-language", in: head).flatMap(PageLanguage.init)
      ?? (ReplyLanguage(accept: head.headerFields[.acceptLanguage]) == .french
        ? .french : .english)
    let model = RefusalPage(
      status: refusal.status.code,
      text: language.say(refusal.words.french, refusal.words.english),
      request: request,
      home: session.flatMap { PageArea.home(of: $0.identity) } ?? "/"
    )
    let frame = frame(
      language.say("Cette page ne s'ouvre pas", "This page does not open"),
      session,
      language,
      here: head.path ?? "/"
    )
    var response: Response
    do {
      response = .page(try renderer.page(model, in: frame), refusal.status)
    } catch {
      response = .text(model.text, status: refusal.status)
    }
    if let seconds = refusal.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
    return response
  }
}

extension PageArea {
  /// Where somebody begins.
  static func home(of identity: Caller.Identity) -> String? {
    areas(of: identity).flatMap(\.rooms).first?.path
  }

  static func needsReason(_ identity: Caller.Identity) -> Bool {
    switch identity {
    case .auditor, .operator, .insuranceAgent: true
    case .professional, .structure, .patient, .representative, .heir: false
    }
  }
}

extension WebRefusal {
  static let foreignForm = WebRefusal(
    .forbidden,
    .forbidden,
    "ce formulaire ne vient pas de votre session : rouvrez la page et recommencez ; rien n'a été fait",
    "this form is not of your session: open the page again and retry; nothing was done"
  )

  static let notYourPage = WebRefusal(
    .forbidden,
    .forbidden,
    "cette page est pour d'autres que vous",
    "this page is for others than you"
  )
}

extension HTTPField.Name {
  static let fetchSite = token("Sec-Fetch-Site")
}
