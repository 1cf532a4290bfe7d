/// The body of a document: markup that is not looked into, or a file.
enum CDABody {
  case structured
  case file(File)

  /// A file as the document carries it (HL7 type ED).
  struct File {
    var text: [UInt8] = []
    var mediaType: String
    var isBase64: Bool
    var isCompressed: Bool
    var isElsewhere = false
    var line: Int
  }

  /// What was found in a component.
  struct Found {
    var body: CDABody?
    var isRepeated = false
    var line: Int
  }

  /// Reads the component that the reader has just begun, to its end.
  static func read(_ reader: inout XMLReader) throws(XMLError) -> Found {
    let outside = reader.depth - 1
    var found = Found(line: reader.tokenLine())
    while reader.depth > outside, let token = try reader.next() {
      guard token == .start else { continue }
      let isOurs = reader.name.namespace == CDAReader.namespace
      switch (reader.depth - outside, reader.name.local) {
      case (2, "structuredBody") where isOurs:
        found.add(.structured, line: reader.tokenLine())
        try reader.skipElement()
      case (2, "nonXMLBody") where isOurs: continue
      case (3, "text") where isOurs:
        let line = reader.tokenLine()
        found.add(.file(try File(&reader, line: line)), line: line)
      default: try reader.skipElement()
      }
    }
    return found
  }
}

extension CDABody.Found {
  fileprivate mutating func add(_ body: CDABody, line: Int) {
    isRepeated = isRepeated || self.body != nil
    self.body = body
    self.line = line
  }
}

extension CDABody.File {
  fileprivate init(_ reader: inout XMLReader, line: Int) throws(XMLError) {
    func attribute(_ name: String) -> String? {
      reader.attributes.first { $0.name == XMLName(namespace: "", local: name) }?.value
    }
    // HL7 says text/plain where nothing is said.
    mediaType = attribute("mediaType") ?? "text/plain"
    isBase64 = attribute("representation") == "B64"
    isCompressed = attribute("compression") != nil
    self.line = line

    let outside = reader.depth - 1
    while reader.depth > outside, let token = try reader.next() {
      switch token {
      case .text: reader.appendText(to: &text)
      case .start:
        if reader.name.local == "reference" { isElsewhere = true }
        try reader.skipElement()
      case .end: break
      }
    }
  }
}
