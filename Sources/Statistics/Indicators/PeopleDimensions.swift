import CarnetCore
import EnrolmentStatistics
import MedicalRecord

extension Channel {
  /// The word that machine formats write; empty for one that is not known.
  package var term: String {
    switch self {
    case .site: "site"
    case .pharmacy: "pharmacy"
    case .insuranceDesk: "insurance-desk"
    case .generalPractitioner: "general-practitioner"
    case .hospital: "hospital"
    case .automatic: "automatic"
    case .takeover: "takeover"
    case .unspecified, .UNRECOGNIZED: ""
    }
  }
}

extension Carnet_V1_AgeBand {
  /// The word that machine formats write; empty for one that is not known.
  package var term: String { DenominatorCSV.ageBands.first { $0.1 == self }?.0 ?? "" }
}

extension Carnet_V1_Sex {
  /// The word that machine formats write; empty for one that is not known.
  package var term: String {
    switch self {
    case .female: "F"
    case .male: "M"
    case .undetermined: "I"
    case .unknown, .UNRECOGNIZED: ""
    }
  }
}

/// Breakdowns by what was stated of a person when their record was opened.
extension Dimension {
  static let ofPeople: [Dimension] = [.channel, .commune, .epci, .arrondissement, .ageBand, .sex]

  /// The key of a group, by which rows are put in order.
  func key(_ traits: Traits, _ places: Places) -> String {
    switch self {
    case .channel: (Channel(rawValue: Int(traits.channel)) ?? .unspecified).term
    case .ageBand: (Carnet_V1_AgeBand(rawValue: Int(traits.ageBand)) ?? .unknown).term
    case .sex: (Carnet_V1_Sex(rawValue: Int(traits.sex)) ?? .unknown).term
    default: places.key(traits.commune, at: self)
    }
  }

  /// What a key of this dimension is summed up to, finest first.
  func ancestors(_ places: Places) -> (String) -> [String] {
    self == .commune ? { places.ancestors($0) } : { _ in [] }
  }

  /// A key as an answer has it; nil is the sum of all.
  func value(_ key: String?, _ places: Places) -> StatisticsAnswer.Value {
    guard let key else { return .all }
    switch self {
    case .commune, .epci:
      return key.isEmpty ? .term("") : .code(key, label: places.label(key, at: self))
    case .arrondissement: return key.isEmpty ? .term("") : .code(key, label: nil)
    default: return .term(key)
    }
  }

  /// The column's name.
  package var column: String { self == .ageBand ? "age_band" : rawValue }
}
