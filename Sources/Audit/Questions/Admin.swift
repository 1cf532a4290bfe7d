package import AuditTrail
package import CarnetCore
import EventLog
import Foundation
package import MedicalRecord
import RecordService

/// Question 13: what did administrators do: rules, keys, views, backups, erasures, exports.
package struct Admin: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var access: AuditTrail.Access
    /// What was done, as the event says it.
    package var action: String
    package var details: [String]
    /// Which act, where the event is `AdministrationDone`.
    package var administration: Carnet_V1_Administration?
  }

  private let period: Range<Instant>?
  private let limit: Int

  package init(in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.period = period
    self.limit = limit
  }

  package var name: String { "admin" }
  package var parameters: [String] { Parameters.words(period) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let accesses = try ground.trail {
      try $0.accesses(
        ofTypes: [
          .eventsExported, .rulesPublished, .denominatorPublished, .administrationDone,
          .erasureApproved, .recordErased, .identityConflictSettled, .legalHoldPlaced,
          .legalHoldLifted,
        ],
        in: period,
        AuditTrail.Page(limit: limit)
      )
    }
    return try accesses.map { access in
      let event = try ground.service.event(at: access.position)
      let (action, details) = Self.words(event)
      var row = Row(access: access, action: action, details: details)
      if case .administrationDone(let done)? = event.body?.fact { row.administration = done.action }
      return row
    }
  }

  package func events(behind row: Row) -> [Position] { [row.access.position] }

  private static func words(_ event: OpenedEvent) -> (String, [String]) {
    let name = EventLine.name(of: event.type)
    switch event.body?.fact {
    case .administrationDone(let done):
      var details = done.parameters
      if done.record != 0 { details.append(Pseudonym(rawValue: done.record).description) }
      if !done.outcome.isEmpty { details.append(done.outcome) }
      if let occurred = event.body?.context.occurred, occurred != 0 {
        details.append("done \(Instant(milliseconds: occurred))")
      }
      return ("\(done.action)", details)
    case .rulesPublished(let rules):
      return (name, ["version \(rules.version)", rules.title, rules.source].filter { !$0.isEmpty })
    case .denominatorPublished(let published):
      return (name, [published.name, published.title, published.source].filter { !$0.isEmpty })
    case .eventsExported(let exported):
      return (name, [exported.filter, "\(exported.from)..<\(exported.to)"].filter { !$0.isEmpty })
    case .erasureApproved(let approved):
      return (name, [Pseudonym(rawValue: approved.record).description, "\(approved.ground)"])
    case .recordErased(let erased):
      return (name, ["\(erased.ground)", "epoch \(erased.epochBefore) → \(erased.epochAfter)"])
    case .identityConflictSettled(let settled):
      return (
        name, [Pseudonym(rawValue: settled.otherRecord).description, "\(settled.settlement)"]
      )
    case .legalHoldPlaced(let hold): return (name, [hold.reference])
    case .legalHoldLifted(let hold): return (name, [hold.reference])
    default: return (name, [])
    }
  }
}
