package import CarnetCore

/// How long each of the law's periods lasts: data that enters by event, so that a replay of a past
/// day uses the periods of that day.
package struct Timers: Hashable, Sendable {
  /// To object to an announced opening (R1111-28): six weeks.
  package var objectionDays = 42
  /// To object to the closure of a suspended record (R1111-36): six weeks.
  package var suspensionDays = 42
  /// Until the holder is told that a document waits for its announcement (R1111-53): two weeks.
  package var announcementNoticeDays = 14
  /// Until that document is shown without more ado (R1111-53): one month.
  package var announcementReleaseMonths = 1
  /// How long an authorisation lasts: a year, renewable.
  package var authorisationMonths = 12
  /// To erase a closed record on express request (R1111-36): three months.
  package var erasureMonths = 3
  /// How long a closed record is kept (L1111-18, R1111-36): ten years.
  package var retentionYears = 10
  /// Between two reminders of advance directives (R1111-19: "régulièrement").
  package var directivesReminderMonths = 12
  /// For a second person to review an emergency access.
  package var emergencyReviewHours = 72
  /// How long one breaking of the glass lasts.
  package var emergencySessionMinutes = 60
  package var majorityYears = 18
  /// How long an heir's access lasts.
  package var heirAccessDays = 90
  /// How long an agreement to reading holds that was given at an episode of care (ZFA-11): no text
  /// says so; a stay and what follows it.
  package var episodeConsentDays = 90

  package init() {}
}

extension Timers {
  /// The periods as a publication states them; those it leaves out stay as they were.
  init(_ published: Carnet_V1_Timers, over current: Timers) {
    self = current
    func take(_ value: UInt32, _ period: WritableKeyPath<Timers, Int>) {
      if value > 0 { self[keyPath: period] = Int(value) }
    }
    take(published.objectionDays, \.objectionDays)
    take(published.suspensionDays, \.suspensionDays)
    take(published.announcementNoticeDays, \.announcementNoticeDays)
    take(published.announcementReleaseMonths, \.announcementReleaseMonths)
    take(published.authorisationMonths, \.authorisationMonths)
    take(published.erasureMonths, \.erasureMonths)
    take(published.retentionYears, \.retentionYears)
    take(published.directivesReminderMonths, \.directivesReminderMonths)
    take(published.emergencyReviewHours, \.emergencyReviewHours)
    take(published.emergencySessionMinutes, \.emergencySessionMinutes)
    take(published.majorityYears, \.majorityYears)
    take(published.heirAccessDays, \.heirAccessDays)
    take(published.episodeConsentDays, \.episodeConsentDays)
  }

  /// When somebody born on `birth` comes of age; nil when that day is past or cannot be told.
  ///
  /// It is the day's first minute in France: late in the evening before by UTC.
  /// An unknown month or day counts as the last, so nobody is taken for an adult too early.
  package func majority(birth: PartialDate, after now: Instant) -> Instant? {
    let month = birth.month ?? 12
    let year = birth.year + majorityYears
    let day = min(birth.day ?? 31, CalendarDay.daysIn(month: month, year: year))
    guard let birthday = CalendarDay(year: year, month: month, day: day) else { return nil }
    let due = ParisTime.start(of: birthday)
    return due > now ? due : nil
  }
}

extension Instant {
  package func adding(days: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(days) * Self.millisecondsPerDay)
  }

  package func adding(hours: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(hours) * 3_600_000)
  }

  package func adding(minutes: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(minutes) * 60_000)
  }

  /// The same day of a later month at the same time, or that month's last day.
  ///
  /// The calendar's last day for what lies beyond the year 9999.
  package func adding(months: Int) -> Instant {
    let (year, month, day) = self.day.components
    let count = year * 12 + (month - 1) + months
    let (newYear, newMonth) = (count / 12, count % 12 + 1)
    let timeOfDay = milliseconds - self.day.start.milliseconds
    let last = CalendarDay.daysIn(month: newMonth, year: newYear)
    guard let moved = CalendarDay(year: newYear, month: newMonth, day: min(day, last)) else {
      return CalendarDay(year: 9999, month: 12, day: 31)?.start ?? self
    }
    return Instant(milliseconds: moved.start.milliseconds + timeOfDay)
  }

  package func adding(years: Int) -> Instant { adding(months: years * 12) }
}
