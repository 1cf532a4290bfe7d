import FHIR
import HTTPTypes

extension FHIRGround {
  /// What a search asks, from the address and from a form (`POST …/_search`).
  func pairs(_ call: Call) throws(WebRefusal) -> [(name: String, value: String)] {
    var query = call.query
    if call.head.method == .post {
      guard let text = String(validating: call.body, as: UTF8.self) else {
        throw .malformed("le formulaire n'est pas en UTF-8", "the form is not UTF-8")
      }
      query.append(try QueryText(text, max: limits.queryParametersMax))
    }
    return query.items.filter { $0.name != "_min_position" }
  }

  /// The address of a page of a search.
  func link(_ type: String, _ pairs: [(name: String, value: String)], cursor: String?) -> String {
    var text = pairs.filter { $0.name != "_cursor" }
      .map { QueryText.encode($0.name) + "=" + QueryText.encode($0.value) }
    if let cursor { text.append("_cursor=" + QueryText.encode(cursor)) }
    return "\(site.base)/\(type)?" + text.joined(separator: "&")
  }

  static func isStrict(_ call: Call) -> Bool {
    call.header(.prefer)?.contains("handling=strict") ?? false
  }
}
