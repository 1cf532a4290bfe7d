import CarnetCore
import SystemPackage

extension FileSystemConformance {
  static let bytes = [
    Promise("written bytes are read at once, by every handle, before any sync") {
      fileSystem,
      folder in
      let writer = try fileSystem.create(folder.appending("a"))
      let reader = try fileSystem.open(folder.appending("a"), for: .reading)
      try writer.write([1, 2, 3, 4], at: 0)
      try expect(reader.readBytes(4, at: 0), is: [1, 2, 3, 4], "bytes")
      try writer.write([9], at: 2)
      try expect(reader.readBytes(4, at: 0), is: [1, 2, 9, 4], "bytes")
      try expect(reader.size(), is: 4, "size")
    },
    Promise("a read is short only at the end of the file") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([1, 2, 3], at: 0)
      try expect(file.readBytes(2, at: 1), is: [2, 3], "to the end")
      try expect(file.readBytes(9, at: 1), is: [2, 3], "beyond the end")
      try expect(file.readBytes(9, at: 3), is: [], "at the end")
      try expect(file.readBytes(9, at: 4000), is: [], "far beyond the end")
      try expect(file.readBytes(0, at: 0), is: [], "of nothing")
    },
    Promise("a gap before a write reads as zeros") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([7], at: 600)
      try expect(file.size(), is: 601, "size")
      try expect(
        file.readBytes(601, at: 0),
        is: [UInt8](repeating: 0, count: 600) + [7],
        "bytes"
      )
    },
    Promise("a write may overlap the end") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([1, 2, 3], at: 0)
      try file.write([8, 9, 10], at: 2)
      try expect(file.readBytes(9, at: 0), is: [1, 2, 8, 9, 10], "bytes")
    },
    Promise("a write of nothing changes nothing") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([], at: 100)
      try expect(file.size(), is: 0, "size")
    },
    Promise("a long write arrives whole") { fileSystem, folder in
      let bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let file = try fileSystem.create(folder.appending("a"))
      try file.write(bytes, at: 5)
      if try file.readBytes(2_000_000, at: 5) != bytes { throw CheckFailure("other bytes") }
    },
    Promise("a truncation cuts, and what is extended again reads as zeros") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([1, 2, 3, 4], at: 0)
      try file.truncate(to: 2)
      try expect(file.size(), is: 2, "size")
      try expect(file.readBytes(9, at: 0), is: [1, 2], "bytes")
      try file.truncate(to: 5)
      try expect(file.readBytes(9, at: 0), is: [1, 2, 0, 0, 0], "bytes")
      try file.truncate(to: 0)
      try expect(file.size(), is: 0, "size")
    },
    Promise("a file that cannot exist is refused") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([1], at: 0)
      try expectFailure("truncate", .fileTooLarge, .invalidArgument) {
        try file.truncate(to: UInt64(Int64.max))
      }
      try expectFailure("write", .fileTooLarge, .invalidArgument) {
        try file.write([1, 2], at: UInt64(Int64.max) - 1)
      }
      try expect(file.size(), is: 1, "size")
    },
    Promise("synced bytes read as before") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try file.write([1, 2, 3], at: 0)
      try file.sync()
      try file.write([9], at: 1)
      try file.sync()
      try file.sync()
      try expect(file.readBytes(9, at: 0), is: [1, 9, 3], "bytes")
    },
    Promise("a mapping shows the whole file and outlives its handle") { fileSystem, folder in
      let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
      try place(bytes, at: folder.appending("a"), on: fileSystem)
      let file = try fileSystem.open(folder.appending("a"), for: .reading)
      let mapping = try file.map()
      try file.close()
      try expect(Array(mapping.bytes), is: bytes, "mapped bytes")
    },
    Promise("a mapping outlives the file's name") { fileSystem, folder in
      try place([1, 2], at: folder.appending("a"), on: fileSystem)
      let mapping = try fileSystem.open(folder.appending("a"), for: .reading).map()
      try fileSystem.remove(folder.appending("a"))
      try expect(Array(mapping.bytes), is: [1, 2], "mapped bytes")
    },
    Promise("an empty file maps to nothing") { fileSystem, folder in
      let mapping = try fileSystem.create(folder.appending("a")).map()
      try expect(mapping.bytes.count, is: 0, "mapped bytes")
    },
  ]
}
