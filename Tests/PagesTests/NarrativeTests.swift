import Foundation
import Testing

@testable import Pages

@Suite("The text of a CDA document as HTML")
struct NarrativeTests {
  private func document(_ body: String, entry: String = "") -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:x="urn:other"><title>Lettre</title>
      <component><structuredBody><component><section><title>Conclusion</title>
      <text>\(body)</text>\(entry)</section></component></structuredBody></component>
      </ClinicalDocument>
      """
      .utf8
    )
  }

  private func html(_ body: String, entry: String = "") throws -> String {
    try Narrative(document(body, entry: entry))
      .shown(filesPath: "/files/", .french).map(\.html).joined()
  }

  @Test("Sections keep their titles, and those within one another stand a level lower")
  func sections() throws {
    let inner = "<component><section><title>Détail</title><text>b</text></section></component>"
    let shown = try Narrative(document("a", entry: inner)).shown(filesPath: "/", .french)
    #expect(shown.map(\.sectionTitle) == ["Conclusion", "Détail"])
    #expect(shown.map(\.heading) == [3, 4])
    #expect(shown.map(\.html) == ["a", "b"])
  }

  @Test("Paragraphs, lists, emphasis and tables become our own elements")
  func elements() throws {
    let html = try html(
      """
      <paragraph><content styleCode="Bold xRed">Gras</content><br/>x<sub>2</sub></paragraph>
      <list listType="ordered"><caption>Suite</caption><item>un</item><item>deux</item></list>
      <table><caption>Bilan</caption><thead><tr><th colspan="2">T</th></tr></thead>
      <tbody><tr><td rowspan="3">v</td><td/></tr></tbody></table>
      """
    )
    #expect(html.contains("<div class=\"para\"><b>Gras</b><br>x<sub>2</sub></div>"))
    #expect(html.contains("Suite</strong><ol><li>un</li><li>deux</li></ol>"))
    #expect(html.contains("<caption>Bilan</caption>"))
    #expect(html.contains("<th scope=\"col\" colspan=\"2\">T</th>"))
    #expect(html.contains("<td rowspan=\"3\">v</td><td></td>"))
  }

  @Test(
    "Nothing of a hostile document is markup, an address or a style",
    arguments: [
      #"<script>alert(1)</script>"#,
      #"<paragraph onclick="alert(1)" style="position:fixed">a</paragraph>"#,
      #"<linkHtml href="javascript:alert(1)">clic</linkHtml>"#,
      #"<content styleCode="&quot;&gt;&lt;script&gt;">a</content>"#,
      #"&lt;script&gt;alert(1)&lt;/script&gt;"#,
      #"<![CDATA[<img src=x onerror=alert(1)>]]>"#,
      #"<x:iframe src="https://example.org"/>"#,
      #"<table onload="x"><tr><td colspan="99999999999" style="x">a</td></tr></table>"#,
      #"<renderMultiMedia referencedObject='"&gt;&lt;script&gt;'/>"#,
      #"<list><script>a</script><item><style>b{}</style></item></list>"#,
    ]
  )
  func hostile(_ body: String) throws {
    let html = try html(body)
    let tags = html.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
    let known: Set<Substring> = [
      "div", "strong", "ol", "ul", "li", "table", "thead", "tbody", "tr", "td", "th", "caption",
      "b", "i", "u", "span", "a", "img", "br", "sub", "sup", "small",
    ]
    for tag in tags {
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter }
      #expect(known.contains(name), "\(tag) in \(html)")
      for word in ["onclick", "onload", "onerror", "style", "javascript", "href=\"http"] {
        #expect(!tag.lowercased().contains(word), "\(tag) in \(html)")
      }
    }
  }

  @Test("A picture within is asked for by its place, whatever its name")
  func media() throws {
    let entry = """
      <entry><observationMedia classCode="OBS" moodCode="EVN" ID="a/../b?c">
      <value mediaType="image/png" representation="B64">iVBORw0KGgo=</value></observationMedia></entry>
      """
    let bytes = document("<renderMultiMedia referencedObject=\"a/../b?c\"/>", entry: entry)
    let html = try Narrative(bytes).shown(filesPath: "/files/", .french).map(\.html).joined()
    #expect(html.contains("src=\"/files/1\""))
    let file = try #require(Narrative.file(1, in: bytes))
    #expect(file.mediaType == "image/png")
    #expect(file.bytes.count == 8)
    #expect(Narrative.file(2, in: bytes) == nil)
  }

  @Test("Depth beyond the bound costs structure, never the process or the text")
  func depth() throws {
    let body =
      String(repeating: "<content styleCode=\"Bold\">", count: 200) + "fond"
      + String(repeating: "</content>", count: 200)
    let html = try html(body)
    #expect(html.contains("fond"))
    #expect(html.split(separator: "<b>", omittingEmptySubsequences: false).count <= 42)
  }

  @Test("A document with a DOCTYPE, without an end or of another kind is not shown")
  func refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"c\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>"
    #expect(throws: Narrative.Failure.malformed) { try Narrative(Array(bomb.utf8)) }
    #expect(throws: Narrative.Failure.malformed) {
      try Narrative(Array("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">".utf8))
    }
    #expect(throws: Narrative.Failure.notCDA) { try Narrative(Array("<a/>".utf8)) }
    let empty = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>"
    #expect(throws: Narrative.Failure.noText) { try Narrative(Array(empty.utf8)) }
    #expect(throws: Narrative.Failure.tooLarge) {
      try Narrative([UInt8](repeating: 0x20, count: Narrative.bytesMax + 1))
    }
  }

  @Test("Random damage to a document never makes markup of it")
  func damage() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let whole = document(
      "<table><tr><td>a</td></tr></table><list><item>b</item></list><paragraph>c</paragraph>"
    )
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0...(next() % 4) {
        bytes[Int(next() % UInt64(bytes.count))] = UInt8(next() % 128)
      }
      guard let shown = try? Narrative(bytes).shown(filesPath: "/", .french) else { continue }
      let html = shown.map(\.html).joined()
      #expect(!html.contains("<script") && !html.contains("<item"), "seed \(seed)")
    }
  }
}
