/// Several words in one column: parted by the unit separator (U+001F), which no name or code has.
package enum ListText {
  private static let separator: Character = "\u{1F}"

  package static func join(_ words: [String]) -> String {
    switch words.count {
    case 0: return ""
    case 1: return clean(words[0])
    default: return words.map(clean).joined(separator: String(separator))
    }
  }

  private static func clean(_ word: String) -> String {
    guard word.utf8.contains(0x1f) else { return word }
    return String(decoding: word.utf8.map { $0 == 0x1f ? 0x20 : $0 }, as: UTF8.self)
  }

  package static func split(_ text: String) -> [String] {
    text.isEmpty
      ? [] : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
