package import AuditTrail
package import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// Question 24: what left the system, to whom, and why.
package struct Disclosures: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var access: AuditTrail.Access
    package var recipient: String
    package var form: String
    package var documents: Int
    /// Of what left, in hexadecimal.
    package var digest: String
  }

  private let asked: Pseudonym?
  private let period: Range<Instant>?
  private let limit: Int

  package init(
    of record: Pseudonym? = nil,
    in period: Range<Instant>? = nil,
    limit: Int = 1000
  ) {
    asked = record
    self.period = period
    self.limit = limit
  }

  package var name: String { "disclosures" }
  package var parameters: [String] {
    (asked.map { [$0.description] } ?? []) + Parameters.words(period)
  }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let page = AuditTrail.Page(limit: limit)
    let accesses = try ground.trail { trail in
      if let asked {
        return try trail.accesses(to: asked, in: period, AuditTrail.Page(limit: .max))
          .filter { $0.kind == .recordDisclosed || $0.isExport }
      }
      return try trail.accesses(
        ofTypes: [.recordDisclosed, .eventsExported],
        in: period,
        page
      )
    }
    return try accesses.prefix(limit)
      .map { access in
        var row = Row(access: access, recipient: "", form: "", documents: 0, digest: "")
        switch try ground.service.event(at: access.position).body?.fact {
        case .recordDisclosed(let disclosed):
          row.recipient = disclosed.recipient
          row.form = disclosed.form
          row.documents = disclosed.documents.count
          row.digest = Hex.encode(Array(disclosed.digest))
        case .eventsExported(let exported):
          row.form = "events \(exported.from)..<\(exported.to) \(exported.filter)"
        case .recordAccessed(let accessed): row.documents = accessed.documents.count
        default: break
        }
        return row
      }
  }

  package func events(behind row: Row) -> [Position] { [row.access.position] }
}

extension AuditTrail.Access {
  fileprivate var isExport: Bool {
    kind == .recordAccessed && detail == AccessKind.export.rawValue
  }
}
