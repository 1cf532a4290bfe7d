import CarnetCore

/// A text with signatures under it (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
  /// What is signed, with its last newline.
  package var text: String
  package var signatures: [Signature]

  package struct Signature: Hashable, Sendable {
    package var name: String
    package var keyID: [UInt8]
    package var bytes: [UInt8]
  }

  package static let bytesMax = 1 << 20
  package static let signaturesMax = 100
  private static let dash = "\u{2014} "

  /// Signs a text, which ends with a newline.
  package init(_ text: String, signedBy signer: NoteSigner) {
    precondition(text.hasSuffix("\n"), "a note's text ends with a newline")
    self.text = text
    signatures = [
      Signature(
        name: signer.name, keyID: signer.verifier.keyID.bytes,
        bytes: signer.signature(of: Array(text.utf8)))
    ]
  }

  /// Reads a note; says nothing of whether a signature is right.
  package init(parsing note: [UInt8]) throws(NoteFailure) {
    guard note.count <= Self.bytesMax else {
      throw .tooLong(bytes: note.count, max: Self.bytesMax)
    }
    guard let whole = String(validating: note, as: UTF8.self) else {
      throw .malformed("a note is UTF-8")
    }
    guard note.allSatisfy({ $0 >= 0x20 || $0 == 0x0a }) else {
      throw .malformed("a note has no control character but newlines")
    }
    guard let split = Self.lastEmptyLine(note) else {
      throw .malformed("an empty line stands between text and signatures")
    }
    text = String(decoding: note[..<split], as: UTF8.self)
    guard whole.utf8.count > split + 1, note.last == 0x0a else {
      throw .malformed("the last line ends with a newline")
    }
    signatures = []
    let rest = String(decoding: note[(split + 1)..<(note.count - 1)], as: UTF8.self)
    for line in rest.split(separator: "\n", omittingEmptySubsequences: false) {
      signatures.append(try Self.signature(line))
      guard signatures.count <= Self.signaturesMax else {
        throw .malformed("a note has at most \(Self.signaturesMax) signatures")
      }
    }
  }

  /// The offset of the newline that is the last empty line.
  private static func lastEmptyLine(_ note: [UInt8]) -> Int? {
    guard note.count >= 2 else { return nil }
    for index in stride(from: note.count - 1, to: 0, by: -1)
    where note[index] == 0x0a && note[index - 1] == 0x0a {
      return index
    }
    return nil
  }

  private static func signature(_ line: Substring) throws(NoteFailure) -> Signature {
    guard line.hasPrefix(dash) else { throw .malformed("a signature line begins with a dash") }
    let parts = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, NoteKeyName.isValid(parts[0]) else {
      throw .malformed("a signature line is dash, name, base64")
    }
    guard let bytes = Base64.decode(parts[1]), bytes.count > 4 else {
      throw .malformed("a signature is the key's four bytes and more, in base64")
    }
    return Signature(
      name: String(parts[0]), keyID: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
  }

  /// The note as it is exchanged.
  package var encoded: String {
    var note = text + "\n"
    for signature in signatures {
      note +=
        Self.dash + signature.name + " " + Base64.encode(signature.keyID + signature.bytes) + "\n"
    }
    return note
  }

  /// Checks the signatures by the given keys: at least one must be there, none may be wrong.
  /// Signatures by other keys are ignored.
  package func verify(_ verifiers: [NoteVerifier]) throws(NoteFailure) {
    var isSigned = false
    let message = Array(text.utf8)
    for signature in signatures {
      guard
        let verifier = verifiers.first(where: {
          $0.name == signature.name && $0.keyID.bytes == signature.keyID
        })
      else { continue }
      guard verifier.verifies(signature.bytes, of: message) else {
        throw .badSignature(key: verifier.name)
      }
      isSigned = true
    }
    guard isSigned else { throw .noKnownSignature }
  }
}
