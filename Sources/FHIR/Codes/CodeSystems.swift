import Interop
import MedicalRecord

/// The addresses of code systems, of which the record keeps the OIDs (domain 3.1).
package enum CodeSystems {
  private static let nos = "https://mos.esante.gouv.fr/NOS"

  /// The address of a reference list of the ANS: `TRE_A03`, `ClasseDocument`.
  private static func list(_ number: String, _ name: String) -> String {
    "\(nos)/TRE_\(number)-\(name)/FHIR/TRE-\(number)-\(name)"
  }

  static let confidentialityOID = "2.16.840.1.113883.5.25"
  package static let confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
  package static let visibility = list("A07", "StatutVisibiliteDocument")
  static let identifierTypes = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"

  private static let addresses: [String: String] = [
    OID.loinc.text: "http://loinc.org",
    "2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "2.16.840.1.113883.6.3": "http://hl7.org/fhir/sid/icd-10",
    confidentialityOID: confidentiality,
    "1.3.6.1.4.1.19376.1.2.3": list("A11", "IheFormatCode"),
    "1.2.250.1.213.1.1.4.6": list("A00", "ProducteurDocNonPS"),
    "1.2.250.1.213.1.1.4.9": list("A01", "CadreExercice"),
    "1.2.250.1.213.1.1.4.5": list("A02", "ProfessionSavFaire-CISIS"),
    CodeTables.classSystem: list("A03", "ClasseDocument"),
    "1.2.250.1.213.1.1.4.12": list("A05", "TypeDocComplementaire"),
    "1.2.250.1.213.1.1.4.2.282": list("A06", "FormatCodeComplementaire"),
    Visibility.labelSystem: visibility,
    "1.2.250.1.71.1.2.7": list("G15", "ProfessionSante"),
    "1.2.250.1.71.4.2.4": list("R02", "SecteurActivite"),
    "1.2.250.1.71.4.2.5": list("R38", "SpecialiteOrdinale"),
  ]

  /// The address of a code system; an OID that has none is its own URN, what is no OID stays.
  package static func address(ofOID oid: String) -> String? {
    if oid.isEmpty { return nil }
    if let address = addresses[oid] { return address }
    return oid.utf8.first.map({ (0x30...0x39).contains($0) }) == true ? "urn:oid:\(oid)" : oid
  }

  /// The OID of an address, by whatever spelling of it; the address itself where none is known.
  package static func oid(ofAddress address: String) -> String { FHIRTypes.system(address) }
}

extension FHIRValue {
  static func coding(_ code: Code) -> FHIRValue? {
    code.code.isEmpty
      ? nil
      : [
        "system": .text(CodeSystems.address(ofOID: code.system)), "code": .string(code.code),
        "display": .text(code.display),
      ]
  }

  static func coding(_ system: String, _ code: String, _ display: String? = nil) -> FHIRValue {
    ["system": .string(system), "code": .string(code), "display": .text(display)]
  }

  static func concept(_ code: Code?) -> FHIRValue? {
    guard let coding = code.flatMap({ FHIRValue.coding($0) }) else { return nil }
    return ["coding": [coding]]
  }

  static func concept(_ system: String, _ code: String, _ display: String? = nil) -> FHIRValue {
    ["coding": [coding(system, code, display)]]
  }

  static func reference(_ text: String, type: String? = nil) -> FHIRValue {
    ["reference": .string(text), "type": .text(type)]
  }

  /// A list, nil where nothing is in it.
  static func list(_ values: [FHIRValue?]) -> FHIRValue? {
    let present = values.compactMap { $0 }
    return present.isEmpty ? nil : .array(present)
  }
}
