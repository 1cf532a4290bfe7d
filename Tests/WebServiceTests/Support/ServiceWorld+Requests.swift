import CarnetCore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interop
import Testing

@testable import WebService

/// An answer as a client reads it.
struct Answer: Sendable {
  let status: Int
  let headers: HTTPFields
  let bytes: [UInt8]

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func json() throws -> JSONValue { try JSONValue(bytes) }

  /// The resources of a searchset in one mode.
  func resources(_ mode: String) throws -> [JSONValue] {
    var found: [JSONValue] = []
    for entry in try json().list("entry") where entry["search"]?["mode"]?.word == mode {
      if let resource = entry["resource"] { found.append(resource) }
    }
    return found
  }

  /// The ids of those resources.
  func ids(_ mode: String) throws -> [String] {
    try resources(mode).compactMap { resource in resource["id"]?.word }
  }

  var total: Int64? { get throws { try json()["total"]?.integer } }

  /// The path of the page after this one of a search of that type.
  func next(_ type: String) throws -> String? {
    for link in try json().list("link") where link["relation"]?.word == "next" {
      guard let url = link["url"]?.word, let mark = url.firstIndex(of: "?") else { return nil }
      return "/fhir/\(type)" + url[mark...]
    }
    return nil
  }
}

extension JSONValue {
  /// A text as it stands there.
  var word: String? { if case .string(let text) = self { text } else { nil } }
}

extension ServiceWorld {
  /// Gives a client to the whole service, without a network.
  func serving<R: Sendable>(
    _ body: @escaping @Sendable (WebClient) async throws -> R
  ) async throws -> R {
    try await Application(responder: application.responder, logger: Self.quiet)
      .test(.router) { client in try await body(WebClient(client: client)) }
  }
}

/// Sends requests; every one has the same name, so that answers can be compared byte by byte.
struct WebClient: Sendable {
  let client: any TestClientProtocol

  func send(
    _ method: HTTPRequest.Method = .get,
    _ path: String,
    _ headers: HTTPFields = [:],
    body: String? = nil
  ) async throws -> Answer {
    var headers = headers
    headers[.requestID] = headers[.requestID] ?? "test"
    return try await client.execute(
      uri: path,
      method: method,
      headers: headers,
      body: body.map { ByteBuffer(string: $0) }
    ) { response in
      Answer(
        status: Int(response.status.code),
        headers: response.headers,
        bytes: Array(buffer: response.body)
      )
    }
  }
}
