/// Several words in one column: parted by the unit separator (U+001F), which no name or code has.
package enum ListText {
  private static let separator: Character = "\u{1F}"

  package static func join(_ words: [String]) -> String {
    if words.count == 1, !words[0].contains(separator) { return words[0] }
    return words.map { $0.replacing(String(separator), with: " ") }
      .joined(separator: String(separator))
  }

  package static func split(_ text: String) -> [String] {
    text.isEmpty
      ? [] : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
