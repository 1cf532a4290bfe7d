import Foundation
import Interop
import Testing

@testable import FHIR

/// The published examples of PDSm, its DMP companion and the trail of events: each is read in both
/// spellings, and as a deposit, or refused for a reason that stands here.
@Suite(.enabled(if: Repository.hasOfficialResources, "the official examples are not here"))
struct OfficialExampleTests {
  private static let folders = ["pdsm", "pdsm4dmp", "tde"]

  /// Resources that this service neither takes nor gives, and descriptions of interfaces that are no
  /// resources at all.
  private static let unread: [String: Set<String>] = [
    "pdsm": [
      "SearchParameter-PDSm-isArchived", "SearchParameter-PDSm-DocumentReference-period-start",
      "SearchParameter-PDSm-DocumentReference-period-end",
      "SearchParameter-PDSm-List-PatientAsSource",
      "SearchParameter-PDSm-List-PractitionerRoleAsSource",
      "SearchParameter-PDSm-List-authorOrg", "PDSm-ConsommateurDeDocuments.openapi",
      "PDSm-GestionnaireDePartageDeDocuments.openapi", "PDSm-ProducteurDeDocuments.openapi",
    ],
    "pdsm4dmp": [
      "ConceptMap-documentReferenceToPDSM", "ConceptMap-submissionSetToPDSM",
      // A document of resources: its Composition is content, never an answer of ours.
      "Bundle-example-annexe-fhir-document",
    ],
    "tde": [
      "SearchParameter-TDE-AuditEvent-period-start", "TdEConsommateur.openapi",
      "TdEGestionnaire.openapi", "TdESource.openapi",
    ],
  ]

  private static let examples: [(folder: String, name: String)] = folders.flatMap { folder in
    ((try? Repository.files(
      in: Repository.officialResources.appending(path: folder),
      "json"
    )) ?? [])
    .map { (folder, $0.deletingPathExtension().lastPathComponent) }
  }

  private static func value(_ folder: String, _ name: String) throws -> JSONValue {
    let file = Repository.officialResources.appending(path: "\(folder)/\(name).json")
    return try JSONValue([UInt8](Data(contentsOf: file)))
  }

  @Test func `there are examples`() { #expect(Self.examples.count > 40) }

  @Test(arguments: examples)
  func `an example survives JSON, XML and back, or is of a kind that is not read`(
    _ folder: String,
    _ name: String
  ) throws {
    let json = try Self.value(folder, name)
    let value = FHIRValue(json)
    if Self.unread[folder]?.contains(name) == true {
      #expect(throws: FHIRXMLRefusal.self) { try FHIRXMLReader.read(value.xmlBytes()) }
      return
    }
    #expect(try JSONValue(value.jsonBytes()) == json)
    let back = try FHIRXMLReader.read(value.xmlBytes())
    // Narrative is written anew: compared by what it says.
    #expect(withoutNarrative(back) == withoutNarrative(json))
  }

  private func withoutNarrative(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var members):
      members["div"] = nil
      return .object(members.mapValues(withoutNarrative))
    case .array(let elements): return .array(elements.map(withoutNarrative))
    case .null, .bool, .number, .string: return value
    }
  }

  /// Examples that are deposits.
  ///
  /// Their contents are a few words in Base64, or stand elsewhere, so each is refused for that and
  /// nothing else.
  private static let deposits: [(name: String, status: Int, code: String)] = [
    ("pdsm4dmp/Bundle-example-td2-iti65-lot-soumission", 422, "XDSRegistryMetadataError"),
    ("pdsm4dmp/Bundle-example-td2-1-remplacement", 422, "XDSRegistryMetadataError"),
    (
      "pdsm4dmp/DocumentReference-example-td2-iti105-publication-simplifiee", 422,
      "XDSRegistryMetadataError"
    ),
    ("pdsm/DocumentReference-exemple-pdsm-documentreference", 422, "XDSMissingDocument"),
    ("pdsm/DocumentReference-PDSmSimplifiedExample", 422, "XDSRegistryMetadataError"),
    ("pdsm4dmp/DocumentReference-example-td3-1a-ordonnance", 422, "XDSMissingDocument"),
  ]

  @Test(arguments: deposits)
  func `a deposit is refused for the reason that stands here`(
    _ name: String,
    _ status: Int,
    _ code: String
  ) throws {
    let file = Repository.officialResources.appending(path: "\(name).json")
    let body = try FHIRRequestBody([UInt8](Data(contentsOf: file)), .json)
    let reader = FHIRReader(try CDAReader())
    let failure = #expect(throws: FHIRFailure.self) {
      if body.resourceType == "Bundle" {
        _ = try FHIRDeposit(transaction: body, reader: reader)
      } else {
        _ = try FHIRDeposit(documentReference: body, reader: reader)
      }
    }
    #expect(failure?.status == status)
    #expect(failure?.issues.first?.code == code, "\(String(describing: failure))")
  }
}
