import Views

/// Where a count of openings, closures and consents stands.
struct Cell: TallyCell {
  var day: Int32
  var counter: UInt8
  var traits: Traits

  static func precedes(_ left: Cell, _ right: Cell) -> Bool {
    if (left.day, left.counter) != (right.day, right.counter) {
      return (left.day, left.counter) < (right.day, right.counter)
    }
    return left.traits < right.traits
  }

  static let table = "count"
  static let key = ["day", "counter", "channel", "commune", "age_band", "sex"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, counter)
    traits.bind(to: statement, from: 3)
  }
}
