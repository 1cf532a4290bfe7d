package import MedicalRecord

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
    let parts: CDAParts
    do throws(CDAParts.Failure) {
      parts = try CDAParts(bytes, limits: limits)
    } catch {
      throw error.refusal
    }
    var header = CDAHeaderReader(parts: parts, tables: tables)
    return try header.document(body: parts.body, limits: limits)
  }
}
