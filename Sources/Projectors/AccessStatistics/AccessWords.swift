package import MedicalRecord

/// In which mode somebody entered a record.
package enum AccessMode: UInt8, CaseIterable, Sendable {
  case normal = 0
  /// « Bris de glace » (CSP L1111-17 I).
  case breakGlass = 1
  /// The physician of a « centre de régulation » who takes the call.
  case regulation = 2
  /// Of an erased record's traces, only that there was an access is left.
  case unknown = 3

  init(_ body: EventBody) {
    if case .emergencyAccessed(let accessed)? = body.fact {
      self =
        switch accessed.mode {
        case .breakGlass: .breakGlass
        case .regulation: .regulation
        default: .unknown
        }
      return
    }
    self =
      switch body.context.purpose {
      case .emergency: .breakGlass
      case .regulation: .regulation
      default: .normal
      }
  }
}

/// Who read a record for the first time.
package enum Audience: UInt8, CaseIterable, Sendable {
  case anybody = 0
  case professional = 1
  /// The holder or who represents them.
  case holder = 2

  init?(_ actor: Actor) {
    switch actor.kind {
    case .professional, .structure, .device: self = .professional
    case .patient, .representative: self = .holder
    default: return nil
    }
  }
}

/// How long a record was open before it was first read, in days.
package enum FirstWait: UInt8, CaseIterable, Sendable {
  case sameDay = 0
  case withinWeek = 1
  case withinMonth = 2
  case withinQuarter = 3
  case withinYear = 4
  case later = 5

  package init(days: Int) {
    self =
      switch days {
      case ...0: .sameDay
      case 1...7: .withinWeek
      case 8...30: .withinMonth
      case 31...90: .withinQuarter
      case 91...365: .withinYear
      default: .later
      }
  }
}

extension Carnet_V1_Actor {
  /// The profession's code without the code list before it and the speciality behind it: `10` of
  /// `G15_10/SM26`.
  var professionCode: String {
    let code = profession.prefix { $0 != "/" }
    guard let underscore = code.firstIndex(of: "_") else { return String(code) }
    return String(code[code.index(after: underscore)...])
  }
}
