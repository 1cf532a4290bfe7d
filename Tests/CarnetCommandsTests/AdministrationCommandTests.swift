import Foundation
import Testing

/// What an administrator runs, and what the log and `carnet status` say of it.
struct AdministrationCommandTests {
  private struct Line: Decodable {
    var fact: String
    var value: String

    private enum Names: String, CodingKey { case fact, value }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Names.self)
      fact = try values.decode(String.self, forKey: .fact)
      if let text = try? values.decode(String.self, forKey: .value) {
        value = text
      } else {
        value = (try? values.decode(Int.self, forKey: .value)).map(String.init) ?? ""
      }
    }
  }

  private static func status(
    _ carnet: CarnetProgram
  ) throws -> (code: Int32, values: [String: String]) {
    let outcome = try carnet.run(["status", "--format", "json"])
    let lines = try JSONDecoder().decode([Line].self, from: Data(outcome.output.utf8))
    return (
      outcome.status,
      Dictionary(lines.map { ($0.fact, $0.value) }, uniquingKeysWith: { first, _ in first })
    )
  }

  @Test func `backups, rotations, rebuilt views and restores stand in the log, with who and when`()
    throws
  {
    let carnet = try CarnetProgram()
    _ = try carnet.open("MARTIN")
    #expect(try Self.status(carnet).values["backup-age-seconds"] == "never")
    try carnet.done("backup \(carnet.file("copy")) --keys \(carnet.file("keys"))")
    try carnet.done("views rebuild")
    let between = try Self.status(carnet)
    #expect(between.code == 0)
    #expect(between.values["acts-waiting"] == "2")
    #expect(Int(between.values["backup-age-seconds"] ?? "").map { $0 < 3600 } == true)

    // A restore of this very moment contradicts no head: the backup's own act is not in the log yet.
    let root = carnet.file("data.rootkey")
    let target = carnet.file("restored")
    try carnet.done(
      "restore \(carnet.file("copy")) --keys \(carnet.file("keys")) --to \(target) --root-key \(root)"
    )
    let restored = try carnet.done(
      "audit admin --reason test --format json --data \(target) --root-key \(root)"
    )
    #expect(restored.contains("restored") && restored.contains("backup 1"))

    try carnet.done("keys rotate")
    let acts = try carnet.done("audit admin --reason test --format json")
    for act in ["backupMade", "viewRebuilt", "keysRotated"] { #expect(acts.contains(act)) }
    #expect(acts.contains("desk-1"))
    let after = try Self.status(carnet)
    #expect(after.values["acts-waiting"] == "0")
    #expect(after.values["erasure-register"] == "0")
    let told = try carnet.done("audit admin --reason test")
    #expect(told.contains("backup made") && !told.contains("backupMade"))
  }

  @Test func `runs of the clock and of the outbox stand in the log, idle ones do not`() throws {
    let carnet = try CarnetProgram()
    let record = try carnet.open("MARTIN")
    let (clock, outbox) = ("clock run", "notices deliver --command /bin/true")
    try carnet.done(clock)
    try carnet.done(outbox)
    let idle = try carnet.done("audit admin --reason test --format json")
    #expect(!idle.contains("clockRun") && !idle.contains("noticesDelivered"))
    let block = "record block --record \(record) --as holder --who 899700218899"
    try carnet.done("\(block) --until 2020-01-01")
    try carnet.done("record suspend --record \(record) --because fraud --reason alert")
    #expect(try carnet.done(clock).contains("end of a block"))
    try carnet.done(outbox)
    let acts = try carnet.done("audit admin --reason test --format json")
    #expect(acts.contains("clockRun") && acts.contains("block 1"))
    #expect(acts.contains("noticesDelivered") && acts.contains("sent 1"))
  }

  @Test func `a board that names records is an event before it is shown, its sums are none`() throws
  {
    let carnet = try CarnetProgram()
    let record = try carnet.open("MARTIN")
    try carnet.done("record suspend --record \(record) --because fraud --reason alert")
    #expect(!(try carnet.done("clock board")).contains(record))
    #expect(!(try carnet.done("clock board --late")).contains(record))
    func questions() throws -> [Substring] {
      try carnet.done("events --type AuditAsked --format ndjson --reason test")
        .split(separator: "\n")
    }
    #expect(try questions().isEmpty)
    #expect(try carnet.done("clock board --kind suspension").contains(record))
    let asked = try questions()
    #expect(asked.count == 1)
    #expect(asked.first?.contains("deadlines") == true)
    #expect(asked.first?.contains("desk-1") == true)
    #expect(asked.first?.contains(record) == false)
  }

  @Test func `status tells each part by itself: one damaged view hides no other`() throws {
    let carnet = try CarnetProgram()
    _ = try carnet.open("MARTIN")
    let views = carnet.folder.appending(path: "data/views")
    let file = views.appending(path: "AuditTrail/00000001.sqlite")
    try Data(repeating: 7, count: 8192).write(to: file)
    let damaged = try Self.status(carnet)
    #expect(damaged.code == 1)
    #expect(damaged.values["unreadable-view-AuditTrail"]?.contains("not a database") == true)
    #expect(damaged.values["view-Notices"] != nil)
    #expect(damaged.values["disk-available-bytes"] != nil)
    try FileManager.default.removeItem(at: views)

    try FileManager.default.removeItem(atPath: carnet.file("data.rootkey.erasures"))
    let without = try Self.status(carnet)
    #expect(without.code == 1)
    #expect(without.values["erasure-register"] == "missing")

    let segment = carnet.folder.appending(path: "data/log/00000000000000000000.segment")
    var bytes = try Data(contentsOf: segment)
    bytes[300] ^= 0xff
    try bytes.write(to: segment)
    let broken = try Self.status(carnet)
    #expect(broken.code == 3)
    #expect(broken.values["log"] == "not-opened")
    #expect(broken.values["disk-available-bytes"] != nil)
    let told = try carnet.refused("verify", 1)
    #expect(told.isEmpty)
    let said = try carnet.run(["verify"]).output
    #expect(said.contains("the checksum of its payload differs"), "\(said)")
    #expect(!said.contains("payloadChecksumDiffers"))
  }
}
