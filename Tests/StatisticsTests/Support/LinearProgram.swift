/// Finds the largest value of a linear form over all x ≥ 0 with A x = b.
///
/// Two-phase simplex on a dense tableau, by Bland's rule; for the small systems of these tests.
struct LinearProgram {
  private var rows: [[Double]]
  private var basis: [Int]
  private let width: Int
  private static let tolerance = 1e-7

  /// - Parameters:
  ///   - equations: the rows of A.
  ///   - values: b, none below zero.
  init?(_ equations: [[Double]], _ values: [Double]) {
    let count = equations.first?.count ?? 0
    width = count
    // Only independent equations, so that no artificial variable stays for want of another.
    var reduced: [[Double]] = []
    for (equation, value) in zip(equations, values) {
      var row = equation + [value]
      for known in reduced {
        guard let pivot = known.firstIndex(where: { abs($0) > Self.tolerance }) else { continue }
        let factor = row[pivot] / known[pivot]
        if factor != 0 { for index in row.indices { row[index] -= factor * known[index] } }
      }
      if row.dropLast().contains(where: { abs($0) > Self.tolerance }) { reduced.append(row) }
    }
    rows = []
    basis = []
    for (index, row) in reduced.enumerated() {
      let sign: Double = (row.last ?? 0) < 0 ? -1 : 1
      var full = row.dropLast().map { $0 * sign }
      full += (0..<reduced.count).map { $0 == index ? 1 : 0 }
      full.append((row.last ?? 0) * sign)
      rows.append(full)
      basis.append(count + index)
    }
    let artificial = (0..<count + reduced.count).map { $0 < count ? 0.0 : -1.0 }
    guard let best = optimise(artificial), abs(best) < 1e-5 else { return nil }
    // Artificial variables that stayed at zero leave for any that can take their place.
    for row in rows.indices where basis[row] >= count {
      if let column = (0..<count).first(where: { abs(rows[row][$0]) > Self.tolerance }) {
        pivot(row, column)
      }
    }
    for row in rows.indices {
      for column in count..<(rows[row].count - 1) where basis[row] != column {
        rows[row][column] = 0
      }
    }
  }

  /// The largest value of a form; nil when there is no bound.
  func maximum(_ form: [Double]) -> Double? {
    var copy = self
    return copy.optimise(form + Array(repeating: -1e6, count: (rows.first?.count ?? 1) - 1 - width))
  }

  private mutating func optimise(_ form: [Double]) -> Double? {
    for _ in 0..<20_000 {
      var entering: Int?
      for column in form.indices where !basis.contains(column) {
        var reduced = form[column]
        for (row, variable) in basis.enumerated() { reduced -= form[variable] * rows[row][column] }
        if reduced > Self.tolerance {
          entering = column
          break
        }
      }
      guard let entering else {
        return basis.enumerated().reduce(0) { $0 + form[$1.element] * (rows[$1.offset].last ?? 0) }
      }
      var leaving: (row: Int, ratio: Double)?
      for row in rows.indices where rows[row][entering] > Self.tolerance {
        let ratio = (rows[row].last ?? 0) / rows[row][entering]
        let isBetter =
          leaving.map {
            ratio < $0.ratio - 1e-12 || (ratio <= $0.ratio + 1e-12 && basis[row] < basis[$0.row])
          } ?? true
        if isBetter { leaving = (row, ratio) }
      }
      guard let leaving else { return nil }
      pivot(leaving.row, entering)
    }
    return nil
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let factor = rows[row][column]
    for index in rows[row].indices { rows[row][index] /= factor }
    for other in rows.indices where other != row {
      let factor = rows[other][column]
      if abs(factor) < 1e-12 { continue }
      for index in rows[other].indices { rows[other][index] -= factor * rows[row][index] }
    }
    basis[row] = column
  }
}
