package import CarnetCore

/// The head of a log's tree: who, how many, and their root (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
  package var origin: String
  package var size: UInt64
  package var root: Digest

  package init(origin: String, size: UInt64, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// The three lines.
  package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

  /// Reads the three lines; lines after them are extensions, which are allowed and not kept.
  package init(parsing text: String) throws(NoteFailure) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, !lines[0].isEmpty, lines.last?.isEmpty == true else {
      throw .malformed("a checkpoint is origin, size and root, a line each")
    }
    guard let size = UInt64(lines[1]), String(size) == lines[1] else {
      throw .malformed("the size is a decimal number without leading zeros")
    }
    guard let bytes = Base64.decode(lines[2]), let root = Digest(bytes: bytes) else {
      throw .malformed("the root is 32 bytes in base64")
    }
    for line in lines[3..<(lines.count - 1)] where line.isEmpty {
      throw .malformed("an extension line is not empty")
    }
    self.init(origin: String(lines[0]), size: size, root: root)
  }

  package func signed(by signer: NoteSigner) -> SignedNote { SignedNote(text, signedBy: signer) }

  /// Reads a signed checkpoint and believes it only when the key's signature is right and the
  /// origin is the key's name.
  package init(note: [UInt8], verifier: NoteVerifier) throws(NoteFailure) {
    let signed = try SignedNote(parsing: note)
    try signed.verify([verifier])
    self = try Checkpoint(parsing: signed.text)
    guard origin == verifier.name else {
      throw .anotherOrigin(found: origin, expected: verifier.name)
    }
  }
}
