import CarnetCore
import Foundation
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import NIOCore
import NIOEmbedded
import RecordService
import Synchronization
import Testing

@testable import WebService

/// A professional, an agent or nobody at a browser without a window.
private struct CareBrowser {
  let world: ServiceWorld
  let session: PageSession?
  private let cookie: String

  init(_ world: ServiceWorld, _ identity: Caller.Identity?) {
    self.world = world
    session = identity.map { PageSession($0, issuer: "test", level: "test", language: .french) }
    session?.reason = "au guichet"
    cookie = session.map { world.application.responder.pages.sessions.begin($0) } ?? ""
  }

  struct Answer {
    var status: Int
    var place: String
    var text: String
    var headers: HTTPFields
  }

  func get(_ path: String) async throws -> Answer { try await send(.get, path, "", nil) }

  func post(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer {
    var fields = fields
    if fields["_csrf"] == nil { fields["_csrf"] = session?.csrf }
    let body = fields.map { "\($0.key)=\(QueryText.encode($0.value))" }.joined(separator: "&")
    return try await send(.post, path, body, "application/x-www-form-urlencoded")
  }

  /// Sends a form with a file.
  func upload(
    _ path: String,
    _ file: String,
    _ fields: [String: String]
  ) async throws -> Answer {
    var body = ""
    var fields = fields
    fields["_csrf"] = session?.csrf
    for (name, value) in fields {
      body += "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    body += "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
    body += "Content-Type: text/html\r\n\r\n\(file)\r\n--x--\r\n"
    return try await send(.post, path, body, "multipart/form-data; boundary=x")
  }

  private func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: String,
    _ type: String?
  ) async throws -> Answer {
    var head = HTTPRequest(method: method, scheme: "http", authority: "carnet.test", path: path)
    if !cookie.isEmpty { head.headerFields[.cookie] = "\(PageSessions.cookie)=\(cookie)" }
    head.headerFields[.contentType] = type
    let response = try await world.application.responder.respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer(string: body))),
      context: ConnectionContext(
        source: ApplicationRequestContextSource(
          channel: EmbeddedChannel(),
          logger: .init(label: "test")
        )
      )
    )
    let bytes = Bytes()
    try await response.body.write(BytesWriter(bytes: bytes))
    return Answer(
      status: Int(response.status.code),
      place: response.headers[.location] ?? "",
      text: String(decoding: bytes.all.withLock { $0 }, as: UTF8.self),
      headers: response.headers
    )
  }
}

private final class Bytes: Sendable {
  let all = Mutex<[UInt8]>([])
}

private struct BytesWriter: ResponseBodyWriter {
  let bytes: Bytes

  mutating func write(_ buffer: ByteBuffer) async throws {
    bytes.all.withLock { $0 += Array(buffer.readableBytesView) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite("The professional's and the desks' pages")
struct CarePagesTests {
  private static let number = "277076322082910"

  private static func professional(_ profession: String = "10") throws -> Caller.Identity {
    .professional(
      .init(
        try IDNPS("810000000001"),
        name: "Anne <i>MARTIN</i>",
        profession: profession,
        skill: profession == "10" ? "SM26" : "",
        structure: "1750000001",
        structureName: "Cabinet",
        sector: "SA07"
      )
    )
  }

  private static let agent = Caller.Identity.insuranceAgent(
    identifier: "cpam-1",
    structure: "1",
    name: "Agent"
  )

  private static let form = [
    "ins": number, "name": "LEFEVRE<script>", "given": "ANNE", "born": "12/07/1977",
    "sex": "F", "consent": "yes", "emergency": "yes", "regulation": "yes",
  ]

  /// A world with one record, opened at the desk, and a doctor who was let in.
  private func entered() async throws -> (ServiceWorld, CareBrowser, String) {
    let world = try await ServiceWorld()
    let desk = CareBrowser(world, Self.agent)
    #expect(try await desk.post("/desk/open", Self.form).place == "/desk/opened")
    let doctor = CareBrowser(world, try Self.professional())
    let door = try await doctor.post("/care/find", ["ins": Self.number]).place
    #expect(door.hasSuffix("/door"))
    let base = String(door.dropLast(5))
    #expect(try await doctor.post(base + "/authorise", ["consent": "yes"]).place == base)
    return (world, doctor, base)
  }

  @Test("Other roles, and nobody, do not come in")
  func roles() async throws {
    let world = try await ServiceWorld()
    let patient = Caller.Identity.patient(try INS(Self.number, authority: .nir), name: "A")
    for path in ["/care", "/desk"] {
      #expect(try await CareBrowser(world, nil).get(path).status == 303)
      #expect(try await CareBrowser(world, patient).get(path).status == 403)
    }
    #expect(try await CareBrowser(world, Self.agent).get("/care").status == 403)
    #expect(try await CareBrowser(world, try Self.professional()).get("/care").status == 200)
    try world.close()
  }

  @Test("A form without the session's own token does nothing")
  func csrf() async throws {
    let world = try await ServiceWorld()
    let desk = CareBrowser(world, Self.agent)
    var form = Self.form
    form["_csrf"] = "other"
    #expect(try await desk.post("/desk/open", form).status == 403)
    let doctor = CareBrowser(world, try Self.professional())
    let sent = try await doctor.post("/care/find", ["ins": Self.number])
    #expect(sent.place == "/care")
    #expect(try await doctor.get("/care").text.contains("Aucun dossier ouvert"))
    try world.close()
  }

  @Test("Without consent the record does not open; its address names nobody and is one session's")
  func door() async throws {
    let world = try await ServiceWorld()
    _ = try await CareBrowser(world, Self.agent).post("/desk/open", Self.form)
    let doctor = CareBrowser(world, try Self.professional())
    let door = try await doctor.post("/care/find", ["ins": Self.number]).place
    #expect(!door.contains(Self.number))
    let base = String(door.dropLast(5))
    #expect(try await doctor.get(base).place == door)
    #expect(try await doctor.get(door).text.contains("Briser la glace"))
    #expect(try await doctor.post(base + "/authorise").place == door)
    let other = CareBrowser(world, try Self.professional())
    #expect(try await other.get(base).status == 404)
    try world.close()
  }

  @Test("Hostile names and titles are text, and a file never runs")
  func hostile() async throws {
    let (world, doctor, base) = try await entered()
    let record = try await doctor.get(base)
    #expect(record.status == 200)
    #expect(record.text.contains("LEFEVRE&lt;script&gt;"))
    #expect(!record.text.contains("<script>") && !record.text.contains("<i>MARTIN"))
    let filed = try await doctor.upload(
      base + "/new",
      "<html><script>alert(1)</script>",
      ["unique": "2.25.42", "type": "11488-4", "title": "<script>t</script>", "day": "2020-01-02"]
    )
    #expect(filed.place == base + "/new", "markup that is no CDA is refused")
    let text = try await doctor.upload(
      base + "/new",
      "bonjour <script>alert(1)</script>",
      ["unique": "2.25.42", "type": "11488-4", "title": "<script>t</script>", "day": "2020-01-02"]
    )
    #expect(text.place == base + "/documents/1")
    let sheet = try await doctor.get(text.place)
    #expect(sheet.text.contains("bonjour &lt;script&gt;"))
    #expect(!sheet.text.contains("<script>"))
    let file = try await doctor.get(text.place + "/file")
    #expect(file.headers[.contentSecurityPolicy]?.hasPrefix("sandbox") == true)
    #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
    try world.close()
  }

  @Test(
    "A record is first shown with what counts for the profession, and all of it is one button away"
  )
  func firstSearch() async throws {
    let (world, doctor, base) = try await entered()
    let today = ParisTime.day(of: world.service.clock()).description
    for (number, type, title, day) in [
      (1, "11488-4", "ancienne consultation", "2010-01-02"),
      (2, "87273-9", "ancien vaccin", "2010-01-03"), (3, "11488-4", "consultation du jour", today),
    ] {
      let fields = ["unique": "2.25.8\(number)", "type": type, "title": title, "day": day]
      let sent = try await doctor.upload(base + "/new", "bonjour \(number)", fields)
      #expect(sent.place == base + "/documents/\(number)")
    }
    _ = try await doctor.get(base)
    // Another day, another session: nothing is new any more.
    let later = CareBrowser(world, try Self.professional())
    let place = try await later.post("/care/find", ["ins": Self.number]).place
    let first = try await later.get(place).text
    #expect(first.contains("consultation du jour") && first.contains("ancien vaccin"))
    #expect(!first.contains("ancienne consultation"))
    #expect(first.contains("2\u{00A0}documents sur 3") && first.contains("Tout montrer"))
    _ = try await later.post(place + "/filter", ["clear": "yes"])
    let all = try await later.get(place).text
    #expect(all.contains("ancienne consultation") && !all.contains("Tout montrer"))
    _ = try await later.post(place + "/filter", ["period": "first"])
    #expect(!(try await later.get(place).text).contains("ancienne consultation"))
    // In an emergency all of it is shown at once.
    let urgent = CareBrowser(world, try Self.professional())
    let entered = try await urgent.post("/care/find", ["ins": Self.number]).place
    _ = try await urgent.post(entered + "/emergency", ["reason": "coma"])
    let whole = try await urgent.get(entered).text
    #expect(whole.contains("coma") && whole.contains("ancienne consultation"))
    try world.close()
  }

  @Test("A form that is sent twice files one document")
  func twice() async throws {
    let (world, doctor, base) = try await entered()
    let fields = ["unique": "2.25.77", "type": "11488-4", "title": "t", "day": "2020-01-02"]
    for _ in 0..<2 {
      let sent = try await doctor.upload(base + "/new", "bonjour", fields)
      #expect(sent.place == base + "/documents/1")
    }
    #expect(try await doctor.get(base + "/documents/2").status == 404)
    try world.close()
  }

  @Test("A deed on a version that somebody changed meanwhile is refused")
  func staleDeed() async throws {
    let (world, doctor, base) = try await entered()
    let fields = ["unique": "2.25.78", "type": "11488-4", "title": "t", "day": "2020-01-02"]
    let place = try await doctor.upload(base + "/new", "bonjour", fields).place
    _ = try await doctor.post(place + "/deed", ["deed": "archive", "revision": "0"])
    #expect(try await doctor.get(place).text.contains("changé ce document entre-temps"))
    for deed in ["", "labels-9", "labels-1-2-3-1", "drop"] {
      let sent = try await doctor.post(place + "/deed", ["deed": deed, "revision": "0"])
      #expect(sent.place == place)
      #expect(try await doctor.get(place).text.contains("rien n&#39;a été changé"))
    }
    try world.close()
  }

  @Test("An emergency needs its reason, shows until when it lasts, and ends")
  func emergency() async throws {
    let world = try await ServiceWorld()
    _ = try await CareBrowser(world, Self.agent).post("/desk/open", Self.form)
    let doctor = CareBrowser(world, try Self.professional())
    let door = try await doctor.post("/care/find", ["ins": Self.number]).place
    let base = String(door.dropLast(5))
    #expect(try await doctor.post(base + "/emergency", ["reason": "x"]).place == door)
    #expect(try await doctor.post(base + "/emergency", ["reason": "coma"]).place == base)
    let record = try await doctor.get(base).text
    #expect(record.contains("class=\"banner\"") && record.contains("coma"))
    // What is done in calm is not offered in an emergency.
    #expect(!record.contains("Ajouter un document"))
    _ = try await doctor.post(base + "/emergency/end")
    #expect(try await doctor.get(base).place == door)
    try world.close()
  }

  @Test("The receipt is of what this session has just opened, and is traced before it is shown")
  func receipt() async throws {
    let world = try await ServiceWorld()
    let desk = CareBrowser(world, Self.agent)
    #expect(try await desk.get("/desk/receipt").status == 404)
    _ = try await desk.post("/desk/open", Self.form)
    let done = try #require(desk.session?.shelved("desk-done", as: DeskPages.Done.self))
    let sheet = try await desk.get("/desk/receipt")
    #expect(sheet.text.contains("Accusé de création"))
    let last = try world.service.history(of: done.record).events.last
    guard case .recordDisclosed(let disclosed)? = last?.body?.fact else {
      Issue.record("the receipt left no trace")
      return
    }
    #expect(disclosed.form == "receipt/opening")
    #expect(try await CareBrowser(world, Self.agent).get("/desk/receipt").status == 404)
    try world.close()
  }

  /// Rules under which records are opened at desks, are announced, both or neither.
  private func publish(
    _ world: ServiceWorld,
    byChannel: Bool,
    byAnnouncement: Bool
  ) async throws {
    var parts = RulesPublished()
    parts.title = "Régime <d'essai>"
    parts.effective = world.service.clock().milliseconds
    parts.opening.byChannel = byChannel
    parts.opening.byAnnouncement = byAnnouncement
    _ = try await world.service.publish(parts, EventContext())
  }

  @Test("A desk that opens nothing today says so before anybody types, and leads to who announces")
  func notInForce() async throws {
    let world = try await ServiceWorld()
    let pharmacy = CareBrowser(world, try Self.professional("21"))
    #expect(try await pharmacy.get("/desk").text.contains("action=\"/desk/open\""))
    try await publish(world, byChannel: false, byAnnouncement: true)
    let form = try await pharmacy.get("/desk").text
    #expect(form.contains("Régime &lt;d&#39;essai&gt;") && form.contains("accueil de sa CPAM"))
    #expect(!form.contains("action=\"/desk/open\"") && !form.contains("/desk/announce"))
    // An objection is taken at every desk.
    #expect(form.contains("action=\"/desk/object\""))
    let announced = try await pharmacy.post(
      "/desk/announce",
      Self.form.merging(["means": "mail"]) { $1 }
    )
    #expect(announced.place == "/desk")
    #expect(try await pharmacy.get("/desk").text.contains("Refusé"))
    try await publish(world, byChannel: false, byAnnouncement: false)
    #expect(try await pharmacy.get("/desk").text.contains("aucun dossier nouveau"))
    try world.close()
  }

  @Test("The insurance's desk announces where records open by announcement, once, with its notice")
  func announcement() async throws {
    let world = try await ServiceWorld()
    let desk = CareBrowser(world, Self.agent)
    try await publish(world, byChannel: false, byAnnouncement: true)
    let page = try await desk.get("/desk").text
    #expect(page.contains("action=\"/desk/announce\"") && page.contains("42 jours"))
    var form = Self.form
    form["consent"] = nil
    #expect(try await desk.post("/desk/announce", form).place == "/desk")
    #expect(try await desk.get("/desk").text.contains("par courriel ou par courrier"))
    form["means"] = "post"
    #expect(try await desk.post("/desk/announce", form).place == "/desk/opened")
    #expect(try await desk.get("/desk/opened").text.contains("s'y opposer jusqu'au"))
    let done = try #require(desk.session?.shelved("desk-done", as: DeskPages.Done.self))
    #expect(try world.service.state(of: done.record).status == .announced)
    let notice = try await desk.get("/desk/receipt").text
    #expect(notice.contains("Avis d&#39;ouverture") && notice.contains("R1111-28"))
    #expect(try await desk.post("/desk/announce", form).place == "/desk")
    #expect(try await desk.get("/desk").text.contains("déjà annoncée"))
    // Whoever was told may object at once, at the same desk.
    #expect(try await desk.post("/desk/object", form).place == "/desk/opened")
    #expect(try world.service.state(of: done.record).status == .refused)
    try world.close()
  }

  @Test("A number of somebody else in the family is noticed")
  func relative() async throws {
    let world = try await ServiceWorld()
    let desk = CareBrowser(world, Self.agent)
    var form = Self.form
    form["sex"] = "M"
    #expect(try await desk.post("/desk/open", form).place == "/desk")
    #expect(try await desk.get("/desk").text.contains("celui d&#39;un proche"))
    try world.close()
  }
}
