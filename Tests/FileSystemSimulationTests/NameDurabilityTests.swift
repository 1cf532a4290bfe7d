import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

/// Which names a power cut leaves.
struct NameDurabilityTests {
  private func images(
    of fileSystem: SimulatedFileSystem,
    _ damage: Damage = .randomSubset,
    names: NameOrdering = .anySubset
  ) -> [SimulatedFileSystem] {
    (0..<200).map { fileSystem.crashImage(damage: damage, names: names, seed: $0) }
  }

  private func lost(_ fileSystem: SimulatedFileSystem) -> SimulatedFileSystem {
    fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 0)
  }

  @Test func `a synced file without a synced name is lost`() throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    try file.write([1], at: 0)
    try file.sync()
    #expect(try fileSystem.durableContents(of: "/a") == [1])
    #expect(lost(fileSystem).files.isEmpty)
    try fileSystem.syncDirectory("/")
    #expect(try lost(fileSystem).contents(of: "/a") == [1])
  }

  @Test func `a synced name without synced bytes is an empty file`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.create("/a").write([1], at: 0)
    try fileSystem.syncDirectory("/")
    #expect(try lost(fileSystem).contents(of: "/a") == [])
  }

  @Test func `a folder whose own name is not synced takes its files with it`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.createDirectory("/log")
    try fileSystem.create("/log/a").sync()
    try fileSystem.syncDirectory("/log")
    #expect(lost(fileSystem).files.isEmpty)
    try fileSystem.syncDirectory("/")
    #expect(lost(fileSystem).files == ["/log/a"])
  }

  @Test(arguments: Damage.allCases)
  func `a rename leaves the old file or the new one, never neither`(damage: Damage) throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/a")
    let file = try fileSystem.create("/a.tmp")
    try file.write([2], at: 0)
    try file.sync()
    try fileSystem.rename("/a.tmp", to: "/a")
    var found: Set<[UInt8]> = []
    for image in images(of: fileSystem, damage) {
      let bytes = try image.contents(of: "/a")
      found.insert(bytes)
      if bytes == [2] { #expect(image.files == ["/a"], "a file with two names") }
    }
    #expect(found.isSubset(of: [[1], [2]]))
    if damage == .randomSubset { #expect(found.count == 2) }
    try fileSystem.syncDirectory("/")
    #expect(images(of: fileSystem, damage).allSatisfy { $0.files == ["/a"] })
  }

  @Test(arguments: [Damage.randomSubset, .torn, .orderedPrefix, .reordered])
  func `a chain of renames leaves the file under one of its names`(damage: Damage) throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/a")
    try fileSystem.rename("/a", to: "/b")
    // A new file under the old name must not push the old one out of the world.
    try fileSystem.create("/a").sync()
    try fileSystem.rename("/b", to: "/c")
    var found: Set<FilePath> = []
    for (seed, image) in images(of: fileSystem, damage).enumerated() {
      let holders = try image.files.filter { try image.contents(of: $0) == [1] }
      #expect(holders.count == 1, "seed \(seed): \(image.dump())")
      found.formUnion(holders)
    }
    if damage == .randomSubset { #expect(found == ["/a", "/b", "/c"]) }
  }

  @Test func `a rename between folders is made durable by either of them`() throws {
    for folder in ["/from", "/to"] as [FilePath] {
      let fileSystem = SimulatedFileSystem()
      try fileSystem.place([1], at: "/from/a")
      try fileSystem.place([2], at: "/to/other")
      try fileSystem.rename("/from/a", to: "/to/a")
      for image in images(of: fileSystem) {
        #expect(image.files.count { $0.lastComponent?.string == "a" } == 1)
      }
      try fileSystem.syncDirectory(folder)
      #expect(lost(fileSystem).files == ["/to/a", "/to/other"])
    }
  }

  @Test func `syncing a folder makes no names of other folders durable`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([], at: "/x/old")
    try fileSystem.place([], at: "/y/old")
    _ = try fileSystem.create("/x/new")
    try fileSystem.remove("/y/old")
    try fileSystem.syncDirectory("/x")
    #expect(lost(fileSystem).files == ["/x/new", "/x/old", "/y/old"])
  }

  @Test func `a removed file may come back until its folder is synced`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/a")
    try fileSystem.remove("/a")
    #expect(Set(images(of: fileSystem).map(\.files)) == [[], ["/a"]])
    #expect(try lost(fileSystem).contents(of: "/a") == [1])
    try fileSystem.syncDirectory("/")
    #expect(lost(fileSystem).files.isEmpty)
  }

  @Test func `names of different files are lost in any order, or as issued`() throws {
    let fileSystem = SimulatedFileSystem()
    for name in ["a", "b", "c"] { _ = try fileSystem.create(FilePath("/").appending(name)) }
    #expect(Set(images(of: fileSystem).map(\.files)).count == 8)
    #expect(
      Set(images(of: fileSystem, names: .asIssued).map(\.files))
        == [[], ["/a"], ["/a", "/b"], ["/a", "/b", "/c"]]
    )
  }

  @Test(arguments: Damage.allCases)
  func `replace leaves the old bytes or the new ones at every call`(damage: Damage) throws {
    let calls = 12
    for call in 0..<calls {
      for phase in CrashPoint.Phase.allCases {
        let fileSystem = SimulatedFileSystem()
        try fileSystem.place([1, 1], at: "/log/a")
        fileSystem.crash(at: CrashPoint(call: call, phase: phase))
        do {
          try fileSystem.replace("/log/a", with: [2, 2, 2])
          #expect(fileSystem.callCount < calls, "more calls than the test crashes at")
        } catch {
          #expect(fileSystem.hasCrashed)
        }
        for seed in 0..<10 {
          let image = fileSystem.crashImage(damage: damage, seed: UInt64(seed))
          let bytes = try image.contents(of: "/log/a")
          #expect(bytes == [1, 1] || bytes == [2, 2, 2], "\(phase):\(call), seed \(seed)")
          if !fileSystem.hasCrashed { #expect(bytes == [2, 2, 2]) }
        }
      }
    }
  }
}
