package import CarnetCore
package import Vault

extension RecordService {
  /// Backups of the keys that were made before a moment and still open.
  ///
  /// The root key's file is their register: it holds the secret of each until it expires.
  package func keyBackups(before moment: Instant) throws(VaultFailure) -> [BackupGeneration] {
    try RootKey.load(fileSystem, from: directory.rootKey).generations
      .filter { $0.created < moment }
  }

  /// Erasures that were ordered, in their order, as the register beside the root key tells of them;
  /// none where there is no register yet.
  package func erasures() throws(VaultFailure) -> [ErasureRegister.Entry] {
    let path = RootKeyFile.erasures(of: directory.rootKey)
    return try ErasureRegister.load(fileSystem, from: path, log: keys.log)?.entries ?? []
  }
}
