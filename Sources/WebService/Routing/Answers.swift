import Foundation
import HTTPTypes
import Hummingbird

extension Response {
  static func text(
    _ text: String,
    type: String = "text/plain; charset=utf-8",
    status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status,
      headers: [.contentType: type],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    self.text(text, type: "application/json", status: status)
  }

  static func bytes(
    _ bytes: [UInt8],
    type: String,
    status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status,
      headers: [.contentType: type],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  /// Says that the answer may be kept by anyone, for ever where it cannot change.
  func cached(_ control: String) -> Response {
    var response = self
    response.headers[.cacheControl] = control
    return response
  }
}
