import CChecksum
import CarnetCore

/// One table as text: lines of `# key: value`, a line of column names, then the rows, their cells
/// parted by tabs.
struct CodeTable {
  let version: CodeTables.Version
  let columns: [String]
  let rows: [[Substring]]

  init(_ source: CodeTables.Source) throws(CodeTableDamage) {
    func damage(_ problem: CodeTableDamage.Problem) -> CodeTableDamage {
      CodeTableDamage(table: source.name, problem: problem)
    }
    var facts: [Substring: Substring] = [:]
    var columns: [String] = []
    var rows: [[Substring]] = []
    let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.last == "" else { throw damage(.line(lines.count, "the text ends in a line end")) }
    for (index, line) in lines.dropLast().enumerated() {
      if columns.isEmpty, line.hasPrefix("# ") {
        guard let colon = line.firstIndex(of: ":") else {
          throw damage(.line(index + 1, "# key: value"))
        }
        facts[line[..<colon].dropFirst(2)] = line[line.index(after: colon)...].dropFirst()
        continue
      }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      if columns.isEmpty {
        columns = cells.map(String.init)
      } else {
        guard cells.count == columns.count else {
          throw damage(.line(index + 1, "\(columns.count) cells"))
        }
        rows.append(cells)
      }
    }
    guard facts["name"].map(String.init) == source.name, let edition = facts["version"],
      facts["origin"] != nil, facts["licence"] != nil
    else { throw damage(.line(1, "name, version, origin and licence")) }
    guard !rows.isEmpty else { throw damage(.line(lines.count, "at least one row")) }
    self.columns = columns
    self.rows = rows
    version = CodeTables.Version(
      name: source.name,
      edition: String(edition),
      digest: Self.digest(source.text),
      rows: rows.count
    )
  }

  private static func digest(_ text: String) -> Digest {
    let bytes = Array(text.utf8)
    var digest = [UInt8](repeating: 0, count: Digest.byteCount)
    carnet_sha256(bytes, bytes.count, &digest)
    return digest.withUnsafeBytes(Digest.init(copying:))
  }
}

extension CodeTables {
  /// The text of a table, as compiled in.
  struct Source: Sendable {
    var name: String
    var text: String

    static let all = [
      documentTypes, typeClasses, documentClasses, templateFormats, facilityTypes,
      practiceSettings, confidentialities, authorSpecialties, communes76, delegatedCommunes76,
    ]
  }
}

/// Says which code table cannot be used and why.
package struct CodeTableDamage: Error, Hashable, Sendable, CustomStringConvertible {
  package var table: String
  package var problem: Problem

  package enum Problem: Hashable, Sendable {
    case missing
    case columns(expected: [String])
    /// The line, counted from 1, and what it should hold.
    case line(Int, String)
    /// The row, counted from 1, and what its first damaged cell should hold.
    case row(Int, String)
  }

  package var description: String {
    let what =
      switch problem {
      case .missing: "it is not there"
      case .columns(let expected): "its columns should be \(expected.joined(separator: ", "))"
      case .line(let line, let expected): "line \(line) should hold \(expected)"
      case .row(let row, let expected): "row \(row) should hold \(expected)"
      }
    return "code table \(table) is damaged: \(what)"
  }
}
