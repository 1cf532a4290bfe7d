import CarnetCore
import MedicalRecord
import RecordService
import Statistics
import Testing

@testable import WebService

@Suite("The department's pages")
struct DepartmentPagesTests {
  private static let agent = Caller.Identity.insuranceAgent(
    identifier: "cpam-1",
    structure: "76",
    name: "Agent"
  )
  private static let paths = [
    "/department", "/department/map", "/department/groups", "/department/use",
    "/department/figures/communes?format=csv",
  ]

  /// Opens records in a commune, as a desk of the fund does.
  private func open(_ count: Int, in commune: String, _ world: ServiceWorld) async throws {
    for _ in 0..<count {
      var opened = RecordOpened()
      opened.channel = .insuranceDesk
      opened.commune = commune
      _ = try await world.service.append(
        try world.service.drawPseudonym(),
        [.recordOpened(opened)],
        EventContext()
      )
    }
  }

  @Test func `agents, auditors and operators come in, patients and professionals do not`()
    async throws
  {
    let world = try await ServiceWorld()
    let doctor = Caller.Identity.professional(
      .init(try IDNPS("899705226548"), profession: "10")
    )
    for path in Self.paths {
      #expect(try await OperatorBrowser(world, nil).get(path).place.hasPrefix("/sign-in"))
      #expect(try await OperatorBrowser(world, doctor).get(path).status == 403)
      let staff: [Caller.Identity] = [
        Self.agent, .auditor(identifier: "a", name: ""), .operator(identifier: "o", name: ""),
      ]
      for identity in staff {
        #expect(try await OperatorBrowser(world, identity).get(path).status == 200, "\(path)")
      }
    }
    try world.close()
  }

  @Test func `a count below eleven is shown on no page and in no file`() async throws {
    let world = try await ServiceWorld()
    try await open(7, in: "76540", world)
    try await open(23, in: "76351", world)
    let browser = OperatorBrowser(world, Self.agent)
    let map = try await browser.get("/department/map").text
    #expect(map.contains("petit effectif"))
    let csv = try await browser.get("/department/figures/communes?format=csv")
    let lines = csv.text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    let rouen = try #require(lines.first { $0.dropFirst().first == "76540" })
    #expect(rouen[2] == "suppressed")
    #expect(!lines.joined().contains("7"))
    #expect(csv.headers[.figureEvents] == "30")
    #expect(csv.headers[.figureRoot]?.count == 64)
    let json = try await browser.get("/department/figures/communes?format=json").text
    #expect(json.contains("\"threshold\":11") && json.contains("\"size\":30"))
    try world.close()
  }

  @Test(
    arguments: ["day=1999-01-01", "day=2999-01-01", "month=1", "day=%22%3E%3Cscript%3E", "month=x"]
  )
  func `a day that has no figures is refused, and told without what was sent`(
    _ query: String
  ) async throws {
    let world = try await ServiceWorld()
    let answer = try await OperatorBrowser(world, Self.agent).get("/department?\(query)")
    #expect(answer.status == 400)
    #expect(!answer.text.contains("<script>") && answer.text.contains("choisissez-en un du"))
    try world.close()
  }

  @Test func `breakdowns cannot be chosen freely, nor can what does not exist be had`()
    async throws
  {
    let world = try await ServiceWorld()
    try await open(30, in: "76351", world)
    let browser = OperatorBrowser(world, Self.agent)
    #expect(try await browser.get("/department/figures/doctors?format=csv").status == 404)
    #expect(try await browser.get("/department/figures/ages?format=xls").status == 400)
    let plain = try await browser.get("/department/figures/ages?format=csv").text
    let asked = try await browser.get(
      "/department/figures/ages?format=csv&by=commune&threshold=1"
    )
    #expect(asked.text == plain)
    try world.close()
  }

  @Test func `an answer is computed once for all who ask at a position`() async throws {
    let world = try await ServiceWorld()
    try await open(12, in: "76351", world)
    let figures = DepartmentFigures(world.service)
    let question = DepartmentFigure.communes.question(on: world.service.clock().day)
    let answers = try await withThrowingTaskGroup(of: StatisticsAnswer.self) { group in
      for _ in 0..<20 { group.addTask { try await figures.answer(question) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(answers).count == 1)
    // Fresh for a minute: what came since is not in it, and it says so by its size.
    try await open(12, in: "76351", world)
    #expect(try await figures.answer(question).ground.size == 12)
    #expect(try await DepartmentFigures(world.service).answer(question).ground.size == 24)
    try world.close()
  }

  @Test func `figures of today are ready before anybody asks, and say what they rest on`()
    async throws
  {
    let world = try await ServiceWorld()
    try await open(12, in: "76351", world)
    let figures = DepartmentFigures(world.service)
    try await figures.keepReady()
    try await open(12, in: "76351", world)
    // Not computed when it is asked for: it rests on what there was before.
    let today = StatisticsDay.of(world.service.clock())
    for figure in DepartmentFigure.allCases {
      #expect(try await figures.answer(figure.question(on: today)).ground.size == 12)
    }
    try world.close()
  }
}
