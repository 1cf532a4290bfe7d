package import CarnetCore
package import EventLog
package import MedicalRecord
import RecordService

/// Question 4, event by event: what each one changed, and what this person would have seen then.
package struct AsOfSteps: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var position: Position
    package var revision: Revision
    package var time: Instant
    package var type: EventType
    /// Nobody can read the event any more.
    package var isErased: Bool
    package var status: RecordState.Status
    /// By which rule the list would have been given or refused.
    package var rule: AccessRule
    package var policy: UInt32
    package var shown: Int
    package var withheld: Int
    /// Documents that the reader sees from here on, and no longer sees.
    package var appeared: [UInt32]
    package var vanished: [UInt32]
  }

  private let asked: Pseudonym
  private let reader: AuditedReader
  private let point: PastPoint

  /// - Parameters:
  ///   - record: the record.
  ///   - reader: through whose eyes.
  ///   - point: the last event that is shown stands before it.
  package init(_ record: Pseudonym, _ reader: AuditedReader, through point: PastPoint) {
    asked = record
    self.reader = reader
    self.point = point
  }

  package var name: String { "as-of --step" }
  package var parameters: [String] {
    [asked.description, reader.words, "through \(point.words)"]
  }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let replay = try AccessReplay(of: asked, in: ground.service)
    let end = try replay.scene(at: point).count
    let reader = try reader.supposed(at: replay.moment(of: point), in: ground)
    return try Self.rows(replay, reader, count: end)
  }

  package func events(behind row: Row) -> [Position] { [row.position] }

  package static func rows(
    _ replay: AccessReplay,
    _ reader: SupposedReader,
    count: Int
  ) throws -> [Row] {
    var state = RecordState()
    var before: Set<UInt32> = []
    var rows: [Row] = []
    for event in replay.history.events.prefix(count) {
      try RecordHistory.evolve(&state, event)
      let rules = replay.rules.rules(at: event.time, before: event.position.advanced(by: 1))
      let decision = AccessPolicy.decide(
        reader.request(.record(.list)),
        on: state,
        rules: rules
      )
      let shown = Set(decision.shown)
      rows.append(
        Row(
          position: event.position,
          revision: event.revision,
          time: event.time,
          type: event.type,
          isErased: event.body == nil,
          status: state.status,
          rule: decision.rule,
          policy: decision.policy,
          shown: shown.count,
          withheld: state.documents.count - shown.count,
          appeared: shown.subtracting(before).sorted(),
          vanished: before.subtracting(shown).sorted()
        )
      )
      before = shown
    }
    return rows
  }
}
