import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService
import Vault

// New keys. The service holds the log's lock, so that these acts are its own: a command beside it
// would be refused.
extension AdministrationPages {
  /// What can be renewed while the service runs; the root key is not: its file is copied by hand.
  private enum Rotation: String, CaseIterable {
    case epoch
    case all
  }

  func rotations(_ visit: Visit) -> [AdministrationPage.Act] {
    let root = visit.say(
      "La clé racine se renouvelle service arrêté, là où l'on en remplace aussitôt les copies : « carnet keys rotate --root ».",
      "The root key is renewed with the service stopped, where its copies are replaced at once: \"carnet keys rotate --root\"."
    )
    return Rotation.allCases.map { rotation in
      switch rotation {
      case .epoch:
        AdministrationPage.Act(
          id: "rotate-epoch",
          action: "/admin/keys/rotate",
          button: visit.say("Nouvelle époque du trousseau", "New epoch of the key store"),
          hint: visit.say(
            "Le trousseau est scellé de nouveau ; ses copies d'avant deviennent illisibles, sauf les sauvegardes ci-dessous. Rien n'est effacé. Sauvegardez ensuite la clé racine et le trousseau, séparément. ",
            "The key store is sealed anew; copies from before become unreadable, but for the backups below. Nothing is erased. Then back up the root key and the key store, apart. "
          ) + root,
          hiddens: [.init("what", rotation.rawValue)],
          reason: visit.session.reason,
          question: visit.say(
            "Sceller le trousseau sous une nouvelle époque ?",
            "Seal the key store under a new epoch?"
          )
        )
      case .all:
        AdministrationPage.Act(
          id: "rotate-all",
          action: "/admin/keys/rotate",
          button: visit.say("Nouvelles clés de tous les dossiers", "New keys for all records"),
          hint: visit.say(
            "Ce qui s'écrit ensuite est scellé sous des clés neuves ; ce qui est scellé s'ouvre toujours. Le trousseau grandit d'un emplacement par dossier.",
            "What is written from then on is sealed under new keys; what is sealed still opens. The key store grows by a slot for each record."
          ),
          hiddens: [.init("what", rotation.rawValue)],
          reason: visit.session.reason,
          question: visit.say(
            "De nouvelles clés pour tous les dossiers ?",
            "New keys for all records?"
          )
        )
      }
    }
  }

  @Sendable func rotate(_ visit: Visit) async throws -> Response {
    let path = "/admin/keys"
    guard let context = context(visit) else { return backForReason(visit, path) }
    guard let rotation = visit.form["what"].flatMap(Rotation.init) else {
      throw WebRefusal.notFound
    }
    let service = visit.service
    do {
      switch rotation {
      case .epoch:
        try await desk.blocking { try service.keys.rotateEpoch() }
        let epoch = service.keys.epoch
        try await service.note(.keysRotated, ["epoch \(epoch)"], context)
        return visit.go(
          path,
          saying:
            "Le trousseau est sous l'époque \(epoch). Sauvegardez-le, et la clé racine à part.",
          "The key store is under epoch \(epoch). Back it up, and the root key apart."
        )
      case .all:
        let count = try await desk.blocking {
          try service.keys.rotateAll { $0 == .system || service.index.head(of: $0) != nil }
        }
        try await service.note(.keysRotated, ["all \(count)"], context)
        let words = visit.text.number(count)
        return visit.go(
          path,
          saying: "Clés renouvelées : \(words).",
          "Keys renewed: \(words)."
        )
      }
    } catch let failure as VaultFailure {
      let words = Self.words(failure)
      return visit.back(
        path,
        error: "Le trousseau n'a pas été renouvelé : \(words.french).",
        "The key store was not renewed: \(words.english)."
      )
    }
  }
}
