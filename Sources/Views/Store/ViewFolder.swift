import CarnetCore
import Foundation
package import SystemPackage

/// The files of one view, and the rules by which one takes the place of another.
package struct ViewFolder: Sendable {
  package let path: FilePath
  package let name: String
  let fileSystem: any FileSystem

  init(_ path: FilePath, name: String, on fileSystem: any FileSystem) {
    self.path = path
    self.name = name
    self.fileSystem = fileSystem
  }

  func file(of generation: Generation) -> FilePath { path.appending("\(generation).sqlite") }

  func unfinishedFile(of generation: Generation) -> FilePath {
    path.appending("\(generation).building")
  }

  private var pointerPath: FilePath { path.appending("current") }

  /// Makes the folder and the one above it.
  func create() throws(ViewFailure) {
    try calling { () throws(FileSystemError) in
      try fileSystem.createDirectory(path.removingLastComponent())
      try fileSystem.createDirectory(path)
    }
  }

  /// Which generation serves; nil when none was built yet.
  package func pointer() throws(ViewFailure) -> ViewPointer? {
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readAll(pointerPath, limit: 64)
    } catch  where error.code == .noSuchFileOrDirectory {
      return nil
    } catch {
      throw .fileSystem(error)
    }
    guard let pointer = ViewPointer(String(decoding: bytes, as: UTF8.self)) else {
      throw .malformedPointer(pointerPath)
    }
    return pointer
  }

  /// The serving generation's pointer, or the error that there is none.
  func serving() throws(ViewFailure) -> ViewPointer {
    guard let pointer = try pointer() else { throw .noSuchView(name) }
    return pointer
  }

  /// From here on readers and followers open the generation that `pointer` names.
  func replace(pointer: ViewPointer) throws(ViewFailure) {
    try calling { () throws(FileSystemError) in
      try fileSystem.replace(pointerPath, with: Array(pointer.text.utf8))
    }
  }

  /// Gives a finished build its place: its bytes, then its name, are durable when this returns.
  func adopt(_ generation: Generation) throws(ViewFailure) {
    try calling { () throws(FileSystemError) in
      let file = try fileSystem.open(unfinishedFile(of: generation), for: .writing)
      do throws(FileSystemError) {
        try file.sync()
      } catch {
        try? file.close()
        throw error
      }
      try file.close()
      try fileSystem.rename(unfinishedFile(of: generation), to: self.file(of: generation))
      try fileSystem.syncDirectory(path)
    }
  }

  /// The lock that whoever changes the serving view holds; nil while somebody else does.
  func lockForUpdate() throws(ViewFailure) -> (any FileLock)? {
    try calling { () throws(FileSystemError) in try fileSystem.lock(path.appending("lock")) }
  }

  /// Waits for the lock: an update lasts milliseconds at the head, seconds when it catches up.
  func waitToUpdate(secondsMax: Double = 60) throws(ViewFailure) -> any FileLock {
    let deadline = ContinuousClock.now + .seconds(secondsMax)
    while true {
      if let lock = try lockForUpdate() { return lock }
      if ContinuousClock.now > deadline { throw .beingUpdated(name) }
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  /// The lock that a rebuild holds from its first byte to its last.
  func lockForRebuild() throws(ViewFailure) -> any FileLock {
    let lock = try calling { () throws(FileSystemError) in
      try fileSystem.lock(path.appending("rebuild.lock"))
    }
    guard let lock else { throw .beingRebuilt(name) }
    return lock
  }

  /// Waits for the lock of a rebuild as long as the caller says.
  func waitToRebuild(_ goesOn: () throws -> Bool) throws -> any FileLock {
    while true {
      do throws(ViewFailure) {
        return try lockForRebuild()
      } catch {
        guard case .beingRebuilt = error, try goesOn() else { throw error }
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  /// Removes the files of generations that no pointer names: half-built ones of a process that
  /// ended, whole ones of which the swap did not happen.
  ///
  /// Only with the rebuild's lock.
  func removeLeftovers() throws(ViewFailure) {
    let pointer = try pointer()
    let kept = [pointer?.current, pointer?.previous].compactMap { $0?.description }
    try removeFiles { name in
      guard let generation = Self.generation(ofFile: name) else { return false }
      return name.contains(".building") || !kept.contains(generation)
    }
  }

  /// The next number that no file has.
  func nextGeneration() throws(ViewFailure) -> Generation {
    let names = try calling { () throws(FileSystemError) in try fileSystem.list(path) }
    let taken = names.compactMap { Self.generation(ofFile: $0).flatMap { Generation($0) } }
    let last = taken.max()?.number ?? 0
    return Generation(number: last &+ 1)
  }

  func remove(_ generation: Generation) throws(ViewFailure) {
    try removeFiles { Self.generation(ofFile: $0) == generation.description }
  }

  func removeUnfinished(_ generation: Generation) throws(ViewFailure) {
    try removeFiles { $0.hasPrefix("\(generation).building") }
  }

  private func removeFiles(where matches: (String) -> Bool) throws(ViewFailure) {
    try calling { () throws(FileSystemError) in
      let names = try fileSystem.list(path).filter(matches)
      for name in names { try fileSystem.remove(path.appending(name)) }
      if !names.isEmpty { try fileSystem.syncDirectory(path) }
    }
  }

  /// `00000002` of `00000002.sqlite-wal`; nil for the pointer and the locks.
  private static func generation(ofFile name: String) -> String? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let rest = name[dot...]
    guard rest.hasPrefix(".sqlite") || rest.hasPrefix(".building") else { return nil }
    return Generation(name[..<dot])?.description
  }

  private func calling<T>(_ body: () throws(FileSystemError) -> T) throws(ViewFailure) -> T {
    do {
      return try body()
    } catch {
      throw .fileSystem(error)
    }
  }
}
