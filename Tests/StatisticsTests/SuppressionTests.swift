import Testing

@testable import Statistics

/// Small counts are not shown, and nobody can reckon them.
struct SuppressionTests {
  /// A table with everything that somebody who reads the answer knows of it.
  private struct Attacked {
    var protected: ProtectedTable
    /// Each possible leaf: kind, period, values.
    var leaves: [(kind: Int, period: Int, values: [Int])]
    var cells: [CountTable.Cell]

    /// How often each leaf counts in a cell.
    func form(_ cell: CountTable.Cell) -> [Double] {
      let table = protected.table
      let measure = table.measures[cell.measure]
      return leaves.map { leaf in
        guard table.groups(containing: leaf.values).contains(where: { $0.group == cell.group })
        else { return 0 }
        let counts =
          cell.period == table.periodCount
          || (measure.isCumulative ? leaf.period <= cell.period : leaf.period == cell.period)
        return counts ? Double(measure.coefficients[leaf.kind]) : 0
      }
    }

    /// The least and the largest value that each hidden cell can have for all that is shown.
    func intervals() throws -> [(cell: CountTable.Cell, low: Double, high: Double)] {
      let shown = cells.filter { !protected.hidden.contains($0) }
      let program = try #require(
        LinearProgram(shown.map(form), shown.map { Double(protected.table.value($0)) })
      )
      return cells.filter(protected.hidden.contains)
        .map { cell in
          let form = form(cell)
          let high = program.maximum(form) ?? .infinity
          let low = program.maximum(form.map { -$0 }).map { -$0 } ?? -.infinity
          return (cell, low, high)
        }
    }
  }

  private static func attacked(
    _ table: CountTable,
    _ filled: Set<[Int]>,
    threshold: Int
  ) -> Attacked {
    var combinations: [[Int]] = [[]]
    for axis in table.axes {
      combinations = combinations.flatMap { prefix in
        (0..<axis.valueCount).map { prefix + [$0] }
      }
    }
    let leaves = combinations.flatMap { values in
      (0..<table.kindCount)
        .flatMap { kind in (0..<table.periodCount).map { (kind, $0, values) } }
    }
    let groups = Set(combinations.flatMap { table.groups(containing: $0).map(\.group) })
    let cells = groups.sorted()
      .flatMap { group in
        table.measures.indices.flatMap { measure in
          table.periods(of: measure)
            .map { CountTable.Cell(group: group, measure: measure, period: $0) }
        }
      }
    let protected = ProtectedTable(table, leaves: Array(filled), threshold: threshold)
    return Attacked(protected: protected, leaves: leaves, cells: cells)
  }

  private static func check(_ attacked: Attacked, threshold: Int, _ seed: UInt64) throws {
    let table = attacked.protected.table
    for cell in attacked.cells where table.measures[cell.measure].isProtected {
      let size = abs(table.value(cell))
      if size > 0, size < threshold {
        #expect(attacked.protected.value(cell) == nil, "seed \(seed): \(cell) shows \(size)")
      }
    }
    for (cell, low, high) in try attacked.intervals() {
      #expect(
        high - low > 0.999,
        "seed \(seed): \(cell), which is \(table.value(cell)), must be in \(low)...\(high)"
      )
    }
  }

  private static func random(
    _ generator: inout SplitMix64,
    axes: [CountTable.Axis],
    kinds: Int,
    periods: Int,
    measures: [CountTable.Measure]
  ) -> (CountTable, Set<[Int]>) {
    var table = CountTable(axes: axes, kinds: kinds, periods: periods, measures: measures)
    var filled: Set<[Int]> = []
    func fill(_ values: [Int]) {
      if values.count < axes.count {
        for value in 0..<axes[values.count].valueCount { fill(values + [value]) }
        return
      }
      for kind in 0..<kinds {
        for period in 0..<periods where Int.random(in: 0..<10, using: &generator) < 7 {
          let bound = [4, 15, 60][Int.random(in: 0..<3, using: &generator)]
          let count = Int.random(in: 0...bound, using: &generator)
          if count > 0 { filled.insert(values) }
          table.add(count, kind: kind, period: period, values: values)
        }
      }
    }
    fill([])
    return (table, filled)
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `no cell of a hierarchy of communes follows from the others`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    // Communes, their intermunicipal bodies, arrondissements that these cross.
    let communes = CountTable.Axis(
      ancestors: (0..<9).map { [$0 / 3, Int.random(in: 0..<2, using: &generator)] }
    )
    let (table, filled) = Self.random(
      &generator,
      axes: [communes],
      kinds: 1,
      periods: 1,
      measures: [.init([1])]
    )
    try Self.check(Self.attacked(table, filled, threshold: 11), threshold: 11, seed)
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `no cell of two crossed breakdowns follows from the others and their margins`(
    seed: UInt64
  ) throws {
    var generator = SplitMix64(seed: seed &+ 100)
    let (table, filled) = Self.random(
      &generator,
      axes: [.init(ancestors: [[0], [0], [1], [1]]), .init(values: 4)],
      kinds: 1,
      periods: 1,
      measures: [.init([1])]
    )
    try Self.check(Self.attacked(table, filled, threshold: 11), threshold: 11, seed)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `no cell of three crossed breakdowns follows from the others`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed &+ 200)
    let (table, filled) = Self.random(
      &generator,
      axes: [.init(values: 3), .init(values: 3), .init(values: 2)],
      kinds: 1,
      periods: 1,
      measures: [.init([1])]
    )
    try Self.check(Self.attacked(table, filled, threshold: 11), threshold: 11, seed)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `neither stocks of two dates nor the balance give a flow away`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed &+ 300)
    let (table, filled) = Self.random(
      &generator,
      axes: [.init(ancestors: [[0], [0], [1]])],
      kinds: 2,
      periods: 3,
      measures: [
        .init([1, 0]), .init([0, 1]), .init([1, -1], isProtected: false),
        .init([1, -1], isCumulative: true),
      ]
    )
    try Self.check(Self.attacked(table, filled, threshold: 11), threshold: 11, seed)
  }

  @Test func `the attack finds what a table gives away that hides small counts alone`() throws {
    var table = CountTable(
      axes: [.init(values: 3)],
      kinds: 1,
      periods: 1,
      measures: [.init([1])]
    )
    for (value, count) in [5, 40, 30].enumerated() {
      table.add(count, kind: 0, period: 0, values: [value])
    }
    // One unknown cell and the sum of all: 5 = 75 - 70.
    let forms: [[Double]] = [[1, 1, 1], [0, 1, 0], [0, 0, 1]]
    let program = try #require(LinearProgram(forms, [75, 40, 30]))
    #expect(program.maximum([1, 0, 0]) == 5)
    #expect(program.maximum([-1, 0, 0]) == -5)
    // The module hides a second one, and the attack fails.
    let attacked = Self.attacked(table, [[0], [1], [2]], threshold: 11)
    #expect(try attacked.intervals().allSatisfy { $0.high - $0.low > 0.999 })
  }

  @Test func `what is large enough stays, and zero is no secret`() throws {
    var table = CountTable(
      axes: [.init(values: 4)],
      kinds: 1,
      periods: 1,
      measures: [.init([1])]
    )
    for (value, count) in [40, 11, 30, 0].enumerated() {
      table.add(count, kind: 0, period: 0, values: [value])
    }
    let protected = ProtectedTable(table, leaves: [[0], [1], [2]], threshold: 11)
    #expect(protected.hidden.isEmpty)
  }

  @Test func `one small commune takes one neighbour of its intermunicipal body with it`() throws {
    var table = CountTable(
      axes: [.init(ancestors: [[0], [0], [0], [1], [1]])],
      kinds: 1,
      periods: 1,
      measures: [.init([1])]
    )
    for (value, count) in [5, 900, 40, 300, 200].enumerated() {
      table.add(count, kind: 0, period: 0, values: [value])
    }
    let protected = ProtectedTable(table, leaves: (0..<5).map { [$0] }, threshold: 11)
    let hidden = (0..<5)
      .filter {
        let cell = CountTable.Cell(group: $0, measure: 0, period: 0)
        return protected.value(cell) == nil
      }
    #expect(hidden == [0, 2])
    #expect(protected.hidden.count == 2, "the sums of both bodies and of all stay")
  }

  @Test func `a total that is small is not shown at all`() throws {
    var table = CountTable(axes: [.init(values: 2)], kinds: 1, periods: 1, measures: [.init([1])])
    table.add(3, kind: 0, period: 0, values: [0])
    let protected = ProtectedTable(table, leaves: [[0]], threshold: 11)
    let all = table.group(of: [0], levels: [1])
    #expect(protected.value(.init(group: all, measure: 0, period: 0)) == nil)
  }
}
