import Interop

/// Makes HTML of a narrative: our own elements around escaped text, so that nothing of a document is
/// ever markup, an address or a style of its own.
struct NarrativeHTML {
  let language: PageLanguage
  /// Where files of the document are asked for: the place of a file is added to it.
  let filesPath: String
  /// Files by the name that the text calls them, with their place.
  let media: [String: (number: Int, mediaType: String)]
  private var html = ""
  private var section: Narrative.Section

  private init(
    _ section: Narrative.Section,
    _ media: [String: (number: Int, mediaType: String)],
    filesPath: String,
    _ language: PageLanguage
  ) {
    self.section = section
    self.media = media
    self.filesPath = filesPath
    self.language = language
  }

  /// A section's text as HTML; empty where it has none.
  static func html(
    _ section: Narrative.Section,
    _ media: [String: (number: Int, mediaType: String)],
    filesPath: String,
    _ language: PageLanguage
  ) -> String {
    var maker = NarrativeHTML(section, media, filesPath: filesPath, language)
    maker.flow(section.roots)
    return maker.html
  }

  static func escape(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Marks that turn the direction of what follows would show other words than were written.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // MARK: Flow

  private func kind(_ number: Int) -> Narrative.Kind { section.nodes[number].kind }
  private func children(_ number: Int) -> [Int] { section.nodes[number].children }

  private func isBlank(_ number: Int) -> Bool {
    guard case .text(let text) = kind(number) else { return false }
    return text.allSatisfy(\.isWhitespace)
  }

  private mutating func flow(_ numbers: [Int], inTable: Bool = false) {
    for number in numbers { flow(number, inTable: inTable) }
  }

  // The depth of the tree is bounded where it is read.
  private mutating func flow(_ number: Int, inTable: Bool) {
    switch kind(number) {
    case .text(let text): html += Self.escape(text)
    case .paragraph: wrap("div", number, inTable, attributes: " class=\"para\"")
    case .list(let isOrdered): list(number, isOrdered ? "ol" : "ul", inTable)
    case .table: table(number, inTable)
    case .caption: wrap("strong", number, inTable, attributes: " class=\"part\"")
    case .content(let styles): content(number, styles, inTable)
    case .sub: wrap("sub", number, inTable)
    case .sup: wrap("sup", number, inTable)
    case .lineBreak: html += "<br>"
    case .footnote: wrap("small", number, inTable)
    case .media(let id):
      reference(id)
      flow(children(number), inTable: inTable)
    // Parts of lists and tables that stand outside of one keep their text.
    case .item, .head, .body, .foot, .row, .cell: wrap("div", number, inTable)
    case .other: flow(children(number), inTable: inTable)
    }
  }

  private mutating func wrap(
    _ name: String,
    _ number: Int,
    _ inTable: Bool,
    attributes: String = ""
  ) {
    html += "<\(name)\(attributes)>"
    flow(children(number), inTable: inTable)
    html += "</\(name)>"
  }

  private mutating func content(
    _ number: Int,
    _ styles: Set<Narrative.Style>,
    _ inTable: Bool
  ) {
    let names = [(Narrative.Style.bold, "b"), (.italics, "i"), (.underline, "u")]
      .filter { styles.contains($0.0) }.map(\.1)
    for name in names { html += "<\(name)>" }
    flow(children(number), inTable: inTable)
    for name in names.reversed() { html += "</\(name)>" }
  }

  /// A caption goes before the list: nothing but items may stand in one.
  private mutating func list(_ number: Int, _ name: String, _ inTable: Bool) {
    let children = children(number).filter { !isBlank($0) }
    for child in children where kind(child) == .caption { flow(child, inTable: inTable) }
    let items = children.filter { kind($0) != .caption }
    if items.isEmpty { return }
    html += "<\(name)>"
    for item in items {
      html += "<li>"
      if kind(item) == .item {
        flow(self.children(item), inTable: inTable)
      } else {
        flow(item, inTable: inTable)
      }
      html += "</li>"
    }
    html += "</\(name)>"
  }

  private mutating func reference(_ id: String) {
    guard let file = media[id] else {
      html += "<span class=\"faint\">"
      html += Self.escape(
        language.say("(image absente du document)", "(picture missing from the document)")
      )
      html += "</span>"
      return
    }
    let path = Self.escape(filesPath + "\(file.number)")
    if Narrative.isPicture(file.mediaType) {
      let words = language.say("Image du document", "Picture of the document")
      html += "<a href=\"\(path)\"><img class=\"in-document\" src=\"\(path)\" alt=\"\(words)\"></a>"
    } else {
      let words = language.say("Fichier joint", "Attached file")
      html += "<a href=\"\(path)\">\(words) (\(Self.escape(file.mediaType)))</a>"
    }
  }

  // MARK: Tables

  private mutating func table(_ number: Int, _ inTable: Bool) {
    let words = language.say("Tableau", "Table")
    if !inTable {
      html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(words)\">"
    }
    html += "<table>"
    let parts = children(number).filter { !isBlank($0) }
    // One caption, and it comes first.
    if let caption = parts.first(where: { kind($0) == .caption }) {
      wrap("caption", caption, true)
    }
    group("thead", parts.filter { kind($0) == .head }, areHeadings: true)
    group("tbody", parts.filter { [.body, .row].contains(kind($0)) }, areHeadings: false)
    group("tfoot", parts.filter { kind($0) == .foot }, areHeadings: false)
    html += "</table>"
    if !inTable { html += "</div>" }
    let placed: [Narrative.Kind] = [.head, .body, .row, .foot]
    let first = parts.first { kind($0) == .caption }
    for part in parts where !placed.contains(kind(part)) && part != first {
      flow(part, inTable: inTable)
    }
  }

  private mutating func group(_ name: String, _ parts: [Int], areHeadings: Bool) {
    let rows = parts.flatMap { kind($0) == .row ? [$0] : children($0) }.filter { !isBlank($0) }
    if rows.isEmpty { return }
    html += "<\(name)>"
    for row in rows {
      html += "<tr>"
      let cells = kind(row) == .row ? children(row).filter { !isBlank($0) } : [row]
      for cell in cells { self.cell(cell, isInHead: areHeadings) }
      html += "</tr>"
    }
    html += "</\(name)>"
  }

  private mutating func cell(_ number: Int, isInHead: Bool) {
    var cell = Narrative.Cell(isHeading: false, columns: 1, rows: 1)
    let isCell: Bool
    if case .cell(let found) = kind(number) {
      cell = found
      isCell = true
    } else {
      isCell = false
    }
    let name = cell.isHeading ? "th" : "td"
    var attributes = cell.isHeading ? " scope=\"\(isInHead ? "col" : "row")\"" : ""
    if cell.columns > 1 { attributes += " colspan=\"\(cell.columns)\"" }
    if cell.rows > 1 { attributes += " rowspan=\"\(cell.rows)\"" }
    html += "<\(name)\(attributes)>"
    if isCell { flow(children(number), inTable: true) } else { flow(number, inTable: true) }
    html += "</\(name)>"
  }
}

extension Narrative {
  /// Pictures that a page shows in their place; everything else is opened by itself.
  package static func isPicture(_ mediaType: String) -> Bool {
    ["image/jpeg", "image/png", "image/gif"].contains(mediaType)
  }

  /// The sections as HTML.
  ///
  /// - Parameters:
  ///   - filesPath: where files within are asked for, with a slash at its end.
  ///   - language: of the few words that are ours.
  package func shown(
    filesPath: String,
    _ language: PageLanguage
  ) -> [DocumentSheet.Section] {
    let media = Dictionary(
      media.enumerated()
        .map { ($0.element.id, (number: $0.offset + 1, mediaType: $0.element.mediaType)) }
    ) { first, _ in first }
    return sections.map { section in
      DocumentSheet.Section(
        sectionTitle: section.title.isEmpty ? nil : section.title,
        heading: min(section.level + 2, 6),
        html: NarrativeHTML.html(section, media, filesPath: filesPath, language)
      )
    }
  }
}
