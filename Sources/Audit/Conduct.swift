package import AuditTrail
package import CarnetCore
import MedicalRecord

/// What somebody's trail amounts to in a period: the counts that first detectors go by.
package struct Conduct: Sendable {
  package var reads = 0
  package var records = 0
  /// Reads at night, at the weekend or on a public holiday.
  package var offReads = 0
  package var denials = 0
  package var emergencies = 0
  package var searches = 0
  /// The most records on one day, and which.
  package var peakRecords = 0
  package var peakDay: CalendarDay?
  /// The largest ratio of a day's records to the median of the thirty days before it; 0 where
  /// fewer than five of them were days of reading.
  package var surge = 0.0

  package init(_ acts: [AuditTrail.Act]) {
    var time = WorkingTime()
    var days: [(day: CalendarDay, records: Set<Pseudonym>)] = []
    var all: Set<Pseudonym> = []
    for act in acts {
      switch FactKind(rawValue: act.type) {
      case .accessDenied: denials += 1
      case .emergencyAccessed: emergencies += 1
      case .recordFound: searches += 1
      case .recordAccessed, .documentAccessed:
        reads += 1
        if time.isOff(act.time) { offReads += 1 }
        all.insert(act.record)
        let day = time.day(of: act.time)
        if days.last?.day != day { days.append((day, [])) }
        days[days.count - 1].records.insert(act.record)
      default: break
      }
    }
    records = all.count
    weigh(days.map { ($0.day, $0.records.count) })
  }

  /// Days in order, each with its number of records.
  private mutating func weigh(_ days: [(day: CalendarDay, records: Int)]) {
    for (day, records) in days where records > peakRecords {
      peakRecords = records
      peakDay = day
    }
    surge = Self.surges(days).map(\.ratio).max() ?? 0
  }

  /// For each day its ratio to the median of the thirty days before it.
  static func surges(
    _ days: [(day: CalendarDay, records: Int)]
  ) -> [(day: CalendarDay, ratio: Double)] {
    var start = 0
    var window: [Int] = []
    var surges: [(CalendarDay, Double)] = []
    for (index, today) in days.enumerated() {
      while days[start].day.daysSinceEpoch < today.day.daysSinceEpoch - 30 {
        if let place = window.firstIndex(of: days[start].records) { window.remove(at: place) }
        start += 1
      }
      var ratio = 0.0
      if window.count >= 5 { ratio = Double(today.records) / Double(window[window.count / 2]) }
      surges.append((today.day, ratio))
      let place = window.firstIndex { $0 >= days[index].records } ?? window.count
      window.insert(days[index].records, at: place)
    }
    return surges
  }
}
