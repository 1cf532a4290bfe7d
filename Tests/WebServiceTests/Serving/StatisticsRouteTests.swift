import CarnetCore
import HTTPTypes
import Interop
import MedicalRecord
import Testing

@testable import WebService

@Suite("Statistics over HTTP")
struct StatisticsRouteTests {
  /// A world of some records, too few to be counted in public.
  private func world() async throws -> ServiceWorld {
    let world = try await ServiceWorld()
    let department = Department(world)
    for place in 0..<3 { _ = try await department.open(place) }
    try await department.file("1.1", by: .professional(1), in: 0)
    return world
  }

  private func headers(_ world: ServiceWorld, _ persona: Persona) throws -> HTTPFields {
    try persona.headers(DevelopmentIssuer(world.service), now: world.service.clock())
  }

  private static let questions: [(StatisticsIndicator, String)] = [
    (.enrolment, "by=channel&by=sex&every=month"), (.coverage, "by=epci"),
    (.pace, "target=80%25&byDate=2030-01-01"), (.feeding, "by=feeder"), (.synthesis, "by=doctor"),
    (.accesses, "by=mode,profession"), (.firstAccess, ""), (.rights, ""),
  ]

  @Test func `every question is answered as JSON, as CSV and as a MeasureReport`() async throws {
    let world = try await world()
    let headers = try headers(world, .staff(.auditor))
    #expect(Set(Self.questions.map(\.0)) == Set(StatisticsIndicator.allCases))
    try await world.serving { client in
      for (indicator, query) in Self.questions {
        let path = "/statistics/\(indicator.rawValue)?"
        let json = try await client.send(.get, path + query, headers)
        #expect(json.status == 200, "\(indicator): \(json.text)")
        let answer = try json.json()
        #expect(answer["indicator"]?.word == indicator.rawValue)
        #expect(answer["root"]?.word?.utf8.count == 64)
        #expect((answer["size"]?.integer ?? 0) > 0)
        let csv = try await client.send(.get, path + query + "&format=csv", headers)
        #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true)
        let lines = csv.text.split(separator: "\r\n")
        #expect(lines.count == answer.list("rows").count + 1, "\(indicator): \(csv.text)")
        let plain = query.replacing("&every=month", with: "")
        for accept in ["application/fhir+json", "application/fhir+xml"] {
          var asking = headers
          asking[.accept] = accept
          let report = try await client.send(.get, path + plain, asking)
          #expect(report.status == 200, "\(indicator): \(report.text)")
          #expect(report.text.contains("MeasureReport"), "\(indicator)")
          #expect(report.headers[.contentType]?.hasPrefix(accept) == true)
        }
      }
    }
    try world.close()
  }

  @Test func `small counts are not shown in any form, and asking for them is traced`() async throws
  {
    let world = try await world()
    let auditor = try headers(world, .staff(.auditor))
    let agent = try headers(world, .staff(.cpam))
    try await world.serving { client in
      for format in ["json", "csv", "fhir"] {
        let answer = try await client.send(
          .get,
          "/statistics/enrolment?by=sex&format=\(format)",
          agent
        )
        #expect(answer.text.contains(format == "fhir" ? "masked" : "suppressed"), "\(answer.text)")
        #expect(!answer.text.contains("\"open\":3") && !answer.text.contains("\"count\":3"))
      }
      let path = "/statistics/enrolment?threshold=1"
      #expect(try await client.send(.get, path, agent).status == 403)
      let before = try world.systemEvents().count
      let answer = try await client.send(.get, path, auditor)
      #expect(try answer.json().list("rows").first?["open"]?.integer == 3, "\(answer.text)")
      #expect(try world.systemEvents().count == before + 1)
    }
    try world.close()
  }

  @Test func `what an indicator does not take is refused with what it takes`() async throws {
    let world = try await world()
    let headers = try headers(world, .staff(.operator))
    let doctor = try self.headers(world, .professional(1))
    try await world.serving { client in
      for query in [
        "enrolment?by=doctor", "enrolment?every=year", "enrolment?asOf=yesterday",
        "enrolment?asOf=+99999-01-01", "coverage?denominator=nothing", "pace", "pace?target=0",
        "pace?target=101%25", "pace?target=9&weeks=0", "rights?by=sex", "rights?every=day",
        "feeding?by=type&by=structure", "enrolment?by=sex&by=sex", "enrolment?format=pdf",
        "enrolment?format=fhir&every=day", "enrolment?threshold=-1", "enrolment?unknown=1",
        "enrolment?every=day&from=0001-01-01", "enrolment?from=2027-01-01&asOf=2026-01-01",
      ] {
        let answer = try await client.send(.get, "/statistics/\(query)", headers)
        #expect(answer.status == 400, "\(query): \(answer.status) \(answer.text)")
        #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true)
      }
      #expect(try await client.send(.get, "/statistics/rights", doctor).status == 403)
      #expect(try await client.send(.get, "/statistics/rights").status == 401)
    }
    try world.close()
  }
}
