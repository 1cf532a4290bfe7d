import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

struct FaultTests {
  @Test func `a call fails once`() throws {
    let fileSystem = SimulatedFileSystem()
    fileSystem.failCall(1, with: .ioError)
    let file = try fileSystem.create("/a")
    #expect(throws: FileSystemError("write", "/a", .ioError)) { try file.write([1], at: 0) }
    #expect(try file.size() == 0)
    try file.write([1], at: 0)
    #expect(fileSystem.journal.calls.map(\.failure) == [nil, .ioError, nil, nil])
  }

  @Test func `a call fails for ever until the faults are cleared`() throws {
    let fileSystem = SimulatedFileSystem()
    fileSystem.failCall(1, with: .noSpace, .forEver)
    _ = try fileSystem.create("/a")
    for _ in 0..<3 {
      #expect(throws: FileSystemError("list", "/", .noSpace)) { _ = try fileSystem.list("/") }
    }
    fileSystem.clearFaults()
    #expect(try fileSystem.list("/") == ["a"])
  }

  @Test func `calls are failed by what they are`() throws {
    let fileSystem = SimulatedFileSystem()
    fileSystem.fail { call in
      call.operation == .write && call.path == "/b" && call.offset >= 10 ? .ioError : nil
    }
    let (a, b) = (try fileSystem.create("/a"), try fileSystem.create("/b"))
    try a.write([1], at: 10)
    try b.write([1], at: 9)
    #expect(throws: FileSystemError("write", "/b", .ioError)) { try b.write([1], at: 10) }
  }

  @Test func `a call may do its work and fail all the same`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/a")
    fileSystem.failCall(0, with: .doneButFailed(.ioError))
    #expect(throws: FileSystemError("rename", "/a", .ioError)) {
      try fileSystem.rename("/a", to: "/b")
    }
    #expect(fileSystem.files == ["/b"])
  }

  @Test func `a lock that fails is not held`() throws {
    for fault in [Fault.refused(.ioError), .doneButFailed(.ioError)] {
      let fileSystem = SimulatedFileSystem()
      fileSystem.failCall(0, with: fault)
      #expect(throws: FileSystemError("lock", "/a", .ioError)) { _ = try fileSystem.lock("/a") }
      #expect(try fileSystem.lock("/a") != nil)
    }
  }

  @Test(arguments: [(nil, 3), (0, 0), (2, 2), (6, 6), (99, 6), (-1, 0)] as [(Int?, Int)])
  func `a write fails midway`(bytes: Int?, arrived: Int) throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    fileSystem.failCall(1, with: .shortWrite(.ioError, bytes: bytes))
    #expect(throws: FileSystemError("write", "/a", .ioError)) {
      try file.write([1, 2, 3, 4, 5, 6], at: 0)
    }
    #expect(try fileSystem.contents(of: "/a") == Array([1, 2, 3, 4, 5, 6].prefix(arrived)))
  }

  // MARK: Crashes

  @Test(
    arguments: [(.before, []), (.during, [1, 2]), (.after, [1, 2, 3, 4])]
      as [(
        CrashPoint.Phase, [UInt8]
      )]
  )
  func `a process dies before, during and after a write`(
    phase: CrashPoint.Phase,
    arrived: [UInt8]
  ) throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    fileSystem.crash(at: CrashPoint(call: 1, phase: phase))
    #expect(throws: FileSystemError("write", "/a", .ioError)) {
      try file.write([1, 2, 3, 4], at: 0)
    }
    #expect(fileSystem.hasCrashed)
    #expect(try fileSystem.contents(of: "/a") == arrived)
    #expect(throws: FileSystemError("list", "/", .ioError)) { _ = try fileSystem.list("/") }
    #expect(throws: FileSystemError("close", "/a", .ioError)) { try file.close() }
    #expect(fileSystem.callCount == 2, "calls of a dead process are not counted")
  }

  @Test(arguments: [(.before, 0), (.during, 2), (.after, 4)] as [(CrashPoint.Phase, Int)])
  func `a process dies before, during and after a sync`(
    phase: CrashPoint.Phase,
    durable: Int
  ) throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    for offset in 0..<4 { try file.write([9], at: UInt64(offset)) }
    fileSystem.crash(at: CrashPoint(call: 5, phase: phase))
    #expect(throws: FileSystemError("fdatasync", "/a", .ioError)) { try file.sync() }
    #expect(try fileSystem.durableContents(of: "/a").count == durable)
    #expect(try fileSystem.contents(of: "/a").count == 4)
  }

  @Test(
    arguments: [(.before, "/a"), (.during, "/a"), (.after, "/b")]
      as [(
        CrashPoint.Phase, FilePath
      )]
  )
  func `a rename that a process dies of happens whole or not at all`(
    phase: CrashPoint.Phase,
    name: FilePath
  ) throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/a")
    fileSystem.crash(at: CrashPoint(call: 0, phase: phase))
    #expect(throws: FileSystemError.self) { try fileSystem.rename("/a", to: "/b") }
    #expect(fileSystem.files == [name])
  }

  @Test(arguments: ["before:0", "during:17", "after:123456"])
  func `crash points are written and read`(text: String) {
    #expect(CrashPoint(text)?.description == text)
  }

  @Test(arguments: ["", "before", "before:", "before:x", "later:1", "before:1:2", ":1"])
  func `other words are no crash points`(text: String) {
    #expect(CrashPoint(text) == nil)
  }

  // MARK: Failed syncs

  @Test func `after a failed sync pages may read well, count as clean, and be lost`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1, 1, 1], at: "/a")
    let file = try fileSystem.open("/a", for: .writing)
    try file.write([2], at: 0)
    fileSystem.failCall(fileSystem.callCount, with: .failedSync(.ioError, .readableUntilCrash))
    #expect(throws: FileSystemError("fdatasync", "/a", .ioError)) { try file.sync() }
    #expect(try file.readBytes(3, at: 0) == [2, 1, 1])
    try file.write([3], at: 2)
    try file.sync()
    #expect(try file.readBytes(3, at: 0) == [2, 1, 3])
    #expect(!fileSystem.isDurable)
    for damage in Damage.allCases where damage != .everythingKept {
      let image = fileSystem.crashImage(damage: damage, seed: 1)
      #expect(try image.contents(of: "/a") == [1, 1, 3], "\(damage)")
    }
    let killed = fileSystem.crashImage(damage: .everythingKept, seed: 1)
    #expect(try killed.contents(of: "/a") == [2, 1, 3])
    try killed.open("/a", for: .writing).sync()
    let later = killed.crashImage(damage: .everythingUnsyncedLost, seed: 1)
    #expect(try later.contents(of: "/a") == [1, 1, 3])
  }

  @Test func `after a failed sync pages may be gone at once`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1, 1, 1], at: "/a")
    let file = try fileSystem.open("/a", for: .writing)
    try file.write([2, 2, 2, 2], at: 0)
    try file.write([3], at: 0)
    fileSystem.failCall(
      fileSystem.callCount,
      with: .failedSync(.ioError, .revertedAtOnce, reached: 1)
    )
    #expect(throws: FileSystemError("fdatasync", "/a", .ioError)) { try file.sync() }
    #expect(try fileSystem.contents(of: "/a") == [2, 2, 2, 2])
    #expect(fileSystem.isDurable)
  }

  @Test func `a sync that is merely refused loses its pages too`() throws {
    let fileSystem = SimulatedFileSystem()
    let file = try fileSystem.create("/a")
    try fileSystem.syncDirectory("/")
    try file.write([1], at: 0)
    fileSystem.failCall(fileSystem.callCount, with: .ioError)
    #expect(throws: FileSystemError("fdatasync", "/a", .ioError)) { try file.sync() }
    try file.sync()
    let image = fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 1)
    #expect(try image.contents(of: "/a") == [])
  }

  @Test func `after a failed sync of a folder its names are seen until a crash`() throws {
    let fileSystem = SimulatedFileSystem()
    _ = try fileSystem.create("/a")
    fileSystem.failCall(1, with: .ioError)
    #expect(throws: FileSystemError("fsync", "/", .ioError)) { try fileSystem.syncDirectory("/") }
    try fileSystem.syncDirectory("/")
    #expect(fileSystem.files == ["/a"])
    #expect(fileSystem.crashImage(damage: .reordered, seed: 1).files.isEmpty)
  }

  // MARK: Room

  @Test func `a full disk takes the beginning of a write`() throws {
    let fileSystem = SimulatedFileSystem(capacityBytes: 2048)
    let file = try fileSystem.create("/a")
    #expect(try fileSystem.availableBytes(at: "/") == 2048)
    try file.write([UInt8](repeating: 1, count: 100), at: 0)
    #expect(try fileSystem.availableBytes(at: "/") == 1536)
    #expect(throws: FileSystemError("write", "/a", .noSpace)) {
      try file.write([UInt8](repeating: 2, count: 3000), at: 100)
    }
    #expect(try file.size() == 2048)
    #expect(try fileSystem.contents(of: "/a").suffix(1948).allSatisfy { $0 == 2 })
    #expect(try fileSystem.availableBytes(at: "/") == 0)
    // What has its room already can be written still.
    try file.write([3], at: 2047)
    #expect(throws: FileSystemError("write", "/a", .noSpace)) { try file.write([3], at: 2048) }
  }

  @Test func `an extended file has no room until it is written`() throws {
    let fileSystem = SimulatedFileSystem(capacityBytes: 1024)
    let file = try fileSystem.create("/a")
    try file.truncate(to: 10_000)
    #expect(try fileSystem.availableBytes(at: "/") == 1024)
    try file.write([1], at: 9000)
    try file.write([1], at: 5000)
    #expect(throws: FileSystemError("write", "/a", .noSpace)) { try file.write([1], at: 0) }
    try file.truncate(to: 6000)
    try file.write([1], at: 0)
  }

  @Test func `room comes back when a file is cut, replaced, or removed and closed`() throws {
    let fileSystem = SimulatedFileSystem(capacityBytes: 4096)
    let a = try fileSystem.create("/a")
    try a.write([UInt8](repeating: 1, count: 2048), at: 0)
    try a.truncate(to: 513)
    #expect(try fileSystem.availableBytes(at: "/") == 3072)
    try fileSystem.create("/b").write([UInt8](repeating: 1, count: 512), at: 0)
    try fileSystem.rename("/b", to: "/a")
    #expect(try fileSystem.availableBytes(at: "/") == 2560, "the replaced file is still open")
    try a.close()
    #expect(try fileSystem.availableBytes(at: "/") == 3584)
    try fileSystem.remove("/a")
    #expect(try fileSystem.availableBytes(at: "/") == 4096)
  }

  @Test func `an image has the room of what is left`() throws {
    let fileSystem = SimulatedFileSystem(capacityBytes: 4096)
    try fileSystem.place([UInt8](repeating: 1, count: 1024), at: "/a")
    try fileSystem.create("/b").write([UInt8](repeating: 1, count: 2048), at: 0)
    let image = fileSystem.crashImage(damage: .everythingUnsyncedLost, seed: 0)
    #expect(try image.availableBytes(at: "/") == 3072)
    #expect(image.capacityBytes == 4096)
  }

  @Test func `a smaller capacity than what is stored leaves no room`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([UInt8](repeating: 1, count: 1024), at: "/a")
    fileSystem.capacityBytes = 600
    #expect(try fileSystem.availableBytes(at: "/") == 0)
    #expect(throws: FileSystemError("write", "/a", .noSpace)) {
      try fileSystem.open("/a", for: .writing).write([1], at: 1024)
    }
  }

  @Test func `a read-only file system changes nothing and reads on`() throws {
    let fileSystem = SimulatedFileSystem()
    try fileSystem.place([1], at: "/a")
    let file = try fileSystem.open("/a", for: .writing)
    fileSystem.isReadOnly = true
    let changes: [(String, () throws -> Void)] = [
      ("write", { try file.write([2], at: 0) }),
      ("truncate", { try file.truncate(to: 0) }),
      ("create", { _ = try fileSystem.create("/b") }),
      ("mkdir", { try fileSystem.createDirectory("/c") }),
      ("rename", { try fileSystem.rename("/a", to: "/b") }),
      ("remove", { try fileSystem.remove("/a") }),
      ("lock", { _ = try fileSystem.lock("/lock") }),
      ("open", { _ = try fileSystem.open("/a", for: .writing) }),
    ]
    for (name, change) in changes {
      let error = #expect(throws: FileSystemError.self, "\(name)") { try change() }
      #expect(error?.code == .readOnlyFileSystem, "\(name)")
    }
    #expect(try fileSystem.readAll("/a", limit: 9) == [1])
    #expect(fileSystem.files == ["/a"])
    fileSystem.isReadOnly = false
    try file.write([2], at: 0)
  }
}
