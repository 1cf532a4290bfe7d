/// The name of an entry, checked: parts between `/`, none of which leads anywhere but down.
///
/// Nothing is ever written to disk by such a name; it is refused all the same, because whoever is
/// handed the archive later might.
struct ZipName: Hashable {
  static let bytesMax = 512
  static let partsMax = 16

  let text: String
  /// What file systems compare: case folded, accents composed alike (Swift compares strings so),
  /// without the points and spaces at the end that some leave out.
  let key: String
  let isFolder: Bool
  /// The keys of the folders it stands in, outermost first.
  let folders: [String]

  init(_ bytes: ArraySlice<UInt8>) throws(ZipRefusal) {
    guard !bytes.isEmpty else { throw ZipRefusal(.nameEmpty) }
    guard bytes.count <= Self.bytesMax else {
      throw ZipRefusal(.nameTooLong(maximum: Self.bytesMax))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ZipRefusal(.nameNotUTF8)
    }
    try self.init(text)
  }

  init(_ text: String) throws(ZipRefusal) {
    func refusal(_ reason: ZipRefusal.Reason) -> ZipRefusal { ZipRefusal(reason, name: text) }
    guard !text.isEmpty else { throw refusal(.nameEmpty) }
    guard text.utf8.count <= Self.bytesMax else {
      throw refusal(.nameTooLong(maximum: Self.bytesMax))
    }
    for scalar in text.unicodeScalars
    where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) {
      throw ZipRefusal(.nameControlCharacter)
    }
    guard !text.utf8.contains(UInt8(ascii: "\\")) else { throw refusal(.nameBackslash) }
    guard !text.hasPrefix("/"), !text.utf8.contains(UInt8(ascii: ":")) else {
      throw refusal(.nameAbsolute)
    }
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    isFolder = parts.last == ""
    if isFolder { parts.removeLast() }
    guard parts.count <= Self.partsMax else {
      throw refusal(.nameTooLong(maximum: Self.bytesMax))
    }
    var keys: [String] = []
    for part in parts {
      // What is nothing but points and spaces is a way up, or nothing, on some file system.
      let key = Self.key(part)
      guard !key.isEmpty else { throw refusal(.nameClimbs) }
      keys.append(key)
    }
    self.text = text
    key = keys.joined(separator: "/")
    folders = keys.indices.dropLast().map { keys[...$0].joined(separator: "/") }
  }

  private static func key(_ part: Substring) -> String {
    var rest = part.uppercased().lowercased()[...]
    while let last = rest.last, last == "." || last == " " { rest.removeLast() }
    return String(rest)
  }
}
