import Ledger
import Testing

struct TilePathTests {
  static let paths: [(String, TilePath.Content, UInt64, Int)] = [
    ("tile/0/000", .hashes(level: 0), 0, 256),
    ("tile/0/001", .hashes(level: 0), 1, 256),
    ("tile/1/999", .hashes(level: 1), 999, 256),
    ("tile/0/x001/000", .hashes(level: 0), 1000, 256),
    ("tile/0/x001/x234/067", .hashes(level: 0), 1_234_067, 256),
    ("tile/0/x001/x234/067.p/12", .hashes(level: 0), 1_234_067, 12),
    ("tile/63/000.p/1", .hashes(level: 63), 0, 1),
    ("tile/5/x010/000.p/255", .hashes(level: 5), 10_000, 255),
    ("tile/entries/x123/456", .entries, 123_456, 256),
    ("tile/entries/000.p/7", .entries, 0, 7),
    ("tile/0/x018/x446/x744/x073/x709/x551/615", .hashes(level: 0), .max, 256),
  ]

  @Test("paths are written as they are read", arguments: paths)
  func path(text: String, content: TilePath.Content, index: UInt64, width: Int) throws {
    let path = try #require(TilePath(content, index: index, width: width))
    #expect(path.description == text)
    #expect(TilePath(text) == path)
  }

  @Test(
    "other spellings are no paths",
    arguments: [
      "", "/", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile//000",
      "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/001", "tile/0/001/067",
      "tile/0/x1/067", "tile/0/x001/67", "tile/0/x001/x067", "tile/0/X001/067", "tile/0/x00a/067",
      "tile/00/000", "tile/01/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/x/000",
      "tile/99999999999999999999/000", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
      "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/-1", "tile/0/000.p/1/", "tile/0/000/p/1",
      "tile/0/x001.p/1", "tile/0/x001.p/067", "tile/0/000.p/1.p/1", "tile/0/.p/1", "tile/entry/000",
      "tile/entries/", "tile/Entries/000", "tile/0/../000", "tile/0/%30%30%30", "tile/0/000\n",
      "tile/0/\u{660}\u{660}\u{660}", "tile/0/000?x", " tile/0/000", "tile/0/00\u{0}",
      "tile/0/x018/x446/x744/x073/x709/x551/616",
      "tile/0/x001/x018/x446/x744/x073/x709/x551/615",
      "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999",
    ]
  )
  func refused(text: String) {
    #expect(TilePath(text) == nil)
  }

  @Test func `levels and widths have bounds`() {
    #expect(TilePath(.hashes(level: 64), index: 0) == nil)
    #expect(TilePath(.hashes(level: -1), index: 0) == nil)
    #expect(TilePath(.entries, index: 0, width: 0) == nil)
    #expect(TilePath(.entries, index: 0, width: 257) == nil)
  }

  @Test("indexes of every length go both ways", arguments: [20_261_123] as [UInt64])
  func roundTrips(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let index = random.next() >> UInt64(random.below(64))
      let path = try #require(
        TilePath(.hashes(level: random.below(64)), index: index, width: 1 + random.below(256))
      )
      #expect(TilePath(path.description) == path, "seed \(seed)")
    }
  }

  @Test func `a tree of 70,000 leaves has the tiles that the specification lists`() throws {
    func has(_ level: Int, _ index: UInt64, _ width: Int) throws -> Bool {
      try #require(TilePath(.hashes(level: level), index: index, width: width))
        .isComplete(inSize: 70_000)
    }
    #expect(try has(0, 272, 256))
    #expect(try has(0, 273, 112))
    #expect(try !has(0, 273, 113))
    #expect(try !has(0, 274, 1))
    #expect(try has(1, 0, 256))
    #expect(try has(1, 1, 17))
    #expect(try !has(1, 1, 18))
    #expect(try has(2, 0, 1))
    #expect(try !has(2, 0, 2))
    #expect(try !has(3, 0, 1))
    #expect(try !has(63, 0, 1))
    #expect(try !has(0, .max, 1))
    let entries = try #require(TilePath(.entries, index: 273, width: 112))
    #expect(entries.isComplete(inSize: 70_000))
    #expect(!entries.isComplete(inSize: 69_999))
  }
}
