import Foundation
import Testing

@testable import Interop

/// The published resources of the ANS, HL7 and IHE: each is read, or refused with this reason.
@Suite(.enabled(if: Locations.hasOfficialDocuments, "the official examples are not here"))
struct OfficialFeedTests {
  /// A reason, nil for what is read, and the files below fhir/ that it refuses.
  private static let table: [(reason: FHIRRefusal?, files: [String])] = [
    (
      .bundleType("searchset"),
      [
        "eprescription/Bundle-HAS-01-Presc-Pantoprazole-DC",
        "eprescription/Bundle-HAS-06-1-Presc-Methotrexate",
        "eprescription/Bundle-HAS-11-2-Presc-EVRA",
        "eprescription/Bundle-HAS-16-Presc-Racecadotril",
        "eprescription/Bundle-HAS-23-2-Presc-Amiodarone",
        "eprescription/Bundle-HAS-29-Presc-LOVENOX",
        "eprescription/Bundle-MultiLine-Presc-METHOTREXATE-LEDERFOLINE",
        "eprescription/Bundle-Presc-CODOLIPRANE-MedCodeableConcept",
        "eprescription/Bundle-Presc-Methylpredinosolone-DosesEvolutives",
        "eprescription/Bundle-Presc-Paracetamol",
        "pdsm4dmp/Bundle-example-annexe-searchset-documentreferences",
        "tde/Bundle-TDEBundleResultatReponseRechercheTracesExample",
      ]
    ),
    (
      .bundleType("transaction-response"),
      [
        "pdsm/Bundle-a9c10f8a-882d-4000-a280-7150e0aeb478",
        "r4-exemples/bundle-response",
      ]
    ),
    (
      .document(.cda(.notCDA(line: 1)), document: 1),
      [
        "pdsm4dmp/Bundle-example-td2-1-remplacement",
        "pdsm4dmp/Bundle-example-td2-iti65-lot-soumission",
        "pdsm4dmp/DocumentReference-example-td2-iti105-publication-simplifiee",
      ]
    ),
    (
      .document(.contentElsewhere, document: 1),
      [
        "pdsm/DocumentReference-exemple-pdsm-documentreference",
        "pdsm4dmp/DocumentReference-example-annexe-docref-cda",
        "pdsm4dmp/DocumentReference-example-annexe-docref-fhir",
        "pdsm4dmp/DocumentReference-example-td3-1a-cr-consultation",
        "pdsm4dmp/DocumentReference-example-td3-1a-fhir-document",
        "pdsm4dmp/DocumentReference-example-td3-1a-ordonnance",
        "r4-exemples/documentreference-example",
      ]
    ),
    (
      .document(.invalid("masterIdentifier"), document: 1),
      [
        "pdsm/DocumentReference-PDSmSimplifiedExample"
      ]
    ),
    (
      .method("PUT", entry: 3),
      [
        "r4-exemples/bundle-transaction"
      ]
    ),
    (
      .notCurrent("superseded", document: 1),
      [
        "pdsm4dmp/DocumentReference-doc-x-id"
      ]
    ),
    (
      .notFHIR,
      [
        "pdsm/PDSm-ConsommateurDeDocuments.openapi",
        "pdsm/PDSm-GestionnaireDePartageDeDocuments.openapi",
        "pdsm/PDSm-ProducteurDeDocuments.openapi",
        "tde/TdEConsommateur.openapi",
        "tde/TdEGestionnaire.openapi",
        "tde/TdESource.openapi",
      ]
    ),
    (
      .resource("AuditEvent"),
      [
        "r4-exemples/audit-event-example-search",
        "r4-exemples/auditevent-example-disclosure",
        "r4-exemples/auditevent-example",
        "tde/AuditEvent-TDEAuditEventExample-2",
        "tde/AuditEvent-TDEAuditEventExample",
      ]
    ),
    (
      .resource("Binary"),
      [
        "pdsm/Binary-6789",
        "pdsm4dmp/Binary-AuthorDispositif",
        "pdsm4dmp/Binary-AuthorInstitutionCabinetRPPS",
        "pdsm4dmp/Binary-AuthorInstitutionSNR",
        "pdsm4dmp/Binary-AuthorInstitutionStructure",
        "pdsm4dmp/Binary-AuthorPSCabinetRPPS",
        "pdsm4dmp/Binary-AuthorPatient",
        "pdsm4dmp/Binary-AuthorStructure",
        "pdsm4dmp/Binary-example-annexe-binary-cda",
      ]
    ),
    (
      .resource("CapabilityStatement"),
      [
        "pdsm/CapabilityStatement-PDSm-ConsommateurDeDocuments",
        "pdsm/CapabilityStatement-PDSm-GestionnaireDePartageDeDocuments",
        "pdsm/CapabilityStatement-PDSm-ProducteurDeDocuments",
        "r4-exemples/capabilitystatement-example",
        "tde/CapabilityStatement-TdEConsommateur",
        "tde/CapabilityStatement-TdEGestionnaire",
        "tde/CapabilityStatement-TdESource",
      ]
    ),
    (
      .resource("CareTeam"),
      [
        "cercle-de-soins/CareTeam-cds-careteam-example"
      ]
    ),
    (
      .resource("CommunicationRequest"),
      [
        "notification/CommunicationRequest-com1"
      ]
    ),
    (
      .resource("Composition"),
      [
        "r4-exemples/composition-example"
      ]
    ),
    (
      .resource("ConceptMap"),
      [
        "pdsm4dmp/ConceptMap-documentReferenceToPDSM",
        "pdsm4dmp/ConceptMap-submissionSetToPDSM",
      ]
    ),
    (
      .resource("Consent"),
      [
        "r4-exemples/consent-example-Out",
        "r4-exemples/consent-example-notOrg",
        "r4-exemples/consent-example",
      ]
    ),
    (
      .resource("Device"),
      [
        "tde/Device-DeviceExample"
      ]
    ),
    (
      .resource("Immunization"),
      [
        "r4-exemples/immunization-example"
      ]
    ),
    (
      .resource("List"),
      [
        "pdsm/List-ExampleFolder",
        "pdsm/List-ExampleSubmissionSet",
        "r4-exemples/list-example",
      ]
    ),
    (
      .resource("OperationOutcome"),
      [
        "r4-exemples/operationoutcome-example-break-the-glass",
        "r4-exemples/operationoutcome-example-searchfail",
        "r4-exemples/operationoutcome-example",
      ]
    ),
    (
      .resource("Organization"),
      [
        "annuaire/Organization-example-organization-fictive",
        "annuaire/Organization-example-organization-nancy",
        "cercle-de-soins/Organization-cds-organization-example",
        "pdsm/Organization-org-example",
      ]
    ),
    (
      .resource("Patient"),
      [
        "cercle-de-soins/Patient-cds-patient-example",
        "pdsm/Patient-fr-patient-123",
        "r4-exemples/patient-example-newborn",
        "r4-exemples/patient-example",
      ]
    ),
    (
      .resource("Practitioner"),
      [
        "tde/Practitioner-PractitionerExample"
      ]
    ),
    (
      .resource("PractitionerRole"),
      [
        "r4-exemples/practitionerrole-example"
      ]
    ),
    (
      .resource("Provenance"),
      [
        "r4-exemples/provenance-example"
      ]
    ),
    (
      .resource("RelatedPerson"),
      [
        "cercle-de-soins/RelatedPerson-cds-relatedperson-example"
      ]
    ),
    (
      .resource("SearchParameter"),
      [
        "pdsm/SearchParameter-PDSm-DocumentReference-period-end",
        "pdsm/SearchParameter-PDSm-DocumentReference-period-start",
        "pdsm/SearchParameter-PDSm-List-PatientAsSource",
        "pdsm/SearchParameter-PDSm-List-PractitionerRoleAsSource",
        "pdsm/SearchParameter-PDSm-List-authorOrg",
        "pdsm/SearchParameter-PDSm-isArchived",
        "tde/SearchParameter-TDE-AuditEvent-period-start",
      ]
    ),
    (
      .resource("Subscription"),
      [
        "notification/Subscription-sub1",
        "r4-exemples/subscription-example",
      ]
    ),
    (
      .unexpected("CareTeam", entry: 1),
      [
        "cercle-de-soins/Bundle-cds-bundle-transaction-creation-example"
      ]
    ),
    (
      nil,
      [
        "pdsm4dmp/Bundle-example-annexe-fhir-document"
      ]
    ),
  ]

  @Test func `every published resource is read, or refused for its reason`() throws {
    let root = Locations.officialResources
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".json") }
    let listed = Self.table.flatMap(\.files).map { "\($0).json" }
    #expect(Set(names ?? []) == Set(listed))
    let reader = try IncomingReader()
    for (reason, files) in Self.table {
      for file in files {
        let bytes = try Locations.bytes(of: root.appending(path: "\(file).json"))
        do throws(IncomingRefusal) {
          _ = try reader.read(bytes)
          #expect(reason == nil, "\(file) was read")
        } catch {
          #expect(error == reason.map { .fhir($0) }, "\(file)")
        }
      }
    }
  }
}
