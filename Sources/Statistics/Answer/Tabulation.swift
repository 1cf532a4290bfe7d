import CarnetCore

/// Raw counts put together by the breakdowns of a query, protected, and laid out as rows.
struct Tabulation {
  /// One count as a view has it: its kind, its day, and a key for each dimension.
  struct Item {
    var kind: Int
    var period: Int
    var keys: [String]
    var count: Int
  }

  /// A group of the answer in a period.
  struct Row {
    /// The number of the period among those shown.
    var period: Int
    /// A key for each dimension; nil for the sum of all.
    var keys: [String?]
    fileprivate var group: Int
    fileprivate var place: Int
  }

  /// More would take minutes and serve nobody.
  private static let cellsMax = 400_000

  private let protected: ProtectedTable
  private let measures: [String]
  /// In the order in which they are shown: by period, groups by their keys, the sum of all last.
  let rows: [Row]

  /// - Parameters:
  ///   - items: in any order.
  ///   - axes: for each dimension what a key is summed up to, finest first.
  ///   - kinds: how many kinds there are.
  ///   - periods: of the answer.
  ///   - measures: what is shown, by name.
  ///   - threshold: counts below it are not shown.
  init(
    _ items: [Item],
    axes: [(String) -> [String]],
    kinds: Int,
    periods: Periods,
    measures: [(name: String, measure: CountTable.Measure)],
    threshold: Int
  ) throws(StatisticsFailure) {
    let keys = axes.indices.map { axis in Array(Set(items.map { $0.keys[axis] })).sorted() }
    let numbers = keys.map { keys in
      Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($0.element, $0.offset) })
    }
    var table = CountTable(
      axes: zip(keys, axes).map(Self.axis),
      kinds: kinds,
      periods: periods.count,
      measures: measures.map(\.measure)
    )
    var leaves: Set<[Int]> = []
    for item in items where item.count > 0 {
      let values = zip(item.keys, numbers).map { $1[$0] ?? 0 }
      if leaves.insert(values).inserted {
        let cells = table.groupCount * periods.count * measures.count
        if cells > Self.cellsMax { throw .tooFine(cells: cells, max: Self.cellsMax) }
      }
      table.add(item.count, kind: item.kind, period: item.period, values: values)
    }
    self.measures = measures.map(\.name)
    let protected = ProtectedTable(table, leaves: Array(leaves), threshold: threshold)
    self.protected = protected
    rows = Self.rows(of: protected, leaves, keys, periods, threshold)
  }

  private static func axis(_ keys: [String], _ ancestors: (String) -> [String]) -> CountTable.Axis {
    let chains = keys.map(ancestors)
    guard let levels = chains.first?.count, levels > 0 else { return .init(values: keys.count) }
    let numbers = (0..<levels)
      .map { level in
        Dictionary(
          uniqueKeysWithValues: Array(Set(chains.map { $0[level] })).sorted().enumerated()
            .map { ($0.element, $0.offset) }
        )
      }
    return .init(
      ancestors: chains.map { chain in
        zip(chain, numbers).map { key, numbers in numbers[key] ?? 0 }
      }
    )
  }

  private static func rows(
    of protected: ProtectedTable,
    _ leaves: Set<[Int]>,
    _ keys: [[String]],
    _ periods: Periods,
    _ threshold: Int
  ) -> [Row] {
    let table = protected.table
    let finest = table.axes.map { _ in 0 }
    let groups = Set(leaves).union(Self.shownForOthers(protected, keys))
      .sorted { $0.lexicographicallyPrecedes($1) }
    var rows: [Row] = []
    for period in 0..<periods.starts.count {
      let place = period + periods.firstShown
      for values in groups {
        let group = table.group(of: values, levels: finest)
        let row = Row(
          period: period,
          keys: zip(values, keys).map { $1[$0] },
          group: group,
          place: place
        )
        let isNothing = table.measures.indices.allSatisfy { measure in
          let cell = CountTable.Cell(group: group, measure: measure, period: place)
          return protected.value(cell) == 0
        }
        if !isNothing { rows.append(row) }
      }
      guard !table.axes.isEmpty, let any = leaves.first else { continue }
      rows.append(
        Row(
          period: period,
          keys: keys.map { _ in nil },
          group: table.group(of: any, levels: table.axes.indices.map(table.topLevel)),
          place: place
        )
      )
    }
    return rows
  }

  /// Groups that have no count and are not shown, so that others cannot be reckoned: to leave their
  /// rows out would say that they are nothing.
  private static func shownForOthers(
    _ protected: ProtectedTable,
    _ keys: [[String]]
  ) -> Set<[Int]> {
    let table = protected.table
    var found: Set<[Int]> = []
    for cell in protected.hidden where table.counts[cell.group] == nil {
      var values: [Int] = []
      var rest = cell.group
      for axis in table.axes.indices.reversed() {
        values.insert(rest % table.axisSizes[axis], at: 0)
        rest /= table.axisSizes[axis]
      }
      if zip(values, table.axes).allSatisfy({ $0 < $1.valueCount }) { found.insert(values) }
    }
    return found
  }

  /// The value of a measure in a row; nil where it is not shown.
  func value(_ measure: String, _ row: Row) -> Int? {
    guard let index = measures.firstIndex(of: measure) else { return nil }
    return protected.value(.init(group: row.group, measure: index, period: row.place))
  }
}
