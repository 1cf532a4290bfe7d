import HTTPTypes

/// JSON or XML, as a FHIR client asks for it: `_format` before `Accept` (FHIR R4 3.1.0.1.11).
struct FHIRForm: Sendable {
  var isXML: Bool

  static let json = FHIRForm(isXML: false)

  var contentType: String {
    isXML ? "application/fhir+xml; charset=utf-8" : "application/fhir+json; charset=utf-8"
  }

  init(isXML: Bool) { self.isXML = isXML }

  /// nil when what is asked for is neither.
  init?(_ head: HTTPRequest) {
    if let path = head.path, let mark = path.firstIndex(of: "?"),
      let query = try? QueryText(path[path.index(after: mark)...], max: 64),
      let format = query["_format"]
    {
      self.init(named: format)
      return
    }
    guard let accept = head.headerFields[.accept], !accept.isEmpty else {
      self = .json
      return
    }
    var best: (form: FHIRForm, quality: Double)?
    for range in accept.prefix(1024).split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let type = parts.first else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
      let quality = weight.flatMap { Double($0.dropFirst(2)) } ?? 1
      let form: FHIRForm? =
        ["*/*", "application/*"].contains(type) ? .json : FHIRForm(named: type)
      if let form, quality > best?.quality ?? 0 { best = (form, quality) }
    }
    guard let best else { return nil }
    self = best.form
  }

  init?(named name: String) {
    switch name.prefix(while: { $0 != ";" }).lowercased() {
    case "json", "application/json", "application/fhir+json", "text/json": self.init(isXML: false)
    case "xml", "application/xml", "application/fhir+xml", "text/xml": self.init(isXML: true)
    default: return nil
    }
  }
}
