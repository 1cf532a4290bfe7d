/// A small generator whose whole state is one number, so that a failure is replayed from its seed
/// (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mix(state)
  }

  /// A seed of its own for each of a set of numbers, so that one part of a run can be repeated
  /// without the parts before it.
  package static func seed(_ parts: UInt64...) -> UInt64 {
    parts.reduce(0) { mix($0 ^ $1 &+ 0x9e37_79b9_7f4a_7c15) }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
