package import CarnetCore
import Interop
package import MedicalRecord

/// How many people there were on a day, by whatever the source tells apart.
package struct Denominator: Sendable {
  /// Which one it is.
  package struct Name: Hashable, Sendable {
    /// What was counted: `insured`, `population`.
    package var name: String
    package var counted: CalendarDay
    package var title: String
    package var source: String
    /// Where it was published; nil for what the program brings along.
    package var position: Position?
  }

  package var name: Name
  /// The rows of each commune; those of the department as a whole under the empty code.
  private let rows: [String: [Carnet_V1_DenominatorRow]]

  init(_ published: DenominatorPublished, at position: Position) {
    name = Name(
      name: published.name,
      counted: Instant(milliseconds: published.counted).day,
      title: published.title,
      source: published.source,
      position: position
    )
    rows = Dictionary(grouping: published.rows, by: \.commune)
  }

  /// The legal populations of the shipped list of communes: of 2023, in force from 2026 on.
  init(_ places: Places) {
    name = Name(
      name: "population",
      counted: CalendarDay(year: 2023, month: 1, day: 1) ?? CalendarDay(daysSinceEpoch: 19_358),
      title: "Populations légales 2023, communes-76 \(places.edition)",
      source: "INSEE",
      position: nil
    )
    rows = Dictionary(
      grouping: places.populations.map { commune, count in
        var row = Carnet_V1_DenominatorRow()
        row.commune = commune
        row.count = UInt32(clamping: count)
        return row
      },
      by: \.commune
    )
  }

  /// The communes that it tells apart, by the codes that its source used.
  var communes: [String] { rows.keys.filter { !$0.isEmpty } }

  /// How many of a group; nil where the source does not tell it apart.
  ///
  /// - Parameters:
  ///   - communes: those of the group, by the codes of `self.communes`; nil for the whole department.
  ///   - ageBand: nil for all ages.
  ///   - sex: nil for everybody.
  func count(
    in communes: [String]?,
    ageBand: Carnet_V1_AgeBand?,
    sex: Carnet_V1_Sex?
  ) -> Int? {
    let counted: [[Carnet_V1_DenominatorRow]]
    if let communes {
      counted = communes.compactMap { rows[$0] }
    } else {
      // What the source has as a sum of its own is that sum; what it has in parts only, their sum.
      counted = rows[""].map { [$0] } ?? Array(rows.values)
    }
    var total: Int?
    for rows in counted {
      let ofAge = Self.selected(rows, ageBand, .unknown, \.ageBand)
      let ofSex = Self.selected(ofAge, sex, .unknown, \.sex)
      if ofSex.isEmpty { continue }
      total = (total ?? 0) + ofSex.reduce(0) { $0 + Int($1.count) }
    }
    return total
  }

  private static func selected<T: Hashable>(
    _ rows: [Carnet_V1_DenominatorRow],
    _ wanted: T?,
    _ all: T,
    _ field: (Carnet_V1_DenominatorRow) -> T
  ) -> [Carnet_V1_DenominatorRow] {
    if let wanted { return rows.filter { field($0) == wanted && wanted != all } }
    let sums = rows.filter { field($0) == all }
    return sums.isEmpty ? rows : sums
  }
}

/// Every denominator that was published before a position.
package struct Denominators: Sendable {
  private let known: [Denominator]

  init(published: [Denominator], places: Places) {
    known = [Denominator(places)] + published
  }

  package var names: [Denominator.Name] { known.map(\.name) }

  /// The denominator of a day: the last one counted up to it, else the first one after it; of two of
  /// one day, the one that was published last.
  ///
  /// - Parameters:
  ///   - day: what is reckoned is of that day.
  ///   - name: which; nil for the insured where they were published, else the population.
  func denominator(
    of day: CalendarDay,
    named name: String?
  ) throws(StatisticsFailure) -> Denominator {
    let wanted = name ?? (known.contains { $0.name.name == "insured" } ? "insured" : "population")
    let candidates = known.filter { $0.name.name == wanted }
    let before = candidates.enumerated().filter { $0.element.name.counted <= day }
      .max { ($0.element.name.counted, $0.offset) < ($1.element.name.counted, $1.offset) }
    let after = candidates.enumerated()
      .min { ($0.element.name.counted, -$0.offset) < ($1.element.name.counted, -$1.offset) }
    guard let found = before ?? after else {
      throw .noDenominator(wanted, known: Array(Set(known.map(\.name.name))).sorted())
    }
    return found.element
  }
}
