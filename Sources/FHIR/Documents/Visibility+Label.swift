import Interop
package import MedicalRecord

extension Visibility {
  /// The three that hide, in the order of domain 1.5.
  package static let hiding: [Visibility] = [.professionals, .patient, .representatives]

  /// The label of TRE_A07; nil for no visibility at all.
  package var label: Code? {
    let (code, display): (String, String)
    switch self {
    case .professionals: (code, display) = ("MASQUE_PS", "Masqué aux professionnels de santé")
    case .patient: (code, display) = ("INVISIBLE_PATIENT", "Document non visible par le patient")
    case .representatives:
      (code, display) = (
        "INVISIBLE_REPRESENTANTS_LEGAUX",
        "Document non visible par les représentants légaux du patient"
      )
    case .unspecified, .UNRECOGNIZED: return nil
    }
    return Code(system: Visibility.labelSystem, code: code, display: display)
  }
}
