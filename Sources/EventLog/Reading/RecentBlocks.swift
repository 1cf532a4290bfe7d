import CarnetCore

/// The blocks that were read last, as many as a bound on their events holds.
struct RecentBlocks: Sendable {
  private static let blocksMax = 64
  private static let eventsMax = 1 << 16

  private var blocks: [EventBlock] = []
  private var events = 0
  // The next to make room, in turn.
  private var hand = 0

  /// The block that holds a position, if it is here.
  func block(containing position: Position) -> EventBlock? {
    blocks.first { $0.firstPosition <= position && position < $0.endPosition }
  }

  mutating func keep(_ block: EventBlock) {
    if blocks.contains(where: { $0.firstPosition == block.firstPosition }) { return }
    while !blocks.isEmpty, blocks.count >= Self.blocksMax || events + block.count > Self.eventsMax {
      hand %= blocks.count
      events -= blocks[hand].count
      // The last takes its place, so that no others move.
      blocks.swapAt(hand, blocks.count - 1)
      blocks.removeLast()
      hand += 1
    }
    blocks.append(block)
    events += block.count
  }
}
