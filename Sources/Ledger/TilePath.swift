/// Where a tile is served: `tile/<level>/<index>[.p/<width>]` or `tile/entries/<index>[.p/<width>]`
/// (C2SP tlog-tiles).
///
/// The index is written in groups of three digits, all but the last after an x: 1,234,067 is
/// `x001/x234/067`.
package struct TilePath: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// Hashes; tiles of level 1 hold the roots of whole tiles of level 0, and so on. 0 to 63.
    case hashes(level: Int)
    /// The entries themselves.
    case entries
  }

  package let content: Content
  package let index: UInt64
  /// Hashes or entries in it: 256 in a whole tile, 1 to 255 in a partial one.
  package let width: Int

  /// nil for a level above 63 or a width outside 1 to 256.
  package init?(_ content: Content, index: UInt64, width: Int = TileGeometry.width) {
    if case .hashes(let level) = content, !(0...63).contains(level) { return nil }
    guard (1...TileGeometry.width).contains(width) else { return nil }
    self.content = content
    self.index = index
    self.width = width
  }

  /// Whether a tree of this many leaves has all that the tile holds.
  ///
  /// A log serves a partial tile at least for the sizes of its checkpoints.
  package func isComplete(inSize size: UInt64) -> Bool {
    let level = if case .hashes(let level) = content { level } else { 0 }
    let count = size >> UInt64(level * TileGeometry.height)
    let (start, overflow) = index.multipliedReportingOverflow(by: UInt64(TileGeometry.width))
    return !overflow && start < count && UInt64(width) <= count - start
  }
}

extension TilePath: CustomStringConvertible, LosslessStringConvertible {
  package var description: String {
    let place =
      switch content {
      case .hashes(let level): String(level)
      case .entries: "entries"
      }
    let partial = width == TileGeometry.width ? "" : ".p/\(width)"
    return "tile/\(place)/\(Self.groups(index))\(partial)"
  }

  /// Reads exactly what `description` writes.
  package init?(_ description: String) {
    // tile, entries, seven groups and .p/255
    guard description.utf8.count <= 64 else { return nil }
    var parts =
      description.utf8
      .split(
        separator: UInt8(ascii: "/"),
        omittingEmptySubsequences: false
      )[...]
    guard let first = parts.popFirst(), first.elementsEqual("tile".utf8),
      let place = parts.popFirst(), let content = Self.content(place)
    else { return nil }
    var width = TileGeometry.width
    if parts.count >= 2, let last = parts.popLast() {
      if let stem = Self.withoutPartialMark(parts[parts.endIndex - 1]) {
        guard let partial = LineField.number(Array(last)[...]),
          (1..<UInt64(TileGeometry.width)).contains(partial)
        else { return nil }
        width = Int(partial)
        parts[parts.endIndex - 1] = stem
      } else {
        parts.append(last)
      }
    }
    var index: UInt64 = 0
    for group in parts {
      guard let digits = LineField.group(group) else { return nil }
      let (scaled, overflow) = index.multipliedReportingOverflow(by: 1000)
      let (sum, overflowOfSum) = scaled.addingReportingOverflow(digits)
      guard !overflow, !overflowOfSum else { return nil }
      index = sum
    }
    self.init(content, index: index, width: width)
    // Other spellings of the same tile are none: x before the last group, leading groups of zeros.
    guard self.description.isSpelled(as: description) else { return nil }
  }

  private static func content(_ text: Substring.UTF8View) -> Content? {
    if text.elementsEqual("entries".utf8) { return .entries }
    guard let level = LineField.number(Array(text)[...]), level < 64 else { return nil }
    return .hashes(level: Int(level))
  }

  private static func withoutPartialMark(_ text: Substring.UTF8View) -> Substring.UTF8View? {
    text.suffix(2).elementsEqual(".p".utf8) ? text.dropLast(2) : nil
  }

  private static func groups(_ index: UInt64) -> String {
    let last = index % 1000
    let digits = "\(last / 100)\(last / 10 % 10)\(last % 10)"
    return index < 1000 ? digits : leadingGroups(index / 1000) + "/" + digits
  }

  private static func leadingGroups(_ index: UInt64) -> String {
    let last = index % 1000
    let group = "x\(last / 100)\(last / 10 % 10)\(last % 10)"
    return index < 1000 ? group : leadingGroups(index / 1000) + "/" + group
  }
}

extension LineField {
  /// Three digits, after an x or not.
  fileprivate static func group(_ text: Substring.UTF8View) -> UInt64? {
    let digits = text.first == UInt8(ascii: "x") ? text.dropFirst() : text
    guard digits.count == 3 else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    return value
  }
}
