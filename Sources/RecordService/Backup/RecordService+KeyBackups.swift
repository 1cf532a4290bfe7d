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
}
