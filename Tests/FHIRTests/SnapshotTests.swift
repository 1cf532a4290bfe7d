import CarnetCore
import Foundation
import Interop
import MedicalRecord
import Testing

@testable import FHIR

/// Every resource that goes out, kept as JSON and XML in Snapshots/FHIR, where tools/check-fhir holds
/// them against the models of others.
///
/// `CARNET_WRITE_FHIR=1` writes them anew.
struct SnapshotTests {
  private static let isWriting = ProcessInfo.processInfo.environment["CARNET_WRITE_FHIR"] == "1"

  private static func resources() throws -> [(String, FHIRValue)] {
    let site = Samples.site
    let document = FHIRValue.documentReference(try Samples.document(), at: site)
    let hidden = FHIRValue.documentReference(try Samples.hiddenDocument(), at: site)
    let subject = try Samples.subject()
    return [
      ("DocumentReference", document), ("DocumentReference-hidden", hidden),
      ("List", .list(try Samples.submissionSet())),
      ("Binary", .binary(id: "17", mediaType: "text/plain", content: Array("contenu".utf8))),
      ("Patient-existence", .patient(existence(subject))),
      ("Patient-closed", .patient(closed(subject))),
      ("Consent-blocked", .consent(blocked(subject))),
      ("Consent-reading", .consent(FHIRConsent(.reading, isPermitted: true, subject: subject))),
      (
        "Consent-emergency",
        .consent(
          FHIRConsent(.emergency, isPermitted: false, since: Samples.moment, subject: subject)
        )
      ), ("AuditEvent-tde", .auditEvent(try Samples.trace(), as: .tde, at: site)),
      ("AuditEvent-balp", .auditEvent(try Samples.trace(), as: .balp, at: site)),
      ("AuditEvent-denied", .auditEvent(try Samples.deniedTrace(), as: .balp, at: site)),
      (
        "OperationOutcome",
        .operationOutcome(FHIRFailure(.uniqueIDTaken(number: 4)), in: .french)
      ), ("Bundle-searchset", searchset(document, hidden)),
      ("Bundle-transaction-response", try response()),
      ("CapabilityStatement", capabilities()), ("MeasureReport", measure()),
      (
        "Parameters",
        .parameters([
          ("meta", "resource", document), ("note", "valueString", "dérivé du contenu"),
        ])
      ),
      ("DocumentReference-elements", reduced(document)),
    ]
  }

  private static func existence(_ subject: FHIRSubject) -> FHIRExistence {
    FHIRExistence(
      subject: subject,
      isActive: true,
      isAttached: true,
      isTreatingDoctor: true
    )
  }

  private static func closed(_ subject: FHIRSubject) -> FHIRExistence {
    FHIRExistence(
      subject: FHIRSubject(id: subject.id, ins: subject.ins),
      isActive: false,
      closure: .init(date: Samples.moment, reason: .holder, text: "à la demande du titulaire")
    )
  }

  private static func blocked(_ subject: FHIRSubject) -> FHIRConsent {
    FHIRConsent(
      .block(Samples.actor, .professional),
      isPermitted: false,
      since: Samples.moment,
      until: Samples.later,
      subject: subject
    )
  }

  private static func searchset(_ resources: FHIRValue...) -> FHIRValue {
    var page = FHIRPage(
      resources: resources,
      total: 12,
      current: "https://carnet.example/fhir/DocumentReference?status=current&_count=2",
      time: Samples.later
    )
    page.links.next = "https://carnet.example/fhir/DocumentReference?status=current&_cursor=2"
    page.issues = [
      FHIRIssue(
        .notSupported,
        severity: .warning,
        "colour : paramètre inconnu, ignoré",
        "colour: unknown parameter, ignored",
        at: ["colour"]
      )
    ]
    return .searchset(page, at: Samples.site)
  }

  private static func response() throws -> FHIRValue {
    let folder = FHIRIssue(
      .processing,
      severity: .warning,
      code: "PartialFolderContentNotProcessed",
      "les classeurs ne sont pas conservés",
      "folders are not kept"
    )
    return .transactionResponse(
      [
        .created(try Samples.document()),
        FHIRTransactionEntry(status: 200, path: "List/1", issues: [folder]),
      ],
      at: Samples.site
    )
  }

  private static func capabilities() -> FHIRValue {
    var documents = FHIRCapabilities.Resource(
      "DocumentReference",
      profile: FHIRValue.documentProfile,
      interactions: [.read, .searchType, .patch, .create]
    )
    documents.parameters = FHIRCapabilities.Parameter.documentReference
    documents.includes = ["DocumentReference:patient"]
    documents.isVersioned = true
    documents.conditionalUpdate = true
    var audit = FHIRCapabilities.Resource("AuditEvent", interactions: [.read, .searchType])
    audit.parameters = FHIRCapabilities.Parameter.auditEvent
    audit.supportedProfiles = FHIRTraceProfile.allCases.map(\.url)
    var list = FHIRCapabilities.Resource("List", interactions: [.read, .searchType])
    list.parameters = FHIRCapabilities.Parameter.list
    var patient = FHIRCapabilities.Resource("Patient", interactions: [.searchType])
    patient.parameters = FHIRCapabilities.Parameter.patient
    var capabilities = FHIRCapabilities(
      version: "0.4.0",
      date: Samples.moment,
      title: "Carnet de démonstration",
      description: "Gestionnaire de partage de documents",
      resources: [documents, list, patient, audit],
      takesTransactions: true
    )
    capabilities.security = "Jeton porteur de Pro Santé Connect ou certificat de structure"
    capabilities.guides = [
      "https://interop.esante.gouv.fr/ig/fhir/pdsm/ImplementationGuide/ans.fhir.fr.pdsm"
    ]
    return .capabilityStatement(capabilities, at: Samples.site)
  }

  private static func measure() -> FHIRValue {
    var measure = FHIRMeasure(
      indicator: "ouvertures",
      title: "Dossiers ouverts",
      first: CalendarDay("2026-01-01") ?? CalendarDay(daysSinceEpoch: 0),
      last: CalendarDay("2026-03-31") ?? CalendarDay(daysSinceEpoch: 0),
      computed: Samples.later,
      numerator: .known(880),
      denominator: .known(1100)
    )
    measure.stratifiers = [
      .init(
        ["sex"],
        cells: [
          .init(["female"], .known(500), of: .known(600)), .init(["male"], .suppressed),
        ]
      ),
      .init(["commune", "age"], cells: [.init(["76540", "75+"], .known(12), of: .known(40))]),
    ]
    return .measureReport(measure, at: Samples.site)
  }

  private static func reduced(_ document: FHIRValue) -> FHIRValue {
    var control = SearchControl()
    control.elements = ["type", "author"]
    return document.reduced(by: control)
  }

  @Test func `every resource is as it was kept, in both spellings`() throws {
    if Self.isWriting {
      try FileManager.default.createDirectory(
        at: Repository.snapshots,
        withIntermediateDirectories: true
      )
    }
    for (name, value) in try Self.resources() {
      for format in FHIRFormat.allCases {
        let file = Repository.snapshots.appending(path: "\(name).\(format.rawValue)")
        let bytes = value.bytes(format, isPretty: true)
        if Self.isWriting { try Data(bytes).write(to: file) }
        let kept = try [UInt8](Data(contentsOf: file))
        #expect(
          kept == bytes,
          "\(name).\(format.rawValue): \(String(decoding: bytes, as: UTF8.self))"
        )
      }
    }
  }

  @Test func `members stand in the order of the specification, and the table knows them all`()
    throws
  {
    for (name, value) in try Self.resources() {
      #expect(FHIRValue(value.json) == value, "\(name)")
      #expect(try FHIRXMLReader.read(value.xmlBytes()) == value.json, "\(name)")
    }
  }

  @Test func `no resource is kept that no test makes`() throws {
    let names = Set(try Self.resources().map(\.0))
    for ending in ["json", "xml"] {
      let kept = try Repository.files(in: Repository.snapshots, ending)
        .map { $0.deletingPathExtension().lastPathComponent }
      #expect(Set(kept) == names)
    }
  }

  @Test func `rates are exact to four decimals, and none is told where a part is suppressed`() {
    let value = Self.measure()
    let group = value.list("group").first
    #expect(group?["measureScore"]?["value"] == .number("0.8000"))
    let strata = group?.list("stratifier").first?.list("stratum") ?? []
    #expect(strata.first?["measureScore"]?["value"] == .number("0.8333"))
    #expect(strata.last?["measureScore"] == nil)
    #expect(strata.last?.list("population").last?["count"] == nil)
  }
}
