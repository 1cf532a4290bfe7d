import Foundation

/// The language that people read: French unless the environment or `--lang` says English.
package enum Language: String, Sendable, CaseIterable {
  case french = "fr"
  case english = "en"

  /// Fixed when the program starts: help texts are made before options are parsed, so `--lang` is
  /// looked for in the arguments themselves.
  package static let current: Language = choose(
    arguments: CommandLine.arguments,
    environment: ProcessInfo.processInfo.environment
  )

  package static func choose(
    arguments: [String],
    environment: [String: String]
  ) -> Language {
    if let index = arguments.firstIndex(of: "--lang"), index + 1 < arguments.count {
      if let language = Language(rawValue: String(arguments[index + 1].prefix(2))) {
        return language
      }
    }
    if let argument = arguments.first(where: { $0.hasPrefix("--lang=") }),
      let language = Language(rawValue: String(argument.dropFirst(7).prefix(2)))
    {
      return language
    }
    for name in ["CARNET_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment[name], !value.isEmpty, value != "C", !value.hasPrefix("C."),
        value != "POSIX"
      else { continue }
      return value.hasPrefix("en") ? .english : .french
    }
    return .french
  }
}

/// A sentence in both languages: the one place where words for people are chosen.
package func say(
  _ french: @autoclosure () -> String,
  _ english: @autoclosure () -> String
) -> String {
  Language.current == .french ? french() : english()
}
