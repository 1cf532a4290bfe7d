import ArgumentParser
import CarnetCore

/// A period: days or moments.
struct PeriodOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("À partir de (2026-01-31 ou RFC 3339).", "From (2026-01-31 or RFC 3339)."),
      valueName: "day"
    )
  )
  var from: String?

  @Option(
    help: ArgumentHelp(
      say("Jusqu'à, jour compris (2026-12-31 ou RFC 3339).", "Through (2026-12-31 or RFC 3339)."),
      valueName: "day"
    )
  )
  var to: String?

  func validate() throws { _ = try period() }

  /// nil when no bound was given.
  func period() throws -> Range<Instant>? {
    if from == nil, to == nil { return nil }
    let start = try from.map { try Self.moment($0, isEnd: false) } ?? Instant(milliseconds: .min)
    let end = try to.map { try Self.moment($0, isEnd: true) } ?? Instant(milliseconds: .max)
    guard start <= end else {
      throw ValidationError(
        say("La période finit avant de commencer.", "The period ends before it begins.")
      )
    }
    return start..<end
  }

  static func moment(_ text: String, isEnd: Bool) throws -> Instant {
    if let day = CalendarDay(text) {
      return isEnd ? CalendarDay(daysSinceEpoch: day.daysSinceEpoch + 1).start : day.start
    }
    guard let instant = Instant(text) else {
      throw ValidationError(
        say(
          "« \(text) » n'est pas une date : 2026-01-31 ou 2026-01-31T08:00:00Z.",
          "\"\(text)\" is not a date: 2026-01-31 or 2026-01-31T08:00:00Z."
        )
      )
    }
    return instant
  }
}
