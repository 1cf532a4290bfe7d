import CarnetCore
import FHIR
import HTTPTypes
import Interop
import MedicalRecord
import Testing

@testable import WebService

@Suite("Documents over HTTP")
struct DocumentRouteTests {
  private func headers(_ world: ServiceWorld, _ persona: Persona) throws -> HTTPFields {
    try persona.headers(DevelopmentIssuer(world.service), now: world.service.clock())
  }

  private static func who() throws -> String {
    let ins = try Department.ins(0)
    return "urn:oid:\(ins.authority.oid)%7C\(ins)"
  }

  @Test func `a predecessor is included and named for those alone who may see it`() async throws {
    let world = try await ServiceWorld()
    let department = Department(world)
    _ = try await department.open(0)
    let author = Persona.professional(1)
    let reader = Persona.professional(2)
    for person in [author, reader] {
      try await department.choose(
        .authorise(person.actor, asTreatingDoctor: false, express: false),
        in: 0
      )
    }
    try await department.file("1.1", by: author, in: 0, hiddenFrom: [.professionals])
    try await department.file("1.2", by: author, in: 0, replaces: "1.1", day: 1)
    let (own, other) = (try headers(world, author), try headers(world, reader))
    let path =
      "/fhir/DocumentReference?status=current&_include=DocumentReference:relatesto"
      + "&patient.identifier=\(try Self.who())"
    let unserved = path + "&_include=DocumentReference:author"
    try await world.serving { client in
      let full = try await client.send(.get, path, own)
      let included = try full.ids("include")
      #expect(included.count == 1)
      let target = try full.resources("match").first?.list("relatesTo").first?["target"]
      #expect(target?["reference"]?.word == "DocumentReference/\(included.first ?? "")")
      let partial = try await client.send(.get, path, other)
      #expect(try partial.resources("match").count == 1)
      #expect(try partial.resources("include").isEmpty)
      #expect(!partial.text.contains(included.first ?? "-"))
      // What is not served is said, or refused where the client wants it so.
      #expect(try await client.send(.get, unserved, own).text.contains("_include"))
      var strict = own
      strict[.prefer] = "handling=strict"
      #expect(try await client.send(.get, unserved, strict).status == 400)
    }
    // The trace names what was included.
    let record = try await department.desk.find(.ins(try Department.ins(0)), for: author.caller)
    let accessed = try world.service.history(of: record).events
      .compactMap { event -> [UInt32]? in
        guard case .recordAccessed(let accessed)? = event.body?.fact else { return nil }
        return accessed.documents
      }
    #expect(accessed.contains { Set($0) == [1, 2] })
    #expect(accessed.contains([2]))
    try world.close()
  }

  @Test func `a document that If-None-Exist names is answered with, and nothing is filed`()
    async throws
  {
    let world = try await ServiceWorld()
    let department = Department(world)
    let record = try await department.open(0)
    let author = Persona.professional(1)
    try await department.choose(
      .authorise(author.actor, asTreatingDoctor: true, express: false),
      in: 0
    )
    try await department.file("1.2.3", by: author, in: 0)
    var headers = try headers(world, author)
    headers[.contentType] = "application/fhir+json"
    headers[.ifNoneExist] = "identifier=urn:ietf:rfc:3986|urn:oid:1.2.3"
    let asking = headers
    let ins = try Department.ins(0)
    // Another document: the name in the header decides.
    let body = """
      {"resourceType":"DocumentReference","contained":[{"resourceType":"Practitioner","id":"a",
      "identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.1","value":"810000000001"}]}],
      "masterIdentifier":{"system":"urn:ietf:rfc:3986","value":"urn:oid:1.2.4"},"status":"current",
      "type":{"coding":[{"system":"http://loinc.org","code":"11488-4"}]},
      "subject":{"identifier":{"system":"urn:oid:\(ins.authority.oid)","value":"\(ins)"}},
      "date":"2026-06-12T10:00:00+02:00","author":[{"reference":"#a"}],
      "content":[{"attachment":{"contentType":"text/plain","data":"aGVsbG8=","title":"t",
      "creation":"2026-06-12T10:00:00+02:00"}}]}
      """
    try await world.serving { client in
      let known = try await client.send(.post, "/fhir/DocumentReference", asking, body: body)
      #expect(known.status == 200, "\(known.text)")
      #expect(try known.json()["masterIdentifier"]?["value"]?.word == "urn:oid:1.2.3")
      #expect(try world.service.dossier(of: record).documents.count == 1)
      var other = asking
      other[.ifNoneExist] = "identifier=urn:ietf:rfc:3986|urn:oid:1.2.4"
      let new = try await client.send(.post, "/fhir/DocumentReference", other, body: body)
      #expect(new.status == 201, "\(new.text)")
      let again = try await client.send(.post, "/fhir/DocumentReference", other, body: body)
      #expect(again.status == 200, "\(again.text)")
      #expect(try world.service.dossier(of: record).documents.count == 2)
      other[.ifNoneExist] = "status=current"
      let refused = try await client.send(.post, "/fhir/DocumentReference", other, body: body)
      #expect(refused.status == 400)
    }
    try world.close()
  }

  @Test func `the first search is of two years and of all vaccinations, and is asked for by name`()
    async throws
  {
    let world = try await ServiceWorld(now: Instant(milliseconds: 1_790_000_000_000))
    let department = Department(world)
    _ = try await department.open(0)
    let doctor = Persona.professional(1)
    try await department.choose(
      .authorise(doctor.actor, asTreatingDoctor: false, express: false),
      in: 0
    )
    try await department.file("1.1", by: doctor, in: 0, day: -1000)
    try await department.file("1.2", by: doctor, in: 0)
    try await department.file(
      "1.3",
      type: "87273-9",
      class: "52",
      by: doctor,
      in: 0,
      day: -1000
    )
    let own = try headers(world, doctor)
    let path = "/fhir/DocumentReference?status=current&patient.identifier=\(try Self.who())"
    try await world.serving { client in
      #expect(try await client.send(.get, path, own).total == 3)
      let first = try await client.send(.get, path + "&_query=first-search&_count=1", own)
      #expect(try first.total == 2)
      let next = try #require(try first.next("DocumentReference"))
      let second = try await client.send(.get, next, own)
      let shown = try first.resources("match") + second.resources("match")
      let names = shown.compactMap { $0["masterIdentifier"]?["value"]?.word }
      #expect(names == ["urn:oid:1.2", "urn:oid:1.3"])
      #expect(try second.next("DocumentReference") == nil)
      let narrowed = path + "&_query=first-search&type=http://loinc.org%7C87273-9"
      #expect(try await client.send(.get, narrowed, own).total == 1)
      let unknown = try await client.send(.get, path + "&_query=other", own)
      #expect(unknown.status == 400)
      #expect(unknown.text.contains("first-search"))
    }
    try world.close()
  }

  @Test func `links begin with the port that is really listened to`() async throws {
    var configuration = ServiceConfiguration()
    configuration.port = 0
    let base = ServiceBase(configuration)
    base.listens(configuration, on: 40_123)
    #expect(base.text == "http://127.0.0.1:40123")
    configuration.publicBase = "https://dmp.example/"
    let fronted = ServiceBase(configuration)
    fronted.listens(configuration, on: 40_123)
    #expect(fronted.text == "https://dmp.example")
  }

  @Test func `traces of what is hidden leave no gap on a page`() async throws {
    let world = try await ServiceWorld()
    let department = Department(world)
    _ = try await department.open(0)
    let author = Persona.professional(1)
    try await department.choose(
      .authorise(author.actor, asTreatingDoctor: true, express: false),
      in: 0
    )
    try await department.file("1.1", by: author, in: 0, hiddenFrom: [.patient])
    try await department.file("1.2", by: author, in: 0, day: 1)
    let record = try await department.desk.find(.ins(try Department.ins(0)), for: author.caller)
    for number in [1, 1, 2, 1, 2] as [UInt32] {
      _ = try await department.desk.content(.number(number, of: record), for: author.caller)
    }
    let holder = try headers(world, .holder(try Department.ins(0)))
    let path =
      "/fhir/AuditEvent?_count=1&date=ge2020-01-01&date=le2100-01-01"
      + "&patient.identifier=\(try Self.who())"
    try await world.serving { client in
      var next: String? = path
      var pages = 0
      while let path = next, pages < 50 {
        let answer = try await client.send(.get, path, holder)
        #expect(try answer.resources("match").count == 1, "page \(pages) has a gap")
        pages += 1
        next = try answer.next("AuditEvent")
        // Each search is a trace too: the pages that it adds do not end.
        if pages > 12 { break }
      }
      #expect(pages > 5)
    }
    try world.close()
  }
}
