import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

struct FileSystemConformanceTests {
  @Test(arguments: FileSystemConformance.promises)
  func `the simulated file system keeps its promises`(
    promise: FileSystemConformance.Promise
  ) throws {
    try promise.check(on: SimulatedFileSystem(), in: "/")
  }

  @Test(arguments: FileSystemConformance.promises)
  func `the real file system keeps its promises`(promise: FileSystemConformance.Promise) throws {
    try withTemporaryFolder { folder in
      try promise.check(on: RealFileSystem(), in: folder)
    }
  }

  @Test func `the suite runs as a whole`() throws {
    let fileSystem = SimulatedFileSystem()
    try FileSystemConformance.run(on: fileSystem, in: "/")
    #expect(try fileSystem.list("/").count == FileSystemConformance.promises.count)
  }

  @Test func `the suite names every broken promise`() throws {
    let fileSystem = SimulatedFileSystem()
    fileSystem.fail { $0.operation == .truncate || $0.operation == .lock ? .ioError : nil }
    let broken = try #require(throws: FileSystemConformance.BrokenPromises.self) {
      try FileSystemConformance.run(on: fileSystem, in: "/")
    }
    #expect(broken.all.contains { $0.promise.hasPrefix("a truncation cuts") })
    #expect(broken.all.contains { $0.promise.hasPrefix("a lock is held by one") })
    #expect(!broken.all.contains { $0.promise.hasPrefix("a rename") })
  }
}
