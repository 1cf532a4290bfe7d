package import CarnetCore
package import EventLog
package import MedicalRecord
import RecordService

/// Question 5: who changed what in this record, from what to what, and on whose authority.
package struct Diff: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var position: Position
    package var time: Instant
    package var type: EventType
    /// Names with dots: `consent.reading`, `document.3.hidden-from.professionals`.
    package var path: String
    /// nil where there was nothing.
    package var before: String?
    package var after: String?
    package var actor: Actor
    package var reason: String
  }

  private let asked: Pseudonym
  private let path: String
  private let period: Range<Instant>?
  private let limit: Int

  /// - Parameters:
  ///   - record: the record.
  ///   - path: only fields that are this one or stand under it; empty for all.
  ///   - period: when it changed.
  ///   - limit: rows at most.
  package init(
    _ record: Pseudonym,
    path: String = "",
    in period: Range<Instant>? = nil,
    limit: Int = 1000
  ) {
    asked = record
    self.path = path
    self.period = period
    self.limit = limit
  }

  package var name: String { "diff" }
  package var parameters: [String] {
    [asked.description] + (path.isEmpty ? [] : ["path \(path)"]) + Parameters.words(period)
  }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let history = try ground.service.history(of: asked)
    var state = RecordState()
    var fields = StateFields.fields(of: state)
    var identity = state.identity
    var contact = state.contact
    var rows: [Row] = []
    for event in history.events where rows.count < limit {
      // Reads change no field but the emergencies', and are most of a record's events.
      let isPlainRead = [32, 33, 34, 36].contains(event.type.rawValue)
      try RecordHistory.evolve(&state, event)
      if isPlainRead { continue }
      let next = StateFields.fields(of: state)
      let isInPeriod = period?.contains(event.time) ?? true
      if isInPeriod {
        let context = event.body?.context ?? EventContext()
        func add(_ name: String, _ before: String?, _ after: String?) {
          guard path.isEmpty || name == path || name.hasPrefix(path + ".") else { return }
          rows.append(
            Row(
              position: event.position,
              time: event.time,
              type: event.type,
              path: name,
              before: before,
              after: after,
              actor: context.actor,
              reason: context.reason
            )
          )
        }
        if state.identity != identity {
          add("identity", identity.map { _ in StateFields.withheld }, StateFields.withheld)
        }
        if let before = contact, state.contact != before {
          add("contact", StateFields.withheld, state.contact.map { _ in StateFields.withheld })
        }
        for name in Set(fields.keys).union(next.keys).sorted() where fields[name] != next[name] {
          add(name, fields[name], next[name])
        }
      }
      fields = next
      identity = state.identity
      contact = state.contact
    }
    return Array(rows.prefix(limit))
  }

  package func events(behind row: Row) -> [Position] { [row.position] }
}
