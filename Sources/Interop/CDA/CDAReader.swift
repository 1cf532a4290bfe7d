/// Reads CDA R2 documents of the CI-SIS: who the patient is, what the document is, and its content.
///
/// The header is read whole, the body only as far as to know whether it is markup or a file; the rest
/// is checked to be well-formed and passed over. What is required and absent is refused with its
/// element and line; what is merely wrong becomes a finding, because refusing a report for a wrong
/// check digit would withhold it from care.
package struct CDAReader: Sendable {
  package let tables: CodeTables
  package let limits: Limits

  /// The bounds of a document.
  package struct Limits: Sendable {
    package var xml = XMLReader.Limits()
    /// Elements of the header; the largest official example has some five hundred.
    package var headerElements = 20_000
    /// Bytes of one text or one attribute value of the header: a title, a name.
    package var headerTextBytes = 8192
    /// Bytes of an embedded file.
    package var contentBytes = 48 << 20

    package init() {}
  }

  package static let namespace = "urn:hl7-org:v3"

  /// - Throws: when the tables that are compiled in are damaged.
  package init(limits: Limits = Limits()) throws(CodeTableDamage) {
    self.init(tables: try CodeTables.standard(), limits: limits)
  }

  package init(tables: CodeTables, limits: Limits = Limits()) {
    self.tables = tables
    self.limits = limits
  }

  package func read(_ bytes: [UInt8]) throws(CDARefusal) -> CDADocument {
    // withUnsafeBytes does not pass on typed errors of its body.
    let result: Result<CDADocument, CDARefusal> = bytes.withUnsafeBytes { buffer in
      Result { () throws(CDARefusal) in try read(buffer) }
    }
    return try result.get()
  }

  package func read(_ bytes: UnsafeRawBufferPointer) throws(CDARefusal) -> CDADocument {
    let parts = try CDAParts(bytes, limits: limits)
    var header = CDAHeaderReader(parts: parts, tables: tables)
    try header.checkType()
    // The content is asked for last: a document that names nobody is refused before its file is
    // decoded.
    let identity = try header.identity()
    var metadata = try header.metadata()
    let content = try content(of: parts)
    if case .embedded(_, let mediaType) = content { metadata.mediaType = mediaType }
    header.readFormat(into: &metadata, content: content)
    return CDADocument(
      identity: identity,
      metadata: metadata,
      content: content,
      findings: header.findings.findings
    )
  }

  private func content(of parts: CDAParts) throws(CDARefusal) -> CDAContent {
    switch parts.body {
    case nil:
      throw .missing(
        "component",
        line: parts.line,
        accepted: "component with structuredBody or nonXMLBody/text"
      )
    case .structured: return .structured
    case .file(let file):
      guard Self.isMediaType(file.mediaType) else {
        throw .invalid(
          "nonXMLBody/text/@mediaType",
          line: file.line,
          accepted: "type/subtype, lower case"
        )
      }
      guard !file.isCompressed else { throw .compressed(line: file.line) }
      guard !file.text.isEmpty else {
        guard !file.isElsewhere else { throw .contentElsewhere(line: file.line) }
        throw .missing("nonXMLBody/text", line: file.line, accepted: "a file in Base64")
      }
      guard file.isBase64 else { return .embedded(file.text, mediaType: file.mediaType) }
      let bytes: [UInt8]
      do throws(Base64.Failure) {
        bytes = try Base64.decode(file.text, maximum: limits.contentBytes)
      } catch {
        throw .content(error, line: file.line)
      }
      guard !bytes.isEmpty else {
        throw .missing("nonXMLBody/text", line: file.line, accepted: "a file in Base64")
      }
      return .embedded(bytes, mediaType: file.mediaType)
    }
  }

  /// Whether a text may be sent back as Content-Type: two short names (RFC 6838 section 4.2), no
  /// parameters.
  static func isMediaType(_ text: String) -> Bool {
    let names = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return names.count == 2
      && names.allSatisfy { name in
        (1...127).contains(name.count)
          && name.allSatisfy {
            XMLNameCharacters.continues($0) && !(0x41...0x5a).contains($0)
              || $0 == UInt8(ascii: "+")
          }
      }
  }
}
