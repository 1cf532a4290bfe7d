/// What a file is, told by its first bytes and never by its name.
package enum IncomingFormat: Hashable, Sendable {
  case cda
  /// XML, and no CDA document by its first element.
  case xml
  case zip
  case hl7v2
  case json
  /// Lines of events, as `carnet events --format ndjson` writes them.
  case eventLines
  case unknown

  /// Looks at the first bytes only; whether the rest keeps their promise, its reader says.
  package init(_ bytes: [UInt8]) {
    if ZipReader.seems(bytes) {
      self = .zip
      return
    }
    var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    // The framing of the wire, and blank lines.
    while start < min(bytes.count, 64),
      XMLCharacters.isSpace(bytes[start]) || bytes[start] == ER7Message.Framing.begin
    {
      start += 1
    }
    let rest = bytes[start...].prefix(Self.bytesLookedAt)
    if rest.starts(with: Array("MSH".utf8)) {
      self = .hl7v2
    } else if rest.starts(with: Array("{\"position\":".utf8)) {
      self = .eventLines
    } else if rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "[") {
      self = .json
    } else if bytes.starts(with: [0xfe, 0xff]) || bytes.starts(with: [0xff, 0xfe]) {
      // XML in UTF-16, which its reader refuses by name.
      self = .xml
    } else if rest.first == UInt8(ascii: "<") {
      self = Self.rootIsClinicalDocument(rest) ? .cda : .xml
    } else {
      self = .unknown
    }
  }

  private static let bytesLookedAt = 64 << 10

  /// Finds the first element behind declarations, instructions and comments.
  private static func rootIsClinicalDocument(_ bytes: ArraySlice<UInt8>) -> Bool {
    var offset = bytes.startIndex
    func has(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
    }
    func skip(behind end: StaticString) -> Bool {
      end.withUTF8Buffer { end in
        while offset < bytes.endIndex {
          if bytes[offset...].starts(with: end) {
            offset += end.count
            return true
          }
          offset += 1
        }
        return false
      }
    }
    while offset < bytes.endIndex {
      if has("<?") {
        guard skip(behind: "?>") else { return false }
      } else if has("<!--") {
        guard skip(behind: "-->") else { return false }
      } else if has("<") {
        let name = bytes[(offset + 1)...]
          .prefix {
            !XMLCharacters.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
          }
        let local = name.split(separator: UInt8(ascii: ":")).last ?? []
        return local.elementsEqual("ClinicalDocument".utf8)
      } else {
        offset += 1
      }
    }
    return false
  }
}
