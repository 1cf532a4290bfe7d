import Foundation
import MedicalRecord
import Testing

/// RPPS, FINESS, SIREN, SIRET, and the identifiers made of them.
struct RegisterNumberTests {
  @Test(
    "numbers that pass Luhn have no finding",
    arguments: ["99700218896", "00000000000"]
  )
  func rpps(text: String) throws {
    let rpps = try RPPS(text, strictness: .strict)
    #expect(rpps.findings.isEmpty)
    #expect(rpps.description == text)
  }

  @Test(
    "official examples that fail Luhn are read with a finding, and refused strictly",
    arguments: [("10003461033", 4), ("10001234567", 5)]
  )
  func luhnFails(text: String, expected: Int) throws {
    #expect(try RPPS(text).findings == [.checkDigit(.rpps, expected: expected)])
    #expect(throws: MalformedIdentifier(.rpps, .checkDigit(expected: expected))) {
      try RPPS(text, strictness: .strict)
    }
  }

  @Test func `a FINESS is checked, a Corsican one is not`() throws {
    #expect(try FINESS("750100125", strictness: .strict).description == "750100125")
    #expect(try FINESS("754567860").findings.first?.name == "finess-check-digit")
    #expect(try FINESS("2A0000022", strictness: .strict).description == "2A0000022")
    #expect(try FINESS("2B0000021").findings.isEmpty)
    #expect(
      throws: MalformedIdentifier(
        .finess,
        .character(position: 1, accepted: "0 to 9, A or B after 2")
      )
    ) { try FINESS("3A0000022") }
  }

  @Test func `SIREN and SIRET are checked; those of La Poste follow their own rule`() throws {
    #expect(try SIREN("356000000", strictness: .strict).description == "356000000")
    #expect(try SIREN("356000001").findings == [.checkDigit(.siren, expected: 0)])
    let siret = try SIRET("35600000000048", strictness: .strict)
    #expect(siret.siren.description == "356000000")
    // Fails Luhn; its digits add up to a multiple of five.
    #expect(try SIRET("35600000049837", strictness: .strict).findings.isEmpty)
    #expect(try SIRET("35600000049838").findings.count == 1)
  }

  @Test(
    "every digit changed is found out by Luhn",
    arguments: ["99700218896"]
  )
  func everyDigit(text: String) throws {
    for index in text.indices {
      for digit in "0123456789" where digit != text[index] {
        var changed = text
        changed.replaceSubrange(index...index, with: String(digit))
        #expect(try RPPS(changed).findings.count == 1, "\(changed)")
      }
    }
  }

  @Test(
    "the prefix of a professional says the register",
    arguments: [
      ("899700218896", IDNPS.Kind.rpps, 0), ("801234567897", .rpps, 0),
      ("810003461033", .rpps, 1), ("0123456789", .adeli, 0), ("012345678", .adeli, 1),
      ("1123456789/9", .adeliPractice, 0),
      ("3750100125/B12", .finess, 0), ("3754567860/B12", .finess, 1),
      ("4356000000/7", .siren, 0), ("401234567890009", .siren, 1),
      ("535600000000048/1.2.250.1.215.1.2", .siret, 0), ("699700218896/4", .rppsPractice, 0),
    ]
  )
  func professional(text: String, kind: IDNPS.Kind, findings: Int) throws {
    let identifier = try IDNPS(text)
    #expect(identifier.kind == kind)
    #expect(identifier.findings.count == findings)
    #expect(identifier.description == text)
  }

  @Test(
    "what is no identifier of a professional is refused",
    arguments: [
      ("", .length(found: 0, accepted: "2 to 64")),
      ("8", .length(found: 1, accepted: "2 to 64")),
      (String(repeating: "3", count: 65), .length(found: 65, accepted: "2 to 64")),
      ("212345", .value(position: 0, accepted: "0, 1, 3, 4, 5, 6 or 8")),
      ("712345", .value(position: 0, accepted: "0, 1, 3, 4, 5, 6 or 8")),
      ("X12345", .value(position: 0, accepted: "0, 1, 3, 4, 5, 6 or 8")),
      ("3 750100125", .character(position: 1, accepted: "visible ASCII")),
      ("80123456789", .length(found: 10, accepted: "11")),
      ("80123456789X", .character(position: 11, accepted: "0 to 9")),
    ] as [(String, MalformedIdentifier.Reason)]
  )
  func noProfessional(text: String, reason: MalformedIdentifier.Reason) {
    #expect(throws: MalformedIdentifier(.idnps, reason)) { try IDNPS(text) }
  }

  @Test func `a professional's number and its internal part are told apart`() throws {
    let identifier = try IDNPS("535600000000048/1.2.250.1.215.1.2")
    #expect(identifier.number == "35600000000048")
    #expect(identifier.internalPart == "1.2.250.1.215.1.2")
    #expect(identifier.rpps == nil)
    let rpps = try RPPS("99700218896")
    #expect(try IDNPS("899700218896").rpps == rpps)
    #expect(try IDNPS("899700218896") == IDNPS(rpps))
  }

  @Test(
    "the prefix of a structure says the register, where the length agrees",
    arguments: [
      ("0123456789", IDNST.Kind.adeliPractice, 0), ("1750100125", .finess, 0),
      ("1754567860", .finess, 1), ("2356000000", .siren, 0), ("335600000000048", .siret, 0),
      ("49970021889601", .rppsRank, 0), ("101235555", .technical, 1), ("11223344", .technical, 1),
      ("CAB-17", .technical, 0), ("912345", .technical, 0),
    ]
  )
  func structure(text: String, kind: IDNST.Kind, findings: Int) throws {
    let identifier = try IDNST(text)
    #expect(identifier.kind == kind)
    #expect(identifier.findings.count == findings)
    #expect(identifier.description == text)
  }

  @Test(
    "communes",
    arguments: [
      ("76540", "76"), ("2A004", "2A"), ("2B033", "2B"), ("97411", "974"), ("98818", "988"),
      ("01001", "01"), ("99351", nil),
    ]
  )
  func commune(text: String, department: String?) throws {
    let code = try CommuneCode(text)
    #expect(code.description == text)
    #expect(code.department == department)
    #expect(code.isAbroad == (department == nil))
  }

  @Test(
    "what is no commune is refused",
    arguments: [
      ("7654", .length(found: 4, accepted: "5")),
      ("00123", .value(position: 0, accepted: "01 to 99, 2A or 2B")),
      ("2C001", .character(position: 1, accepted: "0 to 9, A or B after 2")),
      ("1A001", .character(position: 1, accepted: "0 to 9, A or B after 2")),
      ("A2001", .character(position: 0, accepted: "0 to 9")),
      ("7654é", .length(found: 6, accepted: "5")),
    ] as [(String, MalformedIdentifier.Reason)]
  )
  func noCommune(text: String, reason: MalformedIdentifier.Reason) {
    #expect(throws: MalformedIdentifier(.commune, reason)) { try CommuneCode(text) }
  }

  @Test(
    "OIDs with the right syntax",
    arguments: ["1.2", "0.39", "2.999.1", "1.2.250.1.213.1.4.8", "2.16.840.1.113883.6.1", "2.0.0"]
  )
  func oid(text: String) throws {
    #expect(try OID(text).text == text)
  }

  @Test(
    "OIDs with another syntax are refused",
    arguments: [
      "", "1", "1.", ".1.2", "1..2", "1.2.", "3.1", "1.40", "0.100", "12.3", "1.02", "1.2.03",
      "1.2.a", "1.2 ", "1,2,3", "1.2.250.1.213.1.4.8.1.2.250.1.213.1.4.8.1.2.250.1.213.1.4.8.11111",
    ]
  )
  func noOID(text: String) {
    #expect(throws: MalformedIdentifier.self) { try OID(text) }
  }

  @Test func `an OID stands within another at an arc, not at a digit`() throws {
    #expect(try OID("1.2.250.1.213.1.4.8").isWithin("1.2.250.1.213.1.4"))
    #expect(try OID("1.2.250.1.213.1.4").isWithin("1.2.250.1.213.1.4"))
    #expect(try !OID("1.2.250.1.213.1.41").isWithin("1.2.250.1.213.1.4"))
  }

  @Test(
    "instance identifiers in one line",
    arguments: [
      ("1.2.3", nil), ("1.2.3^ABC", "ABC"), ("1.2.3^A^B", "A^B"),
      ("90E1C8EC-F951-4B26-A305-A34848818DD6", nil),
      ("90e1c8ec-f951-4b26-a305-a34848818dd6^1", "1"),
    ]
  )
  func instance(text: String, part: String?) throws {
    let identifier = try InstanceIdentifier(text)
    #expect(identifier.extension == part)
    #expect(identifier.description == text)
  }

  @Test(
    "what is no instance identifier is refused",
    arguments: [
      "", "^1", "1.2.3^", "ABC^1", "90E1C8EC-F951-4B26-A305-A34848818DD", "1.2.3^a\nb",
      "90E1C8EC+F951-4B26-A305-A34848818DD6",
    ]
  )
  func noInstance(text: String) {
    #expect(throws: MalformedIdentifier.self) { try InstanceIdentifier(text) }
  }

  @Test func `every identifier survives JSON as one text`() throws {
    func check<Value: Codable & Hashable>(_ value: Value, _ text: String) throws {
      let data = try JSONEncoder().encode([value])
      #expect(String(decoding: data, as: UTF8.self) == "[\"\(text)\"]")
      #expect(try JSONDecoder().decode([Value].self, from: data) == [value])
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode([Value].self, from: Data("[\"?\"]".utf8))
      }
    }
    try check(
      INS("277076322082910", authority: .test),
      "1.2.250.1.213.1.4.10^277076322082910"
    )
    try check(RPPS("99700218896"), "99700218896")
    try check(FINESS("2A0000022"), "2A0000022")
    try check(SIREN("356000000"), "356000000")
    try check(SIRET("35600000000048"), "35600000000048")
    try check(CommuneCode("2B033"), "2B033")
    try check(OID("1.2.3"), "1.2.3")
    try check(IDNPS("899700218896"), "899700218896")
    try check(InstanceIdentifier("1.2.3^4"), "1.2.3^4")
    try check(try #require(PartialDate("1979-03")), "1979-03")
  }
}
