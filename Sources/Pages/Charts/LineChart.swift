/// Lines over time, drawn as SVG: told apart by colour and by dashes.
package struct LineChart: Sendable {
  /// One line; a value that is not known leaves a gap in it.
  package struct Series: Sendable {
    package var name: String
    package var values: [Double?]

    package init(name: String, values: [Double?]) {
      self.name = name
      self.values = values
    }
  }

  /// Lines that the sheet has a look for.
  package static let seriesMax = 8

  package var title: String
  package var description: String
  /// What stands below each place, the first to the last.
  package var labels: [String]
  package var series: [Series]
  /// Writes a value of the axis.
  private let number: @Sendable (Double) -> String

  package init(
    title: String,
    description: String,
    labels: [String],
    series: [Series],
    number: @escaping @Sendable (Double) -> String
  ) {
    self.title = title
    self.description = description
    self.labels = labels
    self.series = Array(series.prefix(Self.seriesMax))
    self.number = number
  }

  /// Whether there is anything to draw.
  package var isEmpty: Bool { !series.contains { $0.values.contains { ($0 ?? 0) > 0 } } }

  private static let width = 760.0
  private static let height = 300.0
  private static let left = 60.0
  private static let right = 12.0
  private static let top = 12.0
  private static let bottom = 32.0

  /// The largest value of the axis: 1, 2 or 5 times a power of ten, in four or five steps.
  static func axis(for largest: Double) -> (step: Double, count: Int) {
    guard largest > 0, largest.isFinite else { return (1, 4) }
    var unit = 1.0
    while true {
      for factor in [1.0, 2, 5] where factor * unit * 5 >= largest {
        let step = factor * unit
        return (step, max(1, Int((largest / step).rounded(.up))))
      }
      unit *= 10
    }
  }

  package var svg: String {
    let largest = series.flatMap(\.values).compactMap(\.self).max() ?? 0
    let axis = Self.axis(for: largest)
    let top = axis.step * Double(axis.count)
    var text = """
      <svg class="chart" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
      aria-labelledby="chart-title chart-description">
      <title id="chart-title">\(MarkupText.escape(title))</title>
      <desc id="chart-description">\(MarkupText.escape(description))</desc>

      """
    for step in 0...axis.count {
      let value = Double(step) * axis.step
      let y = Self.coordinate(Self.y(value, top))
      text += "<path class=\"axis\" d=\"M\(Int(Self.left)) \(y)H\(Int(Self.width - Self.right))\"/>"
      text += "<text x=\"\(Int(Self.left) - 8)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
      text += "\(MarkupText.escape(number(value)))</text>\n"
    }
    text += xAxis
    for (index, one) in series.enumerated() {
      text += "<path class=\"line-\(index + 1)\" d=\"\(path(one.values, top))\"/>\n"
      text += points(one.values, top, index)
    }
    return text + "</svg>"
  }

  private var xAxis: String {
    let every = max(1, (labels.count + 5) / 6)
    var text = ""
    for index in stride(from: 0, to: labels.count, by: every) {
      let x = Self.coordinate(x(index))
      let anchor = index == 0 ? "start" : index == labels.count - 1 ? "end" : "middle"
      text += "<text x=\"\(x)\" y=\"\(Int(Self.height) - 10)\" text-anchor=\"\(anchor)\">"
      text += "\(MarkupText.escape(labels[index]))</text>\n"
    }
    return text
  }

  private func path(_ values: [Double?], _ top: Double) -> String {
    var text = ""
    var isDown = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isDown = false
        continue
      }
      text += (isDown ? "L" : "M") + place(index, value, top)
      isDown = true
    }
    return text
  }

  /// A value between two gaps would be a line of no length: it is a point.
  private func points(_ values: [Double?], _ top: Double, _ number: Int) -> String {
    var text = ""
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      let before = index > 0 ? values[index - 1] : nil
      let after = index + 1 < values.count ? values[index + 1] : nil
      guard before == nil, after == nil else { continue }
      let (x, y) = (Self.coordinate(x(index)), Self.coordinate(Self.y(value, top)))
      text += "<circle class=\"point-\(number + 1)\" cx=\"\(x)\" cy=\"\(y)\" r=\"3\"/>\n"
    }
    return text
  }

  private func place(_ index: Int, _ value: Double, _ top: Double) -> String {
    "\(Self.coordinate(x(index))) \(Self.coordinate(Self.y(value, top)))"
  }

  private func x(_ index: Int) -> Double {
    let span = Self.width - Self.left - Self.right
    return Self.left + span * Double(index) / Double(max(1, labels.count - 1))
  }

  private static func y(_ value: Double, _ top: Double) -> Double {
    height - bottom - (height - bottom - Self.top) * value / top
  }

  /// With one decimal at most: more is not seen, and makes pages longer.
  private static func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// A piece of a line as it is drawn, for the key.
  package static func sample(_ index: Int) -> String {
    "<svg class=\"chart sample\" viewBox=\"0 0 40 12\" aria-hidden=\"true\">"
      + "<path class=\"line-\(index + 1)\" d=\"M1 6H39\"/></svg>"
  }
}
