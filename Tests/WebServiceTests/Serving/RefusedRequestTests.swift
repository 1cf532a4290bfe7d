import CarnetCore
import FileSystemSimulation
import HTTPTypes
import MedicalRecord
import Testing

@testable import WebService

/// Where the service says no for reasons of its own: a log that cannot be written, limits of rate.
@Suite("Refused requests")
struct RefusedRequestTests {
  private func headers(_ world: ServiceWorld, _ persona: Persona) throws -> HTTPFields {
    try persona.headers(DevelopmentIssuer(world.service), now: world.service.clock())
  }

  @Test func `where the log cannot be appended to, every read is 503 and shows nothing`()
    async throws
  {
    let disk = SimulatedFileSystem()
    let world = try await ServiceWorld(disk: disk)
    let department = Department(world)
    let holder = try Department.ins(0)
    _ = try await department.open(0)
    let doctor = Persona.professional(1)
    try await department.choose(
      .authorise(doctor.actor, asTreatingDoctor: true, express: false),
      in: 0
    )
    try await department.file("1.1", by: doctor, in: 0)
    let headers = try headers(world, doctor)
    let who = "urn:oid:\(holder.authority.oid)%7C\(holder)"
    try await world.serving { client in
      let search = "/fhir/DocumentReference?status=current&patient.identifier=\(who)"
      let found = try await client.send(.get, search, headers)
      let id = try #require(try found.resources("match").first?["id"]?.word)
      #expect(try await client.send(.get, "/fhir/Binary/\(id)", headers).status == 200)
      disk.fail { call in
        call.operation == .sync && call.path.string.contains("/log/") ? .ioError : nil
      }
      for _ in 0..<2 {
        for path in [
          search, "/fhir/DocumentReference/\(id)", "/fhir/Binary/\(id)",
          "/fhir/Patient?identifier=\(who)", "/fhir/Consent?patient.identifier=\(who)",
          "/fhir/List?code=submissionset&status=current&patient.identifier=\(who)",
          "/fhir/DocumentReference/00000000-0000-4000-8000-000000000000",
        ] {
          let answer = try await client.send(.get, path, headers)
          #expect(answer.status == 503, "\(path): \(answer.text)")
          #expect(answer.headers[.retryAfter] != nil)
          for word in [id, "title 1.1", "content of", "LEFEVRE", "1.1"] {
            #expect(!answer.text.contains(word), "\(path) shows \(word)")
          }
        }
      }
      let live = try await client.send(.get, "/live")
      #expect(live.status == 503, "the process has lost its right to write: \(live.text)")
    }
  }

  @Test func `beyond the rate of an actor or of a record the answer is 429 and says when`()
    async throws
  {
    let world = try await ServiceWorld { configuration in
      configuration.limits.actorRate = .init(perSecond: 0.01, burst: 30)
      configuration.limits.recordRate = .init(perSecond: 0.01, burst: 10)
    }
    let department = Department(world)
    _ = try await department.open(0)
    let doctor = Persona.professional(1)
    try await department.file("1.1", by: doctor, in: 0)
    let record = try await department.desk.find(.ins(try Department.ins(0)), for: doctor.caller)
    let document = try #require(try world.service.dossier(of: record).documents[1]?.logicalID)
    let strangers = try (2...4).map { try headers(world, .professional($0)) }
    try await world.serving { client in
      // A document that is there and hidden, and one that is not: throttled at the same request.
      var statuses: [[Int]] = []
      for (id, headers) in zip(
        ["\(document)", "00000000-0000-4000-8000-000000000000"],
        strangers
      ) {
        var seen: [Int] = []
        for _ in 0..<12 {
          let answer = try await client.send(.get, "/fhir/Binary/\(id)", headers)
          seen.append(answer.status)
          if answer.status == 429 { #expect(answer.headers[.retryAfter] != nil) }
        }
        statuses.append(seen.map { $0 == 429 ? 429 : 0 })
      }
      #expect(statuses[0] == statuses[1])
      #expect(statuses[0] == Array(repeating: 0, count: 10) + [429, 429])
      // An actor, whatever they ask for.
      var last = 0
      for number in 0..<31 {
        let path = "/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8%7C\(number)"
        last = try await client.send(.get, path, strangers[2]).status
      }
      #expect(last == 429)
    }
    try world.close()
  }

  @Test func `a body that would inflate is refused before its first byte`() async throws {
    let world = try await ServiceWorld()
    let headers = try headers(world, .professional(1))
    try await world.serving { client in
      for coding in ["gzip", "deflate", "br", "GZIP", "gzip, identity"] {
        var headers = headers
        headers[.contentType] = "application/fhir+json"
        headers[.contentEncoding] = coding
        let answer = try await client.send(.post, "/fhir", headers, body: "\u{1f}x")
        #expect(answer.status == 415, "\(coding)")
      }
    }
    try world.close()
  }
}
