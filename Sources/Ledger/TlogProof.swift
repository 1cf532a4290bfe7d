package import CarnetCore

/// An inclusion proof that stands alone: the file form of C2SP tlog-proof.
package struct TlogProof: Hashable, Sendable {
  package var index: UInt64
  /// Anything the issuer adds; not part of what is proved.
  package var extra: [UInt8]?
  package var path: [Digest]
  /// The signed checkpoint, as it was published.
  package var checkpoint: String

  private static let heading = "c2sp.org/tlog-proof@v1"
  package static let pathMax = 63

  package init(index: UInt64, extra: [UInt8]? = nil, path: [Digest], checkpoint: String) {
    self.index = index
    self.extra = extra
    self.path = path
    self.checkpoint = checkpoint
  }

  package var encoded: String {
    var text = Self.heading + "\n"
    if let extra { text += "extra \(Base64.encode(extra))\n" }
    text += "index \(index)\n"
    for hash in path { text += Base64.encode(hash.bytes) + "\n" }
    return text + "\n" + checkpoint
  }

  package init(parsing bytes: [UInt8]) throws(NoteFailure) {
    guard bytes.count <= SignedNote.bytesMax else {
      throw .tooLong(bytes: bytes.count, max: SignedNote.bytesMax)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformed("a proof is UTF-8")
    }
    guard let end = text.range(of: "\n\n") else {
      throw .malformed("an empty line stands before the checkpoint")
    }
    var lines = text[..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popFirst() == Self.heading[...] else {
      throw .malformed("a proof begins with \(Self.heading)")
    }
    if let first = lines.first, first.hasPrefix("extra ") {
      guard let bytes = Base64.decode(first.dropFirst(6)) else {
        throw .malformed("extra is base64")
      }
      extra = bytes
      lines = lines.dropFirst()
    }
    guard let line = lines.popFirst(), line.hasPrefix("index "),
      let index = UInt64(line.dropFirst(6)), String(index) == line.dropFirst(6)
    else { throw .malformed("the index is a decimal number without leading zeros") }
    self.index = index
    guard lines.count <= Self.pathMax else {
      throw .malformed("a path has at most \(Self.pathMax) hashes")
    }
    path = []
    for line in lines {
      guard let bytes = Base64.decode(line), let hash = Digest(bytes: bytes) else {
        throw .malformed("each hash is 32 bytes in base64")
      }
      path.append(hash)
    }
    checkpoint = String(text[end.upperBound...])
  }

  /// Checks that `entry` stands at the index in the log whose key is given.
  package func verify(entry: [UInt8], verifier: NoteVerifier) throws -> Checkpoint {
    let head = try Checkpoint(note: Array(checkpoint.utf8), verifier: verifier)
    try InclusionProof(index: index, size: head.size, path: path)
      .verify(leaf: TreeHash.leaf(entry), root: head.root)
    return head
  }
}

extension String {
  /// The first place of `part`; the standard library's search needs no Foundation.
  fileprivate func range(of part: String) -> Range<Index>? { firstRange(of: part) }
}
