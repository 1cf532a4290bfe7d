import CarnetCore

/// A text with signatures under it (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
  /// What is signed, with its last newline.
  package let text: String
  package private(set) var signatures: [Signature]

  /// One signature line.
  package struct Signature: Hashable, Sendable {
    package let name: String
    package let keyID: NoteKeyID
    /// What the key made: 64 bytes for the keys of logs, 72 for those of witnesses.
    package let bytes: [UInt8]
  }

  package static let bytesMax = 1 << 20
  /// Verifiers must accept 16; golang.org/x/mod accepts as many as we do.
  package static let signaturesMax = 100
  private static let dash = "\u{2014} "

  /// Signs a text.
  ///
  /// - Throws: `.malformed` for a text without a last newline or with a control character.
  package init(_ text: String, signedBy signer: NoteSigner) throws(NoteFailure) {
    guard text.utf8.last == LineReader.newline else { throw .malformed(.finalNewline) }
    guard text.utf8.allSatisfy({ !LineField.isControl($0) || $0 == LineReader.newline }) else {
      throw .malformed(.controlCharacter)
    }
    self.init(wellFormed: text, signedBy: signer)
  }

  init(wellFormed text: String, signedBy signer: NoteSigner) {
    self.text = text
    signatures = [signer.signature(of: text)]
  }

  /// Reads a note; says nothing of whether a signature is right.
  package init(parsing note: [UInt8]) throws(NoteFailure) {
    guard note.count <= Self.bytesMax else {
      throw .tooLong(bytes: note.count, max: Self.bytesMax)
    }
    guard String(validating: note, as: UTF8.self) != nil else { throw .malformed(.encoding) }
    var line = 1
    for byte in note where LineField.isControl(byte) {
      guard byte == LineReader.newline else { throw .malformed(.controlCharacter, line: line) }
      line += 1
    }
    guard note.last == LineReader.newline else { throw .malformed(.finalNewline, line: line) }
    guard let separator = Self.lastEmptyLine(note), separator + 1 < note.count else {
      throw .malformed(.separator)
    }
    text = LineField.text(note[..<separator])
    signatures = []
    let linesBefore = note[...separator].count { $0 == LineReader.newline }
    var lines = LineReader(note[(separator + 1)...])
    while let next = lines.next() {
      guard signatures.count < Self.signaturesMax else {
        throw .malformed(.signatureCount, line: linesBefore + lines.line)
      }
      signatures.append(try Self.signature(next, line: linesBefore + lines.line))
    }
  }

  /// The offset of the newline that is the last empty line.
  private static func lastEmptyLine(_ note: [UInt8]) -> Int? {
    note.indices.dropFirst()
      .last {
        note[$0] == LineReader.newline && note[$0 - 1] == LineReader.newline
      }
  }

  private static func signature(
    _ line: ArraySlice<UInt8>,
    line number: Int
  ) throws(NoteFailure) -> Signature {
    guard let rest = LineField.rest(line, after: dash) else {
      throw .malformed(.signatureForm, line: number)
    }
    let parts = rest.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .malformed(.signatureForm, line: number) }
    let name = LineField.text(parts[0])
    guard NoteKeyName.isValid(name) else { throw .malformed(.keyName, line: number) }
    guard let bytes = Base64.decode(LineField.text(parts[1])), bytes.count > 4 else {
      throw .malformed(.signatureBytes, line: number)
    }
    return Signature(
      name: name,
      keyID: NoteKeyID(bytes: bytes.prefix(4)),
      bytes: Array(bytes.dropFirst(4))
    )
  }

  /// The note with one more signature line: another key's, or a witness's.
  ///
  /// - Throws: `.malformed` when the note has as many as a note can have.
  package func adding(_ signature: Signature) throws(NoteFailure) -> SignedNote {
    guard signatures.count < Self.signaturesMax else { throw .malformed(.signatureCount) }
    var note = self
    note.signatures.append(signature)
    return note
  }

  /// The note with one more key's signature.
  package func signed(by signer: NoteSigner) throws(NoteFailure) -> SignedNote {
    try adding(signer.signature(of: text))
  }

  /// The note as it is exchanged.
  package var encoded: String {
    text + "\n" + signatures.map { Self.line($0) + "\n" }.joined()
  }

  /// One signature line without its newline, as a witness answers it.
  package static func line(_ signature: Signature) -> String {
    dash + signature.name + " " + Base64.encode(signature.keyID.bytes + signature.bytes)
  }

  /// Checks the signatures by the given keys: at least one must be there, none may be wrong.
  ///
  /// Signatures by other keys are ignored.
  ///
  /// - Returns: those of the keys that signed.
  @discardableResult
  package func verify(_ verifiers: [NoteVerifier]) throws(NoteFailure) -> [NoteVerifier] {
    let signed = try verify(verifiers, key: \.key) { signature in (signature, text) }
    guard !signed.isEmpty else { throw .noKnownSignature }
    return signed.map(\.verifier)
  }

  /// Matches signature lines with keys by name and hash and checks those that match.
  ///
  /// - Parameters:
  ///   - verifiers: the keys that are asked for.
  ///   - key: where the key of a verifier is.
  ///   - message: the signature and the text it is over, from what the line holds; nil where the
  ///     line does not hold such a thing.
  /// - Returns: each verifier that signed, once, with its line.
  func verify<Verifier>(
    _ verifiers: [Verifier],
    key: (Verifier) -> PublicNoteKey,
    message: (_ line: [UInt8]) -> (signature: [UInt8], text: String)?
  ) throws(NoteFailure) -> [(verifier: Verifier, line: [UInt8])] {
    var signed: [(verifier: Verifier, line: [UInt8])] = []
    for verifier in verifiers {
      let key = key(verifier)
      let lines = signatures.filter(key.isNamed)
      for line in lines {
        guard let (signature, text) = message(line.bytes),
          key.verifies(signature, of: Array(text.utf8))
        else { throw .badSignature(key: key.name) }
      }
      if let line = lines.first { signed.append((verifier, line.bytes)) }
    }
    return signed
  }
}
