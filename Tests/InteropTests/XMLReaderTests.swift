import Testing

@testable import Interop

struct XMLReaderTests {
  @Test(
    "documents give their events",
    arguments: [
      ("<a/>", ["<a>", "</a>"]),
      ("<a></a>", ["<a>", "</a>"]),
      ("<a ></a >", ["<a>", "</a>"]),
      ("<?xml version=\"1.0\"?><a/>", ["<a>", "</a>"]),
      (
        "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<!-- c --><?p i?><a/> <!--d-->\n",
        ["<a>", "</a>"]
      ),
      ("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", ["<a>", "</a>"]),
      ("\u{feff}<a/>", ["<a>", "</a>"]),
      ("<a>b</a>", ["<a>", "\"b\"", "</a>"]),
      ("<a>&lt;&gt;&amp;&quot;&apos;</a>", ["<a>", "\"<>&\"'\"", "</a>"]),
      ("<a>&#233;&#xE9;&#x1F600;</a>", ["<a>", "\"éé😀\"", "</a>"]),
      ("<a>1\r\n2\r3\n4</a>", ["<a>", "\"1\n2\n3\n4\"", "</a>"]),
      ("<a>&#13;</a>", ["<a>", "\"\r\"", "</a>"]),
      ("<a>x<!--c-->y<?p?>z</a>", ["<a>", "\"x\"", "\"y\"", "\"z\"", "</a>"]),
      ("<a><![CDATA[<&]]]></a>", ["<a>", "\"<&]\"", "</a>"]),
      ("<a><![CDATA[]]></a>", ["<a>", "\"\"", "</a>"]),
      ("<a>]] ]&gt;]></a>", ["<a>", "\"]] ]>]>\"", "</a>"]),
      ("<a b='1' c=\"'2'\" d = '\"'/>", ["<a b=1 c='2' d=\">", "</a>"]),
      ("<a b='1\r\n2\t3\n4\r5&#10;6&amp;'/>", ["<a b=1 2 3 4 5\n6&>", "</a>"]),
      ("<a><b><c/></b><d/></a>", ["<a>", "<b>", "<c>", "</c>", "</b>", "<d>", "</d>", "</a>"]),
      ("<a xmlns='u'><b/></a>", ["<{u}a>", "<{u}b>", "</{u}b>", "</{u}a>"]),
      ("<a xmlns='u'><b xmlns=''/></a>", ["<{u}a>", "<b>", "</b>", "</{u}a>"]),
      ("<p:a xmlns:p='u' p:b='1' b='2'/>", ["<{u}a {u}b=1 b=2>", "</{u}a>"]),
      (
        "<p:a xmlns:p='u'><p:b xmlns:p='v'/><p:c/></p:a>",
        ["<{u}a>", "<{v}b>", "</{v}b>", "<{u}c>", "</{u}c>", "</{u}a>"]
      ),
      (
        "<a xml:lang='fr'/>",
        ["<a {http://www.w3.org/XML/1998/namespace}lang=fr>", "</a>"]
      ),
      ("<élément attribué='oui'/>", ["<élément attribué=oui>", "</élément>"]),
      ("<_a-b.c1·/>", ["<_a-b.c1·>", "</_a-b.c1·>"]),
      ("<a><!-- - - --></a>", ["<a>", "</a>"]),
      ("<a><?p ? > ??></a>", ["<a>", "</a>"]),
    ]
  )
  func reads(text: String, expected: [String]) throws {
    #expect(try events(text) == expected)
  }

  @Test func `lines are counted while reading`() throws {
    let text = "<a>\n<b/>\n\n<c>\n</c></a>"
    var lines: [Int] = []
    try Array(text.utf8)
      .withUnsafeBytes { buffer in
        var reader = try XMLReader(buffer)
        while let token = try reader.next() {
          if token == .start { lines.append(reader.tokenLine()) }
        }
      }
    #expect(lines == [1, 2, 4])
  }

  @Test(
    "errors say line and column in characters",
    arguments: [
      ("<a>\n  <é b='&x;'/></a>", 2, 9), ("<a>\n</b>", 2, 1), ("\u{feff}<a></b>", 1, 4), ("", 1, 1),
      ("<a>é&x;</a>", 1, 5),
    ]
  )
  func position(text: String, line: Int, column: Int) {
    do {
      _ = try events(text)
      Issue.record("it was read")
    } catch {
      #expect(error.line == line)
      #expect(error.column == column)
    }
  }

  @Test func `an element is skipped with all that is in it`() throws {
    let text = "<a><b><c>x</c><d/></b><e/></a>"
    var names: [String] = []
    try Array(text.utf8)
      .withUnsafeBytes { buffer in
        var reader = try XMLReader(buffer)
        while let token = try reader.next() {
          guard token == .start else { continue }
          names.append(reader.name.local)
          if reader.name.local != "a" { try reader.skipElement() }
        }
      }
    #expect(names == ["a", "b", "e"])
  }
}
