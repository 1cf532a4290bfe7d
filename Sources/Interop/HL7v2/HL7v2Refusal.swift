/// Why an HL7 v2 message is refused, and where.
package enum HL7v2Refusal: Error, Hashable, Sendable {
  // The form
  case notAMessage
  case tooLarge(maximum: Int)
  case tooManySegments(maximum: Int)
  /// A segment has more fields than any has.
  case tooManyFields(line: Int, maximum: Int)
  /// MSH-1 and MSH-2 are not five different characters.
  case delimiters
  /// The bytes are not in the encoding of MSH-18.
  case encoding(String)
  case controlCharacter
  /// A line does not begin with the name of a segment.
  case segment(line: Int)
  /// A second MSH: one message a file is accepted.
  case severalMessages(line: Int)

  // The content
  /// A type of message from which nothing is taken (MSH-9).
  case messageType(String)
  case missing(String, line: Int)
  case invalid(String, line: Int, accepted: String)
  /// The message says that the document is not meant for the record (DESTDMP).
  case notForTheRecord
  /// The message deletes a document (OBX-11 D).
  case deletion(line: Int)
  case document(EnvelopeRefusal, line: Int)
}

extension HL7v2Refusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAMessage: "not an HL7 v2 message; a segment MSH first is accepted"
    case .tooLarge(let maximum): "the message is longer than \(maximum) bytes"
    case .tooManySegments(let maximum): "more than \(maximum) segments"
    case .tooManyFields(let line, let maximum): "line \(line): more than \(maximum) fields"
    case .delimiters: "MSH-1 and MSH-2 must be five different characters, such as |^~\\&"
    case .encoding(let name):
      "the bytes are not in \(name); UTF-8, and 8859/1 or 8859/15 where MSH-18 says so, are accepted"
    case .controlCharacter: "a control character stands in the message"
    case .segment(let line): "line \(line): not a segment; three capitals or digits begin one"
    case .severalMessages(let line): "line \(line): a second message; one a file is accepted"
    case .messageType(let type):
      "nothing is taken from messages \(type); MDM^T02, MDM^T10, ORU^R01 with a CDA document, and "
        + "ADT with ZFA are accepted"
    case .missing(let what, let line): "line \(line): \(what) is missing"
    case .invalid(let what, let line, let accepted):
      "line \(line): \(what) cannot be read; accepted: \(accepted)"
    case .notForTheRecord: "the message says that its document is not meant for the DMP (DESTDMP N)"
    case .deletion(let line):
      "line \(line): the message deletes a document; deleting is its author's act in the record"
    case .document(let refusal, let line): "line \(line): \(refusal)"
    }
  }
}
