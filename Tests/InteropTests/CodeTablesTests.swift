import MedicalRecord
import Testing

@testable import Interop

struct CodeTablesTests {
  private let tables: CodeTables

  init() throws { tables = try CodeTables.standard() }

  private func loinc(_ code: String) -> Code { Code(system: OID.loinc.text, code: code) }

  @Test func `every table has a name, an edition, a digest and rows`() {
    #expect(
      tables.versions.map { "\($0.name) \($0.rows)" } == [
        "author-specialties 499", "communes-76 707", "confidentialities 6",
        "delegated-communes-76 49", "document-classes 12", "document-types 129",
        "facility-types 69", "practice-settings 12", "template-formats 63", "type-classes 128",
      ]
    )
    #expect(tables.versions.allSatisfy { !$0.edition.isEmpty })
    #expect(Set(tables.versions.map(\.digest)).count == tables.versions.count)
  }

  @Test(
    "types have the class of the map",
    arguments: [
      ("60591-5", "11", "Synthèse"), ("11490-0", "10", "Compte rendu"),
      ("11502-2", "10", "Compte rendu"), ("18748-4", "31", "Imagerie médicale"),
      ("57833-6", "42", "Prescription"), ("60593-1", "43", "Dispensation"),
      ("87273-9", "52", "Certificat, déclaration"), ("34112-3", "10", "Compte rendu"),
    ]
  )
  func classes(type: String, code: String, label: String) {
    let documentClass = tables.documentClass(ofType: loinc(type))
    #expect(documentClass?.code == code)
    #expect(documentClass?.display == label)
    #expect(documentClass?.system == CodeTables.classSystem)
    #expect(tables.label(ofType: loinc(type)) != nil)
  }

  @Test func `a type may have a label and no class`() {
    #expect(tables.label(ofType: loinc("101881-1")) == "Carte d'implant")
    #expect(tables.documentClass(ofType: loinc("101881-1")) == nil)
    #expect(tables.label(ofType: loinc("0-0")) == nil)
    // The same code in another system is another code.
    #expect(tables.label(ofType: Code(system: "1.2.3", code: "60591-5")) == nil)
  }

  @Test(
    "the format follows from the most particular template",
    arguments: [
      (
        ["2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", "1.2.250.1.213.1.1.1.13"], nil,
        "urn:asip:ci-sis:vsm:2012", "1.2.250.1.213.1.1.4.2.282"
      ),
      (
        ["1.3.6.1.4.1.19376.1.3.3", "1.2.250.1.213.1.1.1.55"], nil, "urn:ihe:lab:xd-lab:2008",
        "1.3.6.1.4.1.19376.1.2.3"
      ),
      (
        ["1.2.250.1.213.1.1.1.55", "1.3.6.1.4.1.19376.1.3.3"], nil, "urn:ihe:lab:xd-lab:2008",
        "1.3.6.1.4.1.19376.1.2.3"
      ),
      (
        ["1.2.250.1.213.1.1.1.12.1", "1.2.250.1.213.1.1.1.8"], nil, "urn:asip:ci-sis:obp-sap:2023",
        "1.2.250.1.213.1.1.4.2.282"
      ),
      (
        ["1.3.6.1.4.1.19376.1.2.20"], "application/pdf", "urn:ihe:iti:xds-sd:pdf:2008",
        "1.3.6.1.4.1.19376.1.2.3"
      ),
      (
        ["1.3.6.1.4.1.19376.1.2.20"], "image/jpeg", "urn:ihe:iti-fr:xds-sd:jpeg:2010",
        "1.2.250.1.213.1.1.4.2.282"
      ),
      (
        ["1.2.250.1.213.1.1.1.13"], "text/plain", "urn:ihe:iti:xds-sd:text:2008",
        "1.3.6.1.4.1.19376.1.2.3"
      ),
    ] as [([String], String?, String, String)]
  )
  func formats(templates: [String], mediaType: String?, format: String, system: String) {
    let code = tables.format(ofTemplates: templates, mediaType: mediaType)
    #expect(code == Code(system: system, code: format))
  }

  @Test func `unknown templates and media types have no format`() {
    #expect(tables.format(ofTemplates: [], mediaType: nil) == nil)
    #expect(tables.format(ofTemplates: ["1.2.250.1.213.1.1.1.59"], mediaType: nil) == nil)
    #expect(tables.format(ofTemplates: ["1.3.6.1.4.1.19376.1.2.20"], mediaType: nil) == nil)
    #expect(
      tables.format(ofTemplates: ["1.3.6.1.4.1.19376.1.2.20"], mediaType: "video/mp4") == nil
    )
  }

  @Test func `settings, facilities, confidentialities and specialities have their labels`() {
    #expect(
      tables.label(
        ofPracticeSetting: Code(system: "1.2.250.1.213.1.1.4.9", code: "AMBULATOIRE")
      )
        == "Ambulatoire"
    )
    #expect(
      tables.label(ofFacilityType: Code(system: "1.2.250.1.71.4.2.4", code: "SA33"))
        == "Pharmacie d'officine"
    )
    #expect(
      tables.label(
        ofConfidentiality: Code(system: "1.2.250.1.213.1.1.4.13", code: "MASQUE_PS")
      ) != nil
    )
    #expect(
      tables.label(ofSpecialty: Code(system: "1.2.250.1.213.1.1.4.5", code: "G15_10/SM26"))
        == "Médecin - Qualifié en Médecine Générale (SM)"
    )
    #expect(
      tables.label(ofSpecialty: Code(system: "1.2.250.1.71.1.2.7", code: "21")) == "Pharmacien"
    )
  }

  @Test(
    "an address finds its commune",
    arguments: [
      ("76000", "Rouen", "76540"), ("76600", "LE HAVRE CEDEX 2", "76351"),
      ("76400", "fecamp", "76259"), ("76190", "YVETOT", "76758"),
      ("76460", "ST VALERY EN CAUX", "76655"), ("76720", "Auffay", "76034"),
      ("76190", "Trifouillis", nil), ("75001", "PARIS", nil), ("76190", nil, nil), ("", "", nil),
    ]
  )
  func commune(postalCode: String, city: String?, code: String?) {
    let commune = tables.communes.commune(postalCode: postalCode, city: city)
    #expect(commune?.code.description == code)
  }

  @Test func `communes are found by code, delegated ones by that of their parent`() throws {
    let rouen = try #require(tables.communes[code: CommuneCode("76540")])
    #expect(rouen.name == "Rouen")
    #expect(rouen.epciName == "Métropole Rouen Normandie")
    #expect(rouen.arrondissement == "Rouen")
    #expect(rouen.population > 100_000)
    #expect(try tables.communes[code: CommuneCode("76003")]?.code == CommuneCode("76020"))
    #expect(try tables.communes[code: CommuneCode("75056")] == nil)
    #expect(tables.communes.communes.count == 707)
    let people = tables.communes.communes.map(\.population).reduce(0, +)
    #expect((1_200_000...1_300_000).contains(people))
  }

  @Test(
    "a damaged table is refused by name",
    arguments: [
      ("", .line(1, "name, version, origin and licence")),
      ("# name", .line(1, "the text ends in a line end")),
      ("# name\n", .line(1, "# key: value")),
      ("# name: t\nsystem\tcode\nx\ty\n", .line(1, "name, version, origin and licence")),
      (
        "# name: t\n# version: 1\n# origin: o\n# licence: l\nsystem\tcode\n",
        .line(6, "at least one row")
      ),
      (
        "# name: t\n# version: 1\n# origin: o\n# licence: l\nsystem\tcode\nx\n",
        .line(6, "2 cells")
      ),
      (
        "# name: u\n# version: 1\n# origin: o\n# licence: l\nsystem\tcode\nx\ty\n",
        .line(1, "name, version, origin and licence")
      ),
    ] as [(String, CodeTableDamage.Problem)]
  )
  func damage(text: String, problem: CodeTableDamage.Problem) {
    #expect(throws: CodeTableDamage(table: "t", problem: problem)) {
      try CodeTable(CodeTables.Source(name: "t", text: text))
    }
  }

  @Test func `a missing table and a table of another shape are refused`() {
    let rest = CodeTables.Source.all.filter { $0.name != "document-types" }
    #expect(throws: CodeTableDamage(table: "document-types", problem: .missing)) {
      try CodeTables(rest)
    }
    let other = CodeTables.Source(
      name: "document-types",
      text: "# name: document-types\n# version: 1\n# origin: o\n# licence: l\ncode\nx\n"
    )
    #expect(
      throws: CodeTableDamage(
        table: "document-types",
        problem: .columns(expected: ["system", "code", "label"])
      )
    ) { try CodeTables(rest + [other]) }
  }
}
