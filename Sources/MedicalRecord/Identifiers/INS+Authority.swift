extension INS {
  /// Who gave the number: the assigning authority's OID.
  package enum Authority: Hashable, Sendable {
    /// The number of the register itself (INS-NIR), 1.2.250.1.213.1.4.8.
    case nir
    /// A waiting number (INS-NIA), 1.2.250.1.213.1.4.9.
    case nia
    /// A test number, 1.2.250.1.213.1.4.10; production refuses it.
    case test
    /// A demonstration number, 1.2.250.1.213.1.4.11; production refuses it.
    case demonstration
    /// The former computed INS-C, 1.2.250.1.213.1.4.2.
    case computed
    /// An authority that no register names; kept, and worth a finding.
    case unknown(OID)

    package init(_ oid: OID) {
      self =
        switch oid {
        case .insNIR: .nir
        case .insNIA: .nia
        case .insTest: .test
        case .insDemonstration: .demonstration
        case .insComputed: .computed
        default: .unknown(oid)
        }
    }

    package var oid: OID {
      switch self {
      case .nir: .insNIR
      case .nia: .insNIA
      case .test: .insTest
      case .demonstration: .insDemonstration
      case .computed: .insComputed
      case .unknown(let oid): oid
      }
    }

    /// Whether numbers of this authority name people, invented people or nobody knows.
    package var population: Population {
      switch self {
      case .nir, .nia, .computed: .people
      case .test: .test
      case .demonstration: .demonstration
      case .unknown: .unknown
      }
    }
  }

  /// Whom the numbers of an authority stand for.
  package enum Population: Sendable {
    case people, test, demonstration, unknown
  }
}
