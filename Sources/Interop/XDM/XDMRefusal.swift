/// Why an IHE XDM package is refused; nothing of it goes in.
package enum XDMRefusal: Error, Hashable, Sendable {
  case archive(ZipRefusal)
  /// There is no `IHE_XDM/…/METADATA.XML`.
  case noMetadata
  /// More submission sets than a medium holds.
  case tooManySets(maximum: Int)
  case xml(XMLError, file: String)
  /// It is XML, and no SubmitObjectsRequest of ebRIM 3.
  case notMetadata(file: String)
  /// A set without documents, or with more or fewer than one submission set.
  case submissionSet(found: Int, file: String)
  case noDocument(file: String)
  case missing(String, file: String)
  /// A document's URI leads out of its own folder.
  case outside(file: String)
  /// A document that the metadata name is not in the package (XDSMissingDocument).
  case documentMissing(file: String)
  /// Two entries of the metadata name one file.
  case documentRepeated(file: String)
  case document(EnvelopeRefusal, file: String)
}

extension XDMRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .archive(let refusal): refusal.description
    case .noMetadata:
      "a ZIP archive, but no IHE XDM package; IHE_XDM/SUBSET01/METADATA.XML is accepted"
    case .tooManySets(let maximum): "more than \(maximum) submission sets"
    case .xml(let error, let file): "\(file): \(error)"
    case .notMetadata(let file):
      "\(file): no XDS metadata; SubmitObjectsRequest of ebXML RegRep 3.0 is accepted"
    case .submissionSet(let found, let file):
      "\(file): \(found) submission sets where one is accepted"
    case .noDocument(let file): "\(file): there is no document in the metadata"
    case .missing(let what, let file): "\(file): \(what) is missing"
    case .outside(let file): "\(file): its URI leads out of its folder"
    case .documentMissing(let file): "\(file): the metadata name it, the package does not hold it"
    case .documentRepeated(let file): "\(file): two entries of the metadata name it"
    case .document(let refusal, let file): "\(file): \(refusal)"
    }
  }
}
