package import CarnetCore
package import EventLog
import Foundation
package import MedicalRecord
import RecordService
package import Vault

/// Question 19: was this record erased, when, by whom, and which backups may still hold its keys.
package struct Erasure: AuditQuestion {
  package enum Row: Hashable, Sendable {
    case keys(content: KeyState, trace: KeyState)
    /// A step on the way: a closure, a request, an approval, a hold.
    case step(Position, Instant, EventType, Actor, String)
    case erased(Position, Instant, Carnet_V1_ErasureGround, events: UInt32, epoch: UInt32)
    case due(DeadlineKind, Instant)
    /// A backup of the keys, made before the erasure, that still opens.
    case backup(BackupGeneration)
    /// Until when some backup holds the keys, as the erasure itself says.
    case horizon(Instant)
  }

  private let asked: Pseudonym

  package init(of record: Pseudonym) { asked = record }

  package var name: String { "erasure" }
  package var parameters: [String] { [asked.description] }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let history = try ground.service.history(of: asked)
    var rows: [Row] = [
      .keys(
        content: try KeyState(.content, of: asked, in: ground.service),
        trace: try KeyState(.trace, of: asked, in: ground.service)
      )
    ]
    var erased: Instant?
    for event in history.events {
      let actor = event.body?.context.actor ?? Actor()
      func step(_ words: String) {
        rows.append(.step(event.position, event.time, event.type, actor, words))
      }
      switch event.body?.fact {
      case .recordClosed(let closed): step("\(closed.reason)")
      case .recordReactivated: step("")
      case .erasureRequested(let requested):
        step("due \(Instant(milliseconds: requested.due))")
      case .legalHoldPlaced(let hold): step(hold.reference)
      case .legalHoldLifted(let hold): step(hold.reference)
      case .recordErased(let fact):
        erased = event.time
        rows += try approvals(fact, ground.service)
        rows.append(
          .erased(
            event.position,
            event.time,
            fact.ground,
            events: fact.eventsCovered,
            epoch: fact.epochAfter
          )
        )
        if fact.backupHorizon > 0 {
          rows.append(.horizon(Instant(milliseconds: fact.backupHorizon)))
        }
      default: break
      }
    }
    let state = try? history.state(after: history.events.count)
    for kind in [DeadlineKind.erasure, .retention] {
      if let due = state?.deadlines[Deadline.Key(kind)] { rows.append(.due(kind, due)) }
    }
    guard let erased else { return rows }
    return rows + (try ground.service.keyBackups(before: erased).map(Row.backup))
  }

  private func approvals(
    _ fact: Carnet_V1_RecordErased,
    _ service: RecordService
  ) throws -> [Row] {
    try fact.approvals.map { number in
      let event = try service.event(at: Position(number))
      return .step(
        event.position,
        event.time,
        event.type,
        event.body?.context.actor ?? Actor(),
        ""
      )
    }
  }

  package func events(behind row: Row) -> [Position] {
    switch row {
    case .step(let position, _, _, _, _), .erased(let position, _, _, _, _): [position]
    case .keys, .due, .backup, .horizon: []
    }
  }
}

/// Whether a record's key still opens anything.
package enum KeyState: Hashable, Sendable {
  case present(version: UInt32)
  case destroyed
  case missing

  init(_ kind: KeyStore.Kind, of record: Pseudonym, in service: RecordService) throws {
    do throws(VaultFailure) {
      self = .present(
        version: try service.keys.keyBytes(kind, of: record, version: nil).version
      )
    } catch {
      switch error {
      case .keyDestroyed: self = .destroyed
      case .keyMissing: self = .missing
      default: throw error
      }
    }
  }
}
