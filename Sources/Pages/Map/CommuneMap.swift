/// A department whose communes are shaded by a share, drawn as SVG.
package struct CommuneMap: Sendable {
  /// What is known of one commune.
  package struct Area: Sendable {
    package var code: String
    package var name: String
    package var figure: Figure
    /// The figure in words: what a pointer and a screen reader get.
    package var words: String

    package init(code: String, name: String, figure: Figure, words: String) {
      self.code = code
      self.name = name
      self.figure = figure
      self.words = words
    }
  }

  package enum Figure: Sendable, Hashable {
    /// From 0 to 1.
    case share(Double)
    /// Kept back, because it is small or would give a small one away.
    case suppressed
    case unknown
  }

  package var title: String
  package var description: String
  package var areas: [Area]

  package init(title: String, description: String, areas: [Area]) {
    self.title = title
    self.description = description
    self.areas = areas
  }

  /// Where the shades begin, from 0 to 1: fifths of the largest share that is shown, rounded up, so
  /// that a map of the first weeks tells communes apart as one of later years does.
  package var bounds: [Double] {
    let largest =
      areas.compactMap { area in
        if case .share(let share) = area.figure { share } else { nil }
      }
      .max() ?? 0
    let step = Self.step(for: min(1, largest) / 5)
    return (0..<5).map { Double($0) * step }
  }

  /// The next of 1, 2, 2.5, 5, 10… hundredths, thousandths and so on.
  private static func step(for wanted: Double) -> Double {
    var unit = 0.0001
    while unit < 1 {
      for factor in [1, 2, 2.5, 5] where factor * unit >= wanted { return min(0.2, factor * unit) }
      unit *= 10
    }
    return 0.2
  }

  /// The number of the shade of a share: 0 for none at all, 1…5 for those that `bounds` begin.
  static func shade(_ share: Double, _ bounds: [Double]) -> Int {
    if share <= 0 { return 0 }
    return max(1, bounds.lastIndex { $0 <= share }.map { $0 + 1 } ?? 1)
  }

  /// The map; names and figures stand in it as titles of its areas.
  package var svg: String {
    let outlines = CommuneOutlines.seineMaritime
    let known = Dictionary(areas.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let bounds = bounds
    var text = """
      <svg class="map" viewBox="0 0 \(outlines.width) \(outlines.height)" role="img" \
      aria-labelledby="map-title map-description">
      <title id="map-title">\(MarkupText.escape(title))</title>
      <desc id="map-description">\(MarkupText.escape(description))</desc>
      \(Self.hatch)

      """
    for (code, path) in outlines.paths {
      let area = known[code]
      let shade =
        switch area?.figure {
        case .share(let share): "s\(Self.shade(share, bounds))"
        case .suppressed: "sh"
        case .unknown, nil: "sn"
        }
      let words = area.map { "\($0.name) : \($0.words)" } ?? code
      text += "<path class=\"\(shade)\" d=\"\(path)\"><title>\(MarkupText.escape(words))</title>"
      text += "</path>\n"
    }
    return text + "</svg>"
  }

  /// Lines across what is kept back: told apart without colours, on paper too.
  static let hatch = """
    <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" \
    patternTransform="rotate(45)"><rect class="sn" width="6" height="6"/>\
    <path class="hatch-line" d="M0 0v6"/></pattern></defs>
    """
}

/// Text within markup that our own code puts together.
enum MarkupText {
  static func escape(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
