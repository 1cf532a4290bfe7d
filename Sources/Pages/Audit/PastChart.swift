/// A line of counts, event after event, with a mark at the instant that is looked at.
package struct PastChart: Sendable {
  private static let width = 900
  private static let height = 120
  private static let left = 34
  private static let bottom = 100
  private static let top = 10
  /// More points than the drawing has room for are left out evenly.
  private static let pointsMax = 600

  var line: String
  var mark: String
  var highest: String
  var isDrawn: Bool

  /// - Parameters:
  ///   - counts: after each event.
  ///   - here: after how many events the mark stands.
  package init(_ counts: [Int], at here: Int) {
    let most = max(1, counts.max() ?? 1)
    let span = max(1, counts.count)
    func x(_ count: Int) -> Int {
      Self.left + (Self.width - Self.left - 6) * min(max(0, count), span) / span
    }
    func y(_ value: Int) -> Int {
      Self.bottom - (Self.bottom - Self.top) * value / most
    }
    let stride = max(1, counts.count / Self.pointsMax)
    var path = "M\(x(0)) \(y(0))"
    for index in counts.indices where index % stride == 0 || index == counts.count - 1 {
      path += "H\(x(index + 1))V\(y(counts[index]))"
    }
    line = path
    mark = "M\(x(here)) \(Self.top - 6)V\(Self.bottom + 6)"
    highest = String(most)
    isDrawn = !counts.isEmpty
  }
}
