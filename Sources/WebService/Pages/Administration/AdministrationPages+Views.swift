import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService
import Views

// What is built from the log: how far it is, building it anew, going back, records set aside.
extension AdministrationPages {
  @Sendable func views(_ visit: Visit) async throws -> Response {
    let service = visit.service
    let standings = try await desk.blocking { try service.viewStandings() }
    try await trace("parked-records", rows: standings.reduce(0) { $0 + $1.parked.count }, visit)
    let reason = visit.session.reason
    let outdated = Set(standings.filter(\.needsRebuild).map(\.name))
    let model = AdministrationPage(
      heading: visit.say("Vues", "Views"),
      lead: visit.say(
        "Ce que les pages lisent. Une vue se jette et se refait du journal ; celle qui sert continue pendant ce temps.",
        "What pages read. A view can be thrown away and made anew from the log; the one that serves goes on meanwhile."
      ),
      sections: [
        .init(
          id: "standing",
          title: visit.say("Position et retard", "Position and lag"),
          tables: [table(standings, visit, reason)]
        ),
        .init(
          id: "rebuild",
          title: visit.say("Reconstruction", "Rebuild"),
          work: rebuildPart(visit),
          acts: [
            .init(
              id: "rebuild",
              action: "/admin/views/rebuild",
              button: visit.say("Reconstruire", "Rebuild"),
              hint: visit.say(
                "Chaque vue est construite à côté, comparée, puis échangée. Une reconstruction à la fois.",
                "Each view is built beside, compared, then swapped. One rebuild at a time."
              ),
              choices: standings.map { standing in
                .init(
                  name: "view",
                  value: standing.name,
                  label: standing.name,
                  isOn: outdated.isEmpty || outdated.contains(standing.name)
                )
              },
              choicesTitle: visit.say("Vues", "Views"),
              reason: reason
            )
          ]
        ),
        .init(
          id: "parked",
          title: visit.say("Dossiers mis de côté", "Records set aside"),
          explanation: visit.say(
            "Un événement que la vue n'a pas su appliquer. Réessayez après une mise à jour.",
            "An event that the view could not apply. Try again after an update."
          ),
          tables: [try parked(standings, visit, reason)]
        ),
      ]
    )
    return try visit.page(visit.say("Vues", "Views"), model, isWide: true)
  }

  private func table(
    _ standings: [ViewStanding],
    _ visit: Visit,
    _ reason: String
  ) -> AdministrationPage.Table {
    .init(
      caption: visit.say("Vues de cette version", "Views of this version"),
      columns: [
        .init(visit.say("Vue", "View"), isNumber: false),
        .init(visit.say("État", "State"), isNumber: false),
        .init(visit.say("Événements", "Events")), .init(visit.say("Version", "Version")),
        .init(visit.say("Génération", "Generation"), isNumber: false),
        .init(visit.say("Retour arrière", "Roll back"), isNumber: false),
      ],
      rows: standings.map { standing in
        let (mark, words) = state(standing, visit)
        return [
          .init(standing.name), .init(words, mark: mark),
          .init(standing.applied.map { visit.text.number($0) } ?? "–", isNumber: true),
          .init("\(standing.version)", isNumber: true),
          .init(standing.generation?.description ?? "–"), rollBackCell(standing, visit, reason),
        ]
      },
      nothing: ""
    )
  }

  func state(_ standing: ViewStanding, _ visit: Visit) -> (Mark, String) {
    switch standing.state {
    case .upToDate: (Mark(visit.say("à jour", "up to date"), .good), "")
    case .behind(let count):
      (
        Mark(visit.say("en retard", "behind"), .care),
        visit.say("de \(events(count, visit))", "by \(events(count, visit))")
      )
    case .toBeBuilt: (Mark(visit.say("à construire", "to be built"), .care), "")
    case .needsRebuild(let failure):
      (Mark(visit.say("à reconstruire", "rebuild it"), .alarm), say(Self.words(failure), visit))
    case .unreadable(let text): (Mark(visit.say("illisible", "unreadable"), .alarm), text)
    }
  }

  private func rollBackCell(
    _ standing: ViewStanding,
    _ visit: Visit,
    _ reason: String
  ) -> AdministrationPage.Cell {
    guard let previous = standing.previous else { return .init("–") }
    return .init(
      "",
      act: .init(
        id: "rollback-\(standing.name)",
        action: "/admin/views/rollback",
        button: visit.say("Revenir à \(previous)", "Back to \(previous)"),
        hint: visit.say(
          "La génération \(previous) sert de nouveau et rattrape le journal.",
          "Generation \(previous) serves again and catches up with the log."
        ),
        hiddens: [.init("view", standing.name)],
        reason: reason
      )
    )
  }

  private func parked(
    _ standings: [ViewStanding],
    _ visit: Visit,
    _ reason: String
  ) throws -> AdministrationPage.Table {
    let rows = try standings.flatMap { standing in
      try standing.parked.prefix(200)
        .map { parked -> [AdministrationPage.Cell] in
          let time = try visit.service.reader.envelope(at: parked.position).time
          return [
            .init(standing.name), .init(parked.record.description),
            .init(visit.text.shortMoment(time)), .init(parked.reason),
            .init(
              "",
              act: .init(
                id: "retry-\(standing.name)-\(parked.position)",
                action: "/admin/views/retry",
                button: visit.say("Réessayer", "Try again"),
                hiddens: [.init("record", visit.handle(for: parked.record))],
                reason: reason
              )
            ),
          ]
        }
    }
    return .init(
      caption: visit.say("Mis de côté", "Set aside"),
      columns: [
        visit.say("Vue", "View"), visit.say("Dossier", "Record"), visit.say("Depuis", "Since"),
        visit.say("Raison", "Reason"), visit.say("Suite", "Next"),
      ]
      .map { .init($0, isNumber: false) },
      rows: rows,
      nothing: visit.say("Aucun dossier n'est mis de côté.", "No record is set aside.")
    )
  }

  func rebuildPart(_ visit: Visit) -> WorkPart {
    part(
      desk.rebuilding.now,
      visit,
      address: "/admin/views/progress",
      running: Words("Reconstruction de vues", "Rebuild of views"),
      none: Words(
        "Aucune reconstruction depuis le démarrage.",
        "No rebuild since the service started."
      )
    ) { reports in
      let differs = reports.contains { if case .differs = $0.comparison { true } else { false } }
      let mark =
        differs
        ? Mark(visit.say("différences", "differences"), .alarm)
        : Mark(visit.say("échangées", "swapped"), .good)
      return (mark, reports.map { line($0, visit) })
    }
  }

  private func line(_ report: Rebuild.Report, _ visit: Visit) -> String {
    let comparison =
      switch report.comparison {
      case .noServingView: visit.say("aucune avant", "none before")
      case .anotherVersion(let version):
        visit.say("version \(version) avant", "version \(version) before")
      case .same: visit.say("identique à la précédente", "the same as the one before")
      case .differs(let differences):
        visit.say("différente de la précédente : ", "different from the one before: ")
          + Set(differences.map(\.table)).sorted().joined(separator: ", ")
      case .unusable:
        visit.say("la précédente était inutilisable", "the one before could not be used")
      }
    let rate = visit.text.decimal(report.eventsPerSecond, 0)
    return visit.say(
      "\(report.name), génération \(report.generation) : \(comparison), \(rate) évén./s",
      "\(report.name), generation \(report.generation): \(comparison), \(rate) events/s"
    )
  }

  // MARK: Acts

  @Sendable func rebuild(_ visit: Visit) async throws -> Response {
    let path = "/admin/views"
    guard let context = context(visit) else { return backForReason(visit, path) }
    let names = visit.form.all("view")
    guard !names.isEmpty else {
      return visit.back(path, error: "Choisissez au moins une vue.", "Choose a view at least.")
    }
    do {
      guard try desk.rebuild(names, context) else {
        return visit.back(
          path,
          error: "Une reconstruction est déjà en cours ; rien n'a été lancé.",
          "A rebuild is running already; nothing was started."
        )
      }
    } catch ViewFailure.noSuchView {
      throw WebRefusal.notFound
    }
    return visit.go(
      path + "#rebuild",
      saying: "La reconstruction est lancée.",
      "The rebuild has started."
    )
  }

  @Sendable func rollBack(_ visit: Visit) async throws -> Response {
    let path = "/admin/views"
    guard let context = context(visit) else { return backForReason(visit, path) }
    let name = visit.form["view"] ?? ""
    do {
      let generation = try await visit.service.rollBack(view: name, context)
      await site.following.catchUp()
      return visit.go(
        path,
        saying: "\(name) : la génération \(generation) sert de nouveau.",
        "\(name): generation \(generation) serves again."
      )
    } catch ViewFailure.noSuchView {
      throw WebRefusal.notFound
    } catch let failure as ViewFailure {
      let words = Self.words(failure)
      return visit.back(path, error: "\(name) : \(words.french)", "\(name): \(words.english)")
    }
  }

  @Sendable func retry(_ visit: Visit) async throws -> Response {
    let path = "/admin/views"
    guard let context = context(visit) else { return backForReason(visit, path) }
    guard let record = visit.form["record"].flatMap({ visit.session.record($0) }) else {
      throw WebRefusal.notFound
    }
    let left = try await visit.service.retryParked(record, context)
    guard left.isEmpty else {
      let list = left.map { "\($0.view) (\($0.reason))" }.joined(separator: ", ")
      return visit.back(
        path,
        error: "Toujours de côté dans \(list).",
        "Still set aside in \(list)."
      )
    }
    return visit.go(path, saying: "Le dossier est repris.", "The record was applied.")
  }
}

extension ViewStanding {
  /// Whether waiting does not help.
  var needsRebuild: Bool {
    if case .needsRebuild = state { true } else { false }
  }
}
