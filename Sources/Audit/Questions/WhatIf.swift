package import CarnetCore
import EventLog
package import MedicalRecord
import RecordService

/// Which decisions of the past would come out otherwise under other rules: what a new read matrix
/// would have done, before anybody publishes it.
///
/// Each decision is taken again on the record as it was then. What a read led to is not: who would
/// have been refused might have asked in another way.
package struct WhatIf: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var position: Position
    package var time: Instant
    package var record: Pseudonym
    package var actor: Actor
    package var purpose: Purpose
    package var target: AccessRequest.Target
    package var before: AccessRule
    package var after: AccessRule
    /// Documents that a list would show besides, and no longer.
    package var gains: [UInt32]
    package var loses: [UInt32]
  }

  private let parts: RulesPublished
  private let period: Range<Instant>?
  private let limit: Int

  /// - Parameters:
  ///   - parts: the rules in question; what they leave out stays as it was at each decision.
  ///   - period: when the decisions were taken.
  ///   - limit: rows at most.
  package init(_ parts: RulesPublished, in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.parts = parts
    self.period = period
    self.limit = limit
  }

  package var name: String { "what-if" }
  package var parameters: [String] {
    (parts.title.isEmpty ? [] : [parts.title]) + Parameters.words(period)
  }

  private static let traces: Set<UInt16> = [
    FactKind.recordAccessed, .documentAccessed, .accessDenied,
  ]
  .reduce(into: []) { $0.insert($1.rawValue) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    var filter = EventFilter()
    filter.types = Self.traces
    filter.since = period?.lowerBound
    filter.until = period?.upperBound
    var records: Set<Pseudonym> = []
    try ground.service.events(filter, upTo: ground.size) { events in
      for event in events where event.record.isOfARecord { records.insert(event.record) }
    }
    let rules = try ground.service.rulesHistory()
    var rows: [Row] = []
    for record in records.sorted(by: { $0.rawValue < $1.rawValue }) {
      let replay = AccessReplay(try ground.service.history(of: record), rules)
      rows += try changed(replay)
    }
    return Array(rows.sorted { $0.position < $1.position }.prefix(limit))
  }

  package func events(behind row: Row) -> [Position] { [row.position] }

  private func changed(_ replay: AccessReplay) throws -> [Row] {
    var state = RecordState()
    var rows: [Row] = []
    for (count, event) in replay.history.events.enumerated() {
      defer { state.evolve(event.body, at: event.revision) }
      guard Self.traces.contains(event.type.rawValue), period?.contains(event.time) ?? true else {
        continue
      }
      var scene = AccessReplay.Scene(
        state: state,
        rules: replay.rules.rules(at: event.time, before: event.position),
        count: count
      )
      guard let then = replay.outcome(of: event, in: scene) else { continue }
      scene.rules = scene.rules.applying(parts)
      let now = scene.decision(for: then.request)
      guard now.rule != then.replayed.rule || now.shown != then.replayed.shown else { continue }
      rows.append(
        Row(
          position: event.position,
          time: event.time,
          record: event.record,
          actor: then.request.actor,
          purpose: then.request.purpose,
          target: then.request.target,
          before: then.replayed.rule,
          after: now.rule,
          gains: now.shown.filter { !then.replayed.shown.contains($0) },
          loses: then.replayed.shown.filter { !now.shown.contains($0) }
        )
      )
    }
    return rows
  }
}
