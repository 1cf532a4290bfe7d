/// A document taken apart: the elements of its header by name, and its body.
struct CDAParts {
  private(set) var body: Body?
  /// Where the root element stands, for what is missing below it.
  private(set) var line = 1

  private let tree: XMLTree
  private let header: [String: [Int]]

  /// What the body turned out to be.
  enum Body {
    case structured
    case file(File)
  }

  /// A file as the document carries it.
  struct File {
    var text: [UInt8] = []
    var mediaType: String?
    var isBase64 = false
    var isCompressed = false
    var isElsewhere = false
    var line: Int
  }

  enum Failure: Error {
    case xml(XMLError)
    case notCDA(line: Int)
    case repeated(String, line: Int)

    var refusal: CDARefusal {
      switch self {
      case .xml(let error): .xml(error)
      case .notCDA(let line): .notCDA(line: line)
      case .repeated(let element, let line): .repeated(element, line: line)
      }
    }
  }

  /// The header elements that anything is read from.
  private static let wanted: Set<String> = [
    "typeId", "templateId", "id", "code", "title", "effectiveTime", "confidentialityCode",
    "languageCode", "setId", "versionNumber", "recordTarget", "author", "custodian",
    "legalAuthenticator", "documentationOf", "relatedDocument", "componentOf",
  ]

  /// Of these the CI-SIS has exactly one; a second would make the reading depend on the reader.
  private static let single: Set<String> = [
    "typeId", "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode",
    "setId", "versionNumber", "recordTarget", "custodian", "legalAuthenticator", "componentOf",
  ]

  init(_ bytes: UnsafeRawBufferPointer, limits: CDAReader.Limits) throws(Failure) {
    do throws(XMLError) {
      var reader = try XMLReader(bytes, limits: limits.xml)
      var tree = XMLTree()
      var header: [String: [Int]] = [:]
      var elementsLeft = limits.headerElements
      var problem: Failure?

      guard try reader.next() == .start else { throw reader.failure(.missingRoot, at: 0) }
      line = reader.tokenLine()
      let isDocument =
        reader.name == XMLName(namespace: CDAReader.namespace, local: "ClinicalDocument")
      if !isDocument { problem = .notCDA(line: line) }
      // The whole document is read even behind a problem: that it is no XML at all says more.
      while let token = try reader.next() {
        guard token == .start else { continue }
        let name = reader.name
        if problem != nil || name.namespace != CDAReader.namespace {
          try reader.skipElement()
        } else if name.local == "component" {
          if body != nil { problem = .repeated("component", line: reader.tokenLine()) }
          body = try Self.readBody(&reader, limits.xml.textBytes) ?? body
        } else if Self.wanted.contains(name.local) {
          if header[name.local] != nil, Self.single.contains(name.local) {
            problem = .repeated(name.local, line: reader.tokenLine())
          }
          let index = try tree.read(&reader, keeping: &elementsLeft)
          header[name.local, default: []].append(index)
        } else {
          try reader.skipElement()
        }
      }
      self.tree = tree
      self.header = header
      if let problem { throw Escape.problem(problem) }
    } catch {
      throw .xml(error)
    }
  }

  func elements(_ name: String) -> [XMLElement] {
    (header[name] ?? []).map { XMLElement(tree: tree, index: $0) }
  }

  func element(_ name: String) -> XMLElement? { elements(name).first }
}
