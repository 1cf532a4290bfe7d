package import CarnetCore

/// The age classes of the enrolment figures: wide enough that a count in a commune names nobody,
/// and with the cuts that health insurance statistics use (16, the age of choosing one's doctor; 25,
/// 35, 50, 65 and 75).
package enum AgeBand: String, Hashable, Sendable, Codable, CaseIterable {
  case to15 = "0-15"
  case from16 = "16-24"
  case from25 = "25-34"
  case from35 = "35-49"
  case from50 = "50-64"
  case from65 = "65-74"
  case from75 = "75+"

  /// The class of somebody born on `birth`, as of `day`.
  ///
  /// An unknown month or day counts as the first, so the age is the highest possible. Who was born
  /// on 29 February is a year older on 1 March of common years. Nil before birth.
  package init?(birth: PartialDate, on day: CalendarDay) {
    let now = day.components
    let (month, dayOfMonth) = (birth.month ?? 1, birth.day ?? 1)
    var age = now.year - birth.year
    if (now.month, now.day) < (month, dayOfMonth) { age -= 1 }
    guard age >= 0 else { return nil }
    self =
      switch age {
      case ...15: .to15
      case ...24: .from16
      case ...34: .from25
      case ...49: .from35
      case ...64: .from50
      case ...74: .from65
      default: .from75
      }
  }
}
