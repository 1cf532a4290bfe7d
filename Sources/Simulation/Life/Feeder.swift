import CarnetCore

/// Who feeds a record.
enum Feeder: Sendable {
  case laboratory, townDoctor, hospital, radiology, pharmacy

  /// Documents that a record gets in a year, and the shares of who feeds it (domain.md §7).
  static func pace(in year: Int) -> Double {
    switch year {
    case ..<2019: 0.9
    case 2019: 1.1
    case 2020: 1.2
    case 2021: 1.5
    case 2022: 1
    case 2023: 3.5
    case 2024: 4.4
    case 2025: 6.1
    default: 7.5
    }
  }

  /// What a record that was opened in spring 2022 has received by the end, at that pace.
  static let documentsInReality = 20.4

  /// By contact rather than by document: a stay in hospital gives two.
  static func shares(in year: Int) -> [(Feeder, Double)] {
    year < 2022
      ? [(.laboratory, 0.24), (.townDoctor, 0.42), (.hospital, 0.29), (.pharmacy, 0.05)]
      : [
        (.laboratory, 0.37), (.townDoctor, 0.35), (.hospital, 0.1), (.radiology, 0.08),
        (.pharmacy, 0.05),
      ]
  }

  static let documentsPerContact = 1.08
}
