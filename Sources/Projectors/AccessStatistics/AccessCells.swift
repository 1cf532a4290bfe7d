import Views

/// Where a count of accesses stands.
struct AccessCell: TallyCell {
  var day: Int32
  /// The catalogue's number of the event.
  var type: UInt16
  var mode: UInt8
  /// The catalogue's number of the actor's kind; 0 when it is not known.
  var actor: UInt8
  /// The code of the profession, without its list and speciality: `10` for a physician.
  var profession: String

  static func precedes(_ left: AccessCell, _ right: AccessCell) -> Bool {
    (left.day, left.type, left.mode, left.actor, left.profession)
      < (right.day, right.type, right.mode, right.actor, right.profession)
  }

  static let table = "access_count"
  static let key = ["day", "type", "mode", "actor", "profession"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, type)
    statement.bind(3, mode)
    statement.bind(4, actor)
    statement.bind(5, profession)
  }
}

/// Where a count of records that somebody read for the first time stands.
struct FirstCell: TallyCell {
  var day: Int32
  var audience: UInt8
  var wait: UInt8

  static func precedes(_ left: FirstCell, _ right: FirstCell) -> Bool {
    (left.day, left.audience, left.wait) < (right.day, right.audience, right.wait)
  }

  static let table = "first_access_count"
  static let key = ["day", "audience", "wait"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, audience)
    statement.bind(3, wait)
  }
}

/// Where a count of blocks, set or lifted, stands.
struct BlockCell: TallyCell {
  var day: Int32
  /// 1 when it was lifted.
  var isLifted: UInt8
  /// The catalogue's number; 0 when it is not known.
  var scope: UInt8

  static func precedes(_ left: BlockCell, _ right: BlockCell) -> Bool {
    (left.day, left.isLifted, left.scope) < (right.day, right.isLifted, right.scope)
  }

  static let table = "block_count"
  static let key = ["day", "is_lifted", "scope"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, isLifted)
    statement.bind(3, scope)
  }
}
