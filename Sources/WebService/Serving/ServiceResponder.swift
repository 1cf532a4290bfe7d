import CarnetCore
import EventLog
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RecordService

/// What a request knows of its connection.
struct ConnectionContext: InitializableFromSource, Sendable {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }

  /// The client's address, without its port.
  var place: String {
    (channel.remoteAddress ?? channel.parent?.remoteAddress)?.ipAddress ?? ""
  }
}

/// The one way from a request to its answer: name, limits, route, token, body, handler, words.
struct ServiceResponder: HTTPResponder {
  let table: RouteTable
  let authenticator: Authenticator
  let limits: ServiceLimits
  let metrics: ServiceMetrics
  let actorBuckets: TokenBuckets<Int>
  let recordLimiter: RecordLimiter
  /// Tells refusals to browsers.
  let pages: PageSite
  let logger: Logger

  func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    let start = ContinuousClock.now
    let headers = request.head.headerFields
    let name = RequestName(headers[.requestID], parent: headers[.traceParent])
    let language = ReplyLanguage(accept: headers[.acceptLanguage])
    var route: Route?
    var caller: AuthenticatedCaller?
    var response: Response
    do throws(WebRefusal) {
      response = try await answer(request, context, name, language, &route, &caller)
    } catch {
      metrics.refused(error.code)
      response = refusal(error, route, request, language, name)
      if response.headers[.connection] == "close" { hangUp(context.channel) }
    }
    finish(&response, name, route)
    if request.method == .head { response = response.createHeadResponse() }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let pattern = route?.path.description ?? "unknown"
    let status = Int(response.status.code)
    metrics.record(
      .init(route: pattern, method: Self.knownMethod(request.method), status: status),
      seconds: seconds,
      bytes: response.body.contentLength ?? 0
    )
    logger.info(
      "request",
      metadata: [
        "request": "\(name.text)", "route": "\(pattern)",
        "method": "\(Self.knownMethod(request.method))", "status": .stringConvertible(status),
        "ms": .stringConvertible((seconds * 10_000).rounded() / 10),
        "caller": "\(caller?.kind ?? "none")",
      ]
    )
    return response
  }

  /// Methods are a client's own words: those that nobody serves are one.
  private static func knownMethod(_ method: HTTPRequest.Method) -> String {
    let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    return known.contains(method) ? method.rawValue : "OTHER"
  }

  private func answer(
    _ request: Request,
    _ context: ConnectionContext,
    _ name: RequestName,
    _ language: ReplyLanguage,
    _ route: inout Route?,
    _ caller: inout AuthenticatedCaller?
  ) async throws(WebRefusal) -> Response {
    try checkHead(request.head)
    let target = request.head.path ?? "/"
    let mark = target.firstIndex(of: "?")
    let path = target[..<(mark ?? target.endIndex)]
    let values: [String: String]
    switch table.match(request.method, path) {
    case .none: throw .unknownPath
    case .otherMethods(let methods, _):
      var refusal = WebRefusal(
        .methodNotAllowed,
        .unknownMethod,
        "cette adresse accepte : \(methods.map(\.rawValue).joined(separator: ", "))",
        "this address accepts: \(methods.map(\.rawValue).joined(separator: ", "))"
      )
      refusal.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
      throw refusal
    case .route(let found, let places):
      route = found
      values = places
    }
    guard let found = route else { throw .unknownPath }
    let query = try QueryText(
      mark.map { target[target.index(after: $0)...] } ?? "",
      max: limits.queryParametersMax
    )
    guard metrics.enter(max: limits.requestsMax) else { throw .busy }
    defer { metrics.leave() }
    var call = Call(
      head: request.head,
      values: values,
      query: query,
      language: language,
      requestID: name,
      place: context.place,
      limiter: recordLimiter
    )
    if case .caller = found.access {
      let known = try await guarded(name, found) {
        try await authenticator.caller(
          request.headers,
          context.channel,
          place: context.place,
          request: name,
          language: language
        )
      }
      caller = known
      call.caller = known
      if let seconds = actorBuckets.take(known.rateKey) { throw .tooManyRequests(seconds) }
    }
    if !found.takes.isEmpty { call.body = try await body(of: request, for: found, name) }
    if found.isStream {
      return try await guarded(name, found) { [call] in try await found.handle(call) }
    }
    return try await guarded(name, found) { [call] in
      try await Deadline.within(limits.requestSeconds, or: .outOfTime) {
        try await found.handle(call)
      }
    }
  }

  /// Any error as a refusal; what nobody foresaw is logged and not told.
  private func guarded<R: Sendable>(
    _ name: RequestName,
    _ route: Route,
    _ body: () async throws -> R
  ) async throws(WebRefusal) -> R {
    do {
      return try await body()
    } catch {
      if let refusal = WebRefusal(error) {
        if refusal.code == .logNotWritable {
          logger.critical("the log is not writable", metadata: ["failure": "\(error)"])
        }
        throw refusal
      }
      if error is CancellationError { throw .outOfTime }
      logger.error(
        "unforeseen",
        metadata: [
          "request": "\(name.text)", "route": "\(route.path)",
          "type": "\(type(of: error))", "failure": "\(error)",
        ]
      )
      throw .internalFailure
    }
  }

  private func checkHead(_ head: HTTPRequest) throws(WebRefusal) {
    guard (head.path ?? "").utf8.count <= limits.targetBytesMax else {
      throw WebRefusal(
        .uriTooLong,
        .targetTooLong,
        "l'adresse dépasse \(limits.targetBytesMax) octets : utilisez POST …/_search",
        "the address is over \(limits.targetBytesMax) bytes: use POST …/_search"
      )
    }
    var bytes = 0
    for field in head.headerFields {
      bytes += field.name.rawName.utf8.count + field.value.utf8.count
    }
    guard bytes <= limits.headerBytesMax else {
      throw WebRefusal(
        .requestHeaderFieldsTooLarge,
        .headersTooLarge,
        "les en-têtes dépassent \(limits.headerBytesMax) octets",
        "the header fields are over \(limits.headerBytesMax) bytes"
      )
    }
  }

  private func body(
    of request: Request,
    for route: Route,
    _ name: RequestName
  ) async throws(WebRefusal) -> [UInt8] {
    // A small body that inflates without end is refused before its first byte.
    if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
      throw WebRefusal(
        .unsupportedMediaType,
        .unsupportedMedia,
        "les corps compressés ne sont pas acceptés (Content-Encoding)",
        "compressed bodies are not accepted (Content-Encoding)"
      )
    }
    let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }
      .filter { $0 != " " }.lowercased()
    guard route.takes.contains(type) || route.takes.contains("*/*") else {
      throw WebRefusal(
        .unsupportedMediaType,
        .unsupportedMedia,
        "Content-Type accepté : \(route.takes.joined(separator: ", "))",
        "Content-Type accepted: \(route.takes.joined(separator: ", "))"
      )
    }
    let max = limits.bodyBytesMax
    if let length = request.headers[.contentLength].flatMap(Int.init), length > max {
      throw .tooLarge(max)
    }
    let body = request.body
    return try await guarded(name, route) {
      try await Deadline.within(limits.bodySeconds, or: .tooSlow) {
        var bytes: [UInt8] = []
        for try await buffer in body {
          guard bytes.count + buffer.readableBytes <= max else { throw WebRefusal.tooLarge(max) }
          bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
      }
    }
  }

  private func refusal(
    _ refusal: WebRefusal,
    _ route: Route?,
    _ request: Request,
    _ language: ReplyLanguage,
    _ name: RequestName
  ) -> Response {
    let isPage =
      route.map { $0.family == .pages }
      ?? (request.method == .get && (request.headers[.accept] ?? "").hasPrefix("text/html"))
    if isPage { return pages.page(for: refusal, request.head, request: name.text) }
    let isFHIR =
      route.map { $0.family == .fhir } ?? (request.head.path ?? "").hasPrefix("/fhir")
    guard isFHIR else { return refusal.problem(language, request: name.text) }
    let xml = FHIRForm(request.head)?.isXML ?? false
    return refusal.outcome(language, request: name.text, xml: xml)
  }

  /// Ends a connection whose request was not read to its end, once the refusal has had time to leave.
  private func hangUp(_ channel: any Channel) {
    channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
  }

  private func finish(_ response: inout Response, _ name: RequestName, _ route: Route?) {
    response.headers[.requestID] = name.text
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.xFrameOptions] = "DENY"
    response.headers[.referrerPolicy] = "no-referrer"
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    response.headers[.strictTransportSecurity] = "max-age=31536000"
    response.headers[.vary] = "Accept, Accept-Language, Authorization, Cookie"
  }
}

extension HTTPField.Name {
  static let xFrameOptions = token("X-Frame-Options")
  static let referrerPolicy = token("Referrer-Policy")
}
