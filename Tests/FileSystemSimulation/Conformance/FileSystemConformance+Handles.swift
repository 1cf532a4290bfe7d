import CarnetCore
import SystemPackage

extension FileSystemConformance {
  static let handles = [
    Promise("a file opened for writing keeps its bytes and can be read") { fileSystem, folder in
      try place([1, 2, 3], at: folder.appending("a"), on: fileSystem)
      let file = try fileSystem.open(folder.appending("a"), for: .writing)
      try expect(file.readBytes(9, at: 0), is: [1, 2, 3], "bytes")
      try file.write([4], at: 3)
      try expect(file.readBytes(9, at: 0), is: [1, 2, 3, 4], "bytes")
    },
    Promise("a file opened for reading is not written") { fileSystem, folder in
      try place([1, 2, 3], at: folder.appending("a"), on: fileSystem)
      let file = try fileSystem.open(folder.appending("a"), for: .reading)
      try expectFailure("write", .badFileDescriptor) { try file.write([9], at: 0) }
      try expectFailure("truncate", .badFileDescriptor, .invalidArgument) {
        try file.truncate(to: 0)
      }
      try expect(file.readBytes(9, at: 0), is: [1, 2, 3], "bytes")
    },
    Promise("a handle follows its file to a new name") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try fileSystem.rename(folder.appending("a"), to: folder.appending("b"))
      try file.write([1], at: 0)
      try file.sync()
      try expect(fileSystem.readAll(folder.appending("b"), limit: 9), is: [1], "bytes")
    },
    Promise("a handle outlives the name of its file") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([1], at: 0)
      try fileSystem.remove(folder.appending("a"))
      try place([5, 6], at: folder.appending("a"), on: fileSystem)
      try file.write([2], at: 1)
      try expect(file.readBytes(9, at: 0), is: [1, 2], "bytes of the removed file")
      try expect(fileSystem.readAll(folder.appending("a"), limit: 9), is: [5, 6], "new bytes")
    },
    Promise("closing twice is no error, and other handles stay open") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      let other = try fileSystem.open(folder.appending("a"), for: .writing)
      try file.close()
      try file.close()
      try other.write([1], at: 0)
      try expect(other.size(), is: 1, "size")
    },
    Promise("a closed file refuses calls") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.close()
      try expectFailure("size", .badFileDescriptor) { _ = try file.size() }
      try expectFailure("read", .badFileDescriptor) { _ = try file.readBytes(1, at: 0) }
      try expectFailure("map", .badFileDescriptor) { _ = try file.map() }
    },
  ]

  static let locks = [
    Promise("a lock is held by one and makes its file") { fileSystem, folder in
      let path = folder.appending("lock")
      guard let lock = try fileSystem.lock(path) else { throw CheckFailure("not given") }
      try expect(fileSystem.exists(path), is: true, "existence")
      if try fileSystem.lock(path) != nil { throw CheckFailure("given twice") }
      if try fileSystem.lock(folder.appending("other")) == nil {
        throw CheckFailure("another file is locked too")
      }
      lock.release()
    },
    Promise("a released lock can be taken again, and releasing twice is no error") {
      fileSystem,
      folder in
      let path = folder.appending("lock")
      guard let first = try fileSystem.lock(path) else { throw CheckFailure("not given") }
      first.release()
      guard let second = try fileSystem.lock(path) else { throw CheckFailure("not given again") }
      first.release()
      if try fileSystem.lock(path) != nil {
        throw CheckFailure("the second release of the first holder released the second")
      }
      second.release()
    },
    Promise("a lock that nobody refers to any more is released") { fileSystem, folder in
      let path = folder.appending("lock")
      var lock = try fileSystem.lock(path)
      if lock == nil { throw CheckFailure("not given") }
      lock = nil
      if try fileSystem.lock(path) == nil { throw CheckFailure("not given again") }
    },
    Promise("a lock does not keep its file from being read and written") { fileSystem, folder in
      let path = folder.appending("lock")
      try place([1], at: path, on: fileSystem)
      guard let lock = try fileSystem.lock(path) else { throw CheckFailure("not given") }
      try expect(fileSystem.readAll(path, limit: 9), is: [1], "bytes")
      try fileSystem.open(path, for: .writing).write([2], at: 0)
      lock.release()
    },
  ]

  static let extensions = [
    Promise("readAll reads files up to its limit") { fileSystem, folder in
      try place([1, 2, 3], at: folder.appending("a"), on: fileSystem)
      try expect(fileSystem.readAll(folder.appending("a"), limit: 3), is: [1, 2, 3], "bytes")
      try expectFailure("readAll", .fileTooLarge) {
        _ = try fileSystem.readAll(folder.appending("a"), limit: 2)
      }
    },
    Promise("replace puts a file in place and leaves no temporary one") { fileSystem, folder in
      let path = folder.appending("a")
      try fileSystem.replace(path, with: [1])
      try expect(fileSystem.readAll(path, limit: 9), is: [1], "first bytes")
      // As a process that died on the way would leave it.
      try place([0, 0, 0, 0], at: folder.appending("a.tmp"), on: fileSystem)
      try fileSystem.replace(path, with: [2, 3])
      try expect(fileSystem.readAll(path, limit: 9), is: [2, 3], "second bytes")
      try expect(fileSystem.list(folder), is: ["a"], "names")
    },
  ]
}
