import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import RecordService
import Synchronization
import Testing

@testable import WebService

/// Somebody at a browser without a window, signed in as whoever is given.
struct OperatorBrowser {
  struct Answer {
    var status: Int
    /// Where it leads, for one that leads elsewhere.
    var place: String
    var headers: HTTPFields
    var text: String
  }

  let world: ServiceWorld
  let session: PageSession?
  private let cookie: String

  init(_ world: ServiceWorld, _ identity: Caller.Identity?, reason: String = "astreinte 12") {
    self.world = world
    session = identity.map { PageSession($0, issuer: "test", level: "test", language: .french) }
    session?.reason = reason
    cookie = session.map { world.application.responder.pages.sessions.begin($0) } ?? ""
  }

  func get(_ path: String) async throws -> Answer { try await send(.get, path, "") }

  /// - Parameter fields: of the form; the session's own token goes along unless it is given.
  func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
    var fields = fields
    if !fields.contains(where: { $0.0 == "_csrf" }) {
      fields.append(("_csrf", session?.csrf ?? ""))
    }
    let body = fields.map { "\($0.0)=\(QueryText.encode($0.1))" }.joined(separator: "&")
    return try await send(.post, path, body)
  }

  private func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: String
  ) async throws -> Answer {
    var head = HTTPRequest(method: method, scheme: "http", authority: "carnet.test", path: path)
    if !cookie.isEmpty { head.headerFields[.cookie] = "\(PageSessions.cookie)=\(cookie)" }
    if method == .post {
      head.headerFields[.contentType] = "application/x-www-form-urlencoded"
      head.headerFields[.contentLength] = String(body.utf8.count)
    }
    let response = try await world.application.responder.respond(
      to: Request(head: head, body: .init(buffer: ByteBuffer(string: body))),
      context: ConnectionContext(
        source: ApplicationRequestContextSource(
          channel: EmbeddedChannel(),
          logger: .init(label: "test")
        )
      )
    )
    let kept = KeptBytes()
    try await response.body.write(KeepingWriter(kept: kept))
    return Answer(
      status: Int(response.status.code),
      place: response.headers[.location] ?? "",
      headers: response.headers,
      text: String(decoding: kept.bytes.withLock { $0 }, as: UTF8.self)
    )
  }
}

private final class KeptBytes: Sendable {
  let bytes = Mutex<[UInt8]>([])
}

private struct KeepingWriter: ResponseBodyWriter {
  let kept: KeptBytes

  mutating func write(_ buffer: ByteBuffer) async throws {
    kept.bytes.withLock { $0 += Array(buffer.readableBytesView) }
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
