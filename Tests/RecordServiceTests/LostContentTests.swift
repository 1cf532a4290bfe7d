import CarnetCore
import Foundation
import RecordService
import SystemPackage
import Testing

/// Document contents that are damaged or gone are named, whoever copies or checks them.
struct LostContentTests {
  private static func imported() async throws -> (ServiceFixture, FilePath) {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    _ = try await fixture.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(6)),
      into: service
    )
    try service.close()
    return (fixture, fixture.directory.contents.appending("0000000000000000.pack"))
  }

  private static func backUp(_ fixture: ServiceFixture) throws -> Backup.Report {
    let service = try RecordService.openForReading(fixture.directory, clock: fixture.clock)
    defer { try? service.close() }
    let target = FilePath(fixture.folder.appendingPathComponent("copy").path)
    return try Backup(service, to: target).run()
  }

  @Test func `a damaged head of a content is found by a backup, which copies the others`()
    async throws
  {
    let (fixture, pack) = try await Self.imported()
    let sound = try Self.backUp(fixture)
    #expect(sound.damagedContents.isEmpty)
    #expect(sound.missingContents.isEmpty)
    try FileManager.default.removeItem(at: fixture.folder.appendingPathComponent("copy"))

    let url = URL(fileURLWithPath: pack.string)
    var bytes = try Data(contentsOf: url)
    bytes[20] ^= 0xff
    try bytes.write(to: url)
    let report = try Self.backUp(fixture)
    #expect(report.damagedContents.map(\.offset) == [0])
    #expect(report.missingContents.count == 1)
    #expect(report.hasLostContents)
    let copy = try Data(
      contentsOf: fixture.folder.appendingPathComponent("copy/contents/0000000000000000.pack")
    )
    #expect(copy == bytes)
  }

  @Test func `a damaged head of the last content is found too`() async throws {
    let (fixture, pack) = try await Self.imported()
    let url = URL(fileURLWithPath: pack.string)
    var bytes = try Data(contentsOf: url)
    let last = try #require(bytes.range(of: Data("CONT".utf8), options: .backwards))
    bytes[last.lowerBound] ^= 0xff
    try bytes.write(to: url)
    let report = try Self.backUp(fixture)
    #expect(report.missingContents.count == 1)
  }

  @Test func `a pack that is gone is reported, one line for each document of the log`() async throws
  {
    let (fixture, pack) = try await Self.imported()
    try FileManager.default.removeItem(atPath: pack.string)
    let service = try RecordService.openForReading(fixture.directory, clock: fixture.clock)
    defer { try? service.close() }
    let contents = service.contents
    let named = try service.missingContents(upTo: try service.reader.readableSize()) {
      try contents.contains($0)
    }
    #expect(try contents.count == 0)
    #expect(named.missing.count >= 5)
    #expect(named.unopened.isEmpty)
    #expect(try Self.backUp(fixture).missingContents.count == named.missing.count)
  }
}
