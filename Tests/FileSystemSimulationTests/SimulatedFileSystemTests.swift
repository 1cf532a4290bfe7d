import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

struct SimulatedFileSystemTests {
  @Test func `every call is counted and recorded`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.createDirectory("/log")
    let file = try fileSystem.create("/log/a")
    try file.write([1, 2, 3], at: 7)
    try file.sync()
    _ = try file.readBytes(2, at: 1)
    _ = try file.size()
    _ = try file.map()
    try file.truncate(to: 4)
    try file.close()
    try fileSystem.rename("/log/a", to: "/log/b")
    try fileSystem.syncDirectory("/log")
    _ = try fileSystem.open("/log/b", for: .reading)
    _ = try fileSystem.list("/log")
    _ = try fileSystem.exists("/log/b")
    _ = try fileSystem.availableBytes(at: "/log")
    _ = try fileSystem.lock("/log/lock")
    try fileSystem.remove("/log/b")
    #expect(throws: FileSystemError("remove", "/log/b", .noSuchFileOrDirectory)) {
      try fileSystem.remove("/log/b")
    }
    #expect(
      fileSystem.journal.description == """
        0 mkdir /log
        1 create /log/a
        2 write /log/a 3 bytes at 7
        3 fdatasync /log/a
        4 read /log/a 2 bytes at 1
        5 stat /log/a
        6 map /log/a
        7 truncate /log/a to 4 bytes
        8 close /log/a
        9 rename /log/a to /log/b
        10 fsync /log
        11 open /log/b
        12 list /log
        13 access /log/b
        14 statvfs /log
        15 lock /log/lock
        16 remove /log/b
        17 remove /log/b failed: No such file or directory
        """
    )
    #expect(fileSystem.callCount == 18)
    #expect(Set(fileSystem.journal.calls.map(\.operation)).count == Operation.allCases.count)
  }

  @Test func `a mapping does not change with the file`() throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    try file.write([1, 2], at: 0)
    let mapping = try file.map()
    try file.write([9], at: 0)
    #expect(Array(mapping.bytes) == [1, 2])
  }

  @Test func `a restart closes files, releases locks and keeps the page cache`() throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    try file.write([1], at: 0)
    let lock = try #require(try fileSystem.lock("/lock"))
    fileSystem.crash()
    #expect(throws: FileSystemError("write", "/a", .ioError)) { try file.write([2], at: 1) }
    fileSystem.restart()
    #expect(!fileSystem.hasCrashed)
    #expect(throws: FileSystemError("write", "/a", .badFileDescriptor)) {
      try file.write([2], at: 1)
    }
    let next = try #require(try fileSystem.lock("/lock"))
    lock.release()
    #expect(try fileSystem.lock("/lock") == nil, "a dead process released a lock of a living one")
    next.release()
    #expect(try fileSystem.contents(of: "/a") == [1])
    #expect(fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 0).files.isEmpty)
  }

  @Test func `an image and a clone hold no locks and share no later change`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1, 2, 3], at: "/folder/a")
    let lock = try #require(try fileSystem.lock("/lock"))
    for copy in [fileSystem.clone(), fileSystem.crashImage(damage: .everythingKept, seed: 0)] {
      #expect(try copy.lock("/lock") != nil)
      try copy.open("/folder/a", for: .writing).write([9], at: 0)
      #expect(try copy.contents(of: "/folder/a") == [9, 2, 3])
      #expect(copy.journal.calls.map(\.operation) == [.lock, .open, .write])
    }
    #expect(try fileSystem.contents(of: "/folder/a") == [1, 2, 3])
    try fileSystem.remove("/folder/a")
    #expect(fileSystem.callCount == 2)
    lock.release()
  }

  @Test func `placed files are durable`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/x/y/a")
    try fileSystem.place([2, 3], at: "/x/y/a")
    #expect(fileSystem.isDurable)
    #expect(fileSystem.callCount == 0)
    let image = fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 0)
    #expect(try image.contents(of: "/x/y/a") == [2, 3])
  }

  @Test func `settling makes everything durable`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.createDirectory("/x")
    let file = try fileSystem.create("/x/a")
    try file.write([1, 2], at: 0)
    try fileSystem.rename("/x/a", to: "/x/b")
    #expect(!fileSystem.isDurable)
    fileSystem.settle()
    #expect(fileSystem.isDurable)
    let image = fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 0)
    #expect(image.files == ["/x/b"])
    #expect(try image.contents(of: "/x/b") == [1, 2])
  }

  @Test func `bits rot where they are told to`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1, 2, 3], at: "/a")
    try fileSystem.corrupt("/a", at: 1, mask: 0x80)
    #expect(try fileSystem.contents(of: "/a") == [1, 0x82, 3])
    #expect(try fileSystem.durableContents(of: "/a") == [1, 0x82, 3])
    try fileSystem.overwrite("/a", at: 1, with: [7, 8])
    #expect(try fileSystem.contents(of: "/a") == [1, 7, 8])
    for offset in [-1, 3, .max - 1] {
      #expect(throws: FileSystemError("simulation", "/a", .invalidArgument)) {
        try fileSystem.corrupt("/a", at: offset, mask: 1)
      }
    }
    #expect(throws: FileSystemError("simulation", "/b", .noSuchFileOrDirectory)) {
      try fileSystem.corrupt("/b", at: 0, mask: 1)
    }
  }

  @Test func `sectors are zeroed and swapped whole`() throws {
    let fileSystem = SimulatedFileSystem()
    let content = ([1, 2, 3, 4, 5] as [UInt8]).flatMap { [UInt8](repeating: $0, count: 512) }
    try fileSystem.place(content.dropLast(510), at: "/a")
    try fileSystem.swapSectors("/a", 3, 0)
    try fileSystem.zeroSectors("/a", 1..<2)
    try fileSystem.zeroSectors("/a", 4..<5)
    let wanted = ([4, 0, 3, 1, 0] as [UInt8]).flatMap { [UInt8](repeating: $0, count: 512) }
    #expect(try fileSystem.contents(of: "/a") == wanted.dropLast(510))
    #expect(throws: FileSystemError("simulation", "/a", .invalidArgument)) {
      try fileSystem.swapSectors("/a", 0, 4)
    }
    #expect(throws: FileSystemError("simulation", "/a", .invalidArgument)) {
      try fileSystem.zeroSectors("/a", 0..<6)
    }
  }

  @Test func `a dump lists paths, sizes, checksums and what is unsynced`() throws {
    let fileSystem = SimulatedFileSystem()
    #expect(fileSystem.dump() == "(empty disk)")
    // The check value of CRC-32C in the catalogue of parametrised CRC algorithms.
    try fileSystem.place(Array("123456789".utf8), at: "/log/a")
    let file = try fileSystem.create("/log/b")
    try file.write([1], at: 2)
    #expect(
      fileSystem.dump() == """
        /log/
        /log/a 9 bytes, crc32c e3069283
        /log/b 3 bytes, crc32c 920f2079; durable 0, 1 changes unsynced
        unsynced name: +b
        """
    )
  }

  @Test func `an export writes the files into a real folder`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1, 2], at: "/log/deep/a")
    try fileSystem.place([], at: "/b")
    try withTemporaryFolder { folder in
      let target = folder.appending("image")
      try fileSystem.export(to: target)
      let real = RealFileSystem()
      #expect(try real.list(target) == ["b", "log"])
      #expect(try real.readAll(target.pushing("log/deep/a"), limit: 9) == [1, 2])
    }
  }

  @Test func `many threads may call at once`() async throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for turn in 0..<50 {
            try file.write([UInt8(number)], at: UInt64(number * 50 + turn))
            try file.sync()
            _ = fileSystem.crashImage(damage: .torn, seed: UInt64(turn))
          }
        }
      }
      try await group.waitForAll()
    }
    let wanted = (0..<8).flatMap { [UInt8](repeating: UInt8($0), count: 50) }
    #expect(try fileSystem.durableContents(of: "/a") == wanted)
    #expect(fileSystem.callCount == 1 + 8 * 100)
  }
}
