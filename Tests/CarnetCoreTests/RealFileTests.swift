import CarnetCore
import Dispatch
import SystemPackage
import Testing

/// What an open file refuses: calls after it was closed, places that no file has.
struct RealFileTests {
  private let files = RealFileSystem()

  @Test func `a closed file refuses every call and leaves other files alone`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("closed")
      let closed = try files.create(path)
      try closed.write([1, 2, 3], at: 0)
      try closed.close()
      // The system gives the number of the closed descriptor to the next file.
      let next = try files.create(folder.appending("next"))
      try next.write([7], at: 0)
      #expect(throws: FileSystemError("read", path, .badFileDescriptor)) {
        try closed.readBytes(1, at: 0)
      }
      #expect(throws: FileSystemError("write", path, .badFileDescriptor)) {
        try closed.write([9, 9], at: 0)
      }
      #expect(throws: FileSystemError("truncate", path, .badFileDescriptor)) {
        try closed.truncate(to: 0)
      }
      #expect(throws: FileSystemError("stat", path, .badFileDescriptor)) { try closed.size() }
      #expect(throws: FileSystemError("map", path, .badFileDescriptor)) { try closed.map() }
      let failure = try #require(throws: FileSystemError.self) { try closed.sync() }
      #expect(failure.code == .badFileDescriptor)
      try closed.close()
      #expect(try next.readBytes(10, at: 0) == [7])
      #expect(try files.readAll(path, limit: 10) == [1, 2, 3])
    }
  }

  @Test func `a file is closed only when the calls on it have ended`() throws {
    try withTemporaryFolder { folder in
      for round in 0..<50 {
        let file = try files.create(folder.appending("file-\(round)"))
        let good = [UInt8](repeating: 1, count: 4096)
        try file.write(good, at: 0)
        let other = folder.appending("other-\(round)")
        // Whoever still reads sees this file or a refusal, never the one that takes its number.
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
          do {
            if worker == 0 {
              try file.close()
              try files.create(other).write([UInt8](repeating: 2, count: 4096), at: 0)
            } else {
              for _ in 0..<20 { #expect(try file.readBytes(4096, at: 0) == good) }
            }
          } catch {
            #expect(worker > 0 && (error as? FileSystemError)?.code == .badFileDescriptor)
          }
        }
      }
    }
  }

  @Test func `a file that was forgotten is closed`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try files.replace(path, with: [1])
      // More than a process may have open at once.
      for _ in 0..<20_000 { _ = try files.open(path, for: .reading) }
      #expect(try files.readAll(path, limit: 1) == [1])
    }
  }

  @Test("the largest places are the system's to judge", arguments: [UInt64(Int64.max), 1 << 62])
  func largest(offset: UInt64) throws {
    try withTemporaryFolder { folder in
      let file = try files.create(folder.appending("a"))
      #expect(throws: FileSystemError.self) { try file.write([1, 2], at: offset) }
      #expect(throws: FileSystemError.self) { try file.truncate(to: offset) }
      #expect(try file.size() == 0)
    }
  }

  @Test func `nothing is written or read at a place that no file has either`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      let file = try files.create(path)
      #expect(throws: FileSystemError("write", path, .invalidArgument)) {
        try file.write([], at: 1 << 63)
      }
      #expect(throws: FileSystemError("read", path, .invalidArgument)) {
        try file.readBytes(0, at: .max)
      }
    }
  }

  @Test func `a file that is open for reading is not written`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try files.replace(path, with: [1])
      let file = try files.open(path, for: .reading)
      #expect(throws: FileSystemError("write", path, .badFileDescriptor)) {
        try file.write([2], at: 0)
      }
      #expect(try file.readBytes(2, at: 0) == [1])
    }
  }

  @Test func `a folder is not made where a file stands`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try files.replace(path, with: [1])
      #expect(throws: FileSystemError("mkdir", path, .fileExists)) {
        try files.createDirectory(path)
      }
      #expect(throws: FileSystemError("mkdir", path.appending("b"), .notDirectory)) {
        try files.createDirectory(path.appending("b"))
      }
      let missing = folder.appending("missing").appending("b")
      #expect(throws: FileSystemError("mkdir", missing, .noSuchFileOrDirectory)) {
        try files.createDirectory(missing)
      }
      #expect(try files.readAll(path, limit: 1) == [1])
      let made = folder.appending("made")
      try files.createDirectory(made)
      try files.createDirectory(made)
      #expect(try files.list(made) == [])
    }
  }
}
