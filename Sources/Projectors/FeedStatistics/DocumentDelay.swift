package import CarnetCore
import MedicalRecord
import Views

/// How long after the act a document was deposited, in legal days (CSP R1111-42: the same day, at
/// the latest on the day of discharge).
package enum DocumentDelay: UInt8, CaseIterable, Sendable {
  case sameDay = 0
  case nextDay = 1
  case withinWeek = 2
  case withinMonth = 3
  case later = 4
  /// The document states no day of the act, or one that is still to come.
  case unknown = 5

  /// - Parameter days: from the act to the deposit.
  package init(days: Int) {
    self =
      switch days {
      case 0: .sameDay
      case 1: .nextDay
      case 2...7: .withinWeek
      case 8...30: .withinMonth
      case 31...: .later
      default: .unknown
      }
  }

  /// - Parameters:
  ///   - added: the act ends with `serviceStop`, for a stay the discharge; where it is absent, its
  ///     beginning or the document's creation stands for it.
  ///   - day: of the deposit.
  ///   - days: the calendar.
  init(_ added: DocumentAdded, depositedOn day: Int32, _ days: inout LegalDays) {
    let stated = [added.serviceStop, added.serviceStart, added.created].first { $0 != 0 }
    guard let stated else {
      self = .unknown
      return
    }
    let act = days.day(of: Instant(milliseconds: stated)).daysSinceEpoch
    self.init(days: Int(day) - Int(act))
  }
}
