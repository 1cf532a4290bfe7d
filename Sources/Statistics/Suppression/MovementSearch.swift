/// Finds, for a cell that must not be shown, the movement that hides the least beside it.
///
/// It tries exchanges between two values of one axis, two periods or two kinds, and of two of these
/// at once: an exchange on two axes leaves the margins of both as they are. Where none has room, one
/// more in the cell's own leaf does; that hides every sum above it.
struct MovementSearch {
  private let table: CountTable
  private let threshold: Int
  /// For each value of each axis the values to exchange with, nearest first.
  private let partners: [[[Int]]]
  private static let partnersMax = 14
  private static let pairPartnersMax = 5

  typealias Changed = [(cell: CountTable.Cell, generality: Int)]

  init(_ table: CountTable, leaves: [[Int]], threshold: Int) {
    self.table = table
    self.threshold = threshold
    partners = table.axes.indices.map { Self.partners(on: $0, of: table, leaves) }
  }

  /// - Parameters:
  ///   - cell: is not to be shown.
  ///   - hidden: the cells that are not shown already.
  /// - Returns: the movement, and what it changes: `cell` among others.
  func cheapest(
    changing cell: CountTable.Cell,
    hidden: Set<CountTable.Cell>
  ) -> (movement: Movement, changed: Changed) {
    var best: (movement: Movement, changed: Changed, cost: Double)?
    for pivot in pivots(of: cell) {
      for movement in movements(around: pivot) {
        let room = movement.room(in: table)
        guard room >= 1 else { continue }
        let changed = movement.changedCells(of: table)
        guard changed.contains(where: { $0.cell == cell }) else { continue }
        let cost = cost(of: changed, hidden, room: room)
        if cost < best?.cost ?? .infinity { best = (movement, changed, cost) }
        if cost == 0 { return (movement, changed) }
      }
    }
    if let best { return (best.movement, best.changed) }
    let alone = Movement(steps: [pivots(of: cell)[0]])
    return (alone, alone.changedCells(of: table))
  }

  /// Coarse and large cells are worth most; a movement without much room protects little.
  private func cost(
    of changed: Changed,
    _ hidden: Set<CountTable.Cell>,
    room: Int
  ) -> Double {
    var cost = 0.0
    for (cell, generality) in changed where !hidden.contains(cell) {
      let size = Double(min(abs(table.value(cell)), 100_000))
      cost += Double(1 + 12 * generality) * (1 + size / Double(threshold)).squareRoot()
    }
    return cost + Double(4 * max(0, threshold - room))
  }

  /// Leaves of a cell that something can be moved to or from.
  private func pivots(of cell: CountTable.Cell) -> [Movement.Step] {
    guard let values = table.largestLeaf[cell.group]?.values else { return [] }
    let leaf = table.group(of: values, levels: table.axes.map { _ in 0 })
    let measure = table.measures[cell.measure]
    let kinds = measure.coefficients.indices.filter { measure.coefficients[$0] != 0 }
    let periods: [Int] =
      cell.period == table.periodCount
      ? Array(0..<table.periodCount)
      : measure.isCumulative ? (0...cell.period).reversed() : [cell.period]
    let steps = kinds.flatMap { kind in
      periods.map { period in Movement.Step(kind: kind, period: period, values: values, sign: 1) }
    }
    func count(_ step: Movement.Step) -> Int {
      table.count(leaf, kind: step.kind, period: step.period)
    }
    let filled = steps.filter { count($0) > 0 }
    return filled.isEmpty ? Array(steps.prefix(1)) : Array(filled.prefix(3))
  }

  /// Replaces one coordinate of a leaf; the sign that goes with it.
  private struct Exchange {
    var sign: Int
    var apply: (inout Movement.Step) -> Void
    /// What it changes: an axis, or periods and kinds behind the last of them.
    var place: Int
  }

  private func movements(around pivot: Movement.Step) -> [Movement] {
    let exchanges = exchanges(of: pivot)
    var movements = exchanges.joined().map { Self.movement(pivot, [$0]) }
    for (first, others) in exchanges.enumerated() {
      for second in exchanges[(first + 1)...] {
        for one in others.prefix(Self.pairPartnersMax) {
          for other in second.prefix(Self.pairPartnersMax) {
            movements.append(Self.movement(pivot, [one, other]))
          }
        }
      }
    }
    return movements
  }

  private func exchanges(of pivot: Movement.Step) -> [[Exchange]] {
    var exchanges: [[Exchange]] = table.axes.indices.map { axis in
      partners[axis][pivot.values[axis]]
        .map { value in Exchange(sign: -1, apply: { $0.values[axis] = value }, place: axis) }
    }
    let near = [1, -1, 2, -2, 3, -3].map { pivot.period + $0 }
      .filter { (0..<table.periodCount).contains($0) }
    exchanges.append(
      near.map { period in
        Exchange(sign: -1, apply: { $0.period = period }, place: table.axes.count)
      }
    )
    exchanges.append(
      (0..<table.kindCount).filter { $0 != pivot.kind }
        .flatMap { kind in
          [-1, 1]
            .map { sign in
              Exchange(sign: sign, apply: { $0.kind = kind }, place: table.axes.count + 1)
            }
        }
    )
    return exchanges
  }

  private static func movement(_ pivot: Movement.Step, _ exchanges: [Exchange]) -> Movement {
    var steps = [pivot]
    for exchange in exchanges {
      steps += steps.map { step in
        var other = step
        exchange.apply(&other)
        other.sign = step.sign * exchange.sign
        return other
      }
    }
    return Movement(steps: steps)
  }

  /// The values of an axis to exchange each with: those with the nearest common ancestor first, among
  /// them the largest, which has most room, and then those that are small themselves.
  private static func partners(
    on axis: Int,
    of table: CountTable,
    _ leaves: [[Int]]
  ) -> [[Int]] {
    let finest = table.axes.map { _ in 0 }
    var totals = Array(repeating: 0, count: table.axes[axis].valueCount)
    for values in leaves {
      let leaf = table.group(of: values, levels: finest)
      totals[values[axis]] += table.counts[leaf]?.reduce(0, +) ?? 0
    }
    let chains = table.axisGroups[axis]
    let filled = totals.indices.filter { totals[$0] > 0 }
      .sorted { (totals[$0], $0) < (totals[$1], $1) }
    return chains.indices.map { value in
      var byLevel: [Int: [Int]] = [:]
      for other in filled where other != value {
        let level = zip(chains[value], chains[other]).enumerated()
          .first { $0.element.0 == $0.element.1 }
        byLevel[level?.offset ?? 0, default: []].append(other)
      }
      var found: [Int] = []
      for level in byLevel.keys.sorted() {
        var near = byLevel[level] ?? []
        if let largest = near.popLast() { found.append(largest) }
        found += near
        if found.count >= partnersMax { break }
      }
      return Array(found.prefix(partnersMax))
    }
  }
}
