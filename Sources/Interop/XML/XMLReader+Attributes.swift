// Attributes: read as written, then resolved once all namespace declarations of the tag are known.
extension XMLReader {
  /// Reads the attributes of the tag that begins at `begin` and its end; says whether the element is
  /// empty.
  mutating func readAttributes(of begin: Int) throws(XMLError) -> Bool {
    rawAttributes.removeAll(keepingCapacity: true)
    while true {
      let before = offset
      skipSpace()
      guard let next = byte(after: 0) else { throw failure(.unterminated(.tag), at: begin) }
      switch next {
      case UInt8(ascii: ">"):
        offset += 1
        return false
      case UInt8(ascii: "/"):
        guard let last = byte(after: 1) else { throw failure(.unterminated(.tag), at: begin) }
        guard last == UInt8(ascii: ">") else { throw failure(.expected("/>"), at: offset) }
        offset += 2
        return true
      default:
        guard offset > before else {
          throw failure(.expected("white space, > or />"), at: offset)
        }
        guard rawAttributes.count < limits.attributes else {
          throw failure(.limit(.attributes, limits.attributes), at: offset)
        }
        try countNode()
        try readAttribute(begin)
      }
    }
  }

  private mutating func readAttribute(_ tag: Int) throws(XMLError) {
    let begin = offset
    let (written, colon) = try readName()
    skipSpace()
    guard let sign = byte(after: 0) else { throw failure(.unterminated(.tag), at: tag) }
    guard sign == UInt8(ascii: "=") else { throw failure(.expected("="), at: offset) }
    offset += 1
    skipSpace()
    guard let quote = byte(after: 0) else { throw failure(.unterminated(.tag), at: tag) }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw failure(.expected("a value in quotes"), at: offset)
    }
    offset += 1
    try readValue(endingWith: quote, begin)
    rawAttributes.append(
      RawAttribute(
        prefix: prefix(of: written, colon),
        local: local(of: written, colon),
        value: String(decoding: scratch, as: UTF8.self),
        offset: begin
      )
    )
  }

  /// Reads a value into `scratch` up to its closing quote.
  private mutating func readValue(
    endingWith quote: UInt8,
    _ begin: Int
  ) throws(XMLError) {
    scratch.removeAll(keepingCapacity: true)
    let start = offset
    defer { steps += offset - start }
    while offset < bytes.count {
      guard scratch.count <= limits.valueBytes else {
        throw failure(.limit(.valueBytes, limits.valueBytes), at: begin)
      }
      let byte = bytes[offset]
      switch byte {
      case quote:
        offset += 1
        return
      case UInt8(ascii: "<"): throw failure(.lessThanInAttribute, at: offset)
      case UInt8(ascii: "&"):
        let (scalar, length) = try reference(at: offset)
        XMLCharacters.append(scalar, to: &scratch)
        offset += length
      case UInt8(ascii: "\r"):
        // A line end of two characters is one space.
        if self.byte(after: 1) != UInt8(ascii: "\n") { scratch.append(UInt8(ascii: " ")) }
        offset += 1
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
        scratch.append(UInt8(ascii: " "))
        offset += 1
      default:
        scratch.append(byte)
        offset += 1
      }
    }
    throw failure(.unterminated(.value), at: begin)
  }

  /// Binds what the tag declares, then gives every other attribute its namespace.
  mutating func resolveAttributes() throws(XMLError) {
    for attribute in rawAttributes where attribute.declaresNamespace { try bind(attribute) }
    attributes.removeAll(keepingCapacity: true)
    guard !rawAttributes.isEmpty else { return }
    var seen: Set<XMLName> = []
    seen.reserveCapacity(rawAttributes.count)
    for attribute in rawAttributes {
      let isDeclaration = attribute.declaresNamespace
      // An attribute without a prefix has no namespace, whatever the default is.
      let name =
        isDeclaration
        ? XMLName(namespace: XMLNamespaces.xmlns, local: attribute.declaredPrefix)
        : attribute.prefix.isEmpty
          ? XMLName(namespace: "", local: attribute.local)
          : try resolve(
            prefix: attribute.prefix,
            local: attribute.local,
            at: attribute.offset
          )
      steps += 1
      guard seen.insert(name).inserted else {
        throw failure(
          .duplicateAttribute(String(attribute.local.prefix(40))),
          at: attribute.offset
        )
      }
      if !isDeclaration { attributes.append(XMLAttribute(name: name, value: attribute.value)) }
    }
  }

  private mutating func bind(_ attribute: RawAttribute) throws(XMLError) {
    let prefix = attribute.declaredPrefix
    let namespace = attribute.value
    if prefix == "xml", namespace == XMLNamespaces.xml { return }
    guard prefix != "xml", prefix != "xmlns", namespace != XMLNamespaces.xml,
      namespace != XMLNamespaces.xmlns
    else { throw failure(.reservedPrefix, at: attribute.offset) }
    guard prefix.isEmpty || !namespace.isEmpty else {
      throw failure(.expected("a namespace name"), at: attribute.offset)
    }
    guard namespaces.count < limits.namespaces else {
      throw failure(.limit(.namespaces, limits.namespaces), at: attribute.offset)
    }
    steps += 1
    namespaces.bind(prefix, to: namespace)
  }

  mutating func resolve(
    prefix: String,
    local: String,
    at offset: Int
  ) throws(XMLError) -> XMLName {
    steps += 1
    guard prefix != "xmlns" else { throw failure(.reservedPrefix, at: offset) }
    guard let namespace = namespaces.namespace(of: prefix) else {
      throw failure(.undeclaredPrefix(String(prefix.prefix(40))), at: offset)
    }
    return XMLName(namespace: namespace, local: local)
  }
}

extension XMLReader.RawAttribute {
  var declaresNamespace: Bool {
    prefix == "xmlns" || prefix.isEmpty && local == "xmlns"
  }

  /// The prefix that a declaration binds; empty for the default namespace.
  var declaredPrefix: String { prefix.isEmpty ? "" : local }
}
