extension Carnet_V1_IdentityRecorded {
  package init(_ identity: PatientIdentity, findings: [String]) {
    self.init()
    if let ins = identity.ins {
      matricule = ins.description
      authority = ins.authority.oid.description
    }
    birthName = identity.birthName
    givenNames = identity.givenNames
    firstGivenName = identity.firstGivenName ?? ""
    usedName = identity.usedName ?? ""
    usedGivenName = identity.usedGivenName ?? ""
    sex = Carnet_V1_Sex(identity.sex)
    birthDate = identity.birthDate?.description ?? ""
    birthPlace = identity.birthPlace?.description ?? ""
    postalCode = identity.address?.postalCode ?? ""
    city = identity.address?.city ?? ""
    localIdentifiers = identity.otherIdentifiers.map { other in
      var identifier = Carnet_V1_LocalIdentifier()
      identifier.root = other.root
      identifier.extension = other.extension ?? ""
      return identifier
    }
    self.findings = findings
  }

  /// The identity again, as far as its identifiers have the right form.
  package var patientIdentity: PatientIdentity {
    var identity = PatientIdentity(
      birthName: birthName,
      givenNames: givenNames,
      firstGivenName: firstGivenName.isEmpty ? nil : firstGivenName,
      sex: Sex(sex),
      birthDate: PartialDate(birthDate),
      birthPlace: try? CommuneCode(birthPlace)
    )
    if let oid = try? OID(authority) {
      identity.ins = try? INS(matricule, authority: INS.Authority(oid))
    }
    identity.usedName = usedName.isEmpty ? nil : usedName
    identity.usedGivenName = usedGivenName.isEmpty ? nil : usedGivenName
    return identity
  }
}

extension Carnet_V1_Sex {
  package init(_ sex: Sex) {
    self =
      switch sex {
      case .female: .female
      case .male: .male
      case .undetermined: .undetermined
      case .unknown: .unknown
      }
  }
}

extension Sex {
  package init(_ sex: Carnet_V1_Sex) {
    self =
      switch sex {
      case .female: .female
      case .male: .male
      case .undetermined: .undetermined
      case .unknown, .UNRECOGNIZED: .unknown
      }
  }
}

extension Carnet_V1_AgeBand {
  package init(_ band: AgeBand?) {
    self =
      switch band {
      case .to15: .ageBand015
      case .from16: .ageBand1624
      case .from25: .ageBand2534
      case .from35: .ageBand3549
      case .from50: .ageBand5064
      case .from65: .ageBand6574
      case .from75: .ageBand75Plus
      case nil: .unknown
      }
  }
}
