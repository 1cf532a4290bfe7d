import AuditTrail
import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import MedicalRecord
import RecordService

/// Traces as AuditEvents, in the projections of TDE and of BALP (`_profile`): a record's own for the
/// holder's side, all of them for auditors.
struct AuditEventRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] {
    [search(.get, "/fhir/AuditEvent"), search(.post, "/fhir/AuditEvent/_search")]
  }

  private func search(_ method: HTTPRequest.Method, _ path: String) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Cherche des traces ; elle-même tracée",
        "Searches traces; itself traced"
      ),
      parameters: [
        FHIRRoutes.parameter(
          "date",
          "bornes obligatoires : date=ge…&date=le…",
          "bounds are required: date=ge…&date=le…",
          required: true
        ), FHIRRoutes.parameter("patient.identifier", "système|matricule", "system|number"),
        FHIRRoutes.parameter("agent", "numéro de qui a agi", "number of who acted"),
        FHIRRoutes.parameter("_profile", "TDE ou BALP", "TDE or BALP"),
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
    let asked = try AuditEventSearch(
      SearchPairs(pairs.map { ($0.name, $0.value) }),
      now: ground.desk.service.clock(),
      isStrict: FHIRGround.isStrict(call)
    )
    let caller = try call.requireCaller().caller
    var search = TrailSearch(
      asked.bounds,
      limit: max(1, min(asked.control.count, ground.limits.pageCountMax)),
      atLeast: try FHIRGround.atLeast(call)
    )
    if let text = asked.control.cursor {
      guard let number = UInt64(text), number < UInt64.max else { throw ServingFailure.badCursor }
      search.after = Position(number)
    }
    let traced: Traced<TrailPage>
    if let patient = asked.patients.first {
      let record = try await ground.find(try FHIRGround.record(patient), for: call)
      traced = try await ground.desk.trail(of: .record(record), search, for: caller)
    } else {
      traced = try await ground.desk.trail(search, for: caller)
    }
    let traces = try traced.value.accesses.map { try trace($0) }.filter { asked.matches($0) }
    var page = FHIRPage(
      resources: traces.map { .auditEvent($0, as: asked.profile, at: ground.site) },
      // The trail is long: how many there are in all is not counted.
      total: nil,
      current: ground.link("AuditEvent", pairs, cursor: asked.control.cursor),
      time: ground.desk.service.clock()
    )
    page.links.next = traced.value.next.map {
      ground.link("AuditEvent", pairs, cursor: "\($0.rawValue)")
    }
    page.issues = asked.warnings
    return try ground.answer(
      .searchset(page, at: ground.site, in: FHIRGround.language(call)),
      to: call,
      headers: FHIRGround.receipt(traced.receipt.position)
    )
  }

  private func trace(_ access: AuditTrail.Access) throws -> FHIRTrace {
    let isOfARecord = access.record.isOfARecord
    var trace = FHIRTrace(
      position: access.position,
      kind: access.kind,
      access: access.isRead
        ? access.detail.flatMap(AccessKind.init(rawValue:)) ?? .unspecified : .unspecified,
      actor: Self.actor(access.actor),
      recorded: access.time,
      purpose: access.purpose,
      reason: access.reason,
      relation: access.relation,
      place: access.place,
      subject: isOfARecord ? try ground.subject(of: access.record) : nil
    )
    trace.target = access.subject.map(Self.actor)
    trace.rule = access.rule
    trace.policy = access.policy
    trace.request = access.request
    trace.isSecret = access.isSecret
    if let number = access.document, isOfARecord {
      trace.document = try ground.desk.service.dossier(of: access.record).documents[number]?
        .logicalID
    }
    return trace
  }

  private static func actor(_ actor: AuditActor) -> FHIRActor {
    FHIRActor(
      Carnet_V1_ActorKind(rawValue: actor.kind) ?? .unspecified,
      identifier: text(actor.identifier),
      profession: actor.profession,
      structure: text(actor.structure),
      name: actor.name
    )
  }

  private static func text(_ identifier: AuditActor.Identifier) -> String {
    switch identifier {
    case .none: ""
    case .number(let number): String(UInt64(bitPattern: number))
    case .text(let text): text
    }
  }
}
