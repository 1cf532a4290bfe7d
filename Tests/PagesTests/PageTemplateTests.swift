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

  @Test("A text that lacks a half is an error with its place")
  func halves() {
    for text in ["[[only]]", "[[a|b|c]]", "[[a|b"] {
      #expect(throws: PageTemplate.Malformed.self) {
        try PageTemplate("broken", text).text(.french)
      }
    }
  }
}
