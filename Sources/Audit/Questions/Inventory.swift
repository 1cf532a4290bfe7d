package import CarnetCore
package import EventLog
import MedicalRecord
import RecordService
package import Vault
import Views

/// Question 20: which data of this record still exist, and where.
package struct Inventory: AuditQuestion {
  package enum Row: Hashable, Sendable {
    case key(isContent: Bool, KeyState)
    /// Events of a type in the log: how many, their stored bytes, and how many still open.
    case events(EventType, count: Int, bytes: UInt64, readable: Int)
    /// Contents in the vault that documents name.
    case contents(count: Int, bytes: UInt64, isReadable: Bool)
    case view(String, table: String, rows: Int)
    /// A backup of the keys that still opens.
    case backup(BackupGeneration)
  }

  private let asked: Pseudonym

  package init(of record: Pseudonym) { asked = record }

  package var name: String { "inventory" }
  package var parameters: [String] { [asked.description] }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let service = ground.service
    let history = try service.history(of: asked)
    let content = try KeyState(.content, of: asked, in: service)
    var rows: [Row] = [
      .key(isContent: true, content),
      .key(isContent: false, try KeyState(.trace, of: asked, in: service)),
    ]
    var bytes: [EventType: (count: Int, bytes: UInt64, readable: Int)] = [:]
    var contents: [[UInt8]: UInt32] = [:]
    for event in history.events {
      let stored = try service.reader.envelope(at: event.position).storedLength
      bytes[event.type, default: (0, 0, 0)].count += 1
      bytes[event.type, default: (0, 0, 0)].bytes += UInt64(stored)
      if event.body != nil { bytes[event.type, default: (0, 0, 0)].readable += 1 }
      if case .documentAdded(let added)? = event.body?.fact {
        contents[Array(added.content)] = added.contentBytes
      }
    }
    rows += bytes.sorted { $0.key < $1.key }
      .map {
        .events($0.key, count: $0.value.count, bytes: $0.value.bytes, readable: $0.value.readable)
      }
    rows.append(
      .contents(
        count: contents.count,
        bytes: contents.values.reduce(0) { $0 + UInt64($1) },
        isReadable: content != .destroyed && content != .missing
      )
    )
    for projector in AllViews.projectors { rows += try views(projector, service) }
    return rows + (try service.keyBackups(before: service.clock()).map(Row.backup))
  }

  /// Rows that a view holds under the record's pseudonym.
  private func views<P: Projector>(
    _ projector: P.Type,
    _ service: RecordService
  ) throws -> [Row] {
    let tables = P.schema.tables.filter { table in
      table.columns.split(separator: ",")
        .contains { $0.split(whereSeparator: \.isWhitespace).first == "record" }
    }
    return try ViewReader(projector, in: service.directory.views)
      .read { session in
        try tables.map { table in
          let count = try session.database.number(
            "SELECT count(*) FROM \(table.name) WHERE record = ?",
            [.integer(Int64(bitPattern: asked.rawValue))]
          )
          return .view(P.name, table: table.name, rows: Int(count ?? 0))
        }
      }
  }
}
