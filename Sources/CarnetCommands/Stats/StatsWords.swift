import MedicalRecord

extension Carnet_V1_AgeBand {
  /// As tables write it.
  var word: String {
    switch self {
    case .ageBand015: "0-15"
    case .ageBand1624: "16-24"
    case .ageBand2534: "25-34"
    case .ageBand3549: "35-49"
    case .ageBand5064: "50-64"
    case .ageBand6574: "65-74"
    case .ageBand75Plus: "75+"
    case .unknown, .UNRECOGNIZED: say("inconnu", "unknown")
    }
  }
}

extension Carnet_V1_Sex {
  /// As tables write it.
  var word: String {
    switch self {
    case .female: "F"
    case .male: "M"
    case .undetermined: "I"
    case .unknown, .UNRECOGNIZED: say("inconnu", "unknown")
    }
  }
}
