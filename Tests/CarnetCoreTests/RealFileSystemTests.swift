import CarnetCore
import SystemPackage
import Testing

/// The promises of the seam in full stand in `FileSystemConformance`; these are the first things that
/// must hold on a real disk.
struct RealFileSystemTests {
  private let files = RealFileSystem()

  @Test func `a created file is written, read and short only at its end`() throws {
    try withTemporaryFolder { folder in
      let file = try files.create(folder.appending("a"))
      try file.write([1, 2, 3, 4, 5], at: 0)
      try file.write([9], at: 8)
      try file.sync()
      #expect(try file.size() == 9)
      #expect(try file.readBytes(4, at: 1) == [2, 3, 4, 5])
      #expect(try file.readBytes(100, at: 4) == [5, 0, 0, 0, 9])
      #expect(try file.readBytes(100, at: 9) == [])
      #expect(try file.readBytes(100, at: 1 << 40) == [])
      #expect(try file.readBytes(0, at: 0) == [])
      try file.truncate(to: 2)
      #expect(try file.readBytes(100, at: 0) == [1, 2])
      let mapping = try file.map()
      let mapped = withExtendedLifetime(mapping) { Array($0.bytes) }
      #expect(mapped == [1, 2])
      try file.close()
      try file.close()
      #expect(try files.readAll(folder.appending("a"), limit: 2) == [1, 2])
    }
  }

  @Test func `a file is created only once`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try files.create(path).write([1], at: 0)
      #expect(throws: FileSystemError("create", path, .fileExists)) { try files.create(path) }
      #expect(try files.readAll(path, limit: 10) == [1])
    }
  }

  @Test func `what is not there is said with its name`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      let missing = Errno.noSuchFileOrDirectory
      let found = [try files.exists(path), try files.exists(path.appending("below"))]
      #expect(found == [false, false])
      #expect(throws: FileSystemError("open", path, missing)) {
        try files.open(path, for: .reading)
      }
      #expect(throws: FileSystemError("list", path, missing)) { try files.list(path) }
      #expect(throws: FileSystemError("remove", path, missing)) { try files.remove(path) }
      #expect(throws: FileSystemError("rename", path, missing)) {
        try files.rename(path, to: folder.appending("b"))
      }
      #expect(throws: FileSystemError("open", path, missing)) { try files.syncDirectory(path) }
    }
  }

  @Test func `a rename replaces what had the name`() throws {
    try withTemporaryFolder { folder in
      let (old, new) = (folder.appending("old"), folder.appending("new"))
      try files.create(old).write([1], at: 0)
      try files.create(new).write([2, 2], at: 0)
      try files.rename(old, to: new)
      try files.syncDirectory(folder)
      #expect(try files.list(folder) == ["new"])
      #expect(try files.readAll(new, limit: 10) == [1])
      try files.remove(new)
      #expect(try files.list(folder) == [])
    }
  }

  @Test func `names are listed whole and sorted`() throws {
    try withTemporaryFolder { folder in
      let long = String(repeating: "x", count: 255)
      var names = ["b", "a", "10", "9", "é", ".hidden", long]
      // Enough of them for more than one piece of the system's list.
      names += (0..<1500).map { "entry-\($0)-" + String(repeating: "y", count: $0 % 60) }
      for name in names { try files.create(folder.appending(name)).close() }
      try files.createDirectory(folder.appending("c"))
      try files.createDirectory(folder.appending("c"))
      #expect(try files.list(folder) == (names + ["c"]).sorted())
    }
  }

  @Test func `a lock taken twice gives nothing until it is released`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("lock")
      let first = try #require(try files.lock(path))
      #expect(try files.lock(path) == nil)
      #expect(try files.exists(path))
      first.release()
      first.release()
      let second = try files.lock(path)
      #expect(second != nil)
      #expect(try files.lock(path) == nil)
    }
  }

  @Test func `a replaced file is the old or the new one, and leaves no other`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try files.replace(path, with: [1, 2, 3])
      #expect(try files.readAll(path, limit: 3) == [1, 2, 3])
      // The rest of a replacement that a crash interrupted is no obstacle.
      try files.create(folder.appending("a.tmp")).write([9, 9, 9, 9, 9], at: 0)
      try files.replace(path, with: [4])
      #expect(try files.readAll(path, limit: 3) == [4])
      #expect(try files.list(folder) == ["a"])
      #expect(throws: FileSystemError("read", path, .fileTooLarge)) {
        try files.readAll(path, limit: 0)
      }
    }
  }

  @Test func `there is room where there is a folder`() throws {
    try withTemporaryFolder { folder in
      let room = try files.availableBytes(at: folder)
      #expect(room > 0)
    }
  }

  @Test("offsets that no file has are refused", arguments: [1 << 63, .max] as [UInt64])
  func offsets(offset: UInt64) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      let file = try files.create(path)
      #expect(throws: FileSystemError("read", path, .invalidArgument)) {
        try file.readBytes(1, at: offset)
      }
      #expect(throws: FileSystemError("write", path, .invalidArgument)) {
        try file.write([1], at: offset)
      }
      #expect(throws: FileSystemError("truncate", path, .invalidArgument)) {
        try file.truncate(to: offset)
      }
      #expect(try file.size() == 0)
    }
  }
}
