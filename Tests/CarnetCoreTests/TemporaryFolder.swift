import CarnetCore
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs `body` with a new folder on the real disk and removes the folder afterwards.
func withTemporaryFolder<Result>(_ body: (FilePath) throws -> Result) throws -> Result {
  let folder = FilePath("/tmp").appending("carnet-core-\(UInt64.random(in: 0...(.max)))")
  try RealFileSystem().createDirectory(folder)
  defer { removeTree(folder) }
  return try body(folder)
}

/// Best effort: what cannot be removed stays in the temporary folder.
private func removeTree(_ path: FilePath) {
  for name in (try? RealFileSystem().list(path)) ?? [] { removeTree(path.appending(name)) }
  _ = path.withPlatformString { remove($0) }
}
