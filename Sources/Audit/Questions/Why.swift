package import CarnetCore
import EventLog
package import MedicalRecord
package import RecordService

/// Question 25: which rule, and which version of the rules, allowed or refused this access.
package struct Why: AuditQuestion {
  package struct Row: Sendable {
    package var event: OpenedEvent
    package var outcome: AccessReplay.Outcome
    /// The row of the matrix that holds for the reader's profession; nil for who has none.
    package var matrixRow: ReadMatrix.Row?
  }

  package enum Failure: Error, Hashable, Sendable {
    /// The event is no access, or nobody can read it any more.
    case notAnAccess(Position)
  }

  private let position: Position
  private let asked: Pseudonym

  /// - Parameters:
  ///   - position: where the access stands.
  ///   - record: the record that it is of.
  package init(_ position: Position, of record: Pseudonym) {
    self.position = position
    asked = record
  }

  package var name: String { "why" }
  package var parameters: [String] { [position.description] }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let event = try ground.service.event(at: position)
    let replay = try AccessReplay(of: asked, in: ground.service)
    guard let outcome = try replay.outcome(of: event) else {
      throw Failure.notAnAccess(position)
    }
    return [
      Row(
        event: event,
        outcome: outcome,
        matrixRow: outcome.request.actor.kind == .professional
          ? outcome.scene.rules.matrix.row(
            for: Profession.code(of: outcome.request.actor.profession)
          ) : nil
      )
    ]
  }

  package func events(behind row: Row) -> [Position] { [position] }
}
