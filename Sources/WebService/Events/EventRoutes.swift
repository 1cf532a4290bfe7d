import CarnetCore
import Foundation
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import RecordService
import ServiceLifecycle
import Synchronization

/// What changed since a position: in one call, waiting, or as a stream of server-sent events.
struct EventRoutes: Sendable {
  let ground: FHIRGround
  let metrics: ServiceMetrics
  let streams: StreamCount

  private static let waitSecondsMax: UInt64 = 25

  var routes: [Route] { [poll, stream] }

  private static let parameters = [
    FHIRRoutes.parameter(
      "patient.identifier",
      "système|matricule ; répétable ; sans lui, les dossiers où l'on est autorisé",
      "system|number; may be repeated; without it, the records one is authorised on"
    ),
    FHIRRoutes.parameter(
      "after",
      "position d'où repartir (cursor de l'appel précédent)",
      "position to go on from (cursor of the call before)"
    ), FHIRRoutes.parameter("limit", "événements au plus", "events at most"),
  ]

  private var poll: Route {
    Route(
      method: .get,
      path: RoutePath("/events"),
      family: .events,
      access: .caller,
      summary: Words(
        "Ce qui a changé depuis une position ; avec wait, attend jusqu'à tant de secondes",
        "What changed since a position; with wait, waits for so many seconds"
      ),
      parameters: Self.parameters + [
        FHIRRoutes.parameter("wait", "secondes, 0 à 25", "seconds, 0 to 25")
      ],
      answers: [
        (200, ["application/json"], Words("une page de changements", "a page of changes"))
      ]
    ) { call in
      let caller = try call.requireCaller().caller
      let scope = try await scope(call, caller)
      let after = try call.number("after", in: 0...UInt64.max - 1).map { Position($0) }
      let limit = Int(try call.number("limit", in: 1...1000) ?? 100)
      let wait = try call.number("wait", in: 0...Self.waitSecondsMax) ?? 0
      let page =
        wait == 0
        ? try await ground.desk.changes(after: after, in: scope, limit: limit, for: caller)
        : try await ground.desk.waitForChanges(
          after: after,
          in: scope,
          limit: limit,
          timeout: .seconds(Int(wait)),
          for: caller
        )
      return .json(Self.json(page))
    }
  }

  private var stream: Route {
    var route = Route(
      method: .get,
      path: RoutePath("/events/stream"),
      family: .events,
      access: .caller,
      summary: Words(
        "Les changements au fil de l'eau (server-sent events) ; reprise par Last-Event-ID",
        "Changes as they come (server-sent events); goes on from Last-Event-ID"
      ),
      parameters: Self.parameters,
      answers: [(200, ["text/event-stream"], Words("un flux", "a stream"))]
    ) { call in
      let known = try call.requireCaller()
      let scope = try await scope(call, known.caller)
      var after = try call.number("after", in: 0...UInt64.max - 1).map { Position($0) }
      if let last = call.header(.lastEventID) {
        guard let number = UInt64(last), number < UInt64.max else {
          throw WebRefusal.malformed(
            "Last-Event-ID est une position",
            "Last-Event-ID is a position"
          )
        }
        after = Position(number)
      }
      // A first look refuses with words what a stream could only break off.
      let first = try await ground.desk.changes(after: after, in: scope, for: known.caller)
      guard streams.enter(known.rateKey, max: ground.limits.streamsPerActorMax) else {
        throw WebRefusal.tooManyRequests(10)
      }
      let caller = known.caller
      let body = ResponseBody { [metrics, streams, ground] writer in
        metrics.streamBegan()
        defer {
          metrics.streamEnded()
          streams.leave(known.rateKey)
        }
        try await Self.follow(first, scope, caller, ground) { text in
          try await writer.write(ByteBuffer(string: text))
        }
        try await writer.finish(nil)
      }
      return Response(
        status: .ok,
        headers: [.contentType: "text/event-stream; charset=utf-8"],
        body: body
      )
    }
    route.isStream = true
    return route
  }

  /// Writes pages until the client goes, the service stops, or an hour is over: whoever reconnects is
  /// authenticated anew.
  private static func follow(
    _ first: ChangePage,
    _ scope: ChangeScope,
    _ caller: Caller,
    _ ground: FHIRGround,
    _ write: (String) async throws -> Void
  ) async throws {
    let end = ContinuousClock.now + .seconds(3600)
    var page = first
    var scope = scope
    while !Task.isCancelled, !Task.isShuttingDownGracefully, ContinuousClock.now < end {
      var text = ""
      for item in page.items { text += "id: \(item.position.rawValue)\ndata: \(json(item))\n\n" }
      // A comment keeps the connection from being idle.
      if text.isEmpty { text = ": \(page.cursor.rawValue)\n\n" }
      try await write(text)
      // Who was refused a record hears nothing more of it.
      scope = scope.without(page.refused)
      if scope.isEmpty {
        try await write("event: end\ndata: {}\n\n")
        return
      }
      do throws(ServingFailure) {
        page = try await ground.desk.waitForChanges(
          after: page.cursor,
          in: scope,
          timeout: .seconds(2),
          for: caller
        )
      } catch {
        // Whoever lost the right to read hears that it ended, and asks again to hear why.
        try await write("event: end\ndata: {}\n\n")
        return
      }
    }
  }

  private func scope(_ call: Call, _ caller: Caller) async throws -> ChangeScope {
    let names = ["patient.identifier", "patient", "record"]
    let asked = call.query.items.filter { names.contains($0.name) }
    if asked.isEmpty { return .authorised }
    guard asked.count <= 100 else {
      throw WebRefusal.malformed("100 patients au plus", "100 patients at most")
    }
    var records: [Pseudonym] = []
    for item in asked {
      let name = item.name == "record" ? "patient" : item.name
      records.append(
        try await ground.find(try ground.patient([(name, item.value)]), for: call)
      )
    }
    return .records(records)
  }

  // MARK: Words

  static func json(_ page: ChangePage) -> String {
    JSONText.object([
      ("cursor", "\(page.cursor.rawValue)"), ("more", page.isCut ? "true" : "false"),
      ("events", JSONText.array(page.items.map { json($0) })),
      ("refused", JSONText.array(page.refused.map { JSONText.string($0.description) })),
      (
        "receipts",
        JSONText.object(
          page.receipts.sorted { $0.key < $1.key }
            .map { ($0.key.description, "\($0.value.position.rawValue)") }
        )
      ),
    ])
  }

  static func json(_ item: ChangeItem) -> String {
    var members = [
      ("position", "\(item.position.rawValue)"),
      ("time", JSONText.string(item.time.description)),
      ("record", JSONText.string(item.record.description)),
      ("type", JSONText.string(word(item.kind))),
    ]
    if let id = item.logicalID {
      members.append(("document", JSONText.string("DocumentReference/\(id)")))
    }
    if let set = item.submissionSet { members.append(("submissionSet", JSONText.string(set))) }
    if case .labelsChanged(let labels) = item.kind {
      let words = labels.map { String(describing: $0) }.sorted()
      members.append(("hiddenFrom", JSONText.array(words.map { JSONText.string($0) })))
    }
    return JSONText.object(members)
  }

  private static func word(_ kind: ChangeItem.Kind) -> String {
    switch kind {
    case .documentAdded: "document-added"
    case .documentReplaced: "document-replaced"
    case .labelsChanged: "labels-changed"
    case .documentArchived: "document-archived"
    case .documentUnarchived: "document-unarchived"
    case .documentDeleted: "document-deleted"
    case .recordClosed: "record-closed"
    case .recordSuspended: "record-suspended"
    case .recordResumed: "record-resumed"
    case .recordReactivated: "record-reactivated"
    case .identityChanged: "identity-changed"
    case .rightsChanged: "rights-changed"
    }
  }
}

extension HTTPField.Name {
  static let lastEventID = token("Last-Event-ID")
}

/// Streams that each actor has open.
final class StreamCount: Sendable {
  private let counts = Mutex<[Int: Int]>([:])

  func enter(_ key: Int, max: Int) -> Bool {
    counts.withLock { counts in
      guard counts[key, default: 0] < max else { return false }
      counts[key, default: 0] += 1
      return true
    }
  }

  func leave(_ key: Int) {
    counts.withLock { counts in
      let left = (counts[key] ?? 1) - 1
      counts[key] = left > 0 ? left : nil
    }
  }
}
