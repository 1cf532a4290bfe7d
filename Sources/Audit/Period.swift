import CarnetCore

/// How questions word their parameters in the event that says they were asked.
enum Parameters {
  static func words(_ period: Range<Instant>?) -> [String] {
    guard let period else { return [] }
    var words: [String] = []
    if period.lowerBound.milliseconds != .min { words.append("from \(period.lowerBound)") }
    if period.upperBound.milliseconds != .max { words.append("to \(period.upperBound)") }
    return words
  }
}
