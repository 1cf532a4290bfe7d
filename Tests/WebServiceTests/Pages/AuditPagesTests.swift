import CarnetCore
import EventLog
import Foundation
import HTTPTypes
import Hummingbird
import MedicalRecord
import NIOCore
import NIOEmbedded
import Pages
import RecordService
import Synchronization
import Testing

@testable import WebService

/// Somebody at a browser without a window: sends forms and follows where they lead.
struct AuditBrowser {
  let world: ServiceWorld
  let session: PageSession?
  private let cookie: String

  init(_ world: ServiceWorld, _ identity: Caller.Identity?, reason: String = "contrôle 12") {
    self.world = world
    let session = identity.map {
      PageSession($0, issuer: "test", level: "test", language: .french)
    }
    session?.reason = reason
    self.session = session
    cookie = session.map { world.application.responder.pages.sessions.begin($0) } ?? ""
  }

  func get(_ path: String) async throws -> (status: Int, place: String, text: String) {
    try await send(.get, path, "")
  }

  /// - Parameter fields: of the form; the session's own token goes along unless it is given.
  func post(
    _ path: String,
    _ fields: [String: String] = [:]
  ) async throws -> (status: Int, place: String, text: String) {
    var fields = fields
    if fields["_csrf"] == nil { fields["_csrf"] = session?.csrf }
    let body = fields.map { "\($0.key)=\(QueryText.encode($0.value))" }.joined(separator: "&")
    return try await send(.post, path, body)
  }

  /// Sends a form and opens the page that it leads to, once it is ready.
  func ask(_ question: String, _ fields: [String: String]) async throws -> String {
    let sent = try await post("/audit/ask/\(question)", fields)
    #expect(sent.status == 303, "\(sent.text)")
    for _ in 0..<600 {
      let page = try await get(sent.place)
      if !page.text.contains("<progress") { return page.text }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("no answer after half a minute")
    return ""
  }

  private func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: String
  ) async throws -> (status: Int, place: String, text: String) {
    var head = HTTPRequest(method: method, scheme: "http", authority: "carnet.test", path: path)
    if !cookie.isEmpty { head.headerFields[.cookie] = "\(PageSessions.cookie)=\(cookie)" }
    if method == .post {
      head.headerFields[.contentType] = "application/x-www-form-urlencoded"
      head.headerFields[.contentLength] = String(body.utf8.count)
    }
    let response = try await world.application.responder.respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer(string: body))),
      context: ConnectionContext(
        source: ApplicationRequestContextSource(
          channel: EmbeddedChannel(),
          logger: .init(label: "test")
        )
      )
    )
    let collected = Collected()
    try await response.body.write(CollectingWriter(collected: collected))
    return (
      Int(response.status.code), response.headers[.location] ?? "",
      String(decoding: collected.bytes.withLock { $0 }, as: UTF8.self)
    )
  }
}

private final class Collected: Sendable {
  let bytes = Mutex<[UInt8]>([])
}

private struct CollectingWriter: ResponseBodyWriter {
  let collected: Collected

  mutating func write(_ buffer: ByteBuffer) async throws {
    collected.bytes.withLock { $0 += Array(buffer.readableBytesView) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite("The auditor's pages")
struct AuditPagesTests {
  static let auditor = Caller.Identity.auditor(identifier: "audit-1", name: "Mission")

  private static func doctor(
    _ number: String,
    structure: String = "1769000019",
    profession: String = "10"
  ) throws -> Caller.Identity {
    .professional(.init(try IDNPS(number), profession: profession, structure: structure))
  }

  /// A record that somebody entered in an emergency.
  private static func emergency(
    in world: ServiceWorld,
    by identity: Caller.Identity,
    reason: String = "coma",
    name: String? = nil
  ) async throws -> (record: Pseudonym, position: Position) {
    let record = try world.service.drawPseudonym()
    var context = Caller(identity, request: .random()).context(.emergency)
    if let name { context.actor.name = name }
    context.reason = reason
    _ = try await world.service.append(record, [.recordOpened(RecordOpened())], context)
    var access = Carnet_V1_EmergencyAccessed()
    access.mode = .breakGlass
    access.rule = AccessRule.breakGlass.rawValue
    let receipt = try await world.service.append(record, [.emergencyAccessed(access)], context)
    return (record, try #require(receipt.positions.first))
  }

  private func questions(_ world: ServiceWorld) throws -> [(Carnet_V1_AuditAsked, EventContext)] {
    // A log that nobody asked yet has no stream of its own.
    guard world.service.index.head(of: .system) != nil else { return [] }
    return try world.systemEvents()
      .compactMap { event in
        guard let body = event.body, case .auditAsked(let asked)? = body.fact else { return nil }
        return (asked, body.context)
      }
  }

  @Test func `there are 28 questions, each once, and each is found by its number`() {
    #expect(QuestionPage.all.map(\.number) == Array(1...28))
    #expect(Set(QuestionPage.all.map(\.id)).count == 28)
    for page in QuestionPage.all {
      #expect(page.matches(page.name.french.uppercased(), .french))
      #expect(page.matches(page.id, .english))
    }
    #expect(
      QuestionPage.all.filter { $0.matches("INEXPLIQUEES lectures", .french) }.map(\.id)
        == ["unexplained"]
    )
  }

  @Test func `others are kept out, and an auditor without a reason is asked for one`() async throws
  {
    let world = try await ServiceWorld()
    let paths = ["/audit", "/audit/time", "/audit/emergencies", "/audit/questions/who"]
    let nobody = AuditBrowser(world, nil)
    let doctor = AuditBrowser(world, try Self.doctor("899705226548"))
    let clerk = AuditBrowser(
      world,
      .insuranceAgent(identifier: "a", structure: "b", name: "c")
    )
    let hasty = AuditBrowser(world, Self.auditor, reason: "")
    for path in paths {
      #expect(try await nobody.get(path).place.hasPrefix("/sign-in"))
      #expect(try await doctor.get(path).status == 403)
      #expect(try await clerk.get(path).status == 403)
      #expect(try await hasty.get(path).place.hasPrefix("/reason"))
    }
    let asked = try await hasty.post("/audit/ask/denied")
    #expect(asked.place.hasPrefix("/reason"))
    #expect(try questions(world).isEmpty)
    #expect(try await nobody.get("/verify").status == 200)
    try world.close()
  }

  @Test func `a form that is not of the session asks nothing`() async throws {
    let world = try await ServiceWorld()
    let browser = AuditBrowser(world, Self.auditor)
    #expect(try await browser.post("/audit/ask/denied", ["_csrf": "no"]).status == 403)
    #expect(try questions(world).isEmpty)
    try world.close()
  }

  @Test func `a question leaves its event, addresses name nobody, and names are escaped`()
    async throws
  {
    let world = try await ServiceWorld()
    let (record, _) = try await Self.emergency(
      in: world,
      by: try Self.doctor("899705226548"),
      reason: "</td><img src=x onerror=1>",
      name: "<script>alert(1)</script>"
    )
    let browser = AuditBrowser(world, Self.auditor, reason: "plainte 7")
    let text = try await browser.ask("who", ["record": record.description])
    #expect(!text.contains("<script>alert") && !text.contains("<img"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    // Nothing personal stands in an address of the page.
    for part in text.components(separatedBy: "href=\"").dropFirst() {
      #expect(!part.prefix { $0 != "\"" }.contains(record.description))
    }
    let asked = try #require(try questions(world).first)
    #expect(asked.0.question == "who" && asked.0.parameters == [record.description])
    #expect(asked.1.reason == "plainte 7" && asked.1.actor.identifierText == "audit-1")
    #expect(asked.1.request != 0 && asked.1.place == "carnet-pages")
    // The holder finds it in their own trail.
    let own = try world.service.history(of: record).events
    #expect(own.contains { $0.body?.context.actor.identifierText == "audit-1" })
    try world.close()
  }

  @Test func `an answer leads on to trails and decisions, and each of these leaves its event`()
    async throws
  {
    let world = try await ServiceWorld()
    let (record, position) = try await Self.emergency(
      in: world,
      by: try Self.doctor("899705226548")
    )
    let browser = AuditBrowser(world, Self.auditor)
    _ = try await browser.ask("who", ["record": record.description])
    let answer = try #require(browser.session?.answers.all.first)
    let sheet = try #require(try answer.given()).sheet(AnswerWords(.french))
    let row = try #require(
      sheet.rows.firstIndex { $0.cells.last?.code == position.description }
    )
    for (key, question) in [("actor", "by"), ("rule", "why"), ("position", "origin")] {
      let cell = try #require(sheet.columns.firstIndex { $0.key == key })
      let sent = try await browser.post(
        "/audit/answers/\(answer.id)/go",
        ["go": "\(row).\(cell)"]
      )
      #expect(sent.status == 303 && sent.place.hasPrefix("/audit/answers/"))
      #expect(try questions(world).last?.0.question == question)
    }
    // What is not there leads nowhere; another session has none of these answers.
    for go in ["", "9.9.9", "-1.0", "99999.0", "0.99"] {
      let sent = try await browser.post("/audit/answers/\(answer.id)/go", ["go": go])
      #expect(sent.status == 404)
    }
    let other = AuditBrowser(world, Self.auditor)
    #expect(try await other.get("/audit/answers/\(answer.id)").status == 404)
    try world.close()
  }

  @Test func `an evidence package's digest stands in the event of its question`() async throws {
    let world = try await ServiceWorld()
    let (record, _) = try await Self.emergency(in: world, by: try Self.doctor("899705226548"))
    let browser = AuditBrowser(world, Self.auditor)
    _ = try await browser.ask("who", ["record": record.description])
    let answer = try #require(browser.session?.answers.all.first)
    let sent = try await browser.post("/audit/answers/\(answer.id)/evidence")
    #expect(sent.status == 200 && sent.text.hasPrefix("PK"))
    let packed = try #require(answer.packed)
    let event = try #require(try questions(world).last)
    #expect(Hex.encode(Array(event.0.evidence)) == packed.digest)
    #expect(try await browser.get("/audit/answers/\(answer.id)").text.contains(packed.digest))
    try world.close()
  }

  @Test func `an emergency is reviewed by a second doctor of the same establishment`()
    async throws
  {
    let world = try await ServiceWorld()
    let accessor = try Self.doctor("899705226548")
    let (_, position) = try await Self.emergency(in: world, by: accessor)
    let form = [
      "position": position.description, "verdict": "justified", "remark": "vu au dossier",
    ]
    let own = AuditBrowser(world, accessor)
    #expect(try await own.get("/review").text.contains("votre propre accès"))
    #expect(try await own.post("/review/verdict", form).status == 303)
    #expect(try await own.get("/review").text.contains("Personne ne revoit son propre accès"))
    let elsewhere = AuditBrowser(
      world,
      try Self.doctor("899700395959", structure: "1769000118")
    )
    #expect(!(try await elsewhere.get("/review").text.contains("coma")))
    _ = try await elsewhere.post("/review/verdict", form)
    #expect(try await elsewhere.get("/review").text.contains("Ce dossier n"))
    let nurse = AuditBrowser(world, try Self.doctor("899700079199", profession: "60"))
    #expect(try await nurse.get("/review").status == 403)
    let second = AuditBrowser(world, try Self.doctor("899700395959"))
    #expect(try await second.get("/review").text.contains("coma"))
    for (missing, words) in [("verdict", "Choisissez un avis"), ("remark", "ce qui fonde")] {
      var part = form
      part[missing] = ""
      _ = try await second.post("/review/verdict", part)
      #expect(try await second.get("/review").text.contains(words))
    }
    _ = try await second.post("/review/verdict", form)
    #expect(try await second.get("/review").text.contains("Avis « justifié » inscrit"))
    _ = try await second.post("/review/verdict", form)
    #expect(try await second.get("/review").text.contains("déjà inscrit"))
    // The list itself was a question each time.
    #expect(try questions(world).contains { $0.0.parameters == ["structure 1769000019"] })
    try world.close()
  }

  @Test func `the past is stepped through, each instant a question of its own`() async throws {
    let world = try await ServiceWorld()
    let (record, _) = try await Self.emergency(in: world, by: try Self.doctor("899705226548"))
    let browser = AuditBrowser(world, Self.auditor)
    let wrong = try await browser.post("/audit/time", ["record": record.description])
    #expect(wrong.status == 422 && wrong.text.contains(record.description))
    let opened = try await browser.post(
      "/audit/time",
      ["record": record.description, "person": "899705226548"]
    )
    #expect(opened.status == 303)
    let before = try questions(world).count
    #expect(try await browser.post(opened.place + "/move", ["at": "1"]).status == 303)
    #expect(try await browser.post(opened.place + "/move", ["at": "9999"]).status == 404)
    let page = try await browser.get(opened.place)
    #expect(page.status == 200 && page.text.contains("ouverture du dossier"))
    #expect(try questions(world).count == before + 1)
    #expect(try questions(world).last?.0.question == "as-of")
    let compared = try await browser.post(
      opened.place + "/compare",
      ["with": "2000-01-01T00:00"]
    )
    #expect(compared.status == 303)
    #expect(try await browser.get(opened.place).text.contains("Avant le premier événement"))
    try world.close()
  }

  @Test(
    arguments: [
      (
        "days 365", "explications comptées à 365 jours près",
        "explanations counted within 365 days"
      ),
      ("people 5", "5 personnes au moins", "5 people at least"),
      ("hours 48", "à 48 heures près", "within 48 hours"),
      ("for representative", "pour un représentant légal", "for a legal representative"),
      ("r-0123456789abcdef", "r-0123456789abcdef", "r-0123456789abcdef"),
      ("strange 7", "strange 7", "strange 7"),
    ]
  )
  func `what a question was about is said in words, what is not known as it is written`(
    _ parameter: String,
    _ french: String,
    _ english: String
  ) {
    #expect(ParameterWords.words(parameter, PageText(.french)) == french)
    #expect(ParameterWords.words([parameter], PageText(.english)) == english)
  }

  @Test func `names that begin like formulas stay text in spreadsheets`() {
    var sheet = AnswerSheet([.init("name", "nom"), .init("score", "note")])
    sheet.add([AnswerCell("=HYPERLINK(\"x\")"), .number("−3", "-3")])
    sheet.add([AnswerCell("a,b\nc"), .none])
    #expect(sheet.csv == "name,score\r\n\"'=HYPERLINK(\"\"x\"\")\",-3\r\n\"a,b\nc\",\r\n")
  }

  @Test func `an address narrows a trail, and says nothing that is not a kind or a day`() throws {
    let query = try QueryText(
      "kind=35&from=2026-01-01&to=2026-01-31&emergency=on&x=r-1&page=3",
      max: 20
    )
    let choice = AnswerChoice(query)
    #expect(
      choice.address(page: 2) == "?kind=35&from=2026-01-01&to=2026-01-31&emergency=on&page=2"
    )
    let day = try #require(Instant("2026-01-31T12:00:00Z"))
    let facet = AnswerSheet.Facet(time: day, type: 35, isRefused: false, isEmergency: true)
    #expect(choice.takes(facet))
    var other = facet
    other.type = 32
    #expect(choice.takes(other) == false)
    other = facet
    other.time = Instant(milliseconds: day.milliseconds + Instant.millisecondsPerDay)
    #expect(choice.takes(other) == false)
    other = facet
    other.isEmergency = false
    #expect(choice.takes(other) == false)
    #expect(choice.takes(nil) == false)
  }
}
