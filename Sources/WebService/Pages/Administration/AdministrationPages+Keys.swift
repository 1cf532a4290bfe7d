import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService
import Vault

// Keys, their backups, and the erasures that destroy them.
extension AdministrationPages {
  /// Backups that are older want to be looked at.
  static let backupDaysMax: Int64 = 7
  private static let requestsMax = 200

  @Sendable func keys(_ visit: Visit) async throws -> Response {
    let service = visit.service
    let text = visit.text
    let now = service.clock()
    let backups = try service.keyBackups(before: now).sorted { $0.created > $1.created }
    let damaged = service.keys.damagedPages.count
    let model = AdministrationPage(
      heading: visit.say("Clés et effacements", "Keys and erasures"),
      lead: visit.say(
        "Chaque dossier a ses clés ; les détruire est la seule façon d'effacer, et deux opérateurs doivent le vouloir.",
        "Each record has its keys; to destroy them is the only way to erase, and two operators must want it."
      ),
      sections: [
        .init(
          id: "erasures",
          title: visit.say("Effacements", "Erasures"),
          explanation: visit.say(
            "Demandés par leur titulaire (trois mois au plus, R1111-36), ou conservés dix ans. Le premier opérateur approuve, le second, qui doit être une autre personne, efface.",
            "Asked for by their holder (three months at most, R1111-36), or kept for ten years. The first operator approves, the second, who must be somebody else, erases."
          ),
          tables: [try await erasures(visit), try await erased(visit)]
        ),
        .init(
          id: "keys",
          title: visit.say("Trousseau", "Key store"),
          facts: [
            .init(visit.say("époque", "epoch"), text.number(service.keys.epoch)),
            .init(visit.say("emplacements", "slots"), text.number(service.keys.slotCount)),
            .init(
              visit.say("pages différentes entre copies", "pages that differ between copies"),
              text.number(service.keys.healedPages.count)
            ),
            .init(
              visit.say("pages perdues", "pages lost"),
              text.number(damaged),
              damaged == 0 ? nil : Mark(visit.say("à restaurer", "restore them"), .alarm)
            ),
          ],
          acts: rotations(visit)
        ),
        .init(
          id: "backups",
          title: visit.say("Sauvegardes des clés", "Backups of the keys"),
          explanation: visit.say(
            "Celles que la clé racine ouvre encore. Une sauvegarde se fait avec « carnet backup make ».",
            "Those that the root key still opens. A backup is made with \"carnet backup make\"."
          ),
          tables: [table(backups, now, visit)]
        ),
      ]
    )
    return try visit.page(visit.say("Clés et effacements", "Keys and erasures"), model)
  }

  private func table(
    _ backups: [BackupGeneration],
    _ now: Instant,
    _ visit: Visit
  ) -> AdministrationPage.Table {
    .init(
      caption: visit.say("Sauvegardes des clés", "Backups of the keys"),
      columns: [
        .init(visit.say("Faite le", "Made on"), isNumber: false),
        .init(visit.say("Âge", "Age"), isNumber: false),
        .init(visit.say("Expire le", "Expires on"), isNumber: false),
        .init(visit.say("Emplacements", "Slots")),
      ],
      rows: backups.map { backup in
        let seconds = (now.milliseconds - backup.created.milliseconds) / 1000
        return [
          .init(visit.text.moment(backup.created)), .init(visit.text.length(seconds: seconds)),
          .init(visit.text.moment(backup.expires)),
          .init(
            backup.slots.map { visit.text.number($0) }
              ?? visit.say("inachevée", "not finished"),
            isNumber: true
          ),
        ]
      },
      nothing: visit.say(
        "Aucune sauvegarde des clés ne s'ouvre : sans elle, un disque perdu emporte tous les dossiers.",
        "No backup of the keys opens: without one, a lost disk takes all records with it."
      )
    )
  }

  private func erasures(_ visit: Visit) async throws -> AdministrationPage.Table {
    let requests = try await visit.service.erasureRequests(limit: Self.requestsMax)
    try await trace("erasure-requests", rows: requests.count, visit)
    let now = visit.service.clock()
    let own = visit.caller.actor.identifierText
    return .init(
      caption: visit.say("Dossiers à effacer", "Records to be erased"),
      columns: [
        visit.say("Dossier", "Record"), visit.say("Motif", "Ground"),
        visit.say("Échéance", "Due"), visit.say("Approuvé par", "Approved by"),
        visit.say("Suite", "Next"),
      ]
      .map { .init($0, isNumber: false) },
      rows: requests.map { row($0, now, own: own, visit) },
      nothing: visit.say("Aucun effacement n'est demandé.", "No erasure was asked for.")
    )
  }

  private func row(
    _ request: ErasureRequest,
    _ now: Instant,
    own: String,
    _ visit: Visit
  ) -> [AdministrationPage.Cell] {
    let isLate = request.ground == .request && request.due <= now
    let names = request.approvals.map(\.operator)
    let ground =
      request.ground == .request
      ? visit.say("demande du titulaire", "request of the holder")
      : visit.say("fin des dix ans", "end of the ten years")
    let late: Mark? = isLate ? Mark(visit.say("en retard", "late"), .alarm) : nil
    let waits = visit.say("attend un second opérateur", "waits for a second operator")
    let approved =
      names.isEmpty
      ? AdministrationPage.Cell(visit.say("personne", "nobody"))
      : AdministrationPage.Cell(names.joined(separator: ", "), mark: Mark(waits, .care))
    let next: AdministrationPage.Cell
    if names.contains(own) {
      next = AdministrationPage.Cell(
        visit.say(
          "Vous avez approuvé : un autre opérateur doit le faire aussi.",
          "You approved: another operator must do so too."
        )
      )
    } else {
      next = AdministrationPage.Cell("", act: act(request, isSecond: !names.isEmpty, visit))
    }
    return [
      AdministrationPage.Cell(request.record.description), AdministrationPage.Cell(ground),
      AdministrationPage.Cell(visit.text.shortMoment(request.due), mark: late), approved, next,
    ]
  }

  private func act(
    _ request: ErasureRequest,
    isSecond: Bool,
    _ visit: Visit
  ) -> AdministrationPage.Act {
    .init(
      id: "erase-\(request.record)-\(request.ground.rawValue)",
      action: "/admin/keys/erase",
      button: isSecond
        ? visit.say("Approuver et effacer", "Approve and erase")
        : visit.say("Approuver", "Approve"),
      hint: isSecond
        ? visit.say(
          "Les clés sont détruites aussitôt : c'est irréversible.",
          "The keys are destroyed at once: this cannot be undone."
        )
        : visit.say(
          "Rien n'est encore effacé ; l'approbation compte trente jours.",
          "Nothing is erased yet; the approval counts for thirty days."
        ),
      hiddens: [
        .init("record", visit.handle(for: request.record)),
        .init("ground", request.ground == .request ? "request" : "retention"),
      ],
      reason: visit.session.reason,
      confirmation: request.record.description,
      question: isSecond
        ? visit.say(
          "Effacer ce dossier ? C'est irréversible.",
          "Erase this record? This cannot be undone."
        ) : nil,
      isGrave: true
    )
  }

  @Sendable func erase(_ visit: Visit) async throws -> Response {
    let path = "/admin/keys"
    guard let context = context(visit) else { return backForReason(visit, path) }
    guard let record = visit.form["record"].flatMap({ visit.session.record($0) }) else {
      throw WebRefusal.notFound
    }
    guard visit.form["confirm"] == record.description else {
      return visit.back(
        path,
        error: "La confirmation ne reprend pas le nom du dossier ; rien n'a été fait.",
        "The confirmation does not repeat the record's name; nothing was done."
      )
    }
    let ground: Carnet_V1_ErasureGround =
      visit.form["ground"] == "retention" ? .retention : .request
    do {
      let step = try await visit.service.approveErasure(of: record, ground, context)
      // The next page must show what this one did.
      await site.following.catchUp()
      switch step {
      case .approved(let position, let name):
        return visit.go(
          path,
          saying:
            "Approuvé par \(name) (événement \(position)). Un second opérateur doit approuver ; rien n'est encore effacé.",
          "Approved by \(name) (event \(position)). A second operator must approve; nothing is erased yet."
        )
      case .erased(let receipt):
        return visit.go(
          "/admin/keys/certificate/\(visit.handle(for: record))",
          saying:
            "\(record) est effacé : événement \(receipt.position), \(receipt.eventsCovered) événements rendus illisibles.",
          "\(record) is erased: event \(receipt.position), \(receipt.eventsCovered) events made unreadable."
        )
      }
    } catch ErasureFailure.needsAnotherOperator {
      return visit.back(
        path,
        error: "Vous avez déjà approuvé : un autre opérateur doit le faire. Rien n'a été effacé.",
        "You approved already: another operator must do so. Nothing was erased."
      )
    } catch {
      return try visit.back(path, error)
    }
  }
}
