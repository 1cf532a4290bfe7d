import Foundation
import RecordService
import Testing

@testable import CarnetCommands

struct WatchedFolderTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("carnet-watch-\(UUID().uuidString)")

  private func file(_ name: String, _ text: String = "x") throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  private func names(in part: String = "") throws -> [String] {
    try FileManager.default
      .contentsOfDirectory(atPath: folder.appendingPathComponent(part).path).sorted()
  }

  @Test func `a file is taken once nobody writes to it any more`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try file("a.xml")
    _ = try file(".cache")
    _ = try file("b.xml.part")
    try FileManager.default.createSymbolicLink(
      atPath: folder.appendingPathComponent("link.xml").path,
      withDestinationPath: "/etc/passwd"
    )
    let watched = try WatchedFolder(folder.path)
    let start = Date()
    #expect(try watched.ready(now: start) == [])
    // It grows: the time begins anew.
    try Data("xyz".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try watched.ready(now: start.addingTimeInterval(1)) == [])
    #expect(try watched.ready(now: start.addingTimeInterval(5)) == [path])
  }

  @Test func `files are moved and never written over, and a refused one has its reasons beside it`()
    throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    let watched: WatchedFolder
    do {
      _ = try file("a.xml")
      watched = try WatchedFolder(folder.path)
    }
    for _ in 0..<3 {
      let path = try file("a.xml")
      try watched.fileAway(FileOutcome(file: path))
    }
    #expect(try names(in: "done") == ["a.xml", "a.xml.2", "a.xml.3"])
    let path = try file("b.xml")
    var outcome = FileOutcome(file: path)
    outcome.problem = "trop grand"
    try watched.fileAway(outcome)
    #expect(try names(in: "refused") == ["b.xml", "b.xml.txt"])
    let reasons = try String(
      contentsOf: folder.appendingPathComponent("refused/b.xml.txt"),
      encoding: .utf8
    )
    #expect(reasons == "trop grand\n")
    #expect(try names() == ["done", "refused"])
    // Somebody else took it away: nothing to do.
    try watched.fileAway(FileOutcome(file: path))
    #expect(throws: Told.self) { try WatchedFolder(folder.path + "/nowhere") }
  }
}
