package import CarnetCore

/// The head of a log's tree: who, how many, and their root (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
  package var origin: String
  /// Number of leaves, below 2^63.
  package var size: UInt64
  package var root: Digest
  /// Lines after the three; signed by the log, vouched for by nobody else.
  ///
  /// Carnet writes none.
  package var extensions: [String]

  package static let extensionsMax = 100

  package init(origin: String, size: UInt64, root: Digest, extensions: [String] = []) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// The three lines, and the extension lines where there are any.
  package var text: String {
    "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" + extensions.map { $0 + "\n" }.joined()
  }

  /// Reads the three lines and the extension lines after them.
  package init(parsing text: String) throws(NoteFailure) {
    let bytes = Array(text.utf8)
    guard bytes.count <= SignedNote.bytesMax else {
      throw .tooLong(bytes: bytes.count, max: SignedNote.bytesMax)
    }
    guard bytes.last == LineReader.newline else { throw .malformed(.finalNewline) }
    var lines = LineReader(bytes[...])
    origin = LineField.text(try Self.line(&lines))
    guard !origin.isEmpty else { throw .malformed(.origin, line: lines.line) }
    guard let size = LineField.number(try Self.line(&lines)) else {
      throw .malformed(.size, line: lines.line)
    }
    self.size = size
    guard let hash = Base64.decode(LineField.text(try Self.line(&lines))),
      let root = Digest(bytes: hash)
    else { throw .malformed(.root, line: lines.line) }
    self.root = root
    extensions = []
    while !lines.remaining.isEmpty {
      let line = LineField.text(try Self.line(&lines))
      guard !line.isEmpty else { throw .malformed(.extensionLine, line: lines.line) }
      guard extensions.count < Self.extensionsMax else {
        throw .malformed(.extensionCount, line: lines.line)
      }
      extensions.append(line)
    }
  }

  private static func line(_ lines: inout LineReader) throws(NoteFailure) -> ArraySlice<UInt8> {
    guard let line = lines.next() else { throw .malformed(.checkpointForm) }
    guard !line.contains(where: LineField.isControl) else {
      throw .malformed(.controlCharacter, line: lines.line)
    }
    return line
  }

  /// Signs the checkpoint.
  ///
  /// A log never signs two heads of which one does not extend the other.
  package func signed(by signer: NoteSigner) -> SignedNote {
    // A signature is for ever: what cannot be read back must not get one.
    precondition(isWellFormed, "origin and extensions are lines, the size is below 2^63")
    return SignedNote(wellFormed: text, signedBy: signer)
  }

  private var isWellFormed: Bool {
    size <= UInt64(Int64.max) && extensions.count <= Self.extensionsMax
      && ([origin] + extensions)
        .allSatisfy {
          !$0.isEmpty && !$0.utf8.contains(where: LineField.isControl)
        }
  }

  /// Reads a signed checkpoint and believes it only when no signature by the given keys is wrong
  /// and one by a key that is named as the origin is right.
  ///
  /// - Parameters:
  ///   - note: the signed note.
  ///   - origin: the log that is expected.
  ///   - verifiers: the keys it has or had; keys of other names are checked but do not count.
  /// - Returns: the checkpoint, and the note with all its signatures.
  package static func open(
    _ note: [UInt8],
    origin: String,
    verifiers: [NoteVerifier]
  ) throws(NoteFailure) -> (checkpoint: Checkpoint, note: SignedNote) {
    let signed = try SignedNote(parsing: note)
    let names = try signed.verify(verifiers).map(\.name)
    let checkpoint = try Checkpoint(parsing: signed.text)
    guard checkpoint.origin.isSpelled(as: origin) else {
      throw .anotherOrigin(found: checkpoint.origin, expected: origin)
    }
    guard names.contains(where: { $0.isSpelled(as: origin) }) else { throw .noKnownSignature }
    return (checkpoint, signed)
  }

  /// Reads a signed checkpoint and believes it only when the key's signature is right and the
  /// origin is the key's name.
  package init(note: [UInt8], verifier: NoteVerifier) throws(NoteFailure) {
    self = try Self.open(note, origin: verifier.name, verifiers: [verifier]).checkpoint
  }
}
