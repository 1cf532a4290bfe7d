package import Interop

/// The forms in which a resource travels.
package enum FHIRFormat: String, Hashable, Sendable, CaseIterable {
  case json
  case xml

  package var mediaType: String { "application/fhir+\(rawValue)" }

  /// The format that a media type, or a value of `_format`, means; nil for another.
  ///
  /// A browser's bare `application/xml` and `text/json` count.
  package init?(mediaType text: String) {
    let bare = text.split(separator: ";").first.map { String($0).lowercased() } ?? ""
    switch bare.filter({ $0 != " " }) {
    case "application/fhir+json", "application/json", "text/json", "json",
      "application/json+fhir":
      self = .json
    case "application/fhir+xml", "application/xml", "text/xml", "xml", "application/xml+fhir":
      self = .xml
    default: return nil
    }
  }
}

extension FHIRValue {
  package func bytes(_ format: FHIRFormat, isPretty: Bool = false) -> [UInt8] {
    switch format {
    case .json: isPretty ? prettyJSONBytes() : jsonBytes()
    case .xml: xmlBytes()
    }
  }
}

/// The body of a request, read into one value whatever its form.
package struct FHIRRequestBody: Sendable {
  package var value: JSONValue
  package var source: [UInt8]
  package var format: FHIRFormat

  /// - Throws: status 400, or 413 for what is too long.
  package init(
    _ source: [UInt8],
    _ format: FHIRFormat,
    limits: JSONValue.Limits = JSONValue.Limits()
  ) throws(FHIRFailure) {
    self.source = source
    self.format = format
    guard source.count <= limits.bytes else {
      throw FHIRFailure(
        JSONValue.Malformed(reason: .tooLong(maximum: limits.bytes), offset: limits.bytes)
      )
    }
    switch format {
    case .json:
      do throws(JSONValue.Malformed) {
        value = try JSONValue(source, limits: limits)
      } catch {
        throw FHIRFailure(error)
      }
    case .xml:
      do throws(FHIRXMLRefusal) {
        value = try FHIRXMLReader.read(source, limits: limits)
      } catch {
        throw FHIRFailure(error)
      }
    }
  }

  package var resourceType: String? { value["resourceType"]?.text }
}
