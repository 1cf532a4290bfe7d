/// Why a FHIR resource or bundle is refused.
package enum FHIRRefusal: Error, Hashable, Sendable {
  case json(JSONValue.Malformed)
  /// It is JSON, and no FHIR resource.
  case notFHIR
  /// A resource that is no document.
  case resource(String)
  /// A bundle that is an answer or a history, not a sending.
  case bundleType(String)
  /// An entry of a bundle that carries something other than documents and those they name.
  case unexpected(String, entry: Int)
  /// An entry asks for something other than adding.
  case method(String, entry: Int)
  case noDocument
  /// A document bundle whose first entry is not its Composition.
  case compositionNotFirst
  case severalSubmissionSets
  /// The submission set names a document that was not sent along.
  case submissionIncomplete
  /// A document that is not current: superseded, entered in error.
  case notCurrent(String, document: Int)
  /// A document with more than one content.
  case severalContents(document: Int)
  case document(EnvelopeRefusal, document: Int)
}

extension FHIRRefusal: CustomStringConvertible {
  package static let accepted =
    "a Bundle of type transaction, collection or document, or a DocumentReference with "
    + "attachment.data"

  package var description: String {
    switch self {
    case .json(let malformed): malformed.description
    case .notFHIR: "JSON, but no FHIR resource; accepted: \(Self.accepted)"
    case .resource(let name): "\(name) is no document; accepted: \(Self.accepted)"
    case .bundleType(let type): "a Bundle of type \(type) is not taken; accepted: \(Self.accepted)"
    case .unexpected(let name, let entry):
      "entry \(entry): \(name) is not taken; accepted: DocumentReference, Binary, the List of the "
        + "submission set, and the patient, authors and structures they name"
    case .method(let method, let entry): "entry \(entry): \(method) is not taken; POST is accepted"
    case .noDocument: "the bundle has no DocumentReference; accepted: \(Self.accepted)"
    case .compositionNotFirst: "the first entry of a document is its Composition"
    case .severalSubmissionSets: "more than one submission set; one is accepted"
    case .submissionIncomplete: "the submission set names a document that was not sent along"
    case .notCurrent(let status, let document):
      "document \(document): its status is \(status); current is accepted"
    case .severalContents(let document):
      "document \(document): more than one content; one is accepted"
    case .document(let refusal, let document): "document \(document): \(refusal)"
    }
  }
}
