import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import RecordService

/// Documents: search (ITI-67), read, content (ITI-68), change of metadata (PDSm flows 03/04).
struct DocumentRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] {
    [
      search(.get, "/fhir/DocumentReference"), search(.post, "/fhir/DocumentReference/_search"),
      read, content, change(byID: true), change(byID: false),
    ]
  }

  // MARK: ITI-67

  private func search(_ method: HTTPRequest.Method, _ path: String) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .fhir,
      access: .caller,
      summary: Words("Cherche des documents (ITI-67)", "Searches documents (ITI-67)"),
      parameters: [
        FHIRRoutes.parameter(
          "patient.identifier",
          "système|matricule, ou patient = l'id du Patient",
          "system|number, or patient = the Patient's id"
        ), FHIRRoutes.parameter("status", "current, superseded", "current, superseded"),
        FHIRRoutes.parameter("type", "type du document", "type of document"),
        FHIRRoutes.parameter("category", "classe", "class"),
        FHIRRoutes.parameter("date", "date de dépôt", "date of filing"),
        FHIRRoutes.parameter("creation", "date de création", "date of creation"),
        FHIRRoutes.parameter("isArchived", "true ou false", "true or false"),
        FHIRRoutes.parameter(
          "_query",
          "\(DocumentQuery.firstSearch) : ce que voit d'abord la profession de l'appelant (actes de deux ans, vaccins de toujours)",
          "\(DocumentQuery.firstSearch): what the caller's profession is shown first (acts of two years, vaccines of all)"
        ), FHIRRoutes.parameter("_count", "entrées par page", "entries of a page"),
        FHIRRoutes.parameter("_cursor", "suite d'une page", "where a page ended"),
        FHIRRoutes.parameter("_elements", "éléments à rendre", "elements to return"),
        FHIRRoutes.parameter(
          "_include",
          DocumentQuery.includes.joined(separator: ", "),
          DocumentQuery.includes.joined(separator: ", ")
        ),
      ],
      takes: method == .post ? [FHIRRoutes.form] : [],
      answers: [FHIRRoutes.answer("searchset", "searchset")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) { try await found(call) }
    }
  }

  private func found(_ call: Call) async throws -> Response {
    let pairs = try ground.pairs(call)
    let asked = try DocumentQuery(
      pairs,
      now: ground.desk.service.clock(),
      strict: FHIRGround.isStrict(call)
    )
    let caller = try call.requireCaller().caller
    var search = try asked.deskSearch(
      ground,
      pageMax: ground.limits.pageCountMax,
      caller.actor.profession
    )
    search.atLeast = try FHIRGround.atLeast(call)
    let reference = try asked.record()
    let record = try await ground.find(reference, for: call)
    let traced = try await ground.desk.documents(of: .record(record), search, for: caller)
    let subject = try ground.subject(of: record)
    let resources = traced.value.documents.map { view in
      asked.shaped(FHIRValue.documentReference(ground.document(view, subject), at: ground.site))
    }
    var page = FHIRPage(
      resources: asked.showsCountOnly ? [] : resources,
      total: asked.showsTotal ? traced.value.total : nil,
      current: ground.link("DocumentReference", pairs, cursor: asked.cursor),
      time: ground.desk.service.clock()
    )
    page.links.next = traced.value.next.map {
      ground.link("DocumentReference", pairs, cursor: $0.description)
    }
    page.links.first = ground.link("DocumentReference", pairs, cursor: nil)
    page.issues = asked.warnings
    if asked.includesPatient, !traced.value.documents.isEmpty {
      page.included = [.patient(FHIRExistence(subject: subject, isActive: true))]
    }
    page.included += traced.value.predecessors.map {
      .documentReference(ground.document($0, subject), at: ground.site)
    }
    return try ground.answer(
      .searchset(page, at: ground.site, in: FHIRGround.language(call)),
      to: call,
      headers: FHIRGround.receipt(traced.receipt.position)
    )
  }

  // MARK: Read

  private static let idParameter = Route.Parameter(
    name: "id",
    place: .path,
    words: Words("id de la ressource", "the resource's id"),
    isRequired: true
  )

  private var read: Route {
    Route(
      method: .get,
      path: RoutePath("/fhir/DocumentReference/{id}"),
      family: .fhir,
      access: .caller,
      summary: Words("Les métadonnées d'un document", "A document's metadata"),
      parameters: [Self.idParameter],
      answers: [FHIRRoutes.answer("DocumentReference", "DocumentReference")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) {
        let id = try Self.id(call)
        try ground.checkRate(id, of: call)
        let traced = try await ground.desk.document(
          .identifier(id),
          for: try call.requireCaller().caller,
          atLeast: try FHIRGround.atLeast(call)
        )
        return try shown(traced.value, to: call, at: traced.receipt.position)
      }
    }
  }

  private func shown(
    _ view: DocumentView,
    to call: Call,
    at position: Position,
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let document = ground.document(view, try ground.subject(of: view.record))
    var headers = FHIRGround.receipt(position)
    headers[.eTag] = document.etag
    return try ground.answer(
      FHIRValue.documentReference(document, at: ground.site),
      to: call,
      status: status,
      headers: headers
    )
  }

  private static func id(_ call: Call) throws(WebRefusal) -> EventID {
    guard let id = EventID(call.value("id")) else { throw .notFound }
    return id
  }

  // MARK: ITI-68

  private var content: Route {
    Route(
      method: .get,
      path: RoutePath("/fhir/Binary/{id}"),
      family: .fhir,
      access: .caller,
      summary: Words("Le contenu d'un document (ITI-68)", "A document's content (ITI-68)"),
      parameters: [Self.idParameter],
      answers: [
        (200, ["*/*"], Words("les octets déposés", "the bytes as they were filed")),
        (410, FHIRRoutes.media, Words("supprimé ou remplacé", "deleted or replaced")),
      ]
    ) { call in
      try await FHIRAnswer.answering(ground, call) {
        let id = try Self.id(call)
        try ground.checkRate(id, of: call)
        let caller = try call.requireCaller().caller
        let atLeast = try FHIRGround.atLeast(call)
        // A trace must not say that somebody received what they did not: whether the form is one that
        // they take is settled before the content is opened.
        if let accept = call.header(.accept), !accept.contains("*/*") {
          let known = try await ground.desk.document(
            .identifier(id),
            for: caller,
            atLeast: atLeast
          )
          let type = known.value.metadata.mediaType
          if Self.wanted(call, type) == nil {
            throw FHIRFailure.notAcceptable(offered: type + ", application/fhir+json")
          }
        }
        let traced = try await ground.desk.content(.identifier(id), for: caller, atLeast: atLeast)
        let type = traced.value.document.metadata.mediaType
        var response: Response
        if case .resource(let format) = Self.wanted(call, type) ?? .raw {
          let binary = FHIRValue.binary(
            id: call.value("id"),
            mediaType: type,
            content: traced.value.bytes,
            securityContext: "DocumentReference/\(traced.value.document.logicalID)"
          )
          response = .bytes(binary.bytes(format), type: format.mediaType)
        } else {
          response = .bytes(traced.value.bytes, type: type)
        }
        response.headers[.carnetPosition] = "\(traced.receipt.position.rawValue)"
        response.headers[.contentDisposition] = "attachment"
        return response
      }
    }
  }

  private enum Wanted {
    case raw
    case resource(FHIRFormat)
  }

  /// In which form the content is wanted: raw unless FHIR is asked for by name; nil for a form that
  /// it does not have.
  private static func wanted(_ call: Call, _ type: String) -> Wanted? {
    if let format = call.query["_format"].flatMap({ FHIRFormat(mediaType: $0) }) {
      return .resource(format)
    }
    guard let accept = call.header(.accept), !accept.isEmpty else { return .raw }
    let family = type.prefix { $0 != "/" } + "/*"
    for range in accept.prefix(1024).split(separator: ",") {
      let name = range.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      if name == "*/*" || name == type.lowercased() || name == family { return .raw }
      if name.contains("fhir+"), let format = FHIRFormat(mediaType: name) {
        return .resource(format)
      }
    }
    return nil
  }

  // MARK: PATCH

  private func change(byID: Bool) -> Route {
    Route(
      method: .patch,
      path: RoutePath(byID ? "/fhir/DocumentReference/{id}" : "/fhir/DocumentReference"),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Masque, rend visible, archive, supprime (status, securityLabel, isArchived)",
        "Hides, reveals, archives, deletes (status, securityLabel, isArchived)"
      ),
      parameters: byID
        ? [Self.idParameter]
        : [
          FHIRRoutes.parameter(
            "identifier",
            "système|uniqueId du document, avec patient.identifier",
            "system|uniqueId of the document, with patient.identifier"
          ), FHIRRoutes.parameter("patient.identifier", "système|matricule", "system|number"),
        ],
      takes: DocumentMetadataPatch.Form.allCases.map(\.mediaType) + ["application/json"],
      answers: [FHIRRoutes.answer("la nouvelle version", "the new version")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) {
        let caller = try call.requireCaller().caller
        let reference =
          byID ? DeskReference.identifier(try Self.id(call)) : try Self.conditional(call.query)
        switch reference {
        case .identifier(let id): try ground.checkRate(id, of: call)
        case .uniqueID(_, let place): _ = try await ground.find(place, for: call)
        case .number(_, let record): try call.limiter.check(record)
        }
        guard let form = DocumentMetadataPatch.Form(mediaType: call.header(.contentType) ?? "")
        else {
          throw FHIRFailure.unsupportedMediaType(accepted: "application/json-patch+json")
        }
        let before = try await ground.desk.document(reference, for: caller).value
        let document = ground.document(before, try ground.subject(of: before.record))
        let patch = try DocumentMetadataPatch(call.body, form, on: document)
        var change = MetadataChange(deletes: patch.deletes)
        if !patch.hides.isEmpty || !patch.reveals.isEmpty {
          change.labels = before.hiddenFrom.union(patch.hides).subtracting(patch.reveals)
        }
        change.isArchived = patch.archives
        let written = try await ground.desk.change(
          .identifier(before.logicalID),
          change,
          ifMatch: try Self.ifMatch(call),
          by: caller
        )
        var after = before
        after.hiddenFrom = change.labels ?? before.hiddenFrom
        after.isArchived = change.isArchived ?? before.isArchived
        after.isDeleted = change.deletes || before.isDeleted
        after.entryID = written.value.entryID
        if after.revision != written.value.revision {
          after.changedAt = ground.desk.service.clock()
        }
        after.revision = written.value.revision
        return try shown(after, to: call, at: written.receipt.position)
      }
    }
  }

  private static func conditional(_ query: QueryText) throws(WebRefusal) -> DeskReference {
    func token(_ name: String) -> (String, String)? {
      guard let text = query[name] else { return nil }
      let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", text)
    }
    guard let (_, value) = token("identifier") else {
      throw .malformed("identifier manque", "identifier is missing")
    }
    var unique = value
    for prefix in ["urn:oid:", "urn:uuid:"] where unique.hasPrefix(prefix) {
      unique = String(unique.dropFirst(prefix.count))
    }
    // A server's own identifier says by itself where the document is.
    if let id = EventID(unique) { return .identifier(id) }
    guard let (system, number) = token("patient.identifier") ?? token("subject.identifier") else {
      throw .malformed(
        "patient.identifier est nécessaire avec un uniqueId",
        "patient.identifier is needed with a uniqueId"
      )
    }
    return .uniqueID(unique, of: .identifier(system: system, value: number))
  }

  private static func ifMatch(_ call: Call) throws(WebRefusal) -> Revision? {
    guard let text = call.header(.ifMatch) else { return nil }
    let digits = text.drop { $0 == "W" || $0 == "/" || $0 == "\"" }.prefix { $0.isNumber }
    guard let number = UInt32(digits), text == "W/\"\(digits)\"" else {
      throw .malformed("If-Match attend W/\"n\"", "If-Match expects W/\"n\"")
    }
    return Revision(number)
  }
}
