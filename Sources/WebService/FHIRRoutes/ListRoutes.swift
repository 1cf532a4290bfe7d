import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import RecordService

/// Submission sets (ITI-66).
struct ListRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] { [search(.get, "/fhir/List"), search(.post, "/fhir/List/_search")] }

  private func search(_ method: HTTPRequest.Method, _ path: String) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Cherche des lots de soumission (ITI-66)",
        "Searches submission sets (ITI-66)"
      ),
      parameters: [
        FHIRRoutes.parameter("patient.identifier", "système|matricule", "system|number"),
        FHIRRoutes.parameter("code", "submissionset", "submissionset"),
        FHIRRoutes.parameter("status", "current", "current"),
        FHIRRoutes.parameter("date", "date d'envoi", "date of sending"),
        FHIRRoutes.parameter("_count", "entrées par page", "entries of a page"),
        FHIRRoutes.parameter("_cursor", "suite d'une page", "where a page ended"),
      ],
      takes: method == .post ? [FHIRRoutes.form] : [],
      answers: [FHIRRoutes.answer("searchset", "searchset")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) { try await found(call) }
    }
  }

  private func found(_ call: Call) async throws -> Response {
    let pairs = try ground.pairs(call)
    let asked = try ListSearch(
      SearchPairs(pairs.map { ($0.name, $0.value) }),
      now: ground.desk.service.clock(),
      isStrict: FHIRGround.isStrict(call)
    )
    guard asked.patients.count == 1, let patient = asked.patients.first else {
      throw WebRefusal.malformed("un seul patient par recherche", "one patient a search")
    }
    let caller = try call.requireCaller().caller
    let record = try await ground.find(try FHIRGround.record(patient), for: call)
    let after = try asked.control.cursor.map { text throws(WebRefusal) in
      guard let number = UInt64(text), number < UInt64.max else {
        throw .malformed("_cursor n'est pas d'une page", "_cursor is of no page")
      }
      return Position(number)
    }
    let subject = try ground.subject(of: record)
    let dossier = try ground.desk.service.dossier(of: record)
    let wanted = { @Sendable (view: SubmissionView) -> Bool in
      var matching = asked
      matching.patients = []
      return matching.matches(Self.set(view, dossier, subject))
    }
    let traced = try await ground.desk.submissions(
      of: .record(record),
      after: after,
      limit: max(1, min(asked.control.count, ground.limits.pageCountMax)),
      for: caller,
      where: wanted
    )
    var page = FHIRPage(
      resources: traced.value.submissions.map { .list(Self.set($0, dossier, subject)) },
      total: asked.control.total == .none ? nil : traced.value.total,
      current: ground.link("List", pairs, cursor: asked.control.cursor),
      time: ground.desk.service.clock()
    )
    page.links.next = traced.value.next.map {
      ground.link("List", pairs, cursor: "\($0.rawValue)")
    }
    page.issues = asked.warnings
    return try ground.answer(
      .searchset(page, at: ground.site, in: FHIRGround.language(call)),
      to: call,
      headers: FHIRGround.receipt(traced.receipt.position)
    )
  }

  private static func set(
    _ view: SubmissionView,
    _ dossier: RecordDossier,
    _ subject: FHIRSubject
  ) -> FHIRSubmissionSet {
    let received = view.received
    var set = FHIRSubmissionSet(
      id: view.id,
      uniqueID: received.uniqueID,
      submitted: received.submitted == 0 ? view.time : Instant(milliseconds: received.submitted),
      updated: view.time,
      documents: view.documents.compactMap { dossier.documents[$0]?.logicalID },
      subject: subject
    )
    set.sourceID = received.sourceID.isEmpty ? nil : received.sourceID
    set.title = received.title.isEmpty ? nil : received.title
    if received.hasContentType {
      set.contentType = Code(
        system: received.contentType.system,
        code: received.contentType.code,
        display: received.contentType.display.isEmpty ? nil : received.contentType.display
      )
    }
    if received.hasAuthor { set.author = DocumentAuthor(received.author) }
    return set
  }
}
