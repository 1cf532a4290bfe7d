import CarnetCore
import MedicalRecord

extension CalendarDay {
  /// A day written in the source, which the calendar has.
  static func of(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
    CalendarDay(year: year, month: month, day: day) ?? CalendarDay(daysSinceEpoch: 0)
  }

  /// Monday is 0.
  var weekday: Int { ((Int(daysSinceEpoch) + 3) % 7 + 7) % 7 }

  /// The moment at which clocks in Paris show that time on this day.
  func at(minuteOfDay: Int, second: Int = 0) -> Instant {
    let local = start.milliseconds + Int64(minuteOfDay) * 60_000 + Int64(second) * 1000
    return ParisTime.moment(ofLocal: Instant(milliseconds: local))
  }
}

extension Instant {
  static func of(_ year: Int, _ month: Int, _ day: Int) -> Instant {
    CalendarDay.of(year, month, day).start
  }

  func adding(seconds: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(seconds) * 1000)
  }

  var year: Int { day.components.year }
}

extension SeededRandom {
  /// A moment of the period, whatever the hour.
  mutating func moment(from: Instant, to: Instant) -> Instant {
    let span = max(1, to.milliseconds - from.milliseconds)
    return Instant(milliseconds: from.milliseconds + Int64(unit() * Double(span)))
  }

  /// A moment of the period at which practices, desks and pharmacies are open.
  mutating func workingMoment(from: Instant, to: Instant) -> Instant {
    var day = moment(from: from, to: to).day
    switch day.weekday {
    case 6: day.daysSinceEpoch += 1
    case 5 where chance(0.6): day.daysSinceEpoch -= 1
    default: break
    }
    let moment = day.at(minuteOfDay: within(8 * 60...19 * 60 - 1), second: below(60))
    return min(max(moment, from), to)
  }

  /// The same or a later day, at night or at midday, when few look over one's shoulder.
  mutating func quietMoment(on day: CalendarDay) -> Instant {
    let minute = chance(0.75) ? within(22 * 60...28 * 60) : within(12 * 60...13 * 60 + 30)
    return day.at(minuteOfDay: minute, second: below(60))
  }
}
