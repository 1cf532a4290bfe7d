package import CarnetCore
package import MedicalRecord

/// Somebody of the department: what is known of them before anything happens.
package struct Person: Sendable {
  /// Counted from 0.
  package var number: Int
  package var sex: Sex
  package var birth: CalendarDay
  /// The place in the department's list of communes.
  package var commune: Int
  package var family: String
  package var given: String
  /// INSEE code of the birth place.
  package var birthPlace: String
  /// Tells apart those of one sex, month and birth place.
  package var order: Int
  /// The mother of a child, by number, where she lives in the department.
  package var mother: Int?
  /// Works at the hospital, and is therefore a colleague of whoever is curious there.
  package var isHospitalEmployee = false

  /// The number of a person who does not exist: a valid one, of the authority for tests.
  package var matricule: String {
    let born = birth.components
    let sexDigit = sex == .male ? "1" : "2"
    let body =
      sexDigit + Self.digits(born.year % 100, 2) + Self.digits(born.month, 2) + birthPlace
      + Self.digits(order, 3)
    var value: UInt64 = 0
    for digit in body.utf8 { value = value * 10 + UInt64(digit & 15) }
    return body + Self.digits(97 - Int(value % 97), 2)
  }

  static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  package func age(on day: CalendarDay) -> Int {
    let (now, born) = (day.components, birth.components)
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day) ? 1 : 0)
  }

  package var name: String { "\(given) \(family)" }

  /// The person as who they are in their own record.
  package var holder: Actor { Actor(.patient, identifier: matricule, name: name) }
}
