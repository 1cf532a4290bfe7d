import HTTPTypes

/// A form as a browser sent it: fields, and the files among them.
struct PageForm: Sendable {
  struct File: Sendable {
    var field: String
    /// As the sender's machine calls it; a name to show, never a path to use.
    var name: String
    var type: String
    var bytes: [UInt8]
  }

  static let types = ["application/x-www-form-urlencoded", "multipart/form-data"]
  private static let fieldsMax = 256

  private(set) var fields = QueryText()
  private(set) var files: [File] = []

  init() {}

  init(_ body: [UInt8], type: String) throws(WebRefusal) {
    if type.lowercased().hasPrefix("multipart/form-data") {
      guard let boundary = Self.parameter("boundary", of: type),
        (1...70).contains(boundary.utf8.count)
      else { throw Self.malformed }
      try readParts(body[...], Array(boundary.utf8))
    } else {
      guard let text = String(validating: body, as: UTF8.self) else { throw Self.malformed }
      fields = try QueryText(text, max: Self.fieldsMax)
    }
  }

  /// A field without white space around it; nil where it is missing or empty.
  subscript(_ name: String) -> String? {
    let text = fields[name].map { $0.trimming(while: \.isWhitespace) }
    return text?.isEmpty == false ? text : nil
  }

  func all(_ name: String) -> [String] { fields.all(name) }

  /// A box that was ticked.
  func isOn(_ name: String) -> Bool { fields[name] != nil }

  /// A file that was chosen; nil where the field was left empty.
  func file(_ field: String) -> File? {
    files.first { $0.field == field && !($0.name.isEmpty && $0.bytes.isEmpty) }
  }

  private static let malformed = WebRefusal.malformed(
    "le formulaire est mal codé : rouvrez la page et recommencez",
    "the form is wrongly encoded: open the page again and retry"
  )

  // MARK: Multipart (RFC 7578)

  private mutating func readParts(_ body: ArraySlice<UInt8>, _ boundary: [UInt8]) throws(WebRefusal)
  {
    let mark = Array("--".utf8) + boundary
    guard body.starts(with: mark) else { throw Self.malformed }
    var rest = body.dropFirst(mark.count)
    let delimiter = Array("\r\n".utf8) + mark
    var count = 0
    while !rest.starts(with: Array("--".utf8)) {
      guard rest.starts(with: Array("\r\n".utf8)), count < Self.fieldsMax,
        let end = rest.firstRange(of: delimiter)
      else { throw Self.malformed }
      try readPart(rest[rest.startIndex..<end.lowerBound].dropFirst(2))
      rest = rest[end.upperBound...]
      count += 1
    }
  }

  private mutating func readPart(_ part: ArraySlice<UInt8>) throws(WebRefusal) {
    guard let gap = part.firstRange(of: Array("\r\n\r\n".utf8)),
      gap.lowerBound - part.startIndex <= 4096,
      let head = String(validating: part[..<gap.lowerBound], as: UTF8.self)
    else { throw Self.malformed }
    var disposition = ""
    var type = "application/octet-stream"
    for line in head.split(separator: "\r\n") {
      let pair = line.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 else { throw Self.malformed }
      let value = String(pair[1]).trimming(while: \.isWhitespace)
      switch pair[0].lowercased() {
      case "content-disposition": disposition = value
      case "content-type": type = value
      default: break
      }
    }
    guard let field = Self.parameter("name", of: disposition) else { throw Self.malformed }
    let content = Array(part[gap.upperBound...])
    if let name = Self.parameter("filename", of: disposition) {
      files.append(File(field: field, name: name, type: type, bytes: content))
    } else {
      guard let text = String(validating: content, as: UTF8.self), !text.contains("\0") else {
        throw Self.malformed
      }
      fields.append(name: field, value: text)
    }
  }

  /// A parameter of a header field's value; browsers write quotes within quotes as %22.
  private static func parameter(_ name: String, of value: String) -> String? {
    for part in value.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2,
        String(pair[0]).trimming(while: \.isWhitespace).lowercased() == name
      else { continue }
      let text = String(pair[1]).trimming(while: { $0.isWhitespace || $0 == "\"" })
      return text.replacing("%22", with: "\"")
    }
    return nil
  }
}

extension String {
  func trimming(while isLeft: (Character) -> Bool) -> String {
    var text = self[...].drop(while: isLeft)
    while let last = text.last, isLeft(last) { text.removeLast() }
    return String(text)
  }
}
