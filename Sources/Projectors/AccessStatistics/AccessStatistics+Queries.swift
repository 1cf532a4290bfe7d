package import CarnetCore
package import MedicalRecord
package import Views

extension AccessStatistics {
  /// One count of accesses, as it stands in the view.
  package struct AccessCount: Hashable, Sendable {
    package var day: CalendarDay
    /// The catalogue's number of the event.
    package var type: UInt16
    package var mode: AccessMode
    package var actor: Carnet_V1_ActorKind
    /// The profession's code (G15); empty when there is none or it is not known.
    package var profession: String
    package var count: Int
  }

  /// Records that an audience read for the first time on a day.
  package struct FirstCount: Hashable, Sendable {
    package var day: CalendarDay
    package var audience: Audience
    package var wait: FirstWait
    package var count: Int
  }

  /// Blocks that stand at the end of a day.
  package struct BlockCount: Hashable, Sendable {
    package var scope: BlockScope
    package var set: Int
    package var lifted: Int
  }
}

extension ViewSession where P == AccessStatistics {
  /// Accesses of a period, both days included, in order.
  package func accesses(
    from first: CalendarDay,
    through last: CalendarDay
  ) throws -> [AccessStatistics.AccessCount] {
    try database.rows(
      """
      SELECT day, type, mode, actor, profession, count FROM access_count
      WHERE day BETWEEN ? AND ? ORDER BY day, type, mode, actor, profession
      """,
      [.integer(Int64(first.daysSinceEpoch)), .integer(Int64(last.daysSinceEpoch))]
    ) { row in
      AccessStatistics.AccessCount(
        day: CalendarDay(daysSinceEpoch: Int32(clamping: row.integer(0))),
        type: UInt16(clamping: row.integer(1)),
        mode: AccessMode(rawValue: UInt8(clamping: row.integer(2))) ?? .unknown,
        actor: Carnet_V1_ActorKind(rawValue: Int(row.integer(3))) ?? .unspecified,
        profession: row.text(4),
        count: Int(row.integer(5))
      )
    }
  }

  /// Records read for the first time in a period, both days included, in order.
  package func firstAccesses(
    from first: CalendarDay,
    through last: CalendarDay
  ) throws -> [AccessStatistics.FirstCount] {
    try database.rows(
      """
      SELECT day, audience, wait, count FROM first_access_count
      WHERE day BETWEEN ? AND ? ORDER BY day, audience, wait
      """,
      [.integer(Int64(first.daysSinceEpoch)), .integer(Int64(last.daysSinceEpoch))]
    ) { row in
      AccessStatistics.FirstCount(
        day: CalendarDay(daysSinceEpoch: Int32(clamping: row.integer(0))),
        audience: Audience(rawValue: UInt8(clamping: row.integer(1))) ?? .anybody,
        wait: FirstWait(rawValue: UInt8(clamping: row.integer(2))) ?? .later,
        count: Int(row.integer(3))
      )
    }
  }

  /// Blocks set and lifted up to the end of a day, by scope; those of erased records under none.
  package func blocks(asOf day: CalendarDay) throws -> [AccessStatistics.BlockCount] {
    var counts: [AccessStatistics.BlockCount] = []
    let rows = try database.rows(
      """
      SELECT scope, is_lifted, sum(count) FROM block_count WHERE day <= ?
      GROUP BY scope, is_lifted ORDER BY scope, is_lifted
      """,
      [.integer(Int64(day.daysSinceEpoch))]
    ) {
      (BlockScope(rawValue: Int($0.integer(0))) ?? .unspecified, $0.integer(1), Int($0.integer(2)))
    }
    for (scope, isLifted, count) in rows {
      if counts.last?.scope != scope {
        counts.append(AccessStatistics.BlockCount(scope: scope, set: 0, lifted: 0))
      }
      if isLifted == 0 {
        counts[counts.count - 1].set += count
      } else {
        counts[counts.count - 1].lifted += count
      }
    }
    return counts
  }
}
