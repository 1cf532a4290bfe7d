import CarnetCore
import Statistics

/// The figures that the department's pages show, each with its one breakdown.
///
/// Pages and downloads ask for these alone: whoever could choose breakdowns freely could reckon from
/// several answers a count that each of them keeps back (docs/statistics.md, "Small counts").
enum DepartmentFigure: String, CaseIterable, Sendable {
  case coverage
  case pace
  case growth
  case openingsByWeek = "openings-by-week"
  case openingsByMonth = "openings-by-month"
  case communes
  case epci
  case arrondissements
  case ages
  case sexes
  case feeders
  case types
  case delays
  case modes
  case readers
  case synthesis
  case firstAccess = "first-access"
  case rights

  /// - Parameter day: the last one that counts.
  func question(on day: CalendarDay) -> DepartmentFigures.Question {
    func ask(
      _ indicator: DepartmentFigures.Indicator,
      _ query: StatisticsQuery
    ) -> DepartmentFigures.Question {
      DepartmentFigures.Question(indicator, query)
    }
    func before(_ days: Int32) -> CalendarDay {
      CalendarDay(daysSinceEpoch: day.daysSinceEpoch - days)
    }
    return switch self {
    case .coverage: ask(.coverage, StatisticsQuery(asOf: day))
    case .pace: ask(.pace, StatisticsQuery(asOf: day))
    case .growth: ask(.enrolment, StatisticsQuery(asOf: day, every: .month))
    case .openingsByWeek:
      ask(.enrolment, StatisticsQuery(asOf: day, from: before(364), every: .week, by: [.channel]))
    case .openingsByMonth:
      ask(
        .enrolment,
        StatisticsQuery(asOf: day, from: before(3 * 365), every: .month, by: [.channel])
      )
    case .communes: ask(.coverage, StatisticsQuery(asOf: day, by: [.commune]))
    case .epci: ask(.coverage, StatisticsQuery(asOf: day, by: [.epci]))
    case .arrondissements: ask(.coverage, StatisticsQuery(asOf: day, by: [.arrondissement]))
    case .ages: ask(.coverage, StatisticsQuery(asOf: day, by: [.ageBand]))
    case .sexes: ask(.coverage, StatisticsQuery(asOf: day, by: [.sex]))
    case .feeders: ask(.feeding, StatisticsQuery(asOf: day, by: [.feeder]))
    case .types: ask(.feeding, StatisticsQuery(asOf: day, by: [.type]))
    case .delays: ask(.feeding, StatisticsQuery(asOf: day, by: [.delay]))
    case .modes: ask(.accesses, StatisticsQuery(asOf: day, by: [.mode]))
    case .readers: ask(.accesses, StatisticsQuery(asOf: day, by: [.actor]))
    case .synthesis: ask(.synthesis, StatisticsQuery(asOf: day))
    case .firstAccess: ask(.firstAccess, StatisticsQuery(asOf: day))
    case .rights: ask(.rights, StatisticsQuery(asOf: day))
    }
  }
}
