package import AuditTrail
package import CarnetCore
import MedicalRecord
import RecordService

/// Question 3: every access to a document, in each of its versions.
package struct DocumentTrail: AuditQuestion {
  package typealias Row = AuditTrail.Access

  private let number: UInt32
  private let asked: Pseudonym
  private let period: Range<Instant>?
  private let limit: Int

  package init(
    _ number: UInt32,
    of record: Pseudonym,
    in period: Range<Instant>? = nil,
    limit: Int = 1000
  ) {
    self.number = number
    asked = record
    self.period = period
    self.limit = limit
  }

  package var name: String { "document" }
  package var parameters: [String] {
    [asked.description, String(number)] + Parameters.words(period)
  }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let versions = try versions(ground.service.history(of: asked))
    let rows = try ground.trail { trail in
      try versions.flatMap {
        try trail.accesses(to: $0, of: asked, in: period, AuditTrail.Page(limit: limit))
      }
    }
    return Array(rows.sorted { $0.position < $1.position }.prefix(limit))
  }

  /// The numbers of what the document replaced and was replaced by, itself among them.
  private func versions(_ history: RecordHistory) -> [UInt32] {
    var pairs: [(old: UInt32, new: UInt32)] = []
    for event in history.events {
      if case .documentReplaced(let fact)? = event.body?.fact {
        pairs.append((fact.number, fact.by))
      }
    }
    var versions: Set<UInt32> = [number]
    var grows = true
    while grows {
      let before = versions.count
      for pair in pairs where versions.contains(pair.old) || versions.contains(pair.new) {
        versions.formUnion([pair.old, pair.new])
      }
      grows = versions.count > before
    }
    return versions.sorted()
  }
}
