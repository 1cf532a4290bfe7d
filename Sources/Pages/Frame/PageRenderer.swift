import Mustache

/// Makes HTML of page models.
package final class PageRenderer: Sendable {
  private let store = TemplateStore()
  private let partials: [PageLanguage: MustacheLibrary]

  package init() throws(PageTemplate.Malformed) {
    var partials: [PageLanguage: MustacheLibrary] = [:]
    for language in PageLanguage.allCases {
      var templates: [String: MustacheTemplate] = [:]
      for partial in PageTemplate.partials {
        templates[partial.name] = try store.template(partial, language)
      }
      partials[language] = MustacheLibrary(templates: templates)
    }
    self.partials = partials
  }

  /// A whole page.
  ///
  /// - Parameters:
  ///   - model: what it shows.
  ///   - frame: what stands around it.
  /// - Returns: an HTML document.
  package func page<Model: PageModel>(
    _ model: Model,
    in frame: PageFrame
  ) throws(PageTemplate.Malformed) -> String {
    let body = try part(model, csrf: frame.csrf, frame.language)
    let layout = try store.template(.layout, frame.language)
    return layout.render(
      TakenApart(FrameContext(frame, body)),
      library: partials[frame.language]
    )
  }

  /// A part of a page, as one that is fetched to take the place of an older one.
  package func part<Model: PageModel>(
    _ model: Model,
    csrf: String = "",
    _ language: PageLanguage
  ) throws(PageTemplate.Malformed) -> String {
    let template = try store.template(Model.template, language, section: "model")
    let context = BodyContext(model: model, csrf: csrf, lang: language.rawValue)
    return template.render(TakenApart(context), library: partials[language])
  }
}

/// What a page's own template finds.
private struct BodyContext<Model> {
  var model: Model
  var csrf: String
  var lang: String
}

private struct FrameContext {
  var frame: PageFrame
  var lang: String
  var isFrench: Bool
  var csrf: String
  var body: String

  init(_ frame: PageFrame, _ body: String) {
    self.frame = frame
    lang = frame.language.rawValue
    isFrench = frame.language == .french
    csrf = frame.csrf
    self.body = body
  }
}
