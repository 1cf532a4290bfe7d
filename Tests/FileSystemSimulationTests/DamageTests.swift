import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

/// What each damage may take and what it must leave.
struct DamageTests {
  /// A durable file of ones, 2,000 bytes, in a durable folder.
  private func disk() throws -> SimulatedFileSystem {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([UInt8](repeating: 1, count: 2000), at: "/log/a")
    return fileSystem
  }

  /// The file's bytes in images of many seeds.
  private func images(
    of fileSystem: SimulatedFileSystem,
    _ damage: Damage,
    _ path: FilePath = "/log/a"
  ) throws -> [[UInt8]] {
    try (0..<300)
      .map {
        try fileSystem.crashImage(damage: damage, seed: $0).contents(of: path)
      }
  }

  @Test(arguments: Damage.allCases)
  func `synced bytes survive every damage`(damage: Damage) throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.write([UInt8](repeating: 2, count: 3000), at: 1000)
    try file.sync()
    // Beside them, in the same sectors, and never synced.
    try file.write([UInt8](repeating: 3, count: 1000), at: 4000)
    for (seed, image) in try images(of: fileSystem, damage).enumerated() {
      #expect(image.prefix(1000).allSatisfy { $0 == 1 }, "seed \(seed)")
      #expect(image[1000..<4000].allSatisfy { $0 == 2 }, "seed \(seed)")
    }
  }

  @Test func `a killed process loses nothing, and nothing becomes durable`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.write([7], at: 0)
    try fileSystem.rename("/log/a", to: "/log/b")
    let image = fileSystem.crashImage(damage: .everythingKept, seed: 1)
    #expect(try image.contents(of: "/log/b").first == 7)
    let later = image.crashImage(damage: .everythingUnsyncedLost, seed: 1)
    #expect(later.files == ["/log/a"])
    #expect(try later.contents(of: "/log/a").first == 1)
  }

  @Test func `everything unsynced is lost`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.write([7], at: 0)
    try file.truncate(to: 10)
    try fileSystem.remove("/log/a")
    _ = try fileSystem.create("/log/b")
    let image = fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 1)
    #expect(image.files == ["/log/a"])
    #expect(try image.contents(of: "/log/a") == [UInt8](repeating: 1, count: 2000))
  }

  @Test func `an ordered prefix keeps no change after a lost one`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    for number in 0..<8 {
      try file.write([UInt8](repeating: 9, count: 128), at: UInt64(number * 128))
    }
    var counts: Set<Int> = []
    for (seed, image) in try images(of: fileSystem, .orderedPrefix).enumerated() {
      let kept = image.prefix { $0 == 9 }.count
      counts.insert(kept / 128)
      #expect(image.dropFirst(kept).allSatisfy { $0 == 1 }, "seed \(seed)")
    }
    #expect(counts == Set(0...8))
  }

  @Test func `a random subset keeps and loses each write by itself`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    for number in 0..<3 {
      try file.write([UInt8](repeating: 9, count: 600), at: UInt64(number * 600))
    }
    var found: Set<[Bool]> = []
    for (seed, image) in try images(of: fileSystem, .randomSubset).enumerated() {
      let writes = (0..<3).map { Array(image[$0 * 600..<$0 * 600 + 600]) }
      #expect(writes.allSatisfy { Set($0).count == 1 }, "seed \(seed) tore a write")
      found.insert(writes.map { $0[0] == 9 })
    }
    #expect(found.count == 8)
  }

  @Test func `lost and kept sizes are both found`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.truncate(to: 100)
    #expect(Set(try images(of: fileSystem, .randomSubset).map(\.count)) == [100, 2000])
    try file.sync()
    try file.truncate(to: 300)
    let images = try images(of: fileSystem, .randomSubset)
    #expect(Set(images.map(\.count)) == [100, 300])
    #expect(images.allSatisfy { $0.dropFirst(100).allSatisfy { $0 == 0 } })
  }

  @Test func `a torn write is split between sectors and nowhere else`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.write([UInt8](repeating: 9, count: 1600), at: 200)
    var found: Set<[Bool]> = []
    for (seed, image) in try images(of: fileSystem, .torn).enumerated() {
      let sectors = [200..<512, 512..<1024, 1024..<1536, 1536..<1800].map { Set(image[$0]) }
      #expect(sectors.allSatisfy { $0.count == 1 }, "seed \(seed) tore a sector")
      #expect(Set(sectors).count == 2, "seed \(seed) did not tear the last write")
      #expect(image.prefix(200).allSatisfy { $0 == 1 }, "seed \(seed)")
      #expect(image.suffix(200).allSatisfy { $0 == 1 }, "seed \(seed)")
      found.insert(sectors.map { $0 == [9] })
    }
    #expect(found.count == 14, "all but the whole and the nothing")
  }

  @Test func `reordering keeps the last write and loses an earlier one`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    for number in 0..<3 {
      try file.write([UInt8](repeating: 9, count: 600), at: UInt64(number * 600))
    }
    for (seed, image) in try images(of: fileSystem, .reordered).enumerated() {
      #expect(image[1200] == 9, "seed \(seed)")
      #expect(image[0] == 1 || image[600] == 1, "seed \(seed)")
    }
  }

  @Test func `reordering lets a rename overtake the bytes`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.create("/log/a.tmp")
    try file.write([7, 7], at: 0)
    try fileSystem.rename("/log/a.tmp", to: "/log/a")
    let image = fileSystem.crashImage(damage: .reordered, seed: 3)
    #expect(image.files == ["/log/a"])
    #expect(try image.contents(of: "/log/a") == [])
  }

  @Test func `sizes without bytes leave zeros`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.write([UInt8](repeating: 9, count: 2000), at: 2000)
    var zeroCounts: Set<Int> = []
    for (seed, image) in try images(of: fileSystem, .zeroedSectors).enumerated() {
      #expect(image.count == 4000, "seed \(seed)")
      #expect(image.prefix(2000).allSatisfy { $0 == 1 }, "seed \(seed)")
      #expect(Set(image.suffix(2000)).isSubset(of: [0, 9]), "seed \(seed)")
      zeroCounts.insert(image.count { $0 == 0 })
    }
    #expect(zeroCounts.contains(0) && zeroCounts.count > 3)
  }

  @Test func `noise fills one sector of the last write`() throws {
    let fileSystem = try disk()
    let file = try fileSystem.open("/log/a", for: .writing)
    try file.write([UInt8](repeating: 8, count: 512), at: 0)
    try file.write([UInt8](repeating: 9, count: 1200), at: 700)
    for (seed, image) in try images(of: fileSystem, .garbageInTornSector).enumerated() {
      let sectors = [700..<1024, 1024..<1536, 1536..<1900].map { Set(image[$0]) }
      #expect(sectors.count { $0.count > 2 } == 1, "seed \(seed)")
      #expect(Set(image.prefix(512)).count == 1, "seed \(seed)")
      #expect(image[512..<700].allSatisfy { $0 == 1 }, "seed \(seed)")
      #expect(image.suffix(100).allSatisfy { $0 == 1 }, "seed \(seed)")
    }
  }

  @Test(arguments: Damage.allCases)
  func `the same seed gives the same image`(damage: Damage) throws {
    let fileSystem = try disk()
    for number in 0..<5 {
      let path = FilePath("/log").appending("\(number)")
      let file = try fileSystem.create(path)
      try file.write([UInt8](repeating: 9, count: 3000), at: 100)
      try fileSystem.rename(path, to: FilePath("/log").appending("\(number)-renamed"))
    }
    var images: Set<String> = []
    for seed in 0..<20 {
      let image = fileSystem.crashImage(damage: damage, seed: UInt64(seed))
      let same = fileSystem.clone().crashImage(damage: damage, seed: UInt64(seed))
      #expect(image.dump() == same.dump())
      images.insert(image.dump())
    }
    #expect((images.count == 1) == damage.isDetermined)
  }

  @Test(arguments: Damage.allCases.filter { $0 != .everythingKept })
  func `after a power cut everything found is durable`(damage: Damage) throws {
    let fileSystem = try disk()
    let file = try fileSystem.create("/log/b")
    try file.write([UInt8](repeating: 9, count: 3000), at: 100)
    for seed in 0..<20 {
      let image = fileSystem.crashImage(damage: damage, seed: UInt64(seed))
      #expect(image.isDurable)
      #expect(image.crashImage(damage: damage, seed: 5).dump() == image.dump())
    }
  }

  /// Random work against the weakest promise there is: each byte of each image is one that was
  /// there at or after the last sync, or the zero or noise that the damage allows.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func `no image holds bytes that were never written`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    try fileSystem.syncDirectory("/")
    var possible = [Set<UInt8>](repeating: [0], count: 4096)
    var content: [UInt8] = []
    var sizes: Set<Int> = [0]
    for number in 1...20 {
      switch UInt8.random(in: 0..<8, using: &generator) {
      case 0:
        try file.sync()
        for index in possible.indices {
          possible[index] = [index < content.count ? content[index] : 0]
        }
        sizes = [content.count]
      case 1:
        let size = Int.random(in: 0...4096, using: &generator)
        try file.truncate(to: UInt64(size))
        if size < content.count { for index in size..<4096 { possible[index].insert(0) } }
        content =
          Array(content.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - content.count))
      default:
        let offset = Int.random(in: 0..<4000, using: &generator)
        let count = Int.random(in: 1...4096 - offset, using: &generator)
        try file.write([UInt8](repeating: UInt8(number), count: count), at: UInt64(offset))
        content += [UInt8](repeating: 0, count: max(0, offset + count - content.count))
        for index in 0..<offset + count { possible[index].insert(content[index]) }
        for index in offset..<offset + count {
          content[index] = UInt8(number)
          possible[index].insert(UInt8(number))
          // An extension may be kept without what was written after it.
          possible[index].insert(0)
        }
      }
      sizes.insert(content.count)
      #expect(try fileSystem.contents(of: "/a") == content, "seed \(seed)")
      for damage in Damage.allCases where damage != .garbageInTornSector {
        let image = try fileSystem.crashImage(damage: damage, seed: seed).contents(of: "/a")
        let foreign = image.indices.first { !possible[$0].contains(image[$0]) }
        #expect(foreign == nil, "seed \(seed), step \(number), \(damage)")
        #expect(image.count <= 4096)
      }
    }
  }
}
