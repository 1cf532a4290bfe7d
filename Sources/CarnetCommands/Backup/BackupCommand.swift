import ArgumentParser

/// `carnet backup`: copies of the data that can be restored.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: say(
      "Sauvegarde pendant l'écriture ; les clés à part, avec une date d'expiration.",
      "Back up while the log is written; the keys apart, with an expiry."
    ),
    discussion: say(
      """
      Exemple :
        carnet backup /mnt/sauvegarde --keys /mnt/ailleurs/cles
        carnet backup list /mnt/sauvegarde
        carnet backup expire
      """,
      """
      Example:
        carnet backup /mnt/backup --keys /mnt/elsewhere/keys
        carnet backup list /mnt/backup
        carnet backup expire
      """
    ),
    subcommands: [BackupMake.self, BackupList.self, BackupExpire.self],
    defaultSubcommand: BackupMake.self
  )
}
