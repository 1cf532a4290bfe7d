import CarnetCore
import Vault

/// Sentences that several backup commands say.
enum BackupWords {
  /// So many missing contents are named one by one.
  static let namesMax = 100

  static func missingContent(_ position: Position, _ record: Pseudonym) -> String {
    say(
      "événement \(position), dossier \(record) : le contenu du document n'est dans aucun paquet",
      "event \(position), record \(record): the document's content is in no pack"
    )
  }

  static func more(_ count: Int) -> String {
    say("… et ", "… and ") + Words.count(count, ("autre", "autres"), ("more", "more"))
  }

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
