package import CarnetCore
package import SystemPackage

/// Why the vault refuses.
///
/// No case carries key material or names a person.
package enum VaultFailure: Error, Hashable, Sendable {
  case system(FileSystemError)
  /// There is no key store in this directory.
  case noKeyStore(FilePath)
  case keyStoreExists(FilePath)
  /// A root key stands where a new one was to be written: perhaps the only one of another log.
  case rootKeyExists(FilePath)
  /// There is no root key where it was looked for.
  case noRootKey(FilePath)
  case rootKeyMalformed(FilePath, line: Int)
  /// The root key is another log's.
  case rootKeyOfAnotherLog(found: String, expected: String)
  /// The root key opens neither copy of the key store.
  case wrongRootKey(FilePath)
  /// Neither copy has a header that checks.
  case keyStoreDamaged(FilePath)
  /// Both copies of these pages are damaged; their records cannot be read, the others can.
  case pagesDamaged([Int])
  case futureFormat(FilePath, version: Int)
  case keyMissing(Pseudonym)
  case keyDestroyed(Pseudonym)
  case doesNotOpen
  /// A secret of the log, the signing key say, is not where it stands.
  case sealedFileMissing(FilePath)
  case sealedFileDamaged(FilePath)
  case contentMissing(Digest)
  case contentDamaged(FilePath, offset: UInt64)
  case contentTooLarge(bytes: Int, max: Int)
  /// The register of erasures cannot be believed; nothing was changed.
  case register(ErasureRegister.Failure, FilePath)
  /// A backup of the keys cannot be used.
  case keyBackup(KeyBackup.Failure, FilePath)
}

/// Runs file-system calls where the caller throws `VaultFailure`.
func onDisk<R>(_ calls: () throws(FileSystemError) -> R) throws(VaultFailure) -> R {
  do throws(FileSystemError) {
    return try calls()
  } catch {
    throw .system(error)
  }
}
