/// The place of an event in the whole log, counted from 0 without gaps.
package struct Position: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }
  package init(_ value: UInt64) { rawValue = value }

  package static let zero = Position(0)

  package static func < (left: Position, right: Position) -> Bool { left.rawValue < right.rawValue }

  package func advanced(by count: Int) -> Position { Position(rawValue &+ UInt64(count)) }
}

extension Position: CustomStringConvertible {
  package var description: String { String(rawValue) }
}

/// The place of an event in its record, counted from 0 without gaps.
package struct Revision: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
  package init(_ value: UInt32) { rawValue = value }

  package static let zero = Revision(0)

  package static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }

  package var next: Revision { Revision(rawValue + 1) }
}

extension Revision: CustomStringConvertible {
  package var description: String { String(rawValue) }
}
