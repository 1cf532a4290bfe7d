package import CarnetCore
package import Ledger

/// What an indicator says, before anybody puts it into words: columns and rows of values.
package struct StatisticsAnswer: Hashable, Sendable {
  /// The name of a column, as machine formats write it; people read a heading in their language.
  package typealias Column = String

  /// One value of a row.
  package enum Value: Hashable, Sendable {
    /// A word of ours, such as `pharmacy`; empty for what is not known.
    case term(String)
    /// A code, and its label where a published list has one.
    case code(String, label: String?)
    /// The sum of all values of the column.
    case all
    case day(CalendarDay)
    case count(Int)
    /// Not shown, or it would follow: see `ProtectedTable`.
    case suppressed
    /// From 0 to 1, sometimes more.
    case share(Double)
    case number(Double)
    case none
  }

  /// What the figures rest on.
  package struct Ground: Hashable, Sendable {
    /// The number of events that were counted.
    package var size: UInt64
    /// The Merkle root over them.
    package var root: Digest
    /// The first signed head that covers them; nil while there is none.
    package var checkpoint: SignedNote?
    /// Counts below it are not shown.
    package var threshold: Int
    /// What shares were reckoned against.
    package var denominators: [Denominator.Name] = []
  }

  /// The indicator's name.
  package var indicator: String
  package var columns: [Column]
  package var rows: [[Value]] = []
  package var ground: Ground

  package init(_ indicator: String, columns: [Column], ground: Ground) {
    self.indicator = indicator
    self.columns = columns
    self.ground = ground
  }

  /// Whether some count is not shown.
  package var hasSuppressed: Bool { rows.joined().contains(.suppressed) }

  mutating func add(_ values: [Value]) {
    precondition(values.count == columns.count)
    rows.append(values)
  }
}

extension StatisticsAnswer.Value {
  /// A count, or that it is not shown.
  init(_ count: Int?) { self = count.map { .count($0) } ?? .suppressed }

  /// A share of two counts; not shown when one of them is not, none where there is nothing to share.
  init(_ part: Int?, of whole: Int?) {
    guard let part, let whole else {
      self = .suppressed
      return
    }
    self = whole > 0 ? .share(Double(part) / Double(whole)) : .none
  }
}
