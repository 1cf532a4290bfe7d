/// Who a patient is: the INS, the traits of the register and the names in use.
///
/// The five strict traits are birth name, given names of the birth certificate, sex, birth date and
/// birth place ("référentiel national d'identitovigilance"); the names in use change over a life
/// and never tell two people apart.
package struct PatientIdentity: Hashable, Sendable, Codable {
  package var ins: INS?
  /// What else names the patient: numbers inside a structure, a second INS.
  package var otherIdentifiers: [InstanceIdentifier] = []
  package var birthName: String
  /// The given names of the birth certificate, in its order.
  package var givenNames: [String]
  package var firstGivenName: String?
  package var usedName: String?
  package var usedGivenName: String?
  package var sex: Sex
  package var birthDate: PartialDate?
  package var birthPlace: CommuneCode?
  package var address: Address?

  /// As much of the address as statistics by commune need.
  package struct Address: Hashable, Sendable, Codable {
    package var postalCode: String?
    package var city: String?

    package init(postalCode: String? = nil, city: String? = nil) {
      self.postalCode = postalCode
      self.city = city
    }
  }

  package init(
    ins: INS? = nil,
    birthName: String,
    givenNames: [String] = [],
    firstGivenName: String? = nil,
    sex: Sex,
    birthDate: PartialDate? = nil,
    birthPlace: CommuneCode? = nil
  ) {
    self.ins = ins
    self.birthName = birthName
    self.givenNames = givenNames
    self.firstGivenName = firstGivenName
    self.sex = sex
    self.birthDate = birthDate
    self.birthPlace = birthPlace
  }
}
