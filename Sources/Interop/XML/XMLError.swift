/// Says where a document stops being the XML that Carnet reads, and what would be accepted.
package struct XMLError: Error, Hashable, Sendable {
  package var reason: Reason
  /// Counted from 1.
  package var line: Int
  /// Characters from the beginning of the line, counted from 1.
  package var column: Int

  package enum Reason: Hashable, Sendable {
    // Bytes
    case notUTF8
    case encoding(String)
    case forbiddenCharacter(UInt32)

    // Structure
    case empty
    case version
    case misplacedDeclaration
    case textOutsideRoot
    case secondRoot
    case missingRoot
    case unclosedElement(String)
    case mismatchedEndTag(expected: String)
    case strayEndTag
    case unterminated(Construct)
    case expected(String)

    // What is refused on purpose
    case documentType
    case markupDeclaration
    case undefinedEntity

    // Content
    case malformedReference
    case cdataEndInText
    case doubleHyphenInComment
    case lessThanInAttribute
    case duplicateAttribute(String)

    // Names
    case malformedName
    case undeclaredPrefix(String)
    case reservedPrefix

    case limit(Limit, Int)
  }

  /// A construct that must end before the document does.
  package enum Construct: String, Hashable, Sendable {
    case declaration = "XML declaration"
    case comment
    case cdata = "CDATA section"
    case instruction = "processing instruction"
    case tag
    case value = "attribute value"
  }

  /// A bound of `XMLReader.Limits`.
  package enum Limit: String, Hashable, Sendable {
    case documentBytes = "bytes in a document"
    case depth = "levels of elements"
    case attributes = "attributes in an element"
    case nameBytes = "bytes in a name"
    case valueBytes = "bytes in an attribute value"
    case textBytes = "bytes in a run of text"
    case nodes = "nodes in a document"
    case namespaces = "namespace prefixes in force"
  }
}

extension XMLError: CustomStringConvertible {
  package var description: String { "line \(line), column \(column): \(reason)" }
}

extension XMLError.Reason: CustomStringConvertible {
  /// Names of elements and prefixes appear, cut short; text and values never do.
  package var description: String {
    switch self {
    case .notUTF8: "the bytes are not UTF-8, the one encoding accepted"
    case .encoding(let name): "the encoding is \(name); UTF-8 is accepted"
    case .forbiddenCharacter(let value):
      "the character U+\(String(value, radix: 16, uppercase: true)) is not allowed in XML 1.0"
    case .empty: "the document is empty; one root element is expected"
    case .version: "the XML declaration must say version 1.0, then encoding, then standalone"
    case .misplacedDeclaration: "an XML declaration may only open the document"
    case .textOutsideRoot: "only white space may stand outside the root element"
    case .secondRoot: "a document has one root element; this is a second one"
    case .missingRoot: "the document ends without a root element"
    case .unclosedElement(let name): "the document ends before </\(name)>"
    case .mismatchedEndTag(let name): "</\(name)> is expected here"
    case .strayEndTag: "there is no open element to end here"
    case .unterminated(let construct): "this \(construct.rawValue) has no end"
    case .expected(let what): "expected here: \(what)"
    case .documentType: "a DOCTYPE is refused; documents without one are accepted"
    case .markupDeclaration: "only comments and CDATA sections may begin with <!"
    case .undefinedEntity:
      "an entity other than &lt; &gt; &amp; &quot; &apos; is refused; write the character itself"
    case .malformedReference: "not a character reference: &#60; or &#x3C; is accepted"
    case .cdataEndInText: "]]> in text is refused; write ]]&gt;"
    case .doubleHyphenInComment: "-- inside a comment is refused"
    case .lessThanInAttribute: "< in an attribute value is refused; write &lt;"
    case .duplicateAttribute(let name): "the attribute \(name) is already there"
    case .malformedName: "not a name: a letter or _, then letters, digits, - . _ and at most one :"
    case .undeclaredPrefix(let prefix): "the namespace prefix \(prefix) is not declared"
    case .reservedPrefix: "the prefixes xml and xmlns and their namespaces cannot be bound anew"
    case .limit(let limit, let maximum): "more than \(maximum) \(limit.rawValue)"
    }
  }
}
