import Interop

/// The narrative of a resource: one `div` of XHTML, written anew from what was read of it.
///
/// Comments, instructions and prefixes are lost on the way, so what goes out is what was understood.
struct XHTML {
  /// UTF-8, beginning with `<div xmlns="http://www.w3.org/1999/xhtml"`.
  let bytes: [UInt8]

  /// Reads a narrative as JSON carries it; nil for anything but one well-formed `div` of XHTML.
  init?(_ text: String) {
    let source = Array(text.utf8)
    let read: [UInt8]? = source.withUnsafeBytes { buffer in
      do throws(XMLError) {
        var limits = XMLReader.Limits()
        limits.depth = 64
        var reader = try XMLReader(buffer, limits: limits)
        guard try reader.next() == .start, reader.name.local == "div",
          reader.name.namespace == FHIRValue.xhtmlNamespace
        else { return nil }
        let bytes = try Self.rewrite(&reader)
        // The reader checks that nothing but space follows.
        return try reader.next() == nil ? bytes : nil
      } catch {
        return nil
      }
    }
    guard let read else { return nil }
    bytes = read
  }

  /// Writes the element that the reader has just begun, to its end; foreign elements are left out,
  /// their text stays.
  static func rewrite(_ reader: inout XMLReader) throws(XMLError) -> [UInt8] {
    var bytes: [UInt8] = []
    var text: [UInt8] = []
    /// Names of open elements; nil for those that are left out.
    var open: [String?] = []
    begin(reader, isRoot: true, &open, &bytes)
    while !open.isEmpty, let token = try reader.next() {
      switch token {
      case .start: begin(reader, isRoot: false, &open, &bytes)
      case .text:
        text.removeAll(keepingCapacity: true)
        reader.appendText(to: &text)
        escape(text, into: &bytes, inAttribute: false)
      case .end:
        guard let name = open.removeLast() else { continue }
        bytes += "</".utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ">"))
      }
    }
    return bytes
  }

  private static func begin(
    _ reader: borrowing XMLReader,
    isRoot: Bool,
    _ open: inout [String?],
    _ bytes: inout [UInt8]
  ) {
    guard reader.name.namespace == FHIRValue.xhtmlNamespace else {
      open.append(nil)
      return
    }
    let name = reader.name.local
    open.append(name)
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    if isRoot {
      bytes += " xmlns=\"".utf8
      bytes += FHIRValue.xhtmlNamespace.utf8
      bytes.append(UInt8(ascii: "\""))
    }
    for attribute in reader.attributes {
      let prefix: String
      switch attribute.name.namespace {
      case "": prefix = ""
      case "http://www.w3.org/XML/1998/namespace": prefix = "xml:"
      default: continue
      }
      bytes += " \(prefix)\(attribute.name.local)=\"".utf8
      escape(attribute.value, into: &bytes, inAttribute: true)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  static func escape(_ text: String, into bytes: inout [UInt8], inAttribute: Bool) {
    escape(Array(text.utf8), into: &bytes, inAttribute: inAttribute)
  }

  /// White space other than spaces would be made spaces in an attribute, and a lone carriage return
  /// a line feed anywhere; control characters, which XML has no way to write, become U+FFFD.
  static func escape(_ text: [UInt8], into bytes: inout [UInt8], inAttribute: Bool) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\"") where inAttribute: bytes += "&quot;".utf8
      case 0x0d: bytes += "&#13;".utf8
      case 0x0a where inAttribute: bytes += "&#10;".utf8
      case 0x09 where inAttribute: bytes += "&#9;".utf8
      case ..<0x20 where byte != 0x0a && byte != 0x09: bytes += [0xef, 0xbf, 0xbd]
      default: bytes.append(byte)
      }
    }
  }
}
