/// A table of which small counts cannot be learnt, neither directly nor by subtraction.
///
/// A count of 1 to `threshold` - 1 is not shown. So that it does not follow from what is, for every
/// cell that is not shown there is another table of counts, none below zero, that agrees with each
/// cell that is shown and gives that one another value (`Movement`). The cells that such a movement
/// changes are not shown either; it is chosen to change few and fine ones.
///
/// What this takes for granted to be known: that counts are whole and not below zero, the threshold,
/// every cell that is shown and every zero, in all margins of the table, shown or not. It does not
/// cover what two answers of other breakdowns or days give away together.
package struct ProtectedTable {
  package let table: CountTable
  package let threshold: Int
  /// The cells that are not shown.
  package private(set) var hidden: Set<CountTable.Cell> = []

  /// - Parameters:
  ///   - table: with all its leaves.
  ///   - leaves: the values of every leaf that has a count, in any order, each once.
  ///   - threshold: counts below it are not shown; 0 and 1 hide nothing.
  package init(_ table: CountTable, leaves: [[Int]], threshold: Int) {
    var table = table
    table.noteLargestLeaves(leaves.sorted { $0.lexicographicallyPrecedes($1) })
    self.table = table
    self.threshold = threshold
    if threshold > 1 { protect(leaves) }
  }

  /// The value of a cell; nil where it is not shown.
  package func value(_ cell: CountTable.Cell) -> Int? {
    hidden.contains(cell) ? nil : table.value(cell)
  }

  /// Whether a group has a cell that is not shown.
  package func isHidden(_ group: Int, measures: Range<Int>, period: Int) -> Bool {
    measures.contains { hidden.contains(.init(group: group, measure: $0, period: period)) }
  }

  private mutating func protect(_ leaves: [[Int]]) {
    let search = MovementSearch(table, leaves: leaves, threshold: threshold)
    for cell in small(leaves) where !hidden.contains(cell) {
      for (changed, _) in search.cheapest(changing: cell, hidden: hidden).changed {
        hidden.insert(changed)
      }
    }
  }

  /// The cells that are too small to be shown, those of general groups first.
  private func small(_ leaves: [[Int]]) -> [CountTable.Cell] {
    var generalities: [Int: Int] = [:]
    for values in leaves {
      for (group, generality) in table.groups(containing: values) {
        generalities[group] = generality
      }
    }
    var found: [(cell: CountTable.Cell, generality: Int)] = []
    for (group, generality) in generalities {
      for (index, measure) in table.measures.enumerated() where measure.isProtected {
        for period in table.periods(of: index) {
          let cell = CountTable.Cell(group: group, measure: index, period: period)
          let size = abs(table.value(cell))
          if size > 0, size < threshold { found.append((cell, generality)) }
        }
      }
    }
    return found.sorted { ($1.generality, $0.cell) < ($0.generality, $1.cell) }.map(\.cell)
  }
}
