import Foundation
import Testing

/// docs/real-files.md says of each published example what became of it; the product must agree.
struct RealFileTests {
  private struct Row: Decodable, Hashable {
    var file: String
    var outcome: String
    var remarks: String
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The files that `tools/list-real-files` was given, which a checkout may have beside it.
  private static let data = root.appending(path: "../shared/data").standardizedFileURL
  private static let folders = ["cda", "hl7v2", "fhir"]

  private static let words = [
    "in": "added",
    "in, under a record of its own: an operator settles whose it is": "quarantined",
    "consents, read and shown": "consents", "in already": "already-there", "refused": "refused",
  ]

  private static var areThere: Bool {
    folders.allSatisfy { FileManager.default.fileExists(atPath: data.appending(path: $0).path) }
  }

  /// The page's rows, by folder.
  private static func page() throws -> [String: [Row]] {
    let text = try String(contentsOf: root.appending(path: "docs/real-files.md"), encoding: .utf8)
    var rows: [String: [Row]] = [:]
    var folder = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") { folder = String(line.dropFirst(3)) }
      let cells = line.replacing("\\|", with: "\u{0}")
        .split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces) }
      guard cells.count == 5, let outcome = words[cells[2]] else { continue }
      rows[folder, default: []].append(Row(file: cells[1], outcome: outcome, remarks: cells[3]))
    }
    return rows
  }

  @Test func `the page has each kind of file, in and refused, each refusal with its sentence`()
    throws
  {
    let page = try Self.page()
    #expect(Set(page.keys) == Set(Self.folders))
    let rows = page.values.flatMap { $0 }
    #expect(rows.count > 130)
    #expect(rows.contains { $0.outcome == "added" })
    #expect(rows.allSatisfy { $0.outcome != "refused" || !$0.remarks.isEmpty })
  }

  @Test(.enabled(if: areThere, "the published examples are not beside this checkout"))
  func `each published example goes in, or is refused, as the page says`() throws {
    let page = try Self.page()
    let carnet = try CarnetProgram()
    for folder in Self.folders {
      let path = Self.data.appending(path: folder).path
      let outcome = try carnet.run([
        "import", path, "--channel", "hospital", "--consent-given", "--format", "json",
      ])
      let rows = try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
        .map { row in
          var row = row
          if row.file.hasPrefix(path + "/") { row.file.removeFirst(path.utf8.count + 1) }
          return row
        }
      let expected = page[folder] ?? []
      #expect(rows.count == expected.count, "\(folder)")
      for (row, said) in zip(rows, expected) where row != said {
        Issue.record("docs/real-files.md says \(said), the product \(row)")
      }
    }
  }
}
