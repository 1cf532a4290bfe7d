import Foundation
import MedicalRecord
import RecordService
import Testing

@testable import CarnetCommands

/// `carnet record`, each command from end to end: the program, its words, what stands in the log.
struct RecordCommandTests {
  private static let doctor =
    "--as professional --actor 899700218896 --actor-profession G15_10/SM26"
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Snapshots/Samples/cda")

  @Test func `every command of a record does what it says, from end to end`() throws {
    let carnet = try CarnetProgram()
    try aDesk(carnet)
    try aLife(carnet)
    try documents(carnet)
    try ends(carnet)
    let names = Set(
      Record.configuration.subcommands.compactMap { $0.configuration.commandName }
    )
    #expect(names.subtracting(carnet.ran) == [], "commands that no test runs")
    #expect(try carnet.run(["verify"]).status == 0)
  }

  /// Opening, objecting, and the receipts for both.
  private func aDesk(_ carnet: CarnetProgram) throws {
    let record = try carnet.open(
      "MARTIN",
      ["--ins", "279035121518989", "--receipt", "creation.html"]
    )
    let page = try String(contentsOfFile: carnet.file("creation.html"), encoding: .utf8)
    #expect(page.contains("MARTIN") && page.contains(record) && page.contains("emergency"))
    let proof = try String(contentsOfFile: carnet.file("creation.tlog-proof"), encoding: .utf8)
    #expect(proof.hasPrefix("c2sp.org/tlog-proof@v1\n") && page.contains("c2sp.org/tlog-proof@v1"))
    let told = try carnet.refused(
      "record open --name MARTIN --given Anne --sex F --born 1979-03-28 --consent-given",
      5,
      ["--ins", "279035121518989"]
    )
    #expect(told.contains("already"))
    #expect(
      try carnet.refused("record open --name DURAND --given Luc --born 1980-01-01", 5)
        .contains("consent")
    )
    let announced = try CarnetProgram.record(
      in: carnet.done("record announce --name PETIT --given Jean --born 1981-01-01 --by post")
    )
    try carnet.done(
      "record receipt --record \(announced) --for announcement --out notice.html --reason desk"
    )
    // Whose record is open is looked into with a reason, whatever the receipt is for.
    for subject in ["announcement", "objection", "opening"] {
      let told = try carnet.refused(
        "record receipt --record \(record) --for \(subject) --out no.html",
        5
      )
      #expect(told.contains("no reason given"))
    }
    try carnet.done("record refuse --record \(announced) --receipt objection.html")
    #expect(FileManager.default.fileExists(atPath: carnet.file("objection.tlog-proof")))
    try carnet.done(
      "record receipt --record \(announced) --for objection --out again.html --reason desk"
    )
    #expect(
      try carnet.refused(
        "record receipt --record \(announced) --for closure --out no.html --reason desk",
        4
      )
      .contains("no receipt")
    )
  }

  /// Rights and statements.
  private func aLife(_ carnet: CarnetProgram) throws {
    let record = try carnet.open("LEFEVRE", born: "1961-05-04")
    let at = "--record \(record)"
    let block = ["--city", "Rouen", "--postal-code", "76000", "--phone", "02 35 10"]
    try carnet.done("record contact \(at)", block)
    let told = try carnet.refused("record contact \(at) --postal-code 7600", 5)
    #expect(told.contains("five digits"))
    let identity = try carnet.done("record identity \(at) --reason call --format csv")
    #expect(identity.contains("city,Rouen") && identity.contains("birth-name,LEFEVRE"))
    try carnet.done("record consent \(at) --subject reading --as holder")
    try carnet.done(
      "record authorise \(at) --who 899700218896 --profession G15_10/SM26 --as holder"
    )
    #expect(try carnet.done("record exists \(at) \(Self.doctor)").contains("VALIDE"))
    try carnet.done("record team \(at) --who 899700218897 --as holder")
    try carnet.done("record represent \(at) --who sister --relation SIS")
    let preview = try carnet.done(
      "record consent \(at) --subject emergency --withdraw --as holder --preview --format csv"
    )
    #expect(preview.contains("any-physician") && preview.contains("104"))
    // A preview changes nothing, so the glass can still be broken.
    try carnet.done(
      "record list \(at) --as professional --actor 899700218898 --mode bris-de-glace --reason coma"
    )
    #expect(
      try carnet.refused(
        "record list \(at) --as professional --actor 899700218898 --mode bris-de-glace",
        5
      )
      .contains("reason")
    )
    try carnet.done("record leave \(at) --as professional --actor 899700218898")
    try carnet.refused("record leave \(at) --as professional --actor 899700218898", 5)
    let rights = try carnet.done("record rights \(at) --as holder --format csv")
    #expect(rights.contains("899700218896") && rights.contains("VALIDE"))
    try carnet.done("record block \(at) --who 899700218899 --as holder")
    let blocked = try carnet.done("record rights \(at) --as holder --show interdite --format csv")
    #expect(blocked.contains("899700218899") && !blocked.contains("899700218896"))
    try carnet.done("record revoke \(at) --who 899700218896 --as holder")
    #expect(try carnet.done("record exists \(at) \(Self.doctor)").contains("INTERDIT"))
    try carnet.done("record declare \(at) --kind blood-group --value O+ --as holder")
    try carnet.done("record verify \(at) --statement 1 --proof card \(Self.doctor)")
    try carnet.done("record dispute \(at) --access 0 --reason wrong --as holder")
    #expect(try carnet.done("record show \(at) --reason call").contains("representative"))
  }

  /// Documents: hidden, shown, archived, deleted, read, compared, taken away.
  private func documents(_ carnet: CarnetProgram) throws {
    try carnet.done("import --quiet --channel takeover \(Self.samples.path)")
    let listed = try carnet.done("events --type DocumentReplaced --format ndjson --reason test")
    let record = try CarnetProgram.record(in: listed)
    let at = "--record \(record)"
    let versions = try carnet.done("record versions \(at) --document 1 --as holder --format csv")
    #expect(versions.contains("uniqueId"))
    let list = try carnet.done("record list \(at) --all --as holder --format csv")
    #expect(list.split(separator: "\n").count > 2)
    let current = try carnet.done("record list \(at) --as holder --format csv")
    let number = try #require(current.split(separator: "\n").last?.split(separator: ",").first)
    try carnet.done("record read \(at) --document \(number) --as holder --out read.xml")
    try carnet.done(
      "record hide \(at) --document \(number) --from professionals --as holder --preview"
    )
    try carnet.done("record hide \(at) --document \(number) --from professionals --as holder")
    try carnet.done("record reveal \(at) --document \(number) --to professionals --as holder")
    try carnet.done("record archive \(at) --document \(number) --as holder")
    try carnet.done("record archive \(at) --document \(number) --undo --as holder")
    try carnet.refused("record delete \(at) --document \(number) --as holder", 5)
    try carnet.done("record bundle \(at) --as holder --out copy.zip")
    let bundle = try Data(contentsOf: URL(fileURLWithPath: carnet.file("copy.zip")))
    #expect(bundle.range(of: Data("documents/\(number).".utf8)) != nil)
    #expect(bundle.range(of: Data("accesses.csv".utf8)) != nil)
    #expect(try carnet.refused("record bundle \(at) --out no.zip", 5).contains("holder"))
    try carnet.done("rules show --matrix")
  }

  /// Suspension, closure, reactivation, hold, erasure asked for, death, heirs.
  private func ends(_ carnet: CarnetProgram) throws {
    let record = try carnet.open("ROUSSEL", born: "1950-02-03")
    let at = "--record \(record)"
    try carnet.done("record suspend \(at) --because fraud --reason alert")
    #expect(
      try carnet.refused("record list \(at) \(Self.doctor)", 5).contains("record suspended")
    )
    try carnet.done("record resume \(at) --reason settled")
    try carnet.done("record close \(at) --reason request --as holder")
    try carnet.done(
      "record receipt \(at) --for closure --out closure.html --reason desk"
    )
    try carnet.done("record erase-request \(at) --as holder")
    try carnet.done("record reactivate \(at) --consent-given --as holder")
    try carnet.done("record hold \(at) --reference 26/1 --reason court")
    try carnet.done("record hold \(at) --reference 26/1 --lift --reason court")
    try carnet.done("record death \(at) --date 2026-11-01")
    try carnet.done("record heir \(at) --who daughter --motive memory --reason letter")
    try carnet.done("record bundle \(at) --as heir --actor daughter --out heir.zip")
  }
}
