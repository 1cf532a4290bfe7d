/// Counts in the finest detail that an answer tells apart, with all sums that somebody could form
/// of them: margins of every breakdown, the levels of a hierarchy, running totals of periods.
///
/// A leaf is a kind (opened, closed), a period and a value on each axis; its count is never below
/// zero. A cell is what an answer may show: a measure of a group in a period. Every cell is a sum of
/// leaves with whole coefficients.
package struct CountTable {
  /// One dimension of a breakdown, with what its values are summed up to.
  package struct Axis: Sendable {
    /// For each value its ancestors, from the finest to the coarsest.
    ///
    /// Each is a number within its level. The sum of all values stands above them.
    package var ancestors: [[Int]]
    package var levelCount: Int { ancestors.first?.count ?? 0 }
    package var valueCount: Int { ancestors.count }

    /// A dimension without a hierarchy.
    package init(values: Int) { ancestors = Array(repeating: [], count: values) }

    /// A dimension whose values have ancestors.
    package init(ancestors: [[Int]]) {
      precondition(Set(ancestors.map(\.count)).count <= 1, "every value has all levels")
      self.ancestors = ancestors
    }
  }

  /// What is shown of a group in a period: a sum of its kinds.
  package struct Measure: Sendable {
    /// For each kind how often it counts.
    package var coefficients: [Int]
    /// Whether it sums all periods up to and including its own: a stock.
    package var isCumulative: Bool
    /// Whether it counts people or acts, so that a small one is not shown; a balance does not.
    package var isProtected: Bool

    package init(_ coefficients: [Int], isCumulative: Bool = false, isProtected: Bool = true) {
      self.coefficients = coefficients
      self.isCumulative = isCumulative
      self.isProtected = isProtected
    }
  }

  /// A place that an answer may show.
  package struct Cell: Hashable, Comparable, Sendable {
    /// Names the group: `group(of:levels:)`.
    package var group: Int
    package var measure: Int
    /// The number of periods for the sum of all of them.
    package var period: Int

    package init(group: Int, measure: Int, period: Int) {
      self.group = group
      self.measure = measure
      self.period = period
    }

    package static func < (left: Cell, right: Cell) -> Bool {
      (left.group, left.period, left.measure) < (right.group, right.period, right.measure)
    }
  }

  package let axes: [Axis]
  package let kindCount: Int
  package let periodCount: Int
  package let measures: [Measure]

  /// Each value's groups on its axis, finest first, the sum of all last; numbers within the axis.
  let axisGroups: [[[Int]]]
  /// How many groups each axis has.
  let axisSizes: [Int]
  /// Counts by kind and period of every group that has any.
  private(set) var counts: [Int: [Int]] = [:]
  /// The values of the leaf that has most of a group's counts.
  private(set) var largestLeaf: [Int: (values: [Int], count: Int)] = [:]

  package init(axes: [Axis], kinds: Int, periods: Int, measures: [Measure]) {
    precondition(periods > 0 && measures.allSatisfy { $0.coefficients.count == kinds })
    self.axes = axes
    kindCount = kinds
    periodCount = periods
    self.measures = measures
    axisGroups = axes.map(Self.groups(of:))
    axisSizes = zip(axes, axisGroups)
      .map { axis, groups in (groups.joined().max() ?? axis.valueCount) + 1 }
  }

  private static func groups(of axis: Axis) -> [[Int]] {
    var offset = axis.valueCount
    var groups = (0..<axis.valueCount).map { [$0] }
    for level in 0..<axis.levelCount {
      for value in 0..<axis.valueCount {
        groups[value].append(offset + axis.ancestors[value][level])
      }
      offset += (axis.ancestors.map { $0[level] }.max() ?? -1) + 1
    }
    for value in 0..<axis.valueCount { groups[value].append(offset) }
    return groups
  }

  /// Names the group of some values at a level of each axis: 0 is the value itself, the last level
  /// the sum of all values.
  package func group(of values: [Int], levels: [Int]) -> Int {
    var group = 0
    for axis in axes.indices {
      group = group * axisSizes[axis] + axisGroups[axis][values[axis]][levels[axis]]
    }
    return group
  }

  /// The level of an axis that stands for the sum of all its values.
  package func topLevel(_ axis: Int) -> Int { axes[axis].levelCount + 1 }

  /// All groups that a leaf counts in, with how general each is.
  func groups(containing values: [Int]) -> [(group: Int, generality: Int)] {
    var found: [(group: Int, generality: Int)] = [(0, 0)]
    for axis in axes.indices {
      let chain = axisGroups[axis][values[axis]]
      var next: [(group: Int, generality: Int)] = []
      next.reserveCapacity(found.count * chain.count)
      for (group, generality) in found {
        for (level, number) in chain.enumerated() {
          next.append((group * axisSizes[axis] + number, generality + level))
        }
      }
      found = next
    }
    return found
  }

  /// How many groups have a count.
  package var groupCount: Int { counts.count }

  /// Adds to a leaf.
  package mutating func add(_ count: Int, kind: Int, period: Int, values: [Int]) {
    precondition(count >= 0 && values.count == axes.count)
    if count == 0 { return }
    let place = kind * periodCount + period
    let size = kindCount * periodCount
    for (group, _) in groups(containing: values) {
      counts[group, default: Array(repeating: 0, count: size)][place] += count
    }
  }

  /// Notes for each group where its counts come from; called once, when all leaves are added.
  mutating func noteLargestLeaves(_ leaves: [[Int]]) {
    for values in leaves {
      let leaf = group(of: values, levels: axes.map { _ in 0 })
      let count = counts[leaf]?.reduce(0, +) ?? 0
      for (group, _) in groups(containing: values)
      where largestLeaf[group].map({ $0.count < count }) ?? true {
        largestLeaf[group] = (values, count)
      }
    }
  }

  /// The count of one kind in one period.
  func count(_ group: Int, kind: Int, period: Int) -> Int {
    counts[group]?[kind * periodCount + period] ?? 0
  }

  /// The value of a cell.
  package func value(_ cell: Cell) -> Int {
    guard let counts = counts[cell.group] else { return 0 }
    let measure = measures[cell.measure]
    let periods: Range<Int> =
      cell.period == periodCount
      ? 0..<periodCount
      : measure.isCumulative ? 0..<cell.period + 1 : cell.period..<cell.period + 1
    var value = 0
    for (kind, coefficient) in measure.coefficients.enumerated() where coefficient != 0 {
      for period in periods { value += coefficient * counts[kind * periodCount + period] }
    }
    return value
  }

  /// The periods that a measure has cells for: each, and for flows their sum.
  package func periods(of measure: Int) -> Range<Int> {
    0..<(measures[measure].isCumulative || periodCount == 1 ? periodCount : periodCount + 1)
  }
}
