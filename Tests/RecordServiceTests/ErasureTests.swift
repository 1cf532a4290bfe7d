import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Testing
import Views

struct ErasureTests {
  /// A document whose every field carries a word that stands nowhere else.
  static let canary = "Zyxcanary"

  private func documentWithCanaries() throws -> [DocumentImport.Source] {
    let sources = try Repository.documents(in: Repository.samples)
    var marked = sources[0]
    var text = String(decoding: marked.bytes, as: UTF8.self)
    for element in ["family", "given", "title", "streetName", "city", "text", "paragraph", "name"] {
      text = text.replacingOccurrences(
        of: "(<\(element)[^>/]*>)[^<]+(</\(element)>)",
        with: "$1\(Self.canary)\(element)$2",
        options: .regularExpression
      )
    }
    marked.bytes = Array(text.utf8)
    return [marked] + sources.dropFirst(5).prefix(4)
  }

  @Test func `after an erasure no byte of the record is left, and the root is the same`()
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    var service = try fixture.open()
    let entries = try await fixture.importAll(try documentWithCanaries(), into: service)
    guard case .added(let record, _) = entries[0].outcome else {
      Issue.record("\(entries[0].outcome)")
      return
    }
    let others = try service.state(of: record).revision
    #expect(others != nil)
    let sizeBefore = try service.reader.readableSize()
    let rootBefore = try service.tree.root(atSize: sizeBefore)
    // A backup made before: everything but the root key, which is kept apart.
    let backup = fixture.folder.appendingPathComponent("backup")
    try service.close()
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: fixture.directory.root.string),
      to: backup
    )
    try FileManager.default.removeItem(at: backup.appendingPathComponent("views"))
    service = try fixture.open()
    #expect(try canaries(in: fixture.folder) > 0, "the views show it before")

    _ = try await service.erase(record)

    #expect(try canaries(in: fixture.folder) == 0)
    #expect(try service.state(of: record).status == .erased)
    #expect(try service.tree.root(atSize: sizeBefore) == rootBefore)
    let purged = try ServiceFixture.digests(service)
    try service.close()
    let report = try await LogVerifier(RealFileSystem(), fixture.directory.log).verify()
    #expect(report.isIntact, "\(report.findings)")

    // Views built from a log whose keys are gone are the purged ones.
    try FileManager.default.removeItem(atPath: fixture.directory.viewsFolder.string)
    service = try fixture.open()
    #expect(try ServiceFixture.digests(service) == purged)
    try service.close()
    #expect(try canaries(in: fixture.folder) == 0)

    // The backup's key store does not open with today's root key.
    let old = DataDirectory(
      .init(backup.path),
      rootKey: fixture.directory.rootKey
    )
    #expect(throws: (any Error).self) { try RecordService.openForReading(old) }
  }

  private func canaries(in folder: URL) throws -> Int {
    let needle = Data(Self.canary.utf8)
    var found = 0
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      if file.hasDirectoryPath { continue }
      let bytes = try Data(contentsOf: file)
      var start = bytes.startIndex
      while let range = bytes.range(of: needle, in: start..<bytes.endIndex) {
        found += 1
        start = range.upperBound
      }
    }
    return found
  }
}
