import Foundation
import HTTPTypes
import Hummingbird

extension WebRefusal {
  /// As problem details (RFC 9457).
  func problem(_ language: ReplyLanguage, request: String) -> Response {
    var members = [
      ("type", JSONText.string("urn:carnet:problem:\(code.rawValue)")),
      ("title", JSONText.string(words.text(language))),
      ("status", "\(status.code)"),
      ("instance", JSONText.string("urn:carnet:request:\(request)")),
    ]
    if let detail { members.append(("detail", JSONText.string(detail))) }
    return response("application/problem+json", JSONText.object(members), language)
  }

  /// As an OperationOutcome in the form that the client reads.
  func outcome(_ language: ReplyLanguage, request: String, xml: Bool) -> Response {
    let text = words.text(language)
    let severity = status.kind == .serverError ? "fatal" : "error"
    if xml {
      var issue = "<severity value=\"\(severity)\"/><code value=\"\(code.issueType)\"/>"
      issue += "<details>"
      issue += "<coding><system value=\"urn:carnet:problem\"/><code value=\"\(code.rawValue)\"/>"
      issue += "</coding><text value=\"\(XMLText.attribute(detail ?? text))\"/></details>"
      issue += "<diagnostics value=\"\(XMLText.attribute(text))\"/>"
      let body =
        "<OperationOutcome xmlns=\"http://hl7.org/fhir\"><issue>\(issue)</issue></OperationOutcome>"
      return response("application/fhir+xml", body, language)
    }
    let coding = JSONText.object([
      ("system", "\"urn:carnet:problem\""), ("code", JSONText.string(code.rawValue)),
    ])
    let details = JSONText.object([
      ("coding", "[\(coding)]"), ("text", JSONText.string(detail ?? text)),
    ])
    let issue = JSONText.object([
      ("severity", JSONText.string(severity)), ("code", JSONText.string(code.issueType)),
      ("details", details), ("diagnostics", JSONText.string(text)),
    ])
    let body = JSONText.object([("resourceType", "\"OperationOutcome\""), ("issue", "[\(issue)]")])
    return response("application/fhir+json", body, language)
  }

  private func response(_ type: String, _ body: String, _ language: ReplyLanguage) -> Response {
    var headers = headers
    headers[.contentType] = type + "; charset=utf-8"
    headers[.contentLanguage] = language.rawValue
    if let retryAfterSeconds { headers[.retryAfter] = "\(retryAfterSeconds)" }
    if status == .unauthorized {
      headers[.wwwAuthenticate] =
        code == .tokenRefused
        ? "Bearer realm=\"carnet\", error=\"invalid_token\"" : "Bearer realm=\"carnet\""
    }
    // What is left of a request that was not read to its end must not be taken for the next one.
    if [.contentTooLarge, .requestTimeout, .requestHeaderFieldsTooLarge].contains(status) {
      headers[.connection] = "close"
    }
    return Response(
      status: status,
      headers: headers,
      body: .init(byteBuffer: ByteBuffer(string: body))
    )
  }
}

/// JSON written by hand where the shape is fixed and small.
enum JSONText {
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  static func array(_ values: some Sequence<String>) -> String {
    "[" + values.joined(separator: ",") + "]"
  }
}

enum XMLText {
  static func attribute(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
