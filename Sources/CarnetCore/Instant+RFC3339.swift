/// Days are written `2026-11-23`, moments as RFC 3339 in UTC with milliseconds
/// (`2026-11-23T08:30:00.125Z`).
extension CalendarDay: CustomStringConvertible, LosslessStringConvertible {
  package var description: String {
    let (year, month, day) = components
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2, let year = digits(parts[0]), let month = digits(parts[1]),
      let day = digits(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Instant: CustomStringConvertible, LosslessStringConvertible {
  package var description: String {
    let rest = Int(milliseconds - day.start.milliseconds)
    let seconds = rest / 1000
    return "\(day)T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):"
      + "\(padded(seconds % 60, 2)).\(padded(rest % 1000, 3))Z"
  }

  /// Reads RFC 3339: `T` and an offset (`Z` or `+02:00`) are compulsory, fractions are cut to
  /// milliseconds, a leap second counts as the second before it.
  package init?(_ description: String) {
    guard let mark = description.firstIndex(where: { $0 == "T" || $0 == "t" }),
      let day = CalendarDay(String(description[..<mark]))
    else { return nil }
    var rest = description[description.index(after: mark)...]
    var offsetMinutes = 0
    if rest.hasSuffix("Z") || rest.hasSuffix("z") {
      rest.removeLast()
    } else {
      let zone = rest.suffix(6)
      guard zone.utf8.count == 6, let sign = zone.first, sign == "+" || sign == "-" else {
        return nil
      }
      let parts = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].utf8.count == 2, parts[1].utf8.count == 2,
        let hours = digits(parts[0]), let minutes = digits(parts[1]), hours < 24, minutes < 60
      else { return nil }
      offsetMinutes = (hours * 60 + minutes) * (sign == "+" ? 1 : -1)
      rest.removeLast(6)
    }
    let halves = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let clock = halves[0].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = digits(clock[0]),
      let minute = digits(clock[1]), let second = digits(clock[2]), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    var fraction = 0
    if halves.count == 2 {
      guard !halves[1].isEmpty, halves[1].utf8.count <= 9, digits(halves[1]) != nil else {
        return nil
      }
      let three = (String(halves[1]) + "000").prefix(3)
      guard let value = digits(three) else { return nil }
      fraction = value
    }
    let minutes = hour * 60 + minute - offsetMinutes
    milliseconds =
      day.start.milliseconds + Int64(minutes * 60_000 + min(second, 59) * 1000 + fraction)
  }
}

private func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

private func digits(_ text: some StringProtocol) -> Int? {
  guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
    return nil
  }
  return Int(text)
}
