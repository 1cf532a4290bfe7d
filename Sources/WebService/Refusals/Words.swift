/// A sentence for people in the two languages of the service.
struct Words: Hashable, Sendable {
  var french: String
  var english: String

  init(_ french: String, _ english: String) {
    self.french = french
    self.english = english
  }

  func text(_ language: ReplyLanguage) -> String {
    language == .french ? french : english
  }
}

/// The language of an answer: French unless the client prefers English (RFC 9110 section 12.5.4).
enum ReplyLanguage: String, Sendable {
  case french = "fr"
  case english = "en"

  init(accept: String?) {
    self = .french
    var best = 0.0
    // A header of more than a few ranges is not read to its end.
    for range in (accept ?? "").prefix(256).split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let tag = parts.first else { continue }
      var quality = 1.0
      if let weight = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) {
        quality = Double(weight.dropFirst(2)) ?? 0
      }
      guard quality > best else { continue }
      if tag == "fr" || tag.hasPrefix("fr-") {
        self = .french
        best = quality
      } else if tag == "en" || tag.hasPrefix("en-") {
        self = .english
        best = quality
      }
    }
  }
}
