/// A document taken apart: the elements of its header by name, and its body.
struct CDAParts {
  private(set) var body: CDABody?
  /// Where the root element stands, for what is missing below it.
  private(set) var line = 1

  private var tree = XMLTree()
  private var header: [String: [Int]] = [:]

  /// The header elements that anything is read from.
  private static let wanted: Set<String> = [
    "typeId", "templateId", "id", "code", "title", "effectiveTime", "confidentialityCode",
    "languageCode", "setId", "versionNumber", "recordTarget", "author", "custodian",
    "legalAuthenticator", "documentationOf", "relatedDocument", "componentOf",
  ]

  /// Of these the CI-SIS has at most one; a second would make the reading depend on the reader.
  private static let single: Set<String> = [
    "typeId", "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode",
    "setId", "versionNumber", "recordTarget", "custodian", "legalAuthenticator", "componentOf",
  ]

  init(_ bytes: UnsafeRawBufferPointer, limits: CDAReader.Limits) throws(CDARefusal) {
    var problem: CDARefusal?
    do throws(XMLError) {
      problem = try read(bytes, limits)
    } catch {
      throw .xml(error)
    }
    if let problem { throw problem }
  }

  /// Reads the whole document, also behind a problem: that it is no XML at all says more.
  private mutating func read(
    _ bytes: UnsafeRawBufferPointer,
    _ limits: CDAReader.Limits
  ) throws(XMLError) -> CDARefusal? {
    var reader = try XMLReader(bytes, limits: limits.xml)
    var allowance = XMLTree.Allowance(
      elements: limits.headerElements,
      textBytes: limits.headerTextBytes
    )
    var problem: CDARefusal?
    guard try reader.next() == .start else { throw reader.failure(.missingRoot, at: 0) }
    line = reader.tokenLine()
    if reader.name != XMLName(namespace: CDAReader.namespace, local: "ClinicalDocument") {
      problem = .notCDA(line: line)
    }
    while let token = try reader.next() {
      guard token == .start else { continue }
      let name = reader.name
      if problem != nil || name.namespace != CDAReader.namespace {
        try reader.skipElement()
      } else if name.local == "component" {
        let found = try CDABody.read(&reader)
        if found.isRepeated || body != nil { problem = .repeated("the body", line: found.line) }
        body = found.body ?? body
      } else if Self.wanted.contains(name.local) {
        if header[name.local] != nil, Self.single.contains(name.local) {
          problem = .repeated(name.local, line: reader.tokenLine())
        }
        let index = try tree.read(&reader, within: &allowance)
        header[name.local, default: []].append(index)
      } else {
        try reader.skipElement()
      }
    }
    return problem
  }

  func elements(_ name: String) -> [XMLElement] {
    (header[name] ?? []).map { XMLElement(tree: tree, index: $0) }
  }

  func element(_ name: String) -> XMLElement? { elements(name).first }
}
