package import CarnetCore
package import SystemPackage

/// The promises of the `FileSystem` seam that can be seen without a crash, as a suite that every
/// implementation must pass: it proves the real one and the simulated one against each other.
///
/// What a crash may take is proven for the simulation alone, by its own tests.
package enum FileSystemConformance {
  /// One promise: what it says and a trial that throws if it is broken.
  package struct Promise: Sendable, CustomStringConvertible {
    package var description: String
    let trial: @Sendable (any FileSystem, FilePath) throws -> Void

    init(
      _ description: String,
      _ trial: @escaping @Sendable (any FileSystem, FilePath) throws -> Void
    ) {
      self.description = description
      self.trial = trial
    }

    /// Puts an implementation to the trial.
    ///
    /// - Parameters:
    ///   - fileSystem: the implementation.
    ///   - folder: an existing empty folder that the trial may fill.
    /// - Throws: `BrokenPromise`.
    package func check(on fileSystem: any FileSystem, in folder: FilePath) throws(BrokenPromise) {
      do {
        try trial(fileSystem, folder)
      } catch {
        throw BrokenPromise(promise: description, reason: String(describing: error))
      }
    }
  }

  /// A promise that an implementation does not keep.
  package struct BrokenPromise: Error, Hashable, CustomStringConvertible {
    package var promise: String
    package var reason: String

    package var description: String { "\(promise): \(reason)" }
  }

  /// Several of them.
  package struct BrokenPromises: Error, CustomStringConvertible {
    package var all: [BrokenPromise]

    package var description: String { all.map(\.description).joined(separator: "\n") }
  }

  package static let promises = names + bytes + handles + locks + extensions

  /// Puts an implementation to every trial, each in a folder of its own.
  ///
  /// - Parameters:
  ///   - fileSystem: the implementation.
  ///   - folder: an existing empty folder.
  /// - Throws: `BrokenPromises`, all of them, or what making the folders throws.
  package static func run(on fileSystem: any FileSystem, in folder: FilePath) throws {
    var broken: [BrokenPromise] = []
    for (index, promise) in promises.enumerated() {
      let place = folder.appending("promise-\(index)")
      try fileSystem.createDirectory(place)
      do throws(BrokenPromise) {
        try promise.check(on: fileSystem, in: place)
      } catch {
        broken.append(error)
      }
    }
    if !broken.isEmpty { throw BrokenPromises(all: broken) }
  }
}

// MARK: Expectations

/// Throws unless two values are the same.
func expect<Value: Equatable>(_ found: Value, is wanted: Value, _ what: String) throws {
  if found != wanted { throw CheckFailure("\(what): found \(found), expected \(wanted)") }
}

/// Throws unless the call fails with one of the codes, any if there are none.
func expectFailure(
  _ what: String,
  _ codes: Errno...,
  call: () throws -> Void
) throws {
  do {
    try call()
  } catch let error as FileSystemError {
    if codes.isEmpty || codes.contains(error.code) { return }
    throw CheckFailure("\(what): failed with \(error.code), expected one of \(codes)")
  }
  throw CheckFailure("\(what): was done, expected a failure")
}

/// Makes a file with these bytes and closes it.
func place(_ bytes: [UInt8], at path: FilePath, on fileSystem: any FileSystem) throws {
  let file = try fileSystem.create(path)
  try file.write(bytes, at: 0)
  try file.close()
}
