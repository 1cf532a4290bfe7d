package import MedicalRecord

/// A doubt about a document that was nevertheless read, named so that it can be counted, sent back to
/// the producer and kept with the document.
package struct ImportFinding: Hashable, Sendable {
  package var kind: Kind
  package var line: Int

  package enum Kind: Hashable, Sendable {
    // The patient
    case insMissing
    case insRefused(MalformedIdentifier)
    case insKey(found: Int, expected: Int)
    case insAuthorityUnknown(OID)
    case insRepeated
    case birthNameUnqualified
    case givenNamesMissing
    /// The first given name is not the first of the list.
    case givenNamesDisagree
    case sexMissing
    case birthDateMissing
    case birthPlaceRefused(MalformedIdentifier)

    // Identifiers of others
    case identifier(IdentifierFinding)
    case identifierRefused(MalformedIdentifier)

    // Codes
    case typeUnknown(Code)
    case classMissing(Code)
    case formatUnknown
    case facilityTypeMissing
    case facilityTypeUnknown(Code)
    case practiceSettingMissing
    case practiceSettingUnknown(Code)
    case confidentialityUnknown(Code)
    case specialtyUnknown(Code)

    // Moments
    case timePartial(String)
    case timeZoneMissing(String)
    case timeRefused(String)

    // The rest of the header
    case versionRefused
    case serviceStartMissing
    case legalAuthenticatorMissing
    case custodianMissing
    case parentMissing
    case relationIgnored(String)

    // What stands around the document
    /// The patient is named by an INS alone.
    case traitsMissing
    /// The envelope has not this attribute.
    case envelopeMissing(String)
    /// The envelope says something else of this attribute than the document, which is believed.
    case envelopeDiffers(String)
    /// A folder was sent along; folders are not kept.
    case folderIgnored
    /// The sender asks for another visibility, which only a document that is new gets.
    case visibilityChangeAsked
  }

  /// - Parameters:
  ///   - kind: the doubt.
  ///   - line: where it arose, counted from 1; 0 in what has no lines.
  package init(_ kind: Kind, line: Int) {
    self.kind = kind
    self.line = line
  }

  /// The stable name of the finding, as events and reports carry it.
  package var name: String {
    switch kind {
    case .insMissing: "ins-missing"
    case .insRefused: "ins-refused"
    case .insKey: "ins-key-differs"
    case .insAuthorityUnknown: "ins-authority-unknown"
    case .insRepeated: "ins-repeated"
    case .birthNameUnqualified: "birth-name-unqualified"
    case .givenNamesMissing: "given-names-missing"
    case .givenNamesDisagree: "given-names-disagree"
    case .sexMissing: "sex-missing"
    case .birthDateMissing: "birth-date-missing"
    case .birthPlaceRefused: "birth-place-refused"
    case .identifier(let finding): finding.name
    case .identifierRefused(let error):
      "\(error.kind.rawValue.lowercased().split(separator: " ").joined(separator: "-"))-refused"
    case .typeUnknown: "type-unknown"
    case .classMissing: "class-missing"
    case .formatUnknown: "format-unknown"
    case .facilityTypeMissing: "facility-type-missing"
    case .facilityTypeUnknown: "facility-type-unknown"
    case .practiceSettingMissing: "practice-setting-missing"
    case .practiceSettingUnknown: "practice-setting-unknown"
    case .confidentialityUnknown: "confidentiality-unknown"
    case .specialtyUnknown: "specialty-unknown"
    case .timePartial: "time-partial"
    case .timeZoneMissing: "time-zone-missing"
    case .timeRefused: "time-refused"
    case .versionRefused: "version-refused"
    case .serviceStartMissing: "service-start-missing"
    case .legalAuthenticatorMissing: "legal-authenticator-missing"
    case .custodianMissing: "custodian-missing"
    case .parentMissing: "parent-missing"
    case .relationIgnored: "relation-ignored"
    case .traitsMissing: "identity-traits-missing"
    case .envelopeMissing: "metadata-missing"
    case .envelopeDiffers: "metadata-differs"
    case .folderIgnored: "folder-ignored"
    case .visibilityChangeAsked: "visibility-change-asked"
    }
  }
}

extension ImportFinding: CustomStringConvertible {
  /// One sentence without anything of the patient.
  package var description: String {
    (line > 0 ? "line \(line): " : "") + "\(name): \(sentence)"
  }

  private var sentence: String {
    switch kind {
    case .insMissing: "the patient has no INS"
    case .insRefused(let error), .birthPlaceRefused(let error), .identifierRefused(let error):
      error.description
    case .insKey(let found, let expected):
      IdentifierFinding.key(found: found, expected: expected).description
    case .insAuthorityUnknown(let oid): "no register of INS has the OID \(oid)"
    case .insRepeated: "more than one INS; the first of the best known authority is taken"
    case .birthNameUnqualified: "no family name is marked BR; the first one is taken"
    case .givenNamesMissing: "there is no given name"
    case .givenNamesDisagree: "the list of given names does not begin with the first given name"
    case .sexMissing: "the sex is not M, F or UN"
    case .birthDateMissing: "there is no birth date that the calendar has"
    case .identifier(let finding): finding.description
    case .typeUnknown(let code): "no list has the document type \(shown(code))"
    case .classMissing(let code): "the map has no class for the type \(shown(code))"
    case .formatUnknown: "no declared template has a known format"
    case .facilityTypeMissing:
      "componentOf/encompassingEncounter/location/healthCareFacility/code is not there"
    case .facilityTypeUnknown(let code): "no list has the facility type \(shown(code))"
    case .practiceSettingMissing:
      "documentationOf/serviceEvent/performer has no standardIndustryClassCode"
    case .practiceSettingUnknown(let code): "no list has the practice setting \(shown(code))"
    case .confidentialityUnknown(let code): "no list has the confidentiality \(shown(code))"
    case .specialtyUnknown(let code): "no list has the speciality \(shown(code))"
    case .timePartial(let element): "\(element) has no time of day; its beginning is taken"
    case .timeZoneMissing(let element): "\(element) has no time zone; Paris is assumed"
    case .timeRefused(let element): "\(element) is no moment of the calendar; it is left out"
    case .versionRefused: "versionNumber is not a whole number from 1; it is left out"
    case .serviceStartMissing: "documentationOf/serviceEvent/effectiveTime has no beginning"
    case .legalAuthenticatorMissing: "there is no legalAuthenticator"
    case .custodianMissing: "there is no custodian"
    case .parentMissing: "relatedDocument RPLC has no parentDocument/id"
    case .relationIgnored(let type): "the relation \(type) to another document is left out"
    case .traitsMissing: "the patient is named by an INS alone, without name or birth date"
    case .envelopeMissing(let attribute): "the metadata have no \(attribute)"
    case .envelopeDiffers(let attribute):
      "\(attribute) of the metadata differs from the document, which is believed"
    case .folderIgnored: "a folder was sent along; folders are not kept"
    case .visibilityChangeAsked:
      "another visibility is asked for; a document that is in the record already keeps its own"
    }
  }
}

/// A code as a sentence may show it, cut where it is longer than codes are.
private func shown(_ code: Code) -> String {
  "\(code.code.prefix(40)) of \(code.system.prefix(64))"
}

/// Gathers findings, each kind once and at most a hundred: a document with more is not read better by
/// listing them all, and findings become part of an event.
struct FindingCollector {
  static let countMax = 100

  private(set) var findings: [ImportFinding] = []
  private var seen: Set<ImportFinding.Kind> = []

  mutating func note(_ kind: ImportFinding.Kind, at element: XMLElement) {
    note(kind, line: element.line)
  }

  /// Takes over what was found elsewhere.
  mutating func add(_ other: FindingCollector) {
    for finding in other.findings { note(finding.kind, line: finding.line) }
  }

  mutating func note(_ kind: ImportFinding.Kind, line: Int) {
    guard findings.count < Self.countMax, seen.insert(kind).inserted else { return }
    findings.append(ImportFinding(kind, line: line))
  }
}
