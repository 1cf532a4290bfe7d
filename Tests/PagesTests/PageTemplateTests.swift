import Testing

@testable import Pages

@Suite("Templates with two languages side by side")
struct PageTemplateTests {
  struct Model: PageModel {
    static let template = PageTemplate(
      "test-model",
      #"<p title="{{name}}">[[Bonjour|Hello]] {{name}}</p>{{> token}}"#
    )
    var name: String
  }

  @Test("A page is rendered in the language that is asked for")
  func languages() throws {
    let renderer = try PageRenderer()
    let model = Model(name: "Zoé")
    #expect(try renderer.part(model, .french).contains("Bonjour Zoé"))
    #expect(try renderer.part(model, .english).contains("Hello Zoé"))
  }

  @Test("Hostile values are text, in markup and in attributes")
  func escaping() throws {
    let hostile = #""><script>alert(1)</script>{{csrf}}[[a|b]]'"#
    let html = try PageRenderer().part(Model(name: hostile), csrf: "secret", .french)
    #expect(!html.contains("<script>"))
    #expect(!html.contains("\"><"))
    // The value is not read as a template: the token stands once, in its own field.
    #expect(html.split(separator: "secret", omittingEmptySubsequences: false).count == 2)
  }

  struct Nested: PageModel {
    struct Row: Sendable {
      struct Note: Sendable { var words: String }

      var name: String
      var note: Note?
      var isLast: Bool
      var count: Int
    }

    static let template = PageTemplate(
      "test-nested",
      #"{{#rows}}{{name}}={{count}}{{#note}} ({{words}} of {{title}}){{/note}}{{^note}} -{{/note}}{{#isLast}}.{{/isLast}}{{^isLast}};{{/isLast}}{{/rows}}{{^empty(names)}}{{#names}}[{{.}}]{{/names}}{{/empty(names)}}{{#empty(none)}}nothing{{/empty(none)}}{{first.name}}"#
    )
    var title = "T"
    var rows = [
      Row(name: "a", note: .init(words: "w"), isLast: false, count: 1),
      Row(name: "b", note: nil, isLast: true, count: 2),
    ]
    var names = ["x", "y"]
    var none: [Row] = []
    var first = Row(name: "c", note: nil, isLast: false, count: 3)
  }

  @Test("Values within values are found, an optional without one is nothing, a list may be empty")
  func nested() throws {
    let html = try PageRenderer().part(Nested(), .french)
    #expect(html == "a=1 (w of T);b=2 -.[x][y]nothingc")
  }

  @Test("A text that lacks a half is an error with its place")
  func halves() {
    for text in ["[[only]]", "[[a|b|c]]", "[[a|b"] {
      #expect(throws: PageTemplate.Malformed.self) {
        try PageTemplate("broken", text).text(.french)
      }
    }
  }
}
