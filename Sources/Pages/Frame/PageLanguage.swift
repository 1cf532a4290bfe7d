/// The language of a page.
package enum PageLanguage: String, Sendable, CaseIterable {
  case french = "fr"
  case english = "en"

  /// The one of two texts that is read.
  package func say(_ french: String, _ english: String) -> String {
    self == .french ? french : english
  }
}
