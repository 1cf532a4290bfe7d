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
  private var rows: [Carnet_V1_DenominatorRow]

  init(_ published: DenominatorPublished, at position: Position) {
    name = Name(
      name: published.name,
      counted: Instant(milliseconds: published.counted).day,
      title: published.title,
      source: published.source,
      position: position
    )
    rows = published.rows
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
    rows = places.populations.map { commune, count in
      var row = Carnet_V1_DenominatorRow()
      row.commune = commune
      row.count = UInt32(clamping: count)
      return row
    }
  }

  /// How many of a group; nil where the source does not tell it apart.
  ///
  /// - Parameters:
  ///   - contains: whether a commune belongs to the group; nil for the whole department.
  ///   - ageBand: nil for all ages.
  ///   - sex: nil for everybody.
  func count(
    in contains: ((String) -> Bool)?,
    ageBand: Carnet_V1_AgeBand?,
    sex: Carnet_V1_Sex?
  ) -> Int? {
    let ofPlaces = rows.filter { !$0.commune.isEmpty && contains?($0.commune) ?? true }
    let ofDepartment = contains == nil ? rows.filter(\.commune.isEmpty) : []
    // What the source has as a sum of its own is that sum; what it has in parts only, their sum.
    let counted = ofDepartment.isEmpty ? ofPlaces : ofDepartment
    var total: Int?
    for rows in Dictionary(grouping: counted, by: \.commune).values {
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
