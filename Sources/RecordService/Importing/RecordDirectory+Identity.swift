import MedicalRecord
import RecordDirectory

extension RecordDirectory.Identity {
  /// The identity again, as far as its identifiers have the right form.
  var patientIdentity: PatientIdentity {
    var recorded = IdentityRecorded()
    recorded.matricule = matricule ?? ""
    recorded.authority = authority ?? ""
    recorded.birthName = birthName
    recorded.givenNames = givenNames
    recorded.firstGivenName = firstGivenName ?? ""
    recorded.usedName = usedName ?? ""
    recorded.usedGivenName = usedGivenName ?? ""
    recorded.sex = sex
    recorded.birthDate = birthDate
    recorded.birthPlace = birthPlace ?? ""
    return recorded.patientIdentity
  }
}
