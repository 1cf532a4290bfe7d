import CarnetCore
import HTTPTypes
import Interop
import MedicalRecord
import RecordService
import Testing

@testable import WebService

/// One record, and what each endpoint must answer about it.
struct AccessMatrix: Sendable {
  let world: ServiceWorld
  let record: Pseudonym
  let holder: INS
  let seed: String
  let issuer: DevelopmentIssuer
  let state: RecordState
  /// The administrator's view: all documents, by number.
  let documents: [DocumentView]
  let rules: Rules

  private static let absent = "00000000-0000-4000-8000-000000000000"
  private static let nobody = Department.numbers[2]

  init(_ world: ServiceWorld, _ record: Pseudonym, _ holder: INS, _ seed: String) throws {
    self.world = world
    self.record = record
    self.holder = holder
    self.seed = seed
    issuer = try DevelopmentIssuer(world.service)
    let history = try world.service.history(of: record)
    state = try history.state(after: history.events.count)
    documents = try world.service.dossier(of: record).documents.values
      .sorted { $0.number < $1.number }
    rules = try world.service.rules(at: world.service.clock())
  }

  /// All that one persona asks, against all that the policy says to them.
  func check(_ persona: Persona, _ client: WebClient) async throws {
    let asking = Asking(matrix: self, persona: persona, client: client)
    try await asking.existence()
    try await asking.searches()
    try await asking.sorts()
    try await asking.eachDocument()
    try await asking.otherCollections()
  }

  /// A persona at the service.
  private struct Asking {
    let matrix: AccessMatrix
    let persona: Persona
    let client: WebClient

    private var state: RecordState { matrix.state }
    private var place: Comment { "\(matrix.seed), \(persona.name), \(state.status)" }
    private var who: String { "urn:oid:\(matrix.holder.authority.oid)%7C\(matrix.holder)" }
    private var nobody: String { "urn:oid:\(matrix.holder.authority.oid)%7C\(AccessMatrix.nobody)" }

    // What the policy says

    private func rule(_ target: AccessRequest.Target) -> AccessRule {
      AccessPolicy.decide(
        persona.request(target, ofHolder: matrix.holder),
        on: state,
        rules: matrix.rules
      )
      .rule
    }

    private var mayKnow: Bool {
      let rule = rule(.record(.existence))
      return rule.allows || rule == .recordSuspended
    }

    /// What somebody hears who lacks something, whichever record it is: a reason can be given, so its
    /// absence is a malformed request.
    private var lacking: Int? { persona.lacks.map { $0 == .reasonMissing ? 400 : 403 } }

    /// The status of a read of the record itself.
    private func status(_ target: AccessRequest.Target) -> Int {
      if let lacking { return lacking }
      if rule(target).allows { return 200 }
      return mayKnow ? 403 : 404
    }

    private func sees(_ document: DocumentView) -> Bool {
      persona.lacks == nil && rule(.document(document.number)).allows
    }

    /// Management sees no document, whatever it may know of the record.
    private var visible: [DocumentView] {
      guard persona.lacks == nil, rule(.record(.list)).allows else { return [] }
      return matrix.documents.filter(sees)
    }

    // How it is asked

    private func send(
      _ path: String,
      _ method: HTTPRequest.Method = .get,
      body: String? = nil,
      type: String? = nil
    ) async throws -> Answer {
      let before = try matrix.world.service.reader.readableSize()
      var headers = try persona.headers(matrix.issuer, now: matrix.world.service.clock())
      headers[.contentType] = type
      let answer = try await client.send(method, path, headers, body: body)
      let after = try matrix.world.service.reader.readableSize()
      #expect(after > before, "\(place): \(path) left no trace: \(answer.status)")
      return answer
    }

    /// Whether two answers are the same to their last byte, and say the same in their headers.
    private func expectSame(_ one: Answer, _ other: Answer, _ what: String) {
      #expect(one.status == other.status, "\(place): \(what)")
      #expect(one.bytes == other.bytes, "\(place): \(what): \(one.text) \(other.text)")
      var headers = one.headers
      var others = other.headers
      headers[.date] = nil
      others[.date] = nil
      #expect(headers == others, "\(place): \(what)")
    }

    // MARK: Endpoints

    func existence() async throws {
      let answer = try await send("/fhir/Patient?identifier=\(who)")
      let none = try await send("/fhir/Patient?identifier=\(nobody)")
      if persona.lacks != nil {
        return expectSame(answer, none, "existence, of somebody who lacks something")
      }
      #expect(try none.total == 0, place)
      let expected = rule(.record(.existence)).allows ? 1 : 0
      // A suspended record is there, and says so.
      if answer.status == 200 {
        #expect(try answer.total == Int64(expected), place)
      } else {
        #expect(answer.status == 403 && mayKnow && expected == 0, place)
      }
      guard expected == 1, let patient = try answer.resources("match").first else { return }
      let list = rule(.record(.list)).allows || persona.mode != "normal"
      #expect(patient["name"] == nil || list, "\(place): traits without a right to read")
    }

    func searches() async throws {
      let base = "/fhir/DocumentReference?patient.identifier=\(who)"
      let expected = status(.record(.list))
      let current = visible.filter { $0.replacedBy == nil && !$0.isDeleted }
      let all = visible.filter { !$0.isDeleted }
      let types = Dictionary(grouping: current) { $0.type.code }
      for (more, found) in [
        ("&status=current", current), ("&status=current,superseded", all),
        ("&status=superseded", all.filter { $0.replacedBy != nil }),
        ("&status=current&isArchived=true", current.filter(\.isArchived)),
        ("&status=current&isArchived=false", current.filter { !$0.isArchived }),
        ("&status=current&type=http://loinc.org%7C11490-0", types["11490-0"] ?? []),
        ("&status=current&security-label=MASQUE_PS", current.filter(\.isMasked)),
        ("&status=current&_elements=status", current),
        ("&status=current&_include=DocumentReference:relatesto", current),
        ("&status=current&_include=DocumentReference:patient", current),
      ] {
        let answer = try await send(base + more + "&_count=100")
        #expect(answer.status == expected, "\(place) \(more): \(answer.text)")
        guard expected == 200 else {
          if expected == 404 || persona.lacks != nil {
            let none = try await send(
              "/fhir/DocumentReference?patient.identifier=\(nobody)" + more + "&_count=100"
            )
            expectSame(answer, none, "a search \(more)")
          }
          continue
        }
        try expect(answer, found, more)
        let form = try await send(
          "/fhir/DocumentReference/_search",
          .post,
          body: String((base + more).drop { $0 != "?" }.dropFirst()),
          type: "application/x-www-form-urlencoded"
        )
        #expect(try form.total == answer.total, "\(place) form \(more)")
        let count = try await send(base + more + "&_summary=count")
        #expect(try count.total == Int64(found.count), "\(place) \(more)")
        #expect(try count.resources("match").isEmpty, place)
      }
      try await byIdentifier(base)
    }

    /// What a searchset shows is what may be shown, and nothing in it names anything else.
    private func expect(_ answer: Answer, _ found: [DocumentView], _ what: String) throws {
      let ids = try answer.ids("match")
      #expect(Set(ids) == Set(found.map(\.logicalID.description)), "\(place) \(what)")
      #expect(ids.count == found.count, "\(place) \(what)")
      #expect(try answer.total == Int64(found.count), "\(place) \(what)")
      let seen = Set(visible.map(\.logicalID.description))
      for included in try answer.resources("include") {
        if included["resourceType"]?.word == "Patient" { continue }
        #expect(seen.contains(included["id"]?.word ?? ""), "\(place) \(what): included")
      }
      for hidden in matrix.documents where !seen.contains(hidden.logicalID.description) {
        #expect(!answer.text.contains(hidden.logicalID.description), "\(place) \(what): named")
        #expect(!answer.text.contains(hidden.entryID.description), "\(place) \(what): named")
      }
    }

    /// A uniqueId that is hidden is found as often as one that is not there.
    private func byIdentifier(_ base: String) async throws {
      guard status(.record(.list)) == 200 else { return }
      for document in matrix.documents {
        let answer = try await send(
          base + "&status=current,superseded&identifier=urn:ietf:rfc:3986%7Curn:oid:"
            + document.uniqueID
        )
        let isFound = visible.contains { $0.number == document.number && !$0.isDeleted }
        #expect(try answer.total == (isFound ? 1 : 0), "\(place) identifier")
      }
    }

    /// In every order, page after page, each document that may be seen comes once.
    func sorts() async throws {
      guard status(.record(.list)) == 200 else { return }
      let found = visible.filter { $0.replacedBy == nil && !$0.isDeleted }
      for sort in ["date", "-date", "creation", "-creation", "period", "-period"] {
        var seen: [String] = []
        var next: String? =
          "/fhir/DocumentReference?patient.identifier=\(who)&status=current&_sort=\(sort)&_count=1"
        while let path = next, seen.count <= found.count {
          let answer = try await send(path)
          let ids = try answer.ids("match")
          #expect(ids.count == 1 || found.isEmpty, "\(place) \(sort): a page with a gap")
          #expect(try answer.total == Int64(found.count), place)
          seen += ids
          next = try answer.next("DocumentReference")
        }
        let keys = seen.compactMap { id in found.first { $0.logicalID.description == id } }
          .map { $0.key(sort) }
        let sorted = sort.hasPrefix("-") ? keys.reversed() : keys
        #expect(Array(sorted) == keys.sorted(), "\(place) \(sort)")
        #expect(Set(seen) == Set(found.map(\.logicalID.description)), "\(place) \(sort)")
        #expect(seen.count == found.count, "\(place) \(sort)")
      }
    }

    /// Metadata, content and change of each document, and of one that is not there.
    func eachDocument() async throws {
      for path in ["/fhir/DocumentReference/", "/fhir/Binary/"] {
        let none = try await send(path + AccessMatrix.absent)
        for document in matrix.documents {
          let answer = try await send(path + document.logicalID.description)
          let expected = expected(document, path)
          #expect(answer.status == expected, "\(place) \(path) \(document.number): \(answer.text)")
          if expected == 404 || persona.lacks != nil {
            expectSame(answer, none, "\(path) of document \(document.number)")
          }
        }
      }
      for document in matrix.documents where !sees(document) {
        let patch = #"[{"op":"test","path":"/status","value":"nothing"}]"#
        let type = "application/json-patch+json"
        let answer = try await send(
          "/fhir/DocumentReference/\(document.logicalID)",
          .patch,
          body: patch,
          type: type
        )
        guard expected(document, "/fhir/DocumentReference/") == 404 else {
          #expect([400, 403, 410].contains(answer.status), "\(place): PATCH \(answer.text)")
          continue
        }
        let none = try await send(
          "/fhir/DocumentReference/\(AccessMatrix.absent)",
          .patch,
          body: patch,
          type: type
        )
        expectSame(answer, none, "PATCH of document \(document.number)")
      }
    }

    private func expected(_ document: DocumentView, _ path: String) -> Int {
      if let lacking { return lacking }
      let rule = rule(.document(document.number))
      if rule.allows {
        // Those who manage pass the policy's rule for a reason of theirs, and are given no content.
        if rule == .management { return 404 }
        return path.contains("Binary") && document.replacedBy != nil ? 410 : 200
      }
      let isOfTheDocument: [AccessRule] = [
        .unknownDocument, .documentDeleted, .hiddenFromProfessionals, .waitsForAnnouncement,
        .hiddenFromRepresentatives, .notInMatrix, .notCoveredByMotive,
      ]
      if rule == .documentDeleted, couldSee(document) { return 410 }
      if isOfTheDocument.contains(rule) { return 404 }
      return mayKnow ? 403 : 404
    }

    private func couldSee(_ document: DocumentView) -> Bool {
      var state = state
      state.documents[document.number]?.isDeleted = false
      let request = persona.request(.document(document.number), ofHolder: matrix.holder)
      return AccessPolicy.decide(request, on: state, rules: matrix.rules).isAllowed
    }

    func otherCollections() async throws {
      let period = "&date=ge2020-01-01&date=le2100-01-01"
      for (path, target) in [
        ("/fhir/List?code=submissionset&status=current&patient.identifier=", AccessKind.list),
        ("/fhir/Consent?patient.identifier=", .rights),
        ("/fhir/AuditEvent?_count=3\(period)&patient.identifier=", .trail),
        ("/events?patient.identifier=", .list),
      ] {
        let answer = try await send(path + who)
        let none = try await send(path + nobody)
        let isFeed = path.hasPrefix("/events")
        let expected = isFeed && persona.lacks != nil ? 403 : status(.record(target))
        if isFeed, expected == 403, persona.lacks == nil {
          // A feed goes on for the records that are left: it names those that were refused.
          #expect(answer.status == 200 && answer.text.contains("\"events\":[]"), "\(place) \(path)")
        } else {
          #expect(answer.status == expected, "\(place) \(path): \(answer.text)")
        }
        if expected == 404 { expectSame(answer, none, path) }
        guard answer.status == 200 else { continue }
        let seen = Set(visible.map(\.logicalID.description))
        let isManagement = rule(.record(.trail)) == .management && target == .trail
        for hidden in matrix.documents
        where !seen.contains(hidden.logicalID.description) && !isManagement {
          // A deletion is told to whoever could see what was deleted.
          if hidden.isDeleted, couldSee(hidden) { continue }
          #expect(!answer.text.contains(hidden.logicalID.description), "\(place) \(path)")
        }
        guard target == .list, path.contains("List") else { continue }
        let sets = visible.filter { $0.submissionSet != nil && !$0.isDeleted }
        #expect(
          try answer.total == Int64(Set(sets.map(\.submissionSet)).count),
          "\(place) \(path)"
        )
      }
    }
  }
}

extension DocumentView {
  fileprivate var isMasked: Bool { hiddenFrom.contains(.professionals) }

  fileprivate func key(_ sort: String) -> Int64 {
    switch sort.drop(while: { $0 == "-" }) {
    case "date": Int64(number)
    case "creation": created.milliseconds
    default: moment.milliseconds
    }
  }
}
