import MedicalRecord
import Testing

@testable import FHIR

/// One trace in two shapes.
struct AuditEventTests {
  @Test func `TDE has one subtype, at most two agents, a period and who of each agent`() throws {
    for trace in [try Samples.trace(), try Samples.deniedTrace()] {
      let value = FHIRValue.auditEvent(trace, as: .tde, at: Samples.site)
      #expect(value.list("subtype").count == 1)
      #expect((1...2).contains(value.list("agent").count))
      #expect(value.list("agent").allSatisfy { $0["who"] != nil })
      #expect(value["period"]?["start"] != nil)
      #expect(value["source"]?["observer"] != nil)
    }
  }

  @Test func `BALP has client, server and user, the ITI code, and the request`() throws {
    let value = FHIRValue.auditEvent(try Samples.trace(), as: .balp, at: Samples.site)
    #expect(value.list("subtype").compactMap { $0["code"]?.text } == ["read", "ITI-68"])
    let roles = value.list("agent").compactMap { $0["type"]?.list("coding").first?["code"]?.text }
    #expect(roles == ["110152", "110153", "IRCP"])
    #expect(value.list("agent").filter { $0["requestor"] == true }.count == 1)
    #expect(value.list("entity").contains { $0["type"]?["code"]?.text == "XrequestId" })
    let purpose = value.list("purposeOfEvent").first?.list("coding").first?["code"]?.text
    #expect(purpose == "BTG")
  }

  @Test func `a refusal has an outcome and the words of its rule`() throws {
    let value = FHIRValue.auditEvent(try Samples.deniedTrace(), as: .tde, at: Samples.site)
    #expect(value["outcome"]?.text == "8")
    #expect(value["outcomeDesc"]?.text == AccessRule.blocked.words.french)
  }

  @Test(arguments: FactKind.allCases)
  func `every type of event is an AuditEvent in both shapes`(_ kind: FactKind) throws {
    for profile in FHIRTraceProfile.allCases {
      var trace = try Samples.trace()
      trace.kind = kind
      let value = FHIRValue.auditEvent(trace, as: profile, at: Samples.site)
      #expect(value["action"] != nil)
      #expect(FHIRValue(value.json) == value, "the members are in order")
    }
  }

  @Test func `the profile is chosen by its address`() {
    #expect(FHIRTraceProfile(profile: FHIRTraceProfile.tde.url) == .tde)
    #expect(FHIRTraceProfile(profile: FHIRTraceProfile.balp.url) == .balp)
    #expect(FHIRTraceProfile(profile: "https://example.org/x") == nil)
  }
}
