/// Numbers that follow from a seed and a purpose (SplitMix64): the same on every machine, whoever
/// draws first.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  /// What the numbers are for: each purpose has a sequence of its own, so that one draw more in one
  /// of them moves nothing in another.
  package enum Purpose: UInt64, Sendable {
    case people = 1
    case life = 2
    case pseudonym = 3
    case events = 4
    case cast = 5
    case misconduct = 6
    case keys = 7
    case service = 8
  }

  private var state: UInt64

  package init(seed: UInt64, _ purpose: Purpose, _ number: UInt64 = 0) {
    state = Self.mixed(seed &+ purpose.rawValue &* 0xd1b5_4a32_d192_ed03)
    state = Self.mixed(state ^ Self.mixed(number &+ 0x2545_f491_4f6c_dd1d))
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mixed(state)
  }

  /// From 0 to below 1.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// From 0 to below `bound`, which is at least 1.
  package mutating func below(_ bound: Int) -> Int {
    // The shift binds more tightly than the product.
    Int(((next() >> 32) &* UInt64(max(1, bound))) >> 32)
  }

  package mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// One of the list, which is not empty.
  package mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// One of the list, each as probable as its weight.
  package mutating func weighted<Element>(_ list: [(Element, Double)]) -> Element {
    var place = unit() * list.reduce(0) { $0 + $1.1 }
    for (element, weight) in list {
      if place < weight { return element }
      place -= weight
    }
    return list[list.count - 1].0
  }

  /// How often something happens that happens `mean` times on average (Poisson).
  package mutating func times(_ mean: Double) -> Int {
    var count = 0
    var rest = mean
    // In parts, so that the threshold stays far from the smallest number.
    while rest > 0 {
      let part = min(rest, 8)
      rest -= part
      var threshold = 1 - part / 1024
      // exp(-part), by operations that give the same bits on every machine.
      for _ in 0..<10 { threshold *= threshold }
      var product = unit()
      while product > threshold {
        count += 1
        product *= unit()
      }
    }
    return count
  }
}
