/// Another world that agrees with everything that is shown: counts of some leaves go up, those of
/// others down, by the same number.
struct Movement {
  struct Step {
    var kind: Int
    var period: Int
    var values: [Int]
    var sign: Int
  }

  var steps: [Step]

  /// How far the counts can move before one of them falls below zero.
  func room(in table: CountTable) -> Int {
    var up = Int.max
    var down = Int.max
    let finest = table.axes.map { _ in 0 }
    for step in steps {
      let leaf = table.group(of: step.values, levels: finest)
      let count = table.count(leaf, kind: step.kind, period: step.period)
      if step.sign < 0 { up = min(up, count) } else { down = min(down, count) }
    }
    return max(up, down)
  }

  /// The cells whose value it changes, with how general the group of each is.
  func changedCells(of table: CountTable) -> [(cell: CountTable.Cell, generality: Int)] {
    struct Place: Hashable {
      var group: Int
      var kind: Int
      var period: Int
    }
    var deltas: [Place: Int] = [:]
    var generalities: [Int: Int] = [:]
    for step in steps {
      for (group, generality) in table.groups(containing: step.values) {
        deltas[Place(group: group, kind: step.kind, period: step.period), default: 0] += step.sign
        generalities[group] = generality
      }
    }
    var byGroup: [Int: [(kind: Int, period: Int, delta: Int)]] = [:]
    for (place, delta) in deltas where delta != 0 {
      byGroup[place.group, default: []].append((place.kind, place.period, delta))
    }
    var changed: [(cell: CountTable.Cell, generality: Int)] = []
    for (group, parts) in byGroup {
      for (index, measure) in table.measures.enumerated() {
        var byPeriod: [Int: Int] = [:]
        for part in parts {
          let delta = measure.coefficients[part.kind] * part.delta
          if delta != 0 { byPeriod[part.period, default: 0] += delta }
        }
        for period in Self.periods(byPeriod, measure, table) {
          let cell = CountTable.Cell(group: group, measure: index, period: period)
          changed.append((cell, generalities[group] ?? 0))
        }
      }
    }
    return changed.sorted { $0.cell < $1.cell }
  }

  /// The periods in which a measure changes.
  private static func periods(
    _ deltas: [Int: Int],
    _ measure: CountTable.Measure,
    _ table: CountTable
  ) -> [Int] {
    if deltas.isEmpty { return [] }
    if measure.isCumulative {
      var sum = 0
      return (0..<table.periodCount)
        .filter { period in
          sum += deltas[period] ?? 0
          return sum != 0
        }
    }
    var periods = deltas.filter { $0.value != 0 }.map(\.key)
    if table.periodCount > 1, deltas.values.reduce(0, +) != 0 { periods.append(table.periodCount) }
    return periods
  }
}
