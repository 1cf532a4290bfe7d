/// Where communes lie on a map of their department, as SVG paths.
struct CommuneOutlines: Sendable {
  /// The size of the map, in the units of its paths.
  let width: Int
  let height: Int
  /// By code, in its order.
  let paths: [(code: String, path: String)]

  /// - Parameter text: a code, a tab and a path, a line each.
  init(
    width: Int,
    height: Int,
    text: String
  ) {
    self.width = width
    self.height = height
    paths = text.split(separator: "\n")
      .compactMap { line in
        guard let tab = line.firstIndex(of: "\t") else { return nil }
        return (String(line[..<tab]), String(line[line.index(after: tab)...]))
      }
  }
}
