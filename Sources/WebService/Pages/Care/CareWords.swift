import CarnetCore
import MedicalRecord
import Pages

/// People as lists and headings name them.
enum CareWords {
  /// `LEFEVRE Anne`, or with the name in use: `MARTIN Anne (née LEFEVRE)`.
  static func name(_ identity: IdentityRecorded) -> String {
    let given =
      identity.usedGivenName.isEmpty
      ? (identity.givenNames.first ?? identity.firstGivenName) : identity.usedGivenName
    let used = identity.usedName
    let last = used.isEmpty || used == identity.birthName ? identity.birthName : used
    let first = [last, given].filter { !$0.isEmpty }.joined(separator: " ")
    return last == identity.birthName ? first : "\(first) (\(identity.birthName))"
  }

  static func birth(_ identity: IdentityRecorded, _ text: PageText) -> String {
    birth(identity.birthDate, identity.sex, text)
  }

  /// `femme, 28/03/1979`.
  static func birth(_ date: String, _ sex: Carnet_V1_Sex, _ text: PageText) -> String {
    [IdentityWords.sex(sex, text.language), day(date, text)].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  private static func day(_ date: String, _ text: PageText) -> String {
    guard let known = PartialDate(date), let month = known.month, let day = known.day,
      let whole = CalendarDay(year: known.year, month: month, day: day)
    else { return date }
    return text.shortDay(whole)
  }

  /// Years of age on a day; nil where the birth date is not whole.
  static func age(_ identity: IdentityRecorded, on day: CalendarDay) -> Int? {
    guard let born = PartialDate(identity.birthDate), let month = born.month, let number = born.day
    else { return nil }
    let now = day.components
    let hadBirthday = (now.month, now.day) >= (month, number)
    let age = now.year - born.year - (hadBirthday ? 0 : 1)
    return (0...130).contains(age) ? age : nil
  }

  /// A birth date as people write it: `28/03/1979`, `03/1979`, `1979`, `1979-03-28`.
  static func date(_ typed: String?) -> PartialDate? {
    guard let typed, typed.utf8.count <= 10 else { return nil }
    if let date = PartialDate(typed) { return date }
    let parts = typed.split(whereSeparator: { "/. ".contains($0) }).map(String.init)
    guard (1...3).contains(parts.count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, parts.last?.utf8.count == 4, let year = numbers.last else {
      return nil
    }
    return switch numbers.count {
    case 1: PartialDate(year: year)
    case 2: PartialDate(year: year, month: numbers[0])
    default: PartialDate(year: year, month: numbers[1], day: numbers[0])
    }
  }
}
