/// A word that stands out, in a colour that is never alone in telling it.
package struct Mark: Sendable {
  package enum Tone: String, Sendable {
    case plain = ""
    case good
    case care
    case alarm
  }

  package var text: String
  var tone: String

  package init(_ text: String, _ tone: Tone = .plain) {
    self.text = text
    self.tone = tone.rawValue
  }
}

extension PageTemplate {
  static let mark = PageTemplate("mark", #"<span class="mark {{tone}}">{{text}}</span>"#)
}
