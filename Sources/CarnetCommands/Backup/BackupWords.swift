import CarnetCore
import Vault

/// Sentences that several backup commands say.
enum BackupWords {
  static func expired(_ generation: BackupGeneration) -> String {
    say(
      "carnet : le secret de la génération \(generation.name) est détruit : ses sauvegardes de clés ne s'ouvrent plus",
      "carnet: the secret of generation \(generation.name) is destroyed: its key backups open no more"
    )
  }

  static func damagedContent(_ file: String, _ offset: UInt64) -> String {
    say(
      "\(file), octet \(offset) : un contenu de document est endommagé",
      "\(file), byte \(offset): a document content is damaged"
    )
  }
}
