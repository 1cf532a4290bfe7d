/// Says why a document cannot be read, at which line, and what would be accepted.
package enum CDARefusal: Error, Hashable, Sendable {
  /// It is not the XML that Carnet reads.
  case xml(XMLError)
  /// It is XML, and not a CDA R2 document.
  case notCDA(line: Int)
  /// A required element is absent, or says with a nullFlavor that it has no value.
  case missing(String, line: Int, accepted: String)
  /// An element has a value that cannot be read.
  case invalid(String, line: Int, accepted: String)
  /// An element that must be alone is there again: two readers could see two documents.
  case repeated(String, line: Int)
  /// The embedded file cannot be decoded.
  case content(Base64.Failure, line: Int)
  /// The embedded file is compressed.
  case compressed(line: Int)
  /// The body only refers to a file that is elsewhere.
  case contentElsewhere(line: Int)
  /// The code tables of this program are damaged.
  case tables(CodeTableDamage)
}

extension CDARefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .xml(let error): error.description
    case .notCDA(let line):
      "line \(line): not a CDA document; ClinicalDocument in urn:hl7-org:v3 with typeId "
        + "POCD_HD000040 is accepted"
    case .missing(let element, let line, let accepted):
      "line \(line): \(element) is missing; accepted: \(accepted)"
    case .invalid(let element, let line, let accepted):
      "line \(line): \(element) cannot be read; accepted: \(accepted)"
    case .repeated(let element, let line): "line \(line): \(element) may stand only once"
    case .content(let failure, let line): "line \(line): \(failure)"
    case .compressed(let line):
      "line \(line): compressed content is refused; plain Base64 without compression is accepted"
    case .contentElsewhere(let line):
      "line \(line): the body refers to a file outside; a file inside the document is accepted"
    case .tables(let damage): damage.description
    }
  }
}
