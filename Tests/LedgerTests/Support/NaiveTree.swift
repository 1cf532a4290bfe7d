import CarnetCore
import Synchronization

import struct Crypto.SHA256

/// The tree as RFC 6962 section 2.1 defines it, by recursion and with another SHA-256: what the
/// module's answers are held against.
final class NaiveTree: Sendable {
  let leaves: [Digest]
  /// Nodes computed before.
  private let known = Mutex<[Range<Int>: Digest]>([:])

  init(leaves: [Digest]) { self.leaves = leaves }

  /// A tree of the entries `entry-0`, `entry-1` and so on.
  convenience init(count: Int) {
    self.init(leaves: (0..<count).map { Self.leaf(Self.entry($0)) })
  }

  static func entry(_ index: Int) -> [UInt8] { Array("entry-\(index)".utf8) }

  static func leaf(_ entry: [UInt8]) -> Digest { sha256([0x00] + entry) }

  static func node(_ left: Digest, _ right: Digest) -> Digest {
    sha256([0x01] + left.bytes + right.bytes)
  }

  static func sha256(_ bytes: [UInt8]) -> Digest {
    SHA256.hash(data: bytes).withUnsafeBytes { Digest(copying: $0) }
  }

  /// The root, MTH(D[0:size]).
  func root(_ size: Int) -> Digest { hash(0..<size) }

  func hash(_ range: Range<Int>) -> Digest {
    if range.isEmpty { return Self.sha256([]) }
    if range.count == 1 { return leaves[range.lowerBound] }
    if let hash = known.withLock({ $0[range] }) { return hash }
    let middle = range.lowerBound + Self.split(range.count)
    let hash = Self.node(hash(range.lowerBound..<middle), hash(middle..<range.upperBound))
    known.withLock { $0[range] = hash }
    return hash
  }

  /// The audit path, PATH(index, D[range]).
  func path(_ index: Int, _ range: Range<Int>) -> [Digest] {
    if range.count == 1 { return [] }
    let middle = range.lowerBound + Self.split(range.count)
    return index < middle
      ? path(index, range.lowerBound..<middle) + [hash(middle..<range.upperBound)]
      : path(index, middle..<range.upperBound) + [hash(range.lowerBound..<middle)]
  }

  /// PROOF(first, D[0:second]); nothing from an empty tree.
  func consistency(_ first: Int, _ second: Int) -> [Digest] {
    first == 0 ? [] : subproof(first, 0..<second, isWhole: true)
  }

  private func subproof(_ end: Int, _ range: Range<Int>, isWhole: Bool) -> [Digest] {
    if end == range.upperBound { return isWhole ? [] : [hash(range)] }
    let middle = range.lowerBound + Self.split(range.count)
    return end <= middle
      ? subproof(end, range.lowerBound..<middle, isWhole: isWhole)
        + [hash(middle..<range.upperBound)]
      : subproof(end, middle..<range.upperBound, isWhole: false)
        + [hash(range.lowerBound..<middle)]
  }

  /// The largest power of two strictly below `count`.
  private static func split(_ count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
  }
}
