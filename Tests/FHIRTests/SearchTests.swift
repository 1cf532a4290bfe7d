import CarnetCore
import MedicalRecord
import Testing

@testable import FHIR

/// Searches of DocumentReference: what is read, what answers.
struct DocumentSearchTests {
  private func search(_ pairs: (String, String)...) throws -> DocumentSearch {
    try DocumentSearch(
      SearchPairs([("patient", "r-00000000000000a1"), ("status", "current")] + pairs),
      now: Samples.later
    )
  }

  @Test func `patient and status are compulsory`() {
    for pairs in [[], [("status", "current")], [("patient", "x")]] {
      let failure = #expect(throws: FHIRFailure.self) {
        try DocumentSearch(SearchPairs(pairs), now: Samples.later)
      }
      #expect(failure?.status == 400)
      #expect(failure?.issues.allSatisfy { $0.code == "XDSStoredQueryMissingParam" } == true)
    }
  }

  @Test(arguments: [
    ("patient", "r-00000000000000a1"), ("patient", "Patient/r-00000000000000a1"),
    ("patient", "https://carnet.example/fhir/Patient/r-00000000000000a1"),
    ("patient.identifier", "urn:oid:1.2.250.1.213.1.4.10|277076322082910"),
    ("patient:identifier", "277076322082910"),
    ("subject", "Patient?identifier=urn:oid:1.2.250.1.213.1.4.10|277076322082910"),
  ])
  func `a patient is named in every way that callers use`(_ name: String, _ value: String) throws {
    let found = try DocumentSearch(
      SearchPairs([(name, value), ("status", "current")]),
      now: Samples.later
    )
    #expect(found.matches(try Samples.document()))
  }

  @Test(arguments: [
    ("patient", "r-00000000000000a2"),
    ("patient.identifier", "urn:oid:1.2.250.1.213.1.4.8|277076322082910"),
    ("patient.identifier", "277076322082911"),
  ])
  func `another patient, or the same digits of another authority, is another one`(
    _ name: String,
    _ value: String
  ) throws {
    let found = try DocumentSearch(
      SearchPairs([(name, value), ("status", "current")]),
      now: Samples.later
    )
    #expect(!found.matches(try Samples.document()))
  }

  @Test(arguments: [
    ("type", "11488-4", true), ("type", "http://loinc.org|11488-4", true),
    ("type", "http://loinc.org|", true), ("type", "|11488-4", false),
    ("type", "http://loinc.org|34112-3,http://loinc.org|11488-4", true),
    ("type:not", "11488-4", false), ("type:not", "34112-3", true),
    ("category", "10", true), ("setting", "AMBULATOIRE", true), ("facility", "SA01", false),
    (
      "facility",
      "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite|SA07",
      true
    ), ("format", "urn:ihe:iti:xds-sd:text:2008", true), ("event", "DEQP003", true),
    ("security-label", "N", true), ("security-label", "MASQUE_PS", false),
    ("identifier", "urn:oid:1.2.250.1.213.1.1.1.1|doc-17", true),
    ("identifier", "urn:ietf:rfc:3986|urn:uuid:01920000-0012-4000-8000-000000000012", true),
    ("identifier", "doc-18", false), ("isArchived", "false", true),
    ("PDSm_isArchived", "true", false), ("author.family", "maxi", true),
    ("author.given", "MAEL", true), ("author.family:exact", "Maximin", false),
    ("author.family:contains", "xim", true),
    ("author.identifier", "https://rpps.esante.gouv.fr|99700218896", true),
    ("author:identifier", "urn:oid:1.2.250.1.71.4.2.2|1750100125", true),
    ("author.identifier", "urn:oid:1.2.250.1.71.4.2.2|899700218896", false),
    ("relatesto", "DocumentReference/01920000-0009-4000-8000-000000000009", false),
    ("contenttype", "text/xml", true), ("language", "fr-FR", true),
    ("event:missing", "true", false), ("period:missing", "false", true),
    ("_id", "01920000-0011-4000-8000-000000000011", true), ("_id", "other", false),
    ("description", "compte rendu", true),
  ])
  func `one parameter decides`(_ name: String, _ value: String, _ answers: Bool) throws {
    #expect(try search((name, value)).matches(Samples.document()) == answers)
  }

  @Test(arguments: [
    // Created on 2 March 2026 at 10:30 in Paris.
    ("creation", "2026", true), ("creation", "2026-03", true), ("creation", "2026-03-02", true),
    ("creation", "2026-03-02T10:30", true), ("creation", "2026-03-02T09:30:00Z", true),
    ("creation", "2026-03-02T10:30:00 01:00", true), ("creation", "2026-03-02T09:30", false),
    ("creation", "ge2026-03-02", true), ("creation", "gt2026-03-02", false),
    ("creation", "lt2026-03-02T09:30:01Z", true), ("creation", "sa2026-03-01", true),
    ("creation", "eb2026-03-03", true), ("creation", "ne2026-03-02", false),
    ("creation", "ap2026-03-02", true), ("creation", "ap2026-03-04", false),
    ("creation", "2025,2026", true),
    ("period", "2026-03-02", true), ("period", "le2026-03-01", false),
    ("period-start", "ge2026-03-02T09:00:00+01:00", true),
    ("PDSm_DocumentReference_period-end", "lt2026-03-02T09:20:00+01:00", false),
    ("_lastUpdated", "ge2026-03-05", true), ("_lastUpdated", "lt2026-03-05", false),
    ("date", "2026-03-02", true),
  ])
  func `dates of any precision, by the clock of Paris`(
    _ name: String,
    _ value: String,
    _ answers: Bool
  ) throws {
    #expect(try search((name, value)).matches(Samples.document()) == answers)
  }

  @Test func `a deleted document is found outside MHD alone`() throws {
    var document = try Samples.document()
    document.isDeleted = true
    let pairs = Samples.search(
      ("patient", "r-00000000000000a1"),
      ("status", "current,superseded,entered-in-error")
    )
    #expect(try !DocumentSearch(pairs, now: Samples.later).matches(document))
    #expect(try DocumentSearch(pairs, now: Samples.later, profile: .plain).matches(document))
  }

  @Test func `unknown parameters are left out and said, or refused when asked to be strict`() throws
  {
    let found = try search(("colour", "blue"), ("type", "11488-4"))
    #expect(found.warnings.count == 1)
    #expect(found.warnings.first?.expression == ["colour"])
    #expect(throws: FHIRFailure.self) {
      try DocumentSearch(
        Samples.search(("patient", "x"), ("status", "current"), ("colour", "blue")),
        now: Samples.later,
        isStrict: true
      )
    }
  }

  @Test func `modifiers that are not known are refused, bounds are kept`() {
    #expect(throws: FHIRFailure.self) { try search(("type:above", "x")) }
    #expect(throws: FHIRFailure.self) { try search(("_sort", "colour")) }
    #expect(throws: FHIRFailure.self) { try search(("type", String(repeating: "a", count: 9000))) }
    let many = String(repeating: "a,", count: 200) + "a"
    #expect(throws: FHIRFailure.self) { try search(("type", many)) }
    let parameters = Array(repeating: ("type", "a"), count: 70)
    #expect(throws: FHIRFailure.self) {
      try DocumentSearch(SearchPairs(parameters), now: Samples.later)
    }
  }

  @Test func `the controls of the answer are read`() throws {
    let control = try search(
      ("_count", "9999"),
      ("_sort", "-creation,_id"),
      ("_total", "none"),
      ("_elements", "id,type"),
      ("_summary", "false"),
      ("_include", "DocumentReference:patient"),
      ("_format", "xml"),
      ("_cursor", "17")
    )
    .control
    #expect(control.count == SearchControl.countMax)
    #expect(control.sort.map(\.name) == ["creation", "_id"])
    #expect(control.sort.first?.descending == true)
    #expect(control.total == .none)
    #expect(control.elements == ["id", "type"])
    #expect(control.includes == ["DocumentReference:patient"])
    #expect(control.format == "xml")
    #expect(control.cursor == "17")
  }

  @Test func `escaped commas and bars belong to the value`() throws {
    #expect(SearchText.split(#"a\,b,c"#, at: ",") == [#"a\,b"#, "c"])
    #expect(TokenValue(#"a\|b"#) == TokenValue(system: .any, code: "a|b"))
    #expect(TokenValue("a|b|c") == nil)
  }

  @Test func `answers are in the order asked for, ties by id, and each exactly once`() throws {
    for seed in UInt64(1)...50 {
      var generator = SplitMix64(seed: seed)
      var documents: [FHIRDocument] = []
      for number in 0..<40 {
        var document = try Samples.document()
        document.logicalID = Samples.id(UInt64(number))
        document.metadata.creationTime = Instant(
          milliseconds: Int64.random(in: 0...5, using: &generator) * 1000
        )
        documents.append(document)
      }
      documents.shuffle(using: &generator)
      let found = try search(("_sort", "creation")).answer(documents)
      #expect(found.count == documents.count, "seed \(seed)")
      for (one, other) in zip(found, found.dropFirst()) {
        let (left, right) = (one.metadata.creationTime, other.metadata.creationTime)
        #expect(
          left < right || left == right && one.logicalID < other.logicalID,
          "seed \(seed)"
        )
      }
    }
  }

  @Test func `comparisons of dates agree with those of moments`() throws {
    for seed in UInt64(1)...2000 {
      var generator = SplitMix64(seed: seed)
      func range() -> (DateRange, Int64, Int64) {
        let low = Int64.random(in: 0...30, using: &generator)
        let high = low + Int64.random(in: 1...10, using: &generator)
        return (
          DateRange(low: Instant(milliseconds: low), high: Instant(milliseconds: high)), low, high
        )
      }
      let (asked, low, high) = range()
      let (value, begin, end) = range()
      func answers(_ prefix: DateCriterion.Prefix) -> Bool {
        DateCriterion(prefix, asked).matches(value)
      }
      let contains = (begin..<end).allSatisfy { (low..<high).contains($0) }
      #expect(answers(.eq) == contains, "seed \(seed)")
      #expect(answers(.ne) == !contains, "seed \(seed)")
      #expect(answers(.sa) == (begin..<end).allSatisfy { $0 >= high }, "seed \(seed)")
      #expect(answers(.eb) == (begin..<end).allSatisfy { $0 < low }, "seed \(seed)")
      #expect(answers(.gt) == (begin..<end).contains { $0 >= high }, "seed \(seed)")
      #expect(answers(.lt) == (begin..<end).contains { $0 < low }, "seed \(seed)")
      #expect(answers(.ge) == (answers(.gt) || contains), "seed \(seed)")
      #expect(answers(.le) == (answers(.lt) || contains), "seed \(seed)")
    }
  }
}

/// Searches of List, Patient and AuditEvent.
struct OtherSearchTests {
  @Test func `a submission set is found by what it says of itself`() throws {
    let set = try Samples.submissionSet()
    func answers(_ pairs: (String, String)...) throws -> Bool {
      try ListSearch(
        SearchPairs(
          [("patient", "r-00000000000000a1"), ("code", "submissionset"), ("status", "current")]
            + pairs
        ),
        now: Samples.later
      )
      .matches(set)
    }
    #expect(try answers())
    #expect(try answers(("date", "2026-03-02"), ("designationType", "10")))
    #expect(try answers(("sourceId", "urn:ietf:rfc:3986|urn:oid:1.2.250.1.213.1.1.1.2")))
    #expect(try answers(("identifier", "urn:oid:1.2.250.1.213.1.1.1.1|lot-4")))
    #expect(try answers(("source.family", "maximin"), ("title", "consultation")))
    #expect(try answers(("authorOrg", "urn:oid:1.2.250.1.71.4.2.2|1750100125")))
    #expect(try !answers(("isArchived", "true")))
    #expect(try !answers(("title", "ordonnance")))
    #expect(throws: FHIRFailure.self) {
      try ListSearch(Samples.search(("patient", "x")), now: Samples.later)
    }
    let folders = Samples.search(
      ("patient", "r-00000000000000a1"),
      ("code", "folder"),
      ("status", "current")
    )
    #expect(try !ListSearch(folders, now: Samples.later).matches(set))
  }

  @Test func `an existence test names one INS with its authority`() throws {
    let search = try PatientExistenceSearch(
      Samples.search(("identifier", "urn:oid:1.2.250.1.213.1.4.10|277076322082910")),
      now: Samples.later
    )
    #expect(search.kind == .ins(try Samples.ins()))
    for value in [
      "277076322082910", "urn:oid:1.2.250.1.213.1.4.10|27707632208291", "urn:oid:1.2.3|1",
      "urn:oid:1.2.250.1.213.1.4.10|",
    ] {
      #expect(throws: FHIRFailure.self) {
        try PatientExistenceSearch(Samples.search(("identifier", value)), now: Samples.later)
      }
    }
    #expect(throws: FHIRFailure.self) {
      try PatientExistenceSearch(SearchPairs([(String, String)]()), now: Samples.later)
    }
  }

  @Test func `a search by traits has at least a family name`() throws {
    let search = try PatientExistenceSearch(
      Samples.search(("family", "pat"), ("birthdate", "1977-07"), ("gender", "female")),
      now: Samples.later
    )
    guard case .traits(let traits) = search.kind else {
      Issue.record("not by traits")
      return
    }
    #expect(traits.birthDate == PartialDate("1977-07"))
    #expect(traits.sex == .female)
    #expect(throws: FHIRFailure.self) {
      try PatientExistenceSearch(Samples.search(("gender", "female")), now: Samples.later)
    }
  }

  @Test(arguments: [
    [], [("date", "ge2026-01-01")], [("date", "le2026-01-01")], [("date", "ne2026-01-01")],
    [("date", "2026-01-01,ge2026-02-01")], [("_lastUpdated", "2026-01-01")],
  ])
  func `a trail is not searched without a bounded date`(_ pairs: [(String, String)]) {
    let failure = #expect(throws: FHIRFailure.self) {
      try AuditEventSearch(SearchPairs(pairs), now: Samples.later)
    }
    #expect(failure?.status == 400)
  }

  @Test func `the bounds of a trail search are the tightest that its dates give`() throws {
    let search = try AuditEventSearch(
      Samples.search(("date", "ge2026-03-01"), ("date", "lt2026-04"), ("date", "2026-03-05")),
      now: Samples.later
    )
    #expect(search.bounds.lowerBound == Instant("2026-03-04T23:00:00Z"))
    #expect(search.bounds.upperBound == Instant("2026-03-05T23:00:00Z"))
  }

  @Test func `every trace that answers lies within the bounds`() throws {
    let prefixes = ["", "ge", "gt", "le", "lt", "sa", "eb", "ap"]
    var tried = 0
    for seed in UInt64(1)...500 {
      var generator = SplitMix64(seed: seed)
      let pairs = (0..<3)
        .map { _ in
          let prefix = prefixes.randomElement(using: &generator) ?? ""
          return ("date", "\(prefix)2026-03-0\(Int.random(in: 1...9, using: &generator))")
        }
      guard let search = try? AuditEventSearch(SearchPairs(pairs), now: Samples.later) else {
        continue
      }
      tried += 1
      for hour in 0..<240 {
        var trace = try Samples.trace()
        trace.recorded = Instant(
          milliseconds: Samples.moment.milliseconds + Int64(hour - 48) * 3_600_000
        )
        if search.matches(trace) {
          #expect(search.bounds.contains(trace.recorded), "seed \(seed): \(pairs)")
        }
      }
    }
    #expect(tried > 50)
  }

  @Test(arguments: [
    ("type", "rest", true), ("subtype", "read", true), ("subtype", "create", false),
    ("action", "R", true), ("outcome", "0", true), ("outcome", "8", false),
    ("agent.identifier", "urn:oid:1.2.250.1.71.4.2.1|899700218896", true),
    ("agent.identifier", "1750100125", true), ("altid", "1", false),
    ("agent-name", "maximin", true), ("agent-role", "G15_10/SM26", true),
    ("address", "192.0", true), ("entity-type", "2", true), ("entity-role", "3", true),
    ("patient.identifier", "277076322082910", true), ("patient", "someone", false),
    ("entity.identifier", "01920000-0011-4000-8000-000000000011", true),
    ("entity.identifier", "277076322082910", true), ("period-start", "2026-03-05", true),
    ("_id", "4711", true), ("_id", "4712", false),
  ])
  func `one parameter of a trail search decides`(
    _ name: String,
    _ value: String,
    _ answers: Bool
  ) throws {
    let search = try AuditEventSearch(
      Samples.search(("date", "ge2026-03-01"), ("date", "le2026-03-31"), (name, value)),
      now: Samples.later
    )
    #expect(try search.matches(Samples.trace()) == answers)
  }
}

struct SearchsetTests {
  @Test func `a searchset of entries that were written before has the same bytes`() throws {
    var resources: [FHIRValue] = []
    for _ in 0..<3 {
      var page = FHIRPage(
        resources: [],
        total: 3,
        current: "https://carnet.example/fhir/DocumentReference?status=current",
        time: Samples.later
      )
      for issues in [
        [], [FHIRIssue(.notSupported, severity: .warning, "inconnu", "unknown", at: ["colour"])],
      ] {
        page.issues = issues
        for included in [
          [], [FHIRValue.documentReference(try Samples.document(), at: Samples.site)],
        ] {
          page.included = included
          let entries = resources.map { FHIRRenderedEntry(matching: $0, at: Samples.site) }
          page.resources = []
          let spliced = page.searchsetJSON(entries, at: Samples.site)
          page.resources = resources
          #expect(spliced == FHIRValue.searchset(page, at: Samples.site).jsonBytes())
        }
      }
      resources.append(.documentReference(try Samples.document(), at: Samples.site))
    }
  }
}
