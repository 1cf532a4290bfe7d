/// What stands around a page's own part: who is signed in, where they can go, what must stay in sight.
package struct PageFrame: Sendable {
  /// One way on.
  package struct Link: Sendable {
    package var href: String
    package var label: String
    /// The page that is shown.
    package var isHere: Bool

    package init(_ href: String, _ label: String, isHere: Bool = false) {
      self.href = href
      self.label = label
      self.isHere = isHere
    }
  }

  /// What happened at the request before this one.
  package struct Notice: Sendable {
    package var text: String
    package var isError: Bool

    package init(_ text: String, isError: Bool = false) {
      self.text = text
      self.isError = isError
    }
  }

  /// What stays in sight for its whole length (EX_0.2-1050): an emergency access, a secret
  /// connection.
  package struct Banner: Sendable {
    package var text: String
    /// Until when it holds, as `14:32`; nil for as long as the session.
    package var until: String?
    /// Where a form that ends it early is sent to; none if nil.
    package var ending: String?

    package init(_ text: String, until: String? = nil, ending: String? = nil) {
      self.text = text
      self.until = until
      self.ending = ending
    }
  }

  package var title: String
  package var language: PageLanguage
  /// The name of who is signed in; nil for nobody.
  package var who: String?
  /// In what capacity: "médecin généraliste".
  package var capacity: String?
  package var links: [Link] = []
  package var notice: Notice?
  package var banner: Banner?
  /// The token that every form of the session carries.
  package var csrf = ""
  /// The address of this page, for the choice of language.
  package var here = "/"
  /// Whether tables want the whole width of the window.
  package var isWide = false
  /// Whether it is a demonstration, where nobody is real.
  package var isDemonstration = false
  /// Scripts of this page alone, by the names of their assets.
  package var scripts: [String] = []

  package init(_ title: String, _ language: PageLanguage) {
    self.title = title
    self.language = language
  }
}
