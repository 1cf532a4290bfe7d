/// Why a document cannot be taken out of its envelope.
package enum EnvelopeRefusal: Error, Hashable, Sendable {
  /// How many authors, relations and contained resources a document may have; each is looked for
  /// among the others.
  package static let countMax = 256

  /// The envelope lacks an attribute without which the document cannot be kept.
  case missing(String)
  case invalid(String)
  case empty
  case sizeDiffers(found: Int, expected: Int)
  /// The content is not the one whose SHA-1 the envelope carries (XDSNonIdenticalHash).
  case hashDiffers
  /// The document and its envelope have two identifiers (XDSDocumentUniqueIdError).
  case uniqueIDDiffers
  /// The document and its envelope have two patients (XDSPatientIdDoesNotMatch).
  case patientDiffers
  /// The content is not Base64.
  case content(Base64.Failure)
  /// The content is elsewhere: a link that leads out of what was sent.
  case contentElsewhere
  /// Two documents name one content.
  case contentShared
  /// More of something than any document has: authors, contained resources.
  case tooMany(String)
  /// The content is a CDA document that cannot be read.
  case cda(CDARefusal)
}

extension EnvelopeRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let attribute): "\(attribute) is missing from the metadata"
    case .invalid(let attribute): "\(attribute) of the metadata cannot be read"
    case .empty: "the document is empty"
    case .sizeDiffers(let found, let expected):
      "the document has \(found) bytes, its metadata say \(expected)"
    case .hashDiffers: "the document's SHA-1 is not the one in its metadata"
    case .uniqueIDDiffers: "the document's identifier is not the one in its metadata"
    case .patientDiffers: "the document's patient is not the one of its metadata"
    case .content(let failure): failure.description
    case .contentElsewhere:
      "the document is elsewhere; one that is sent along is accepted"
    case .contentShared: "two documents name one content"
    case .tooMany(let attribute): "more than \(Self.countMax) \(attribute)"
    case .cda(let refusal): refusal.description
    }
  }
}
