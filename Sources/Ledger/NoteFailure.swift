/// Why a text is not a key, a note, a checkpoint or a proof, or is not to be believed.
package enum NoteFailure: Error, Hashable, Sendable {
  case malformed(NoteFlaw)
  case tooLong(bytes: Int, max: Int)
  /// No signature is by a key that was asked for.
  case noKnownSignature
  /// A signature by a known key does not verify: the note is refused whatever else it carries.
  case badSignature(key: String)
  case anotherOrigin(found: String, expected: String)

  static func malformed(_ rule: NoteRule, line: Int? = nil) -> NoteFailure {
    .malformed(NoteFlaw(rule: rule, line: line))
  }
}

extension NoteFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let flaw): flaw.description
    case .tooLong(let bytes, let max): "\(bytes) bytes; at most \(max) are read"
    case .noKnownSignature: "no signature is by a known key"
    case .badSignature(let key): "the signature by \(key) does not fit the text"
    case .anotherOrigin(let found, let expected):
      "the checkpoint is of \(found), not of \(expected)"
    }
  }
}

/// A rule that a text does not keep, and the line where it does not, counted from 1.
package struct NoteFlaw: Hashable, Sendable {
  package var rule: NoteRule
  package var line: Int?

  package init(rule: NoteRule, line: Int? = nil) {
    self.rule = rule
    self.line = line
  }
}

extension NoteFlaw: CustomStringConvertible {
  package var description: String {
    line.map { "line \($0): \(rule.rawValue)" } ?? rule.rawValue
  }
}

/// What keys, notes, checkpoints and proofs look like; the text of each case says what is accepted.
package enum NoteRule: String, Hashable, Sendable, CaseIterable {
  // Keys
  case verifierKeyForm = "a verifier key is name+hash+base64"
  case secretKeyForm = "a secret key is PRIVATE+KEY+name+hash+base64"
  case keyName = "a key's name is not empty and has no space, plus sign or control character"
  case keyBytes = "the key is one byte of type and 32 bytes of Ed25519, in base64"
  case keyType = "the key is of another type"
  case keyHash = "the hash is that of name and key: eight lower-case hexadecimal digits"
  case seed = "an Ed25519 secret key is 32 bytes"

  // Notes
  case encoding = "the text is UTF-8"
  case controlCharacter = "there is no control character but newlines"
  case finalNewline = "the last line ends with a newline"
  case separator = "an empty line stands between text and signatures"
  case signatureForm = "a signature line is dash, space, name, space, base64"
  case signatureBytes = "a signature is four bytes of key hash and more, in base64"
  case signatureCount = "a note has at most 100 signatures"

  // Checkpoints
  case checkpointForm = "a checkpoint is origin, size and root, a line each"
  case origin = "the origin is not empty"
  case size = "the size is a decimal number below 2^63 without leading zeros"
  case root = "the root is 32 bytes in base64"
  case extensionLine = "an extension line is not empty"
  case extensionCount = "a checkpoint has at most 100 extension lines"
  case cosignatureTime = "a cosignature's time is below 2^63 seconds"

  // Proofs
  case proofHeading = "a proof begins with c2sp.org/tlog-proof@v1"
  case proofExtra = "extra is base64 and not empty"
  case proofIndex = "the index is a decimal number below 2^63 without leading zeros"
  case proofHash = "each hash is 32 bytes in base64"
  case proofPath = "a path has at most 63 hashes"
  case proofSeparator = "an empty line stands before the checkpoint"
}
