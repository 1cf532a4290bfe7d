import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import SystemPackage
import Testing
import Views

@testable import WebService

@Suite("The administrator's pages")
struct AdministrationPagesTests {
  private static let martin = Caller.Identity.operator(identifier: "martin", name: "Martin")
  private static let durand = Caller.Identity.operator(identifier: "durand", name: "Durand")
  private static let paths = [
    "/admin", "/admin/views", "/admin/log", "/admin/keys", "/admin/deadlines", "/admin/health",
  ]

  /// What operators did, with why.
  private func acts(
    _ world: ServiceWorld
  ) throws -> [(act: Carnet_V1_AdministrationDone, context: EventContext)] {
    try world.systemEvents()
      .compactMap { event in
        guard let body = event.body, case .administrationDone(let done)? = body.fact else {
          return nil
        }
        return (done, body.context)
      }
  }

  private func wait(_ browser: OperatorBrowser, _ part: String) async throws -> String {
    for _ in 0..<600 {
      let answer = try await browser.get(part)
      if answer.headers[.partEnds] != nil { return answer.text }
      #expect(answer.text.contains("<progress"))
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("the work has not ended after half a minute")
    return ""
  }

  /// A record whose holder asked for its erasure.
  private func erasable(_ world: ServiceWorld) async throws -> Pseudonym {
    var context = EventContext()
    context.actor = Actor(.insuranceAgent, identifier: "agent-1")
    context.purpose = .administration
    context.reason = "guichet"
    let identity = PatientIdentity(
      birthName: "MARTIN",
      givenNames: ["Anne"],
      firstGivenName: "Anne",
      sex: .female,
      birthDate: PartialDate("1979-03-28")
    )
    var opening = RecordOpening(identity, .channel(.pharmacy))
    opening.consentGiven = true
    let record = try await world.service.open(opening, context).record
    try await world.service.perform(on: record, context) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    try await world.service.perform(on: record, context) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
    await world.application.responder.pages.following.catchUp()
    return record
  }

  @Test func `operators alone come in, and say why first`() async throws {
    let world = try await ServiceWorld()
    await world.application.responder.pages.following.catchUp()
    let others: [Caller.Identity] = [
      .auditor(identifier: "a", name: ""),
      .insuranceAgent(identifier: "b", structure: "c", name: ""),
      .professional(.init(try IDNPS("899705226548"), profession: "10")),
    ]
    for path in Self.paths {
      #expect(try await OperatorBrowser(world, nil).get(path).place.hasPrefix("/sign-in"))
      for other in others {
        #expect(try await OperatorBrowser(world, other).get(path).status == 403)
      }
      let hasty = OperatorBrowser(world, Self.martin, reason: "")
      #expect(try await hasty.get(path).place.hasPrefix("/reason"))
      #expect(try await OperatorBrowser(world, Self.martin).get(path).status == 200, "\(path)")
    }
    try world.close()
  }

  @Test(
    arguments: [
      "/admin/views/rebuild", "/admin/views/rollback", "/admin/views/retry", "/admin/log/verify",
      "/admin/keys/erase", "/admin/deadlines/run",
    ]
  )
  func `nothing is done for a form of another session, or without a reason`(
    _ path: String
  ) async throws {
    let world = try await ServiceWorld()
    await world.application.responder.pages.following.catchUp()
    let browser = OperatorBrowser(world, Self.martin)
    let before = try world.service.reader.readableSize()
    let foreign = try await browser.post(path, [("_csrf", "no"), ("reason", "astreinte")])
    #expect(foreign.status == 403)
    let hasty = try await browser.post(path, [("reason", "x"), ("view", "Notices")])
    #expect(hasty.status == 303)
    #expect(try await browser.get(hasty.place).text.contains("Le motif tient"))
    #expect(try world.service.reader.readableSize() == before)
    try world.close()
  }

  @Test
  func
    `views are rebuilt beside those that serve, swapped, and rolled back; each act has its reason`()
    async throws
  {
    let world = try await ServiceWorld()
    _ = try await erasable(world)
    let browser = OperatorBrowser(world, Self.martin)
    let started = try await browser.post(
      "/admin/views/rebuild",
      [("reason", "mise à jour 3.2"), ("view", "Notices"), ("view", "RecordDirectory")]
    )
    #expect(started.status == 303)
    let ended = try await wait(browser, "/admin/views/progress")
    #expect(ended.contains("identique à la précédente"))
    let rebuilt = try acts(world).filter { $0.act.action == .viewRebuilt }
    #expect(Set(rebuilt.map(\.act.parameters[0])) == ["Notices", "RecordDirectory"])
    #expect(
      rebuilt.allSatisfy { $0.context.reason == "mise à jour 3.2" && $0.act.outcome == "same" }
    )
    #expect(rebuilt.allSatisfy { $0.context.actor.identifierText == "martin" })

    let back = try await browser.post(
      "/admin/views/rollback",
      [("reason", "retour prudent"), ("view", "Notices")]
    )
    #expect(try await browser.get(back.place).text.contains("00000001 sert de nouveau"))
    let rolled = try acts(world).filter { $0.act.action == .viewRolledBack }
    #expect(rolled.map(\.context.reason) == ["retour prudent"])
    let unknown = try await browser.post(
      "/admin/views/rebuild",
      [("reason", "astreinte"), ("view", "../etc")]
    )
    #expect(unknown.status == 404)
    try world.close()
  }

  @Test func `a list that names records is an event before it is shown, an empty one is none`()
    async throws
  {
    let world = try await ServiceWorld()
    let browser = OperatorBrowser(world, Self.martin)
    func asked() throws -> [Carnet_V1_AuditAsked] {
      try world.systemEvents()
        .compactMap { event in
          guard case .auditAsked(let asked)? = event.body?.fact else { return nil }
          return asked
        }
    }
    _ = try await browser.get("/admin/keys")
    #expect(try asked().isEmpty)
    let record = try await erasable(world)
    #expect(try await browser.get("/admin/keys").text.contains(record.description))
    let first = try #require(try asked().first)
    #expect(first.question == "erasure-requests" && first.answers == 1)
    #expect(try asked().count == 1)
    try world.close()
  }

  @Test func `of two pieces of work at once the second is refused`() async throws {
    let work = BackgroundWork<Int>(clock: RecordService.systemClock)
    let (gate, open) = AsyncStream<Void>.makeStream()
    #expect(
      work.start(by: "one") { _ in
        for await _ in gate { break }
        return 7
      }
    )
    #expect(!work.start(by: "two") { _ in 8 })
    #expect(work.now?.isRunning == true && work.now?.by == "one")
    open.yield()
    while work.now?.isRunning == true { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try work.now?.result?.get() == 7)
    #expect(work.start(by: "two") { _ in 8 })
    await work.end()
    // A service that ends begins nothing.
    #expect(!work.start(by: "three") { _ in 9 })
  }

  @Test func `an erasure takes two operators who differ, and the name of the record`() async throws
  {
    let world = try await ServiceWorld()
    let record = try await erasable(world)
    func approve(_ browser: OperatorBrowser, confirm: String) async throws -> String {
      #expect(try await browser.get("/admin/keys").text.contains(record.description))
      let session = try #require(browser.session)
      let answer = try await browser.post(
        "/admin/keys/erase",
        [
          ("record", session.handle(for: record)), ("ground", "request"), ("confirm", confirm),
          ("reason", "demande du 3 mai"),
        ]
      )
      return try await browser.get(answer.place).text
    }
    let martin = OperatorBrowser(world, Self.martin)
    #expect(try await approve(martin, confirm: "r-0").contains("rien n&#39;a été fait"))
    let first = try await approve(martin, confirm: record.description)
    #expect(first.contains("Un second opérateur doit approuver"))
    #expect(first.contains("un autre opérateur doit le faire aussi"))
    #expect(
      try await approve(martin, confirm: record.description).contains("Vous avez déjà approuvé")
    )
    #expect(try world.service.state(of: record).status != .erased)
    #expect(try await martin.get("/admin").text.contains("attendent un second opérateur"))
    // A handle of somebody else's session opens nothing.
    let durand = OperatorBrowser(world, Self.durand)
    let stolen = try await durand.post(
      "/admin/keys/erase",
      [
        ("record", try #require(martin.session).handle(for: record)),
        ("confirm", record.description), ("reason", "demande du 3 mai"),
      ]
    )
    #expect(stolen.status == 404)
    let second = try await approve(durand, confirm: record.description)
    #expect(second.contains("est effacé"))
    #expect(try world.service.state(of: record).status == .erased)
    // Straight to the certificate, which the keys' page keeps leading to.
    #expect(second.contains("Certificat d&#39;effacement") && second.contains("martin, le"))
    #expect(second.contains("durand, le") && !second.contains("MARTIN"))
    let handle = try #require(durand.session).handle(for: record)
    let path = "/admin/keys/certificate/\(handle)"
    #expect(try await durand.get("/admin/keys").text.contains(path))
    let asked = try world.systemEvents()
      .compactMap { event -> String? in
        if case .auditAsked(let asked)? = event.body?.fact { asked.question } else { nil }
      }
    #expect(asked.contains("erased-records") && asked.contains("erasure-certificate"))
    let proof = try await durand.get(path + "/proof").text
    #expect(proof.hasPrefix("c2sp.org/tlog-proof@v1"))
    #expect(try await martin.get(path).status == 404)
    try world.close()
  }

  @Test func `a record that was not erased has no certificate`() async throws {
    let world = try await ServiceWorld()
    let record = try await erasable(world)
    let martin = OperatorBrowser(world, Self.martin)
    let handle = try #require(martin.session).handle(for: record)
    #expect(try await martin.get("/admin/keys/certificate/\(handle)").status == 404)
    try world.close()
  }

  @Test func `keys are renewed with a reason, and what was sealed still opens`() async throws {
    let world = try await ServiceWorld()
    let record = try await erasable(world)
    let martin = OperatorBrowser(world, Self.martin)
    func rotate(_ what: String, reason: String = "renouvellement annuel") async throws -> String {
      let fields = [("what", what), ("reason", reason)]
      return try await martin.get(try await martin.post("/admin/keys/rotate", fields).place).text
    }
    let epoch = world.service.keys.epoch
    #expect(try await rotate("epoch", reason: "x").contains("rien n&#39;a été fait"))
    #expect(world.service.keys.epoch == epoch)
    #expect(try await rotate("epoch").contains("sous l&#39;époque \(epoch + 1)"))
    #expect(try await rotate("all").contains("Clés renouvelées"))
    #expect(try world.service.keys.currentVersion(of: record) == 2)
    #expect(try world.service.state(of: record).identity?.birthName == "MARTIN")
    let done = try acts(world).filter { $0.act.action == .keysRotated }
    #expect(done.map(\.context.reason) == ["renouvellement annuel", "renouvellement annuel"])
    #expect(done.first?.act.parameters == ["epoch \(epoch + 1)"])
    #expect(
      try await martin.post("/admin/keys/rotate", [("what", "root"), ("reason", "annuel")]).status
        == 404
    )
    try world.close()
  }

  @Test func `the log is verified in the background, and the question leaves its trace`()
    async throws
  {
    let world = try await ServiceWorld()
    _ = try await erasable(world)
    let browser = OperatorBrowser(world, Self.martin)
    #expect(try await browser.get("/admin").text.contains("vérifié depuis le démarrage"))
    _ = try await browser.post("/admin/log/verify", [("reason", "contrôle mensuel")])
    let ended = try await wait(browser, "/admin/log/progress")
    #expect(ended.contains("journal intact"))
    let asked = try world.systemEvents()
      .compactMap { event -> String? in
        guard let body = event.body, case .auditAsked(let asked)? = body.fact,
          asked.question == "verify"
        else { return nil }
        return body.context.reason
      }
    #expect(asked == ["contrôle mensuel"])
    try world.close()
  }

  @Test func `a view that is not this program's is said to need a rebuild, and one mends it`()
    async throws
  {
    let world = try await ServiceWorld()
    _ = try await erasable(world)
    let browser = OperatorBrowser(world, Self.martin)
    #expect(try await browser.get("/ready").status == 200)
    // The file of another view takes the place of this one's.
    try world.service.runner.close()
    let views = world.folder.appendingPathComponent("data/views")
    let (own, other) = (
      views.appendingPathComponent("Notices"), views.appendingPathComponent("DeadlineBoard")
    )
    for name in try FileManager.default.contentsOfDirectory(atPath: own.path)
    where name.contains(".sqlite") {
      try FileManager.default.removeItem(at: own.appendingPathComponent(name))
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: other.path)
    where name.contains(".sqlite") {
      try FileManager.default.copyItem(
        at: other.appendingPathComponent(name),
        to: own.appendingPathComponent(name)
      )
    }
    await world.application.responder.pages.following.catchUp()
    let ready = try await browser.get("/ready")
    #expect(ready.status == 503)
    #expect(ready.text.contains("\"status\":\"needs-rebuild\""))
    #expect(ready.text.contains(#""name":"Notices","behind""#))
    #expect(try await browser.get("/admin").text.contains("vues à reconstruire"))
    _ = try await browser.post(
      "/admin/views/rebuild",
      [("reason", "vue étrangère"), ("view", "Notices")]
    )
    _ = try await wait(browser, "/admin/views/progress")
    #expect(try await browser.get("/ready").status == 200)
    try world.close()
  }

  @Test func `which failures ask for a rebuild`() {
    #expect(ViewFailure.anotherVersion("v", found: 1, expected: 2).needsRebuild)
    #expect(ViewFailure.beyondTheLog("v", applied: 2, logSize: 1).needsRebuild)
    #expect(!ViewFailure.beingUpdated("v").needsRebuild)
    #expect(!ViewFailure.sqlite(code: 13, message: "full").needsRebuild)
  }

  @Test func `the 95th of a hundred times is read from the buckets`() {
    var quick = ServiceMetrics.Times()
    quick.counts[0] = 94
    var slow = ServiceMetrics.Times()
    slow.counts[6] = 6
    #expect(LatencyFigures([quick, slow]).p95Seconds == ServiceMetrics.bucketSeconds[6])
    #expect(LatencyFigures([quick]).p95Seconds == ServiceMetrics.bucketSeconds[0])
    #expect(LatencyFigures([]).p95Seconds == nil)
    var beyond = ServiceMetrics.Times()
    beyond.counts[ServiceMetrics.bucketSeconds.count] = 1
    #expect(LatencyFigures([beyond]).p95Seconds == .infinity)
  }
}
