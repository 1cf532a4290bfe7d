import CarnetCore
import Pages

/// What a question was about, as its event writes it, in the words of a page.
enum ParameterWords {
  static func words(_ parameters: [String], _ text: PageText) -> String {
    parameters.map { words($0, text) }.joined(separator: " · ")
  }

  /// One parameter; what this version does not know stays as it is written.
  static func words(_ parameter: String, _ text: PageText) -> String {
    guard let space = parameter.firstIndex(of: " ") else {
      return parameter == "titles" ? text.language.say("avec les titres", "with titles") : parameter
    }
    let name = String(parameter[..<space])
    let value = String(parameter[parameter.index(after: space)...])
    return words(name, value, text) ?? parameter
  }

  private static func words(_ name: String, _ value: String, _ text: PageText) -> String? {
    func say(_ french: String, _ english: String) -> String { text.language.say(french, english) }
    func count(_ words: (String) -> String) -> String? {
      Int(value).map { words(text.number($0)) }
    }
    let point = Instant(value).map { text.moment($0) } ?? Self.position(value, text)
    switch name {
    case "days":
      return count {
        say(
          "explications comptées à \($0) jours près",
          "explanations counted within \($0) days"
        )
      }
    case "people":
      return count { say("\($0) personnes au moins", "\($0) people at least") }
    case "min": return count { say("\($0) au moins", "\($0) at least") }
    case "hours":
      return count { say("à \($0) heures près", "within \($0) hours") }
    case "size":
      return count { say("les \($0) premiers événements", "the first \($0) events") }
    case "root": return say("racine \(value)", "root \(value)")
    case "from": return point.map { say("depuis le \($0)", "from \($0)") }
    case "to": return point.map { say("jusqu'au \($0)", "to \($0)") }
    case "at": return point.map { say("au \($0)", "at \($0)") }
    case "through": return point.map { say("jusqu'au \($0)", "through \($0)") }
    case "user", "agent": return say("compte \(value)", "account \(value)")
    case "structure": return say("structure \(value)", "structure \(value)")
    case "path": return say("élément \(value)", "element \(value)")
    case "after": return say("après l'événement \(value)", "after event \(value)")
    case "for" where value == "representative":
      return say("pour un représentant légal", "for a legal representative")
    default: return nil
    }
  }

  private static func position(_ value: String, _ text: PageText) -> String? {
    guard value.hasPrefix("position ") else { return nil }
    let number = value.dropFirst("position ".count)
    return text.language.say("moment de l'événement \(number)", "the time of event \(number)")
  }
}
