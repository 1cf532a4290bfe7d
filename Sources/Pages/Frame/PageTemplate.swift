package import Mustache
import Synchronization

/// The HTML of a page or of a part of one, with its two languages side by side.
///
/// Mustache, where values are escaped unless three braces ask for markup. `[[Nom|Name]]` stands for
/// the French or the English text; an empty half is written `[[s|]]`. Neither half can hold `|` or
/// `]]`.
package struct PageTemplate: Sendable {
  package let name: String
  let text: String

  /// - Parameters:
  ///   - name: as partials and errors call it; unique among all templates.
  package init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  package enum Malformed: Error, Hashable, Sendable {
    /// `[[` without `|` and `]]` after it.
    case text(template: String, near: String)
    case markup(template: String, String)
  }

  /// The template's text in one language.
  func text(_ language: PageLanguage) throws(Malformed) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "[[") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(of: "]]") else {
        throw .text(template: name, near: String(rest.prefix(40)))
      }
      let halves = rest[..<end.lowerBound].split(separator: "|", omittingEmptySubsequences: false)
      guard halves.count == 2 else {
        throw .text(template: name, near: String(rest[..<end.lowerBound].prefix(40)))
      }
      result += language == .french ? halves[0] : halves[1]
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}

/// What a page shows: values for its template, already in words.
///
/// The template finds the values by the names of the properties; values of the frame (`csrf`, `lang`)
/// are found behind them.
package protocol PageModel: Sendable {
  static var template: PageTemplate { get }
}

/// Templates that were read, by name and language.
final class TemplateStore: Sendable {
  private let compiled = Mutex<[String: MustacheTemplate]>([:])

  /// - Parameter section: wraps the text so that names are looked for in that property first.
  func template(
    _ template: PageTemplate,
    _ language: PageLanguage,
    section: String? = nil
  ) throws(PageTemplate.Malformed) -> MustacheTemplate {
    let key = "\(language.rawValue)/\(template.name)"
    if let known = compiled.withLock({ $0[key] }) { return known }
    var text = try template.text(language)
    if let section { text = "{{#\(section)}}\(text){{/\(section)}}" }
    let made: MustacheTemplate
    do {
      made = try MustacheTemplate(string: text)
    } catch {
      throw .markup(template: template.name, "\(error)")
    }
    compiled.withLock { $0[key] = made }
    return made
  }
}
