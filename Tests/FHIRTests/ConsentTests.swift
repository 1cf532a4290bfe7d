import MedicalRecord
import Testing

@testable import FHIR

/// Rights and refusals as Consents.
struct ConsentTests {
  @Test func `a record without any answer has the four that the law presumes`() throws {
    let consents = FHIRConsent.all(of: RecordState(), subject: try Samples.subject())
    #expect(consents.map(\.matter) == [.reading, .feeding, .emergency, .regulation])
    // Reading is presumed inside the care team alone, which is no general permit.
    #expect(consents.map(\.isPermitted) == [false, true, true, true])
  }

  @Test func `each authorised and each blocked has one of their own, with an id that stays`() throws
  {
    var state = RecordState()
    state.rights.authorisations = [
      "899700218896": .valid(until: Samples.later, express: false), "10B0123456/7": .expired,
    ]
    state.rights.blocked = [
      BlockedActor(Actor(.professional, identifier: "899700218897"), .professional),
      BlockedActor(Actor(.professional, profession: "G15_21"), .profession),
    ]
    let consents = FHIRConsent.all(of: state, subject: try Samples.subject())
    #expect(consents.count == 8)
    let ids = consents.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.utf8.count <= 64 && $0.utf8.allSatisfy(SearchText.isOfID) })
    for consent in consents {
      let value = FHIRValue.consent(consent)
      #expect(
        value["provision"]?["type"]?.text == (consent.isPermitted ? "permit" : "deny")
      )
      #expect(value["policyRule"] != nil)
    }
  }

  @Test func `TD0.2 tells nothing but what it may`() throws {
    let bare = FHIRExistence(
      subject: FHIRSubject(id: "x", ins: try Samples.ins()),
      isActive: true
    )
    guard case .object(let object) = FHIRValue.patient(bare) else {
      Issue.record("no object")
      return
    }
    #expect(
      object.members.map(\.name) == ["resourceType", "id", "extension", "identifier", "active"]
    )
  }
}
