/// A name as it is compared: words of capital letters without accents; hyphens, apostrophes, points
/// and any white space part words.
///
/// `Léa-Marie`, `LEA MARIE` and `léa  marie` are the same; `Œuvrard` and `OEUVRARD` too.
package struct NormalizedName: Hashable, Sendable {
  package let words: [String]

  package init(_ text: some StringProtocol) {
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        switch scalar {
        case "A"..."Z", "0"..."9": word.unicodeScalars.append(scalar)
        case "a"..."z": word += scalar.properties.uppercaseMapping
        default: word.end(into: &words)
        }
      } else if scalar.properties.isAlphabetic {
        word += Self.letters(of: scalar)
      } else if scalar.properties.generalCategory != .nonspacingMark {
        // Typographic apostrophes, dashes and spaces part words; an accent that stands as a
        // character of its own behind its letter is dropped.
        word.end(into: &words)
      }
    }
    word.end(into: &words)
    self.words = words
  }

  /// Several names as one list of words: where one name ends counts as little as a hyphen.
  package init(joining names: [String]) { self.init(names.joined(separator: " ")) }

  package var isEmpty: Bool { words.isEmpty }

  package func begins(with other: NormalizedName) -> Bool { words.starts(with: other.words) }

  /// The capital letters without accent that stand for a letter beyond ASCII.
  ///
  /// The Unicode name says it without a table of ours: LATIN CAPITAL LETTER E WITH ACUTE, LATIN
  /// CAPITAL LIGATURE OE, LATIN CAPITAL LETTER AE. What is not Latin stays as it is, in capitals.
  private static func letters(of scalar: Unicode.Scalar) -> String {
    let capital = scalar.properties.uppercaseMapping
    guard let first = capital.unicodeScalars.first, !first.isASCII,
      let name = first.properties.name
    else { return capital }
    for kind in ["LATIN CAPITAL LETTER ", "LATIN CAPITAL LIGATURE "] where name.hasPrefix(kind) {
      let letters = name.dropFirst(kind.count).prefix { $0 != " " }
      if letters.utf8.count <= 2 { return String(letters) }
    }
    return capital
  }
}

extension String {
  fileprivate mutating func end(into words: inout [String]) {
    if !isEmpty { words.append(self) }
    self = ""
  }
}
