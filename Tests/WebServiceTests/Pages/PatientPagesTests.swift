import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import NIOCore
import NIOEmbedded
import RecordService
import Synchronization
import Testing

@testable import WebService

/// A patient, somebody else or nobody at a browser without a window.
private struct PatientBrowser {
  struct Answer {
    var status: Int
    var place: String
    var text: String
    var bytes: [UInt8]
    var headers: HTTPFields
  }

  let world: ServiceWorld
  let session: PageSession?
  private let cookie: String

  init(_ world: ServiceWorld, _ identity: Caller.Identity?, isSecret: Bool = false) {
    self.world = world
    session = identity.map {
      PageSession($0, issuer: "test", level: "test", isSecret: isSecret, language: .french)
    }
    session?.reason = "contrôle"
    cookie = session.map { world.application.responder.pages.sessions.begin($0) } ?? ""
  }

  func get(_ path: String) async throws -> Answer { try await send(.get, path, [], nil) }

  /// - Parameter fields: of the form; the session's own token goes along unless it is given.
  func post(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer {
    var fields = fields
    if fields["_csrf"] == nil { fields["_csrf"] = session?.csrf }
    let body = fields.map { "\($0.key)=\(QueryText.encode($0.value))" }.joined(separator: "&")
    return try await send(.post, path, Array(body.utf8), "application/x-www-form-urlencoded")
  }

  /// Sends a form with a file, and follows to the page that it leads to.
  func upload(_ file: [UInt8], _ fields: [String: String]) async throws -> Answer {
    var body = ""
    var fields = fields
    fields["_csrf"] = session?.csrf
    for (name, value) in fields {
      body += "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    body += "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../a.pdf\"\r\n"
    body += "Content-Type: text/html\r\n\r\n"
    let bytes = Array(body.utf8) + file + Array("\r\n--x--\r\n".utf8)
    let sent = try await send(.post, "/my/add", bytes, "multipart/form-data; boundary=x")
    #expect(sent.status == 303)
    return try await get(sent.place)
  }

  private func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: [UInt8],
    _ type: String?
  ) async throws -> Answer {
    var head = HTTPRequest(method: method, scheme: "http", authority: "carnet.test", path: path)
    if !cookie.isEmpty { head.headerFields[.cookie] = "\(PageSessions.cookie)=\(cookie)" }
    head.headerFields[.contentType] = type
    let response = try await world.application.responder.respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer(bytes: body))),
      context: ConnectionContext(
        source: ApplicationRequestContextSource(
          channel: EmbeddedChannel(),
          logger: .init(label: "test")
        )
      )
    )
    let received = Received()
    try await response.body.write(ReceivingWriter(received: received))
    let bytes = received.bytes.withLock { $0 }
    return Answer(
      status: Int(response.status.code),
      place: response.headers[.location] ?? "",
      text: String(decoding: bytes, as: UTF8.self),
      bytes: bytes,
      headers: response.headers
    )
  }
}

private final class Received: Sendable {
  let bytes = Mutex<[UInt8]>([])
}

private struct ReceivingWriter: ResponseBodyWriter {
  let received: Received

  mutating func write(_ buffer: ByteBuffer) async throws {
    received.bytes.withLock { $0 += Array(buffer.readableBytesView) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite("The patient's pages")
struct PatientPagesTests {
  private static let number = "277076322082910"

  private static func patient() throws -> Caller.Identity {
    .patient(try INS(number, authority: .nir), name: "Anne <i>LEFEVRE</i>")
  }

  private static let person = [
    "birthName": "<b>Lefèvre</b>", "givenNames": "Anne Marie", "birthDate": "1977-07-12",
    "sex": "female", "emergency": "yes", "regulation": "no", "consent": "1",
  ]

  /// A patient with an open record.
  private static func holder(_ world: ServiceWorld) async throws -> PatientBrowser {
    let browser = PatientBrowser(world, try patient())
    let opened = try await browser.post("/my/open", person)
    #expect(opened.status == 303)
    return browser
  }

  @Test func `without a record the first page opens one by consent alone and keeps what was typed`()
    async throws
  {
    let world = try await ServiceWorld()
    let browser = PatientBrowser(world, try Self.patient())
    let first = try await browser.get("/my")
    #expect(first.text.contains("Ouvrir mon dossier"))
    var person = Self.person
    person["consent"] = nil
    _ = try await browser.post("/my/open", person)
    let again = try await browser.get("/my")
    #expect(again.text.contains("Cochez votre accord"))
    #expect(again.text.contains("&lt;b&gt;Lefèvre&lt;/b&gt;"))
    #expect(!again.text.contains("<b>Lef"))
    _ = try await browser.post("/my/open", Self.person)
    let home = try await browser.get("/my")
    #expect(home.text.contains("ouvert depuis le"))
    let rights = try await browser.get("/my/rights")
    #expect(rights.text.contains("Le médecin du 15 ne voit rien"))
    #expect(!rights.text.contains("<i>"))
    try world.close()
  }

  @Test func `where records open by announcement alone, no form that would be refused is shown`()
    async throws
  {
    let world = try await ServiceWorld()
    var parts = RulesPublished()
    parts.effective = world.service.clock().milliseconds
    parts.opening.byAnnouncement = true
    _ = try await world.service.publish(parts, EventContext())
    let page = try await PatientBrowser(world, try Self.patient()).get("/my").text
    #expect(page.contains("accueil de votre CPAM") && !page.contains("action=\"/my/open\""))
    try world.close()
  }

  @Test func `nobody of another role, and nobody without the form's token, gets in`() async throws {
    let world = try await ServiceWorld()
    _ = try await Self.holder(world)
    let doors = ["/my", "/my/health", "/my/accesses", "/my/rights", "/my/bundle", "/my/add"]
    let others: [Caller.Identity] = [
      .auditor(identifier: "a", name: ""), .operator(identifier: "o", name: ""),
      .insuranceAgent(identifier: "c", structure: "1", name: ""),
    ]
    for door in doors {
      #expect(try await PatientBrowser(world, nil).get(door).place.hasPrefix("/sign-in"))
      for other in others {
        #expect(try await PatientBrowser(world, other).get(door).status == 403)
      }
    }
    let browser = PatientBrowser(world, try Self.patient())
    for form in ["/my/rights/close", "/my/health/declare", "/my/bundle/file", "/my/open"] {
      #expect(try await browser.post(form, ["_csrf": "x", "sure": "1"]).status == 403)
    }
    #expect(try await browser.get("/my").text.contains("ouvert depuis le"))
    try world.close()
  }

  @Test func `a stranger's record, and documents that are not there, are not found`() async throws {
    let world = try await ServiceWorld()
    let browser = try await Self.holder(world)
    for path in ["/my/documents/1", "/my/documents/0", "/my/documents/x", "/my/health/9"] {
      #expect(try await browser.get(path).status == 404, "\(path)")
    }
    let stranger = PatientBrowser(
      world,
      .patient(try INS("279035121518989", authority: .nir), name: "X")
    )
    #expect(try await stranger.get("/my").text.contains("Ouvrir mon dossier"))
    for path in ["/my/rights", "/my/health", "/my/accesses", "/my/documents/1"] {
      #expect(try await stranger.get(path).status == 404, "\(path)")
    }
    try world.close()
  }

  @Test func `receipts of an opening and of a dispute are the holder's own, and leave a trace`()
    async throws
  {
    let world = try await ServiceWorld()
    let browser = try await Self.holder(world)
    #expect(try await browser.get("/my/rights").text.contains("/my/receipts/opening"))
    let opening = try await browser.get("/my/receipts/opening").text
    #expect(opening.contains("Accusé de création") && opening.contains("&lt;B&gt;"))
    #expect(try await browser.get("/my/receipts/opening/proof").text.hasPrefix("c2sp.org/tlog"))
    for path in ["closure", "erasure-request", "dispute", "anything"] {
      #expect(try await browser.get("/my/receipts/\(path)").status == 404, "\(path)")
    }
    let holding = try await world.application.responder.pages.desk
      .holding(of: Caller(try Self.patient(), request: .random()))
    let record = try #require(holding.record)
    var context = EventContext()
    context.actor = Actor(.professional, identifier: "899700218896", profession: "G15_60")
    var read = Carnet_V1_RecordAccessed()
    read.kind = .list
    _ = try await world.service.append(record, [.recordAccessed(read)], context)
    let revision = try #require(world.service.index.head(of: record)?.revision.rawValue)
    let text = "Je ne <b>connais</b> pas cette personne"
    _ = try await browser.post("/my/accesses/dispute", ["access": "\(revision)", "text": text])
    let address = "/my/receipts/dispute?access=\(revision)"
    #expect(try await browser.get("/my/accesses").text.contains(address))
    let receipt = try await browser.get(address).text
    #expect(receipt.contains("Je ne &lt;b&gt;connais&lt;/b&gt; pas"))
    #expect(try await browser.get("/my/receipts/dispute?access=1").status == 404)
    let forms = try world.service.history(of: record).events
      .compactMap { event -> String? in
        if case .recordDisclosed(let disclosed)? = event.body?.fact { disclosed.form } else { nil }
      }
    #expect(forms == ["receipt/opening", "receipt/dispute"])
    let stranger = PatientBrowser(
      world,
      .patient(try INS("279035121518989", authority: .nir), name: "X")
    )
    #expect(try await stranger.get("/my/receipts/opening").status == 404)
    try world.close()
  }

  @Test func `what is filed is told by its bytes, once, with its title escaped`() async throws {
    let world = try await ServiceWorld()
    let browser = try await Self.holder(world)
    let pdf = Array("%PDF-1.4\nx".utf8)
    let fields = ["type": "EXPPAT_2", "title": "<script>alert(1)</script>", "number": "4711"]
    for _ in 0..<2 {
      let page = try await browser.upload(pdf, fields)
      #expect(page.status == 200)
      #expect(page.text.contains("&lt;script&gt;"))
      #expect(!page.text.contains("<script>alert"))
    }
    #expect(try await browser.get("/my/documents/2").status == 404)
    let file = try await browser.get("/my/documents/1/file")
    #expect(file.bytes == pdf)
    #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
    let refused = try await browser.upload([0x4d, 0x5a, 0], fields)
    #expect(refused.text.contains("Ni un PDF"))
    let foreign = try await browser.upload(pdf, ["type": "11490-0", "title": "CR", "number": "5"])
    #expect(foreign.text.contains("Donnez la nature"))
    try world.close()
  }

  @Test func `a secret connection stays in sight and keeps what it files from representatives`()
    async throws
  {
    let world = try await ServiceWorld()
    _ = try await Self.holder(world)
    let secret = PatientBrowser(world, try Self.patient(), isSecret: true)
    #expect(try await secret.get("/my").text.contains("Connexion secrète"))
    let page = try await secret.upload(
      Array("%PDF-1.4".utf8),
      ["type": "EXPPAT_2", "title": "Secret", "number": "1"]
    )
    #expect(page.text.contains("masqué aux représentants"))
    try world.close()
  }

  @Test func `the whole record leaves as a package, and the departure is in the trail`()
    async throws
  {
    let world = try await ServiceWorld()
    let browser = try await Self.holder(world)
    let file = try await browser.post("/my/bundle/file")
    #expect(file.status == 200)
    #expect(file.bytes.starts(with: [0x50, 0x4b, 3, 4]))
    #expect(file.headers[.contentDisposition]?.contains("mon-dossier-") == true)
    _ = try await browser.post(
      "/my/accesses",
      ["own": "1", "changes": "1", "month": "\(CalendarMonth(world.service.clock()))"]
    )
    #expect(try await browser.get("/my/accesses").text.contains("a reçu une copie"))
    try world.close()
  }

  @Test func `a number that is nobody's is refused before anybody is kept out`() async throws {
    let world = try await ServiceWorld()
    let browser = try await Self.holder(world)
    let wrong = try await browser.post(
      "/my/rights/block",
      ["who": "Dupont", "scope": "professional"]
    )
    #expect(wrong.place == "/my/rights#blocked")
    let right = try await browser.post(
      "/my/rights/block",
      ["who": "810000000001", "scope": "professional"]
    )
    #expect(right.place == "/my/rights/block")
    #expect(try await browser.get(right.place).text.contains("bloqué par vous"))
    #expect(try await browser.get("/my/rights").text.contains("Vous ne bloquez personne"))
    _ = try await browser.post("/my/rights/block/confirm")
    #expect(!(try await browser.get("/my/rights").text.contains("Vous ne bloquez personne")))
    try world.close()
  }

  @Test func `months are those of France, also where the clocks change`() {
    let march = CalendarMonth(year: 2026, month: 3)
    #expect(march.period.lowerBound.description == "2026-02-28T23:00:00.000Z")
    #expect(march.period.upperBound.description == "2026-03-31T22:00:00.000Z")
    #expect(CalendarMonth("2026-13") == nil)
    #expect(CalendarMonth("26-1") == nil)
    #expect(CalendarMonth(year: 2026, month: 1).previous.description == "2025-12")
    #expect(CalendarMonth(march.period.lowerBound) == march)
  }
}
