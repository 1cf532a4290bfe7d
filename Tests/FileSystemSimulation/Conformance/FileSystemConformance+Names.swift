import CarnetCore
import SystemPackage

extension FileSystemConformance {
  static let names = [
    Promise("a created file exists, is empty and is open for writing") { fileSystem, folder in
      let file = try fileSystem.create(folder.appending("a"))
      try expect(file.size(), is: 0, "size")
      try file.write([1], at: 0)
      try expect(fileSystem.exists(folder.appending("a")), is: true, "existence")
    },
    Promise("what exists is not created again") { fileSystem, folder in
      try place([1, 2], at: folder.appending("a"), on: fileSystem)
      try expectFailure("create", .fileExists) {
        _ = try fileSystem.create(folder.appending("a"))
      }
      try expect(fileSystem.readAll(folder.appending("a"), limit: 9), is: [1, 2], "old bytes")
    },
    Promise("what does not exist is not opened, listed, renamed, removed or measured") {
      fileSystem,
      folder in
      let nothing = folder.appending("nothing")
      try expect(fileSystem.exists(nothing), is: false, "existence")
      for access in [FileAccess.reading, .writing] {
        try expectFailure("open", .noSuchFileOrDirectory) {
          _ = try fileSystem.open(nothing, for: access)
        }
      }
      try expectFailure("list", .noSuchFileOrDirectory) { _ = try fileSystem.list(nothing) }
      try expectFailure("remove", .noSuchFileOrDirectory) { try fileSystem.remove(nothing) }
      try expectFailure("sync", .noSuchFileOrDirectory) { try fileSystem.syncDirectory(nothing) }
      try expectFailure("rename", .noSuchFileOrDirectory) {
        try fileSystem.rename(nothing, to: folder.appending("b"))
      }
      try expectFailure("availableBytes", .noSuchFileOrDirectory) {
        _ = try fileSystem.availableBytes(at: nothing)
      }
    },
    Promise("nothing is made in a folder that does not exist") { fileSystem, folder in
      let nowhere = folder.appending("nowhere").appending("a")
      try expectFailure("create", .noSuchFileOrDirectory) { _ = try fileSystem.create(nowhere) }
      try expectFailure("lock", .noSuchFileOrDirectory) { _ = try fileSystem.lock(nowhere) }
      try expectFailure("createDirectory", .noSuchFileOrDirectory) {
        try fileSystem.createDirectory(nowhere)
      }
      try place([1], at: folder.appending("a"), on: fileSystem)
      try expectFailure("rename", .noSuchFileOrDirectory) {
        try fileSystem.rename(folder.appending("a"), to: nowhere)
      }
      try expect(fileSystem.list(folder), is: ["a"], "names")
    },
    Promise("a file is no folder") { fileSystem, folder in
      let file = folder.appending("a")
      try place([1], at: file, on: fileSystem)
      let below = file.appending("b")
      try expect(fileSystem.exists(below), is: false, "existence below a file")
      try expectFailure("create", .notDirectory) { _ = try fileSystem.create(below) }
      try expectFailure("open", .notDirectory) { _ = try fileSystem.open(below, for: .reading) }
      try expectFailure("list", .notDirectory) { _ = try fileSystem.list(file) }
      try expectFailure("syncDirectory", .notDirectory) { try fileSystem.syncDirectory(file) }
    },
    Promise("a folder is no file") { fileSystem, folder in
      let inner = folder.appending("inner")
      try fileSystem.createDirectory(inner)
      try expectFailure("create", .fileExists) { _ = try fileSystem.create(inner) }
      try expectFailure("open for writing", .isDirectory) {
        _ = try fileSystem.open(inner, for: .writing)
      }
      try expectFailure("open and read", .isDirectory) {
        _ = try fileSystem.open(inner, for: .reading).readBytes(1, at: 0)
      }
      // EISDIR on Linux, EPERM in POSIX.
      try expectFailure("remove", .isDirectory, .notPermitted) { try fileSystem.remove(inner) }
      try expect(fileSystem.exists(inner), is: true, "existence")
    },
    Promise("a folder that is already there is no error and keeps its files") {
      fileSystem,
      folder in
      let inner = folder.appending("inner")
      try fileSystem.createDirectory(inner)
      try place([1], at: inner.appending("a"), on: fileSystem)
      try fileSystem.createDirectory(inner)
      try expect(fileSystem.list(inner), is: ["a"], "names")
    },
    Promise("a listing is sorted and has the names of one folder") { fileSystem, folder in
      for name in ["b", "B", "a.tmp", "é", "a", "10", "9"] {
        try place([], at: folder.appending(name), on: fileSystem)
      }
      try fileSystem.createDirectory(folder.appending("z"))
      try place([], at: folder.appending("z").appending("deeper"), on: fileSystem)
      try expect(
        fileSystem.list(folder),
        is: ["10", "9", "B", "a", "a.tmp", "b", "z", "é"],
        "names"
      )
    },
    Promise("a new folder is empty") { fileSystem, folder in
      try expect(fileSystem.list(folder), is: [], "names")
    },
    Promise("a name may have 255 bytes and no more") { fileSystem, folder in
      let longest = String(repeating: "n", count: 255)
      try place([1], at: folder.appending(longest), on: fileSystem)
      try expect(fileSystem.list(folder), is: [longest], "names")
      try expectFailure("create", .fileNameTooLong) {
        _ = try fileSystem.create(folder.appending(longest + "n"))
      }
    },
    Promise("a rename moves the bytes to the new name") { fileSystem, folder in
      try place([1, 2, 3], at: folder.appending("old"), on: fileSystem)
      try fileSystem.rename(folder.appending("old"), to: folder.appending("new"))
      try expect(fileSystem.list(folder), is: ["new"], "names")
      try expect(fileSystem.readAll(folder.appending("new"), limit: 9), is: [1, 2, 3], "bytes")
    },
    Promise("a rename replaces the file of that name") { fileSystem, folder in
      try place([1], at: folder.appending("a"), on: fileSystem)
      try place([2], at: folder.appending("b"), on: fileSystem)
      try fileSystem.rename(folder.appending("a"), to: folder.appending("b"))
      try expect(fileSystem.list(folder), is: ["b"], "names")
      try expect(fileSystem.readAll(folder.appending("b"), limit: 9), is: [1], "bytes")
    },
    Promise("a rename to its own name changes nothing") { fileSystem, folder in
      try place([1], at: folder.appending("a"), on: fileSystem)
      try fileSystem.rename(folder.appending("a"), to: folder.appending("a"))
      try expect(fileSystem.readAll(folder.appending("a"), limit: 9), is: [1], "bytes")
    },
    Promise("a rename moves files and folders between folders") { fileSystem, folder in
      let (from, to) = (folder.appending("from"), folder.appending("to"))
      try fileSystem.createDirectory(from)
      try fileSystem.createDirectory(to)
      try place([1], at: from.appending("a"), on: fileSystem)
      try fileSystem.rename(from.appending("a"), to: to.appending("a"))
      try expect(fileSystem.list(from), is: [], "names left")
      try fileSystem.rename(to, to: from.appending("moved"))
      try expect(fileSystem.list(folder), is: ["from"], "names")
      let moved = from.appending("moved").appending("a")
      try expect(fileSystem.readAll(moved, limit: 9), is: [1], "bytes")
    },
    Promise("a rename mistakes neither files for folders nor folders for their own parts") {
      fileSystem,
      folder in
      let (file, inner) = (folder.appending("file"), folder.appending("inner"))
      try place([1], at: file, on: fileSystem)
      try fileSystem.createDirectory(inner)
      try expectFailure("file onto folder", .isDirectory) {
        try fileSystem.rename(file, to: inner)
      }
      try expectFailure("folder onto file", .notDirectory) {
        try fileSystem.rename(inner, to: file)
      }
      try expectFailure("folder into itself", .invalidArgument) {
        try fileSystem.rename(inner, to: inner.appending("deeper"))
      }
      let full = folder.appending("full")
      try fileSystem.createDirectory(full)
      try place([1], at: full.appending("a"), on: fileSystem)
      try expectFailure("folder onto a full one", .directoryNotEmpty, .fileExists) {
        try fileSystem.rename(inner, to: full)
      }
      try expect(fileSystem.list(folder), is: ["file", "full", "inner"], "names")
    },
    Promise("a removed name is free") { fileSystem, folder in
      try place([1], at: folder.appending("a"), on: fileSystem)
      try fileSystem.remove(folder.appending("a"))
      try expect(fileSystem.exists(folder.appending("a")), is: false, "existence")
      try place([2], at: folder.appending("a"), on: fileSystem)
      try expect(fileSystem.readAll(folder.appending("a"), limit: 9), is: [2], "bytes")
    },
    Promise("the names of a folder can be synced, again and again") { fileSystem, folder in
      try fileSystem.syncDirectory(folder)
      try place([1], at: folder.appending("a"), on: fileSystem)
      try fileSystem.syncDirectory(folder)
      try fileSystem.syncDirectory(folder)
    },
    Promise("there is room on the disk") { fileSystem, folder in
      if try fileSystem.availableBytes(at: folder) == 0 { throw CheckFailure("0 bytes") }
    },
  ]
}
