import Testing

@testable import Interop

/// Documents that must be refused, each for its own reason.
struct HostileXMLTests {
  @Test(
    "hostile text is refused for its reason",
    arguments: [
      // Entities and DOCTYPE
      ("<!DOCTYPE a><a/>", .documentType),
      ("<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>", .documentType),
      ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", .documentType),
      ("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://example.org/p'>%p;]><a/>", .documentType),
      (
        "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
          + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><l>&c;</l>", .documentType
      ),
      ("<a><!DOCTYPE a></a>", .documentType),
      ("<a/><!DOCTYPE a>", .documentType),
      ("<!doctype a><a/>", .markupDeclaration),
      ("<!ENTITY x 'y'><a/>", .markupDeclaration),
      ("<a><!ELEMENT a ANY></a>", .markupDeclaration),
      ("<a><![INCLUDE[x]]></a>", .markupDeclaration),
      ("<a>&x;</a>", .undefinedEntity),
      ("<a>&nbsp;</a>", .undefinedEntity),
      ("<a>&LT;</a>", .undefinedEntity),
      ("<a b='&dose;'/>", .undefinedEntity),
      ("<a>&;</a>", .undefinedEntity),

      // References
      ("<a>&</a>", .malformedReference),
      ("<a>& </a>", .malformedReference),
      ("<a>&lt</a>", .malformedReference),
      ("<a>&#;</a>", .malformedReference),
      ("<a>&#x;</a>", .malformedReference),
      ("<a>&#X41;</a>", .malformedReference),
      ("<a>&#1a;</a>", .malformedReference),
      ("<a>&#-1;</a>", .malformedReference),
      ("<a>&#99999999999999999999;</a>", .malformedReference),
      ("<a>&#xFFFFFFFFF;</a>", .malformedReference),
      ("<a>&#x000000000000041;</a>", .malformedReference),
      ("<a>&#0;</a>", .forbiddenCharacter(0)),
      ("<a>&#8;</a>", .forbiddenCharacter(8)),
      ("<a>&#xD800;</a>", .forbiddenCharacter(0xd800)),
      ("<a>&#xFFFE;</a>", .forbiddenCharacter(0xfffe)),
      ("<a>&#x110000;</a>", .forbiddenCharacter(0x110000)),
      ("<a b='&#0;'/>", .forbiddenCharacter(0)),

      // Everything unterminated
      ("", .empty),
      (" ", .missingRoot),
      ("<!-- c -->", .missingRoot),
      ("<?xml version='1.0'?>", .missingRoot),
      ("<?xml version='1.0'", .unterminated(.declaration)),
      ("<?xml version='1.0", .unterminated(.declaration)),
      ("<", .malformedName),
      ("<a", .unterminated(.tag)),
      ("<a ", .unterminated(.tag)),
      ("<a/", .unterminated(.tag)),
      ("<a b", .unterminated(.tag)),
      ("<a b=", .unterminated(.tag)),
      ("<a b='", .unterminated(.value)),
      ("<a b='c", .unterminated(.value)),
      ("<a>", .unclosedElement("a")),
      ("<a>b", .unclosedElement("a")),
      ("<a></", .mismatchedEndTag(expected: "a")),
      ("<a></a", .unterminated(.tag)),
      ("<a></a ", .unterminated(.tag)),
      ("<a><b></b>", .unclosedElement("a")),
      ("<a><!-", .markupDeclaration),
      ("<a><!--", .unterminated(.comment)),
      ("<a><!-- -", .unterminated(.comment)),
      ("<a><!-- --", .unterminated(.comment)),
      ("<a><![CDATA", .markupDeclaration),
      ("<a><![CDATA[", .unterminated(.cdata)),
      ("<a><![CDATA[]]", .unterminated(.cdata)),
      ("<a><?", .malformedName),
      ("<a><?p", .unterminated(.instruction)),
      ("<a><?p ?", .unterminated(.instruction)),

      // Structure
      ("<a></b>", .mismatchedEndTag(expected: "a")),
      ("<a></A>", .mismatchedEndTag(expected: "a")),
      ("<a></aa>", .mismatchedEndTag(expected: "a")),
      ("<a></ a>", .mismatchedEndTag(expected: "a")),
      ("<a><b></a></b>", .mismatchedEndTag(expected: "b")),
      ("<p:a xmlns:p='u' xmlns:q='u'></q:a>", .mismatchedEndTag(expected: "p:a")),
      ("</a>", .strayEndTag),
      ("<a/></a>", .strayEndTag),
      ("<a/><b/>", .secondRoot),
      ("<a/>b", .textOutsideRoot),
      ("b<a/>", .textOutsideRoot),
      ("<a/>&#32;", .textOutsideRoot),
      ("<a/><![CDATA[x]]>", .markupDeclaration),
      ("{\"resourceType\":\"Bundle\"}", .textOutsideRoot),
      ("<a/b>", .expected("/>")),
      ("<a b='1'c='2'/>", .expected("white space, > or />")),
      ("<a b>", .expected("=")),
      ("<a b=c/>", .expected("a value in quotes")),
      ("<a =''/>", .malformedName),
      ("<a 'b'/>", .malformedName),

      // Declaration
      ("<?xml version='1.1'?><a/>", .version),
      ("<?xml encoding='UTF-8'?><a/>", .version),
      ("<?xml version='1.0' standalone='maybe'?><a/>", .version),
      ("<?xml version='1.0' standalone='no' encoding='UTF-8'?><a/>", .version),
      ("<?xml version='1.0'encoding='UTF-8'?><a/>", .version),
      (" <?xml version='1.0'?><a/>", .misplacedDeclaration),
      ("<a><?xml version='1.0'?></a>", .misplacedDeclaration),
      ("<?XML version='1.0'?><a/>", .misplacedDeclaration),
      ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", .encoding("ISO-8859-1")),
      ("<?xml version='1.0' encoding='UTF-16'?><a/>", .encoding("UTF-16")),
      ("<?xml version='1.0' encoding='UTF-7'?><a/>", .encoding("UTF-7")),
      ("<?xml version='1.0' encoding='\(String(repeating: "x", count: 99))'?><a/>", .version),

      // Text, comments, instructions
      ("<a>]]></a>", .cdataEndInText),
      ("<a>]]]></a>", .cdataEndInText),
      ("<a><!-- -- --></a>", .doubleHyphenInComment),
      ("<a><!-- ---></a>", .doubleHyphenInComment),
      ("<a><?p:q?></a>", .malformedName),
      ("<a><?p+q?></a>", .malformedName),
      ("<a b='<'/>", .lessThanInAttribute),
      ("<a>< b/></a>", .malformedName),

      // Names and namespaces
      ("<1a/>", .malformedName),
      ("<-a/>", .malformedName),
      ("<:a/>", .malformedName),
      ("<a:/>", .malformedName),
      ("<a:1/>", .malformedName),
      ("<a::b/>", .malformedName),
      ("<a:b:c/>", .malformedName),
      ("<×/>", .malformedName),
      ("<p:a/>", .undeclaredPrefix("p")),
      ("<a p:b=''/>", .undeclaredPrefix("p")),
      ("<a><p:b xmlns:p='u'/><p:c/></a>", .undeclaredPrefix("p")),
      ("<a xmlns:p=''/>", .expected("a namespace name")),
      ("<a xmlns:xmlns='u'/>", .reservedPrefix),
      ("<a xmlns:xml='u'/>", .reservedPrefix),
      ("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", .reservedPrefix),
      ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", .reservedPrefix),
      ("<xmlns:a/>", .reservedPrefix),
      ("<a b='1' b='2'/>", .duplicateAttribute("b")),
      ("<a b='1' c='' d='' e='' f='' g='' h='' i='' j='' b='2'/>", .duplicateAttribute("b")),
      ("<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", .duplicateAttribute("b")),
      ("<a xmlns='u' xmlns='v'/>", .duplicateAttribute("xmlns")),
      ("<a xmlns:p='u' xmlns:p='v'/>", .duplicateAttribute("p")),
    ] as [(String, XMLError.Reason)]
  )
  func refused(text: String, reason: XMLError.Reason) {
    do {
      let events = try events(text)
      Issue.record("it was read as \(events)")
    } catch {
      #expect(error.reason == reason)
    }
  }

  @Test(
    "bytes that are not the one encoding are refused",
    arguments: [
      ([0xff, 0xfe, 0x3c, 0x00], .encoding("UTF-16 or UTF-32")),
      ([0xfe, 0xff, 0x00, 0x3c], .encoding("UTF-16 or UTF-32")),
      ([0x3c, 0x00, 0x61, 0x00], .encoding("UTF-16 or UTF-32")),
      ([0x00, 0x3c, 0x00, 0x61], .encoding("UTF-16 or UTF-32")),
      (Array("<a>".utf8) + [0xe9] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0xc0, 0x80] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0xc1, 0xbf] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0xe0, 0x80, 0xaf] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0xed, 0xa0, 0x80] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0xf4, 0x90, 0x80, 0x80] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0xf8, 0x88, 0x80, 0x80, 0x80] + Array("</a>".utf8), .notUTF8),
      (Array("<a>".utf8) + [0x80] + Array("</a>".utf8), .notUTF8),
      (Array("<a/>".utf8) + [0xc3], .notUTF8),
      (Array("<a>".utf8) + [0x00] + Array("</a>".utf8), .forbiddenCharacter(0)),
      (Array("<a>".utf8) + [0x1b] + Array("12345678</a>".utf8), .forbiddenCharacter(0x1b)),
      (Array("<a>12345678".utf8) + [0x0b] + Array("</a>".utf8), .forbiddenCharacter(0x0b)),
      (Array("<a>\u{ffff}</a>".utf8), .forbiddenCharacter(0xffff)),
      (Array("<a b='".utf8) + [0x01] + Array("'/>".utf8), .forbiddenCharacter(1)),
      (Array("<!--".utf8) + [0x02] + Array("--><a/>".utf8), .forbiddenCharacter(2)),
    ] as [([UInt8], XMLError.Reason)]
  )
  func refusedBytes(bytes: [UInt8], reason: XMLError.Reason) {
    do {
      let events = try events(bytes)
      Issue.record("it was read as \(events)")
    } catch {
      #expect(error.reason == reason)
    }
  }

  @Test(
    "every bound holds at its value and refuses one more",
    arguments: [
      XMLError.Limit.documentBytes, .depth, .attributes, .nameBytes, .valueBytes, .textBytes,
      .nodes, .namespaces,
    ]
  )
  func bounds(limit: XMLError.Limit) throws {
    var limits = XMLReader.Limits()
    func text(_ count: Int) -> String {
      let names = (0..<count).map { "a\($0)" }
      return switch limit {
      case .documentBytes: "<a>" + String(repeating: " ", count: count - 7) + "</a>"
      case .depth:
        String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count)
      case .attributes: "<a" + names.map { " \($0)=''" }.joined() + "/>"
      case .nameBytes: "<" + String(repeating: "a", count: count) + "/>"
      case .valueBytes: "<a b='" + String(repeating: "c", count: count) + "'/>"
      case .textBytes: "<a>" + String(repeating: "b", count: count) + "</a>"
      case .nodes: "<a>" + String(repeating: "<b/>", count: count - 1) + "</a>"
      case .namespaces: "<a" + names.map { " xmlns:\($0)='u'" }.joined() + "/>"
      }
    }
    let maximum = 20
    switch limit {
    case .documentBytes: limits.documentBytes = maximum
    case .depth: limits.depth = maximum
    case .attributes: limits.attributes = maximum
    case .nameBytes: limits.nameBytes = maximum
    case .valueBytes: limits.valueBytes = maximum
    case .textBytes: limits.textBytes = maximum
    case .nodes: limits.nodes = maximum
    case .namespaces: limits.namespaces = maximum
    }
    #expect(throws: Never.self) { try events(Array(text(maximum).utf8), limits: limits) }
    do {
      _ = try events(Array(text(maximum + 1).utf8), limits: limits)
      Issue.record("one more was read")
    } catch {
      #expect(error.reason == .limit(limit, maximum))
    }
  }

  @Test(
    "the default bounds stop what grows without end",
    arguments: [
      (String(repeating: "<a>", count: 100_000), XMLError.Limit.depth),
      ("<a" + (0..<10_000).map { " a\($0)=''" }.joined() + "/>", .attributes),
      ("<" + String(repeating: "a", count: 100_000) + "/>", .nameBytes),
      ("<a b='" + String(repeating: "c", count: 1_000_000) + "'/>", .valueBytes),
    ]
  )
  func defaults(text: String, limit: XMLError.Limit) {
    do {
      _ = try events(text)
      Issue.record("it was read")
    } catch {
      guard case .limit(limit, _) = error.reason else {
        Issue.record("refused as \(error)")
        return
      }
    }
  }

  /// Shapes that make careless readers quadratic; each a text whose size is proportional to `count`.
  private static let shapes: [(name: String, text: @Sendable (Int) -> String)] = [
    ("plain text", { "<a>" + String(repeating: "b", count: $0 * 8) + "</a>" }),
    ("references", { "<a>" + String(repeating: "&lt;", count: $0 * 2) + "</a>" }),
    ("almost the end of CDATA", { "<a><![CDATA[" + String(repeating: "]", count: $0) + "]]></a>" }),
    ("brackets in text", { "<a>" + String(repeating: "] ]", count: $0) + "</a>" }),
    ("small elements", { "<a>" + String(repeating: "<b/>", count: $0) + "</a>" }),
    ("comments", { "<a>" + String(repeating: "<!---->", count: $0) + "</a>" }),
    ("hyphens in a comment", { "<a><!--" + String(repeating: "- ", count: $0) + "--></a>" }),
    ("instructions", { "<a>" + String(repeating: "<?p ?>", count: $0) + "</a>" }),
    ("question marks", { "<a><?p " + String(repeating: "?", count: $0) + "?></a>" }),
    ("runs of text", { "<a>" + String(repeating: "b<!---->", count: $0) + "</a>" }),
    ("line ends", { "<a>" + String(repeating: "\r\n", count: $0) + "</a>" }),
    (
      "many attributes",
      { count in
        let attributes = (0..<100).map { " a\($0)=''" }.joined()
        return "<a>" + String(repeating: "<b\(attributes)/>", count: count / 100) + "</a>"
      }
    ),
    (
      "many prefixes in force, each used",
      { count in
        let declared = (0..<100).map { " xmlns:p\($0)='u\($0)'" }.joined()
        let used = (0..<count).map { "<p\($0 % 100):b/>" }.joined()
        return "<a\(declared)>\(used)</a>"
      }
    ),
    (
      "prefixes declared at every level",
      { count in
        let levels = 8
        let declared = (0..<100).map { " xmlns:p\($0)='u'" }.joined()
        let block =
          String(repeating: "<b\(declared)>", count: levels)
          + String(repeating: "<p0:c/>", count: 100) + String(repeating: "</b>", count: levels)
        return "<a>" + String(repeating: block, count: count / 500) + "</a>"
      }
    ),
    (
      "up and down",
      { count in
        let depth = 200
        let block =
          String(repeating: "<b>", count: depth) + String(repeating: "</b>", count: depth)
        return "<a>" + String(repeating: block, count: count / depth) + "</a>"
      }
    ),
  ]

  @Test("the work is linear in the size", arguments: shapes.indices)
  func linear(index: Int) throws {
    let shape = Self.shapes[index]
    let small = Array(shape.text(2000).utf8)
    let large = Array(shape.text(20_000).utf8)
    let (smallSteps, largeSteps) = (try measured(small).steps, try measured(large).steps)
    #expect(largeSteps <= 5 * large.count, "\(shape.name)")
    let growth = Double(largeSteps) / Double(smallSteps)
    let size = Double(large.count) / Double(small.count)
    #expect(growth <= size * 1.05, "\(shape.name): size × \(size), work × \(growth)")
  }

  @Test func `a thousand elements deep costs no stack`() throws {
    var limits = XMLReader.Limits()
    limits.depth = 1_000_000
    let text = String(repeating: "<a>", count: 200_000) + String(repeating: "</a>", count: 200_000)
    #expect(try events(Array(text.utf8), limits: limits).count == 400_000)
  }

  @Test("any bytes at all are read or refused", arguments: 0..<20)
  func noise(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    // Of the characters that mean something, so that the noise gets further than the first byte.
    let alphabet = Array("<>/=\"'&;!?-[]x:# \n\rCDATAaé".utf8) + [0xff, 0x00]
    for _ in 0..<500 {
      let count = Int(random.next() % 60)
      let bytes = (0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      _ = try? events(bytes)
      _ = try? events(Array("<a>".utf8) + bytes + Array("</a>".utf8))
    }
  }
}
