import CarnetCore

/// How records came to be in Seine-Maritime, as shares of its people.
///
/// 26 000 at the end of October 2018 and 100 000 in spring 2019 are published for 1.1 million
/// insured people; the rest follows the national figures (domain.md §7).
enum EnrolmentCurve {
  /// The share of all people who have a record that they asked for.
  static let knots: [(day: CalendarDay, share: Double)] = [
    (.of(2018, 7, 1), 0), (.of(2018, 10, 31), 0.0236), (.of(2019, 4, 24), 0.0909),
    (.of(2019, 12, 31), 0.128), (.of(2020, 12, 31), 0.15), (.of(2021, 6, 30), 0.165),
  ]

  /// The share at the end of opening on request (30 June 2021).
  static let sharesAtEnd = 0.165

  /// When that share had a record.
  static func moment(ofShare share: Double) -> Instant {
    for (before, after) in zip(knots, knots.dropFirst()) where share < after.share {
      let part = (share - before.share) / (after.share - before.share)
      let span = Double(after.day.start.milliseconds - before.day.start.milliseconds)
      return Instant(milliseconds: before.day.start.milliseconds + Int64(part * span))
    }
    return knots[knots.count - 1].day.start
  }

  /// The first and the last day on which people are told that a record will be opened for them.
  static let announcements = Instant.of(2022, 1, 31)..<Instant.of(2022, 4, 16)

  /// The share of people who use a record that was opened for them, by year's end.
  private static let activation: [(day: CalendarDay, share: Double)] = [
    (.of(2022, 3, 15), 0), (.of(2022, 11, 15), 0.11), (.of(2023, 12, 31), 0.152),
    (.of(2024, 12, 31), 0.25), (.of(2025, 10, 15), 0.34), (.of(2026, 12, 31), 0.42),
  ]

  /// When the person at that place of the queue begins to use their record; nil for those who have
  /// not so far.
  static func activation(ofShare share: Double) -> Instant? {
    for (before, after) in zip(activation, activation.dropFirst()) where share < after.share {
      let part = (share - before.share) / (after.share - before.share)
      let span = Double(after.day.start.milliseconds - before.day.start.milliseconds)
      return Instant(milliseconds: before.day.start.milliseconds + Int64(part * span))
    }
    return nil
  }
}
