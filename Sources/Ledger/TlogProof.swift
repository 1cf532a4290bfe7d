package import CarnetCore

/// An inclusion proof that stands alone: the file form of C2SP tlog-proof.
///
/// ```
/// c2sp.org/tlog-proof@v1
/// extra <base64>                 (left out when there is none)
/// index <decimal>
/// <base64 hash>                  (from the leaf upwards, a line each)
///
/// <the signed checkpoint as it was published>
/// ```
package struct TlogProof: Hashable, Sendable {
  package let index: UInt64
  /// Anything the issuer adds; not part of what is proved, so never to be believed.
  package let extra: [UInt8]?
  package let path: [Digest]
  /// The signed checkpoint, as it was published.
  package let checkpoint: String

  private static let heading = "c2sp.org/tlog-proof@v1"
  package static let pathMax = 63

  /// Empty extra data is none.
  package init(index: UInt64, extra: [UInt8]? = nil, path: [Digest], checkpoint: String) {
    self.index = index
    self.extra = extra?.isEmpty == true ? nil : extra
    self.path = path
    self.checkpoint = checkpoint
  }

  /// The file's text.
  package var encoded: String {
    var text = Self.heading + "\n"
    if let extra { text += "extra \(Base64.encode(extra))\n" }
    text += "index \(index)\n"
    for hash in path { text += Base64.encode(hash.bytes) + "\n" }
    return text + "\n" + checkpoint
  }

  /// Reads a proof file; says nothing of whether it proves anything.
  package init(parsing bytes: [UInt8]) throws(NoteFailure) {
    guard bytes.count <= SignedNote.bytesMax else {
      throw .tooLong(bytes: bytes.count, max: SignedNote.bytesMax)
    }
    var lines = LineReader(bytes[...])
    guard let heading = lines.next(), heading.elementsEqual(Self.heading.utf8) else {
      throw .malformed(.proofHeading, line: 1)
    }
    var extra: [UInt8]?
    if let line = lines.peek(), let field = LineField.rest(line, after: "extra ") {
      _ = lines.next()
      extra = Base64.decode(LineField.text(field))
      guard extra?.isEmpty == false else { throw .malformed(.proofExtra, line: lines.line) }
    }
    guard let line = lines.next(), let field = LineField.rest(line, after: "index "),
      let index = LineField.number(field)
    else { throw .malformed(.proofIndex, line: lines.line) }
    var path: [Digest] = []
    while true {
      guard let line = lines.next() else { throw .malformed(.proofSeparator) }
      if line.isEmpty { break }
      guard path.count < Self.pathMax else { throw .malformed(.proofPath, line: lines.line) }
      guard let hash = Base64.decode(LineField.text(line)).flatMap(Digest.init(bytes:)) else {
        throw .malformed(.proofHash, line: lines.line)
      }
      path.append(hash)
    }
    let note = try SignedNote(parsing: Array(lines.remaining))
    _ = try Checkpoint(parsing: note.text)
    self.init(index: index, extra: extra, path: path, checkpoint: note.encoded)
  }

  /// Why a proof file does not prove what it should.
  package enum Failure: Error, Hashable, Sendable {
    case checkpoint(NoteFailure)
    case inclusion(ProofFailure)
  }

  /// Checks that `entry` stands at the index in the log whose key is given.
  ///
  /// - Returns: the checkpoint under which it stands.
  @discardableResult
  package func verify(
    entry: [UInt8],
    verifier: NoteVerifier
  ) throws(Failure) -> Checkpoint {
    try verify(leaf: TreeHash.leaf(entry), origin: verifier.name, verifiers: [verifier])
  }

  /// Checks that the entry with this leaf hash stands at the index in the log of this origin.
  ///
  /// - Parameters:
  ///   - leaf: the entry's leaf hash.
  ///   - origin: the log that is expected.
  ///   - verifiers: the keys it has or had.
  /// - Returns: the checkpoint under which it stands.
  @discardableResult
  package func verify(
    leaf: Digest,
    origin: String,
    verifiers: [NoteVerifier]
  ) throws(Failure) -> Checkpoint {
    let head: Checkpoint
    do throws(NoteFailure) {
      head = try Checkpoint.open(Array(checkpoint.utf8), origin: origin, verifiers: verifiers)
        .checkpoint
    } catch {
      throw .checkpoint(error)
    }
    do throws(ProofFailure) {
      try InclusionProof(index: index, size: head.size, path: path)
        .verify(leaf: leaf, root: head.root)
    } catch {
      throw .inclusion(error)
    }
    return head
  }
}

extension TlogProof.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .checkpoint(let failure): failure.description
    case .inclusion(let failure): failure.description
    }
  }
}
