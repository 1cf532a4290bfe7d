import CarnetCore

/// Runs file-system calls where the caller throws `LogFailure`.
func onDisk<R>(_ calls: () throws(FileSystemError) -> R) throws(LogFailure) -> R {
  do throws(FileSystemError) {
    return try calls()
  } catch {
    throw .system(error)
  }
}
