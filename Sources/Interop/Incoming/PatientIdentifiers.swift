import MedicalRecord

extension PatientIdentity {
  /// Sorts a patient's identifiers: one is the INS, the others are kept beside it.
  mutating func take(
    _ identifiers: [(identifier: InstanceIdentifier, line: Int)],
    at place: Int,
    _ findings: inout FindingCollector
  ) {
    var candidates: [(ins: INS, identifier: InstanceIdentifier, line: Int)] = []
    for (identifier, line) in identifiers {
      guard let authority = INS.Authority(root: identifier.root) else {
        otherIdentifiers.append(identifier)
        continue
      }
      do throws(MalformedIdentifier) {
        let ins = try INS(identifier.extension ?? "", authority: authority)
        candidates.append((ins, identifier, line))
      } catch {
        findings.note(.insRefused(error), line: line)
        otherIdentifiers.append(identifier)
      }
    }
    // The first of the best known authority: min keeps the first of equals.
    let best = candidates.min { $0.ins.authority.rank < $1.ins.authority.rank }
    guard let best else {
      findings.note(.insMissing, line: place)
      return
    }
    ins = best.ins
    otherIdentifiers += candidates.map(\.identifier).filter { $0 != best.identifier }
    if candidates.count > 1 { findings.note(.insRepeated, line: best.line) }
    if case .unknown(let oid) = best.ins.authority {
      findings.note(.insAuthorityUnknown(oid), line: best.line)
    }
    if best.ins.key != best.ins.expectedKey {
      findings.note(
        .insKey(found: best.ins.key, expected: best.ins.expectedKey),
        line: best.line
      )
    }
  }

  /// Whether it is a number alone, without a name to hold against it.
  package var isBareNumber: Bool { NormalizedName(birthName).isEmpty }
}

extension INS.Authority {
  /// The authority of an INS by the root of an identifier; nil for roots that give other numbers.
  init?(root: String) {
    do throws(MalformedIdentifier) {
      let oid = try OID(root)
      guard oid.isWithin("1.2.250.1.213.1.4") else { return nil }
      self.init(oid)
    } catch {
      // A UUID: a number of nobody's register.
      return nil
    }
  }

  /// The number of the register first, what no register knows last.
  fileprivate var rank: Int {
    switch self {
    case .nir: 0
    case .nia: 1
    case .test: 2
    case .demonstration: 3
    case .computed: 4
    case .unknown: 5
    }
  }
}
