import CarnetCore
import Pages
import Statistics

/// The day that somebody wants the figures of: a date, the end of a month, or today.
struct ChosenDay: Sendable {
  let day: CalendarDay
  let today: CalendarDay
  /// The first day of which there is anything to say.
  let first: CalendarDay

  init(_ call: Call, today: CalendarDay, first: CalendarDay) throws(WebRefusal) {
    self.today = today
    self.first = min(first, today)
    if let text = call.query["day"] {
      guard let day = CalendarDay(text), (self.first...today).contains(day) else {
        throw Self.refusal(self.first, today)
      }
      self.day = day
    } else if let text = call.query["month"] {
      guard let number = Int(text),
        (Self.month(of: self.first)...Self.month(of: today)).contains(number),
        let end = Self.end(ofMonth: number)
      else { throw Self.refusal(self.first, today) }
      day = min(end, today)
    } else {
      day = today
    }
  }

  private static func refusal(_ first: CalendarDay, _ today: CalendarDay) -> WebRefusal {
    .malformed(
      "ce jour n'a pas de chiffres : choisissez-en un du \(first) au \(today)",
      "there are no figures of that day: choose one from \(first) to \(today)"
    )
  }

  /// Months since the year 0.
  static func month(of day: CalendarDay) -> Int {
    let (year, month, _) = day.components
    return year * 12 + month - 1
  }

  private static func end(ofMonth number: Int) -> CalendarDay? {
    let (year, month) = (number / 12, number % 12 + 1)
    return CalendarDay(year: year, month: month, day: CalendarDay.daysIn(month: month, year: year))
  }

  /// How another day is chosen on a page.
  func choice(_ path: String, _ text: PageText) -> DayChoice {
    let months = Self.month(of: first)...Self.month(of: today)
    let names = months.map { month in
      Self.end(ofMonth: month)
        .map { text.day($0).split(separator: " ").dropFirst().joined(separator: " ") } ?? ""
    }
    return DayChoice(
      action: path,
      shown: text.day(day),
      value: day.description,
      first: first.description,
      last: today.description,
      monthFirst: months.lowerBound,
      monthLast: months.upperBound,
      month: Self.month(of: day),
      monthNames: names,
      isToday: day == today,
      pages: DepartmentPages.rooms.map { room in
        PageFrame.Link(
          room.path + (day == today ? "" : "?day=\(day)"),
          text.language.say(room.words.french, room.words.english),
          isHere: room.path == path
        )
      }
    )
  }
}
