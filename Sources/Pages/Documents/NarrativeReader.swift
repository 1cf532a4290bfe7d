import Interop

/// Walks over a CDA document once, and keeps its sections and the names of its files.
///
/// Every bound is checked before what it bounds is kept: beyond them text goes into the element
/// around it, or is left out with the element that would be one too many.
struct NarrativeReader {
  private(set) var isCDA = false
  private(set) var sections: [Narrative.Section] = []
  private(set) var media: [Narrative.Media] = []
  /// The file whose bytes are asked for, by its place from 1.
  var wanted: Int?
  private(set) var file: (text: [UInt8], mediaType: String)?

  private var reader: XMLReader
  private var nodeCount = 0
  /// Sections that are open, by their place in `sections`, with the depth of their element.
  private var open: [(section: Int, depth: Int)] = []

  init(_ reader: XMLReader) { self.reader = reader }

  mutating func read() throws(XMLError) {
    guard try reader.next() == .start else { return }
    isCDA =
      reader.name == XMLName(namespace: CDAReader.namespace, local: "ClinicalDocument")
    guard isCDA else { return }
    while let token = try reader.next() {
      switch token {
      case .text: continue
      case .end:
        if let last = open.last, reader.depth < last.depth { open.removeLast() }
      case .start:
        guard reader.name.namespace == CDAReader.namespace else {
          try reader.skipElement()
          continue
        }
        try begin()
      }
    }
  }

  private mutating func begin() throws(XMLError) {
    switch reader.name.local {
    case "section":
      guard sections.count < Narrative.sectionsMax else { return try reader.skipElement() }
      sections.append(Narrative.Section(title: "", level: open.count + 1, nodes: [], roots: []))
      open.append((sections.count - 1, reader.depth))
    case "title":
      guard let last = open.last, reader.depth == last.depth + 1 else {
        return try reader.skipElement()
      }
      sections[last.section].title = try plainText()
    case "text":
      guard let last = open.last, reader.depth == last.depth + 1 else {
        return try reader.skipElement()
      }
      try narrative(of: last.section)
    case "observationMedia":
      try observationMedia()
    // Their parts name no section of the document's own text.
    case "recordTarget", "author", "custodian", "documentationOf", "componentOf":
      try reader.skipElement()
    default: break
    }
  }

  private func attribute(_ name: String) -> String? {
    reader.attributes.first { $0.name == XMLName(namespace: "", local: name) }?.value
  }

  /// The text within the element that has just begun, white space made single.
  private mutating func plainText() throws(XMLError) -> String {
    let outside = reader.depth - 1
    var text: [UInt8] = []
    while reader.depth > outside, let token = try reader.next() {
      if token == .text, text.count < 4096 { reader.appendText(to: &text) }
    }
    return String(decoding: text.prefix(4096), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: The narrative block

  private mutating func narrative(of section: Int) throws(XMLError) {
    let outside = reader.depth - 1
    var nodes: [Narrative.Node] = []
    var roots: [Int] = []
    // Elements that are open: their node, or none for those that give their text to the one around.
    var stack: [Int?] = []

    func add(_ kind: Narrative.Kind) -> Int {
      nodes.append(Narrative.Node(kind: kind))
      let number = nodes.count - 1
      if let parent = stack.last(where: { $0 != nil }) ?? nil {
        nodes[parent].children.append(number)
      } else {
        roots.append(number)
      }
      return number
    }

    while reader.depth > outside, let token = try reader.next() {
      switch token {
      case .text:
        guard nodeCount < Narrative.nodesMax else { continue }
        var text: [UInt8] = []
        reader.appendText(to: &text)
        nodeCount += 1
        _ = add(.text(String(decoding: text, as: UTF8.self)))
      case .start:
        guard nodeCount < Narrative.nodesMax, stack.count < Narrative.depthMax else {
          stack.append(nil)
          continue
        }
        let kind = kind()
        nodeCount += 1
        let number = add(kind)
        // Nothing stands within a line break or a reference.
        if case .lineBreak = kind { stack.append(nil) } else { stack.append(number) }
      case .end:
        if !stack.isEmpty { stack.removeLast() }
      }
    }
    sections[section].nodes = nodes
    sections[section].roots = roots
  }

  private func kind() -> Narrative.Kind {
    switch reader.name.local {
    case "paragraph": return .paragraph
    case "list": return .list(isOrdered: attribute("listType") == "ordered")
    case "item": return .item
    case "table": return .table
    case "thead": return .head
    case "tbody": return .body
    case "tfoot": return .foot
    case "tr": return .row
    case "td", "th":
      return .cell(
        Narrative.Cell(
          isHeading: reader.name.local == "th",
          columns: span("colspan"),
          rows: span("rowspan")
        )
      )
    case "caption", "title": return .caption
    case "content":
      let words = (attribute("styleCode") ?? "").lowercased().split(separator: " ")
      var styles: Set<Narrative.Style> = []
      if words.contains("bold") { styles.insert(.bold) }
      if words.contains("italics") { styles.insert(.italics) }
      if words.contains("underline") { styles.insert(.underline) }
      return .content(styles)
    case "sub": return .sub
    case "sup": return .sup
    case "br": return .lineBreak
    case "footnote": return .footnote
    case "renderMultiMedia":
      let names = (attribute("referencedObject") ?? "").split(separator: " ")
      return names.first.map { .media(String($0)) } ?? .other
    default: return .other
    }
  }

  private func span(_ name: String) -> Int {
    let value = attribute(name).flatMap { Int($0) } ?? 1
    return min(max(value, 1), 100)
  }

  // MARK: Files within

  private mutating func observationMedia() throws(XMLError) {
    guard let id = attribute("ID"), id.utf8.count <= 128, media.count < Narrative.mediaMax else {
      return try reader.skipElement()
    }
    let outside = reader.depth - 1
    while reader.depth > outside, let token = try reader.next() {
      guard token == .start else { continue }
      guard reader.name == XMLName(namespace: CDAReader.namespace, local: "value") else {
        continue
      }
      let type = attribute("mediaType") ?? ""
      let isFile = attribute("representation") == "B64" && attribute("compression") == nil
      guard isFile, !media.contains(where: { $0.id == id }) else {
        try reader.skipElement()
        continue
      }
      media.append(Narrative.Media(id: id, mediaType: type))
      if media.count == wanted {
        file = (try bytes(), type)
      } else {
        try reader.skipElement()
      }
    }
  }

  private mutating func bytes() throws(XMLError) -> [UInt8] {
    let outside = reader.depth - 1
    var text: [UInt8] = []
    while reader.depth > outside, let token = try reader.next() {
      switch token {
      case .text: reader.appendText(to: &text)
      case .start: try reader.skipElement()
      case .end: break
      }
    }
    return text
  }
}
