package import Interop

/// Why bytes are not a resource in FHIR XML.
package enum FHIRXMLRefusal: Error, Hashable, Sendable {
  case xml(XMLError)
  /// The root is no resource that is read here.
  case unknownResource(String, line: Int)
  /// An element that its type does not have; the path leads to it.
  case unknownElement(String, line: Int)
  case unknownAttribute(String, line: Int)
  /// An element that may be there once is there twice.
  case repeated(String, line: Int)
  /// Text where only elements may stand.
  case text(String, line: Int)
  /// A value that its type does not allow: `True`, `1,5`.
  case value(String, line: Int)
  /// An element with neither value nor content.
  case empty(String, line: Int)
}

extension FHIRXMLRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .xml(let error): String(describing: error)
    case .unknownResource(let name, let line): "line \(line): \(name) is no resource that is read"
    case .unknownElement(let path, let line): "line \(line): \(path) is no element of FHIR R4"
    case .unknownAttribute(let path, let line): "line \(line): \(path) is no attribute of FHIR R4"
    case .repeated(let path, let line): "line \(line): \(path) may be there once"
    case .text(let path, let line): "line \(line): text within \(path), where elements may stand"
    case .value(let path, let line): "line \(line): the value of \(path) is not of its type"
    case .empty(let path, let line): "line \(line): \(path) is empty"
    }
  }
}

/// Reads FHIR XML into the same value that the resource's JSON gives, so that everything behind
/// knows one form.
///
/// Strict: an element that the table does not have is refused, because nobody knows whether it
/// repeats. Depth, nodes and size are bounded as in the JSON reader.
package enum FHIRXMLReader {
  package static func read(
    _ bytes: [UInt8],
    limits: JSONValue.Limits = JSONValue.Limits()
  ) throws(FHIRXMLRefusal) -> JSONValue {
    var bounds = XMLReader.Limits()
    bounds.documentBytes = limits.bytes
    bounds.valueBytes = limits.bytes
    bounds.depth = limits.depth
    bounds.nodes = limits.values
    bounds.textBytes = 1 << 20
    let result: Result<JSONValue, FHIRXMLRefusal> = bytes.withUnsafeBytes { buffer in
      Result { () throws(FHIRXMLRefusal) in
        var parser = try FHIRXMLParser(buffer, bounds)
        return try parser.parse()
      }
    }
    return try result.get()
  }
}
