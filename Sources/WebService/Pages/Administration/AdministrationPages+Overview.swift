import CarnetCore
import DeadlineBoard
import EventLog
import Hummingbird
import MedicalRecord
import Notices
import Pages
import RecordService
import Views

// What wants attention, on top; then where everything stands.
extension AdministrationPages {
  @Sendable func overview(_ visit: Visit) async throws -> Response {
    let service = visit.service
    let text = visit.text
    let standings = try await desk.blocking { try service.viewStandings() }
    let signed = try await desk.blocking {
      try CheckpointStore.recent(service.identity, service.fileSystem, service.directory.log)
        .checkpoints.last?
        .size ?? 0
    }
    let size = try service.reader.readableSize()
    let health = desk.health
    let (mark, words) = state(health, visit)
    var matters: [AdministrationPage.Matter] = []
    if health.state != .ready {
      let told = visit.say(
        "Le service ne répond pas comme il devrait",
        "The service is not as it should be"
      )
      let text = words.isEmpty ? told : "\(told) : \(words)"
      matters.append(.init(mark, text, href: "/admin/health"))
    }
    matters += viewMatters(standings, visit)
    matters += logMatters(unsigned: size - min(size, signed), visit)
    matters += try keyMatters(visit)
    matters += await boardMatters(visit)
    let applied = standings.compactMap(\.applied).min() ?? 0
    let model = AdministrationPage(
      heading: visit.say("Exploitation", "Operations"),
      lead: visit.say(
        "Comment va le service, et ce qui attend quelqu'un.",
        "How the service does, and what waits for somebody."
      ),
      matters: matters,
      sections: [
        .init(
          id: "standing",
          title: visit.say("En bref", "In short"),
          facts: [
            .init(visit.say("état", "state"), words, mark),
            .init(visit.say("événements", "events"), text.number(size)),
            .init(
              visit.say("vue la plus en retard", "view furthest behind"),
              visit.say(
                "de \(events(size - min(size, applied), visit))",
                "by \(events(size - min(size, applied), visit))"
              )
            ),
            .init(
              visit.say("dernière tête signée", "last signed head"),
              visit.say("à \(events(signed, visit))", "at \(events(signed, visit))")
            ),
            .init(
              visit.say("clés de dossiers", "keys of records"),
              text.number(service.keys.slotCount)
            ),
          ]
        )
      ]
    )
    return try visit.page(visit.say("Exploitation", "Operations"), model)
  }

  private func viewMatters(
    _ standings: [ViewStanding],
    _ visit: Visit
  ) -> [AdministrationPage.Matter] {
    standings.flatMap { standing -> [AdministrationPage.Matter] in
      var matters: [AdministrationPage.Matter] = []
      let (mark, words) = state(standing, visit)
      let isGrave =
        switch standing.state {
        case .needsRebuild, .unreadable: true
        case .behind(let count): count > Health.eventsBehindMax
        case .upToDate, .toBeBuilt: false
        }
      if isGrave {
        matters.append(.init(mark, "\(standing.name) \(words)", href: "/admin/views"))
      }
      if !standing.parked.isEmpty {
        let count = visit.text.count(
          standing.parked.count,
          ("dossier mis de côté", "record set aside"),
          ("dossiers mis de côté", "records set aside")
        )
        matters.append(
          .init(
            Mark(visit.say("de côté", "aside"), .alarm),
            "\(standing.name) : \(count)",
            href: "/admin/views#parked"
          )
        )
      }
      return matters
    }
  }

  private func logMatters(unsigned: UInt64, _ visit: Visit) -> [AdministrationPage.Matter] {
    var matters: [AdministrationPage.Matter] = []
    switch desk.verifying.now?.result {
    case .success(let report)? where !report.isIntact:
      matters.append(
        .init(
          Mark(visit.say("endommagé", "damaged"), .alarm),
          visit.say(
            "La dernière vérification a trouvé des dommages dans le journal",
            "The last verification found damage in the log"
          ),
          href: "/admin/log#verification"
        )
      )
    case .failure?:
      matters.append(
        .init(
          Mark(visit.say("échec", "failed"), .alarm),
          visit.say(
            "La dernière vérification n'est pas allée au bout",
            "The last verification did not come to its end"
          ),
          href: "/admin/log#verification"
        )
      )
    case .success?: break
    case nil:
      matters.append(
        .init(
          Mark(visit.say("à faire", "to do")),
          visit.say(
            "Le journal n'a pas été vérifié depuis le démarrage",
            "The log was not verified since the service started"
          ),
          href: "/admin/log#verification"
        )
      )
    }
    if unsigned > Self.unsignedMax {
      matters.append(
        .init(
          Mark(visit.say("à signer", "to sign"), .care),
          visit.say(
            "\(events(unsigned, visit)) après la dernière tête signée",
            "\(events(unsigned, visit)) after the last signed head"
          ),
          href: "/admin/log#heads"
        )
      )
    }
    return matters
  }

  private static let unsignedMax: UInt64 = 100_000

  private func keyMatters(_ visit: Visit) throws -> [AdministrationPage.Matter] {
    let service = visit.service
    var matters: [AdministrationPage.Matter] = []
    if !service.keys.damagedPages.isEmpty {
      matters.append(
        .init(
          Mark(visit.say("clés perdues", "keys lost"), .alarm),
          visit.say("Des pages du trousseau sont perdues", "Pages of the key store are lost"),
          href: "/admin/keys#keys"
        )
      )
    }
    let now = service.clock()
    let newest = try service.keyBackups(before: now).map(\.created).max()
    let seconds = newest.map { (now.milliseconds - $0.milliseconds) / 1000 }
    if (seconds ?? .max) > Self.backupDaysMax * 86_400 {
      let words =
        seconds.map { seconds in
          visit.say(
            "La dernière sauvegarde des clés a \(visit.text.length(seconds: seconds))",
            "The last backup of the keys is \(visit.text.length(seconds: seconds)) old"
          )
        }
        ?? visit.say(
          "Aucune sauvegarde des clés ne s'ouvre",
          "No backup of the keys opens"
        )
      matters.append(
        .init(Mark(visit.say("sauvegarde", "backup"), .care), words, href: "/admin/keys#backups")
      )
    }
    if try service.fileSystem.availableBytes(at: service.directory.root) < Self.diskBytesMin {
      matters.append(
        .init(
          Mark(visit.say("disque", "disk"), .alarm),
          visit.say("Le disque est presque plein", "The disk is nearly full"),
          href: "/admin/health"
        )
      )
    }
    return matters
  }

  /// Of views: one that cannot be read is told of by its own matter, and hides no other.
  private func boardMatters(_ visit: Visit) async -> [AdministrationPage.Matter] {
    var matters: [AdministrationPage.Matter] = []
    let service = visit.service
    let now = service.clock()
    func unread(_ name: String, _ error: any Error, _ href: String) -> AdministrationPage.Matter {
      .init(
        Mark(visit.say("illisible", "unreadable"), .alarm),
        "\(name) : \(say(Self.words(error), visit))",
        href: href
      )
    }
    do {
      let board = ViewReader(DeadlineBoard.self, in: service.directory.views)
      let late = try await board.read { try $0.sums(at: now) }.filter { $0.late > 0 }
      for sum in late {
        let words = sum.kind.title
        matters.append(
          .init(
            Mark(visit.say("en retard", "late"), .alarm),
            "\(visit.say(words.french, words.english)) : \(visit.text.number(sum.late))",
            href: sum.kind == .erasure || sum.kind == .retention
              ? "/admin/keys#erasures" : "/admin/deadlines"
          )
        )
      }
      let waiting = try await service.erasureRequests(limit: 200).filter { !$0.approvals.isEmpty }
      if !waiting.isEmpty {
        let count = visit.text.number(waiting.count)
        matters.append(
          .init(
            Mark(visit.say("à deux", "four eyes"), .care),
            visit.say(
              "Effacements qui attendent un second opérateur : \(count)",
              "Erasures that wait for a second operator: \(count)"
            ),
            href: "/admin/keys#erasures"
          )
        )
      }
    } catch {
      matters.append(unread(DeadlineBoard.name, error, "/admin/views"))
    }
    do {
      let notices = ViewReader(Notices.self, in: service.directory.views)
      let counts = try await notices.read { try $0.counts() }
      if let givenUp = counts[.givenUp], givenUp > 0 {
        matters.append(
          .init(
            Mark(visit.say("avis", "notices"), .care),
            visit.say(
              "Avis abandonnés après leurs essais : \(visit.text.number(givenUp))",
              "Notices given up after their attempts: \(visit.text.number(givenUp))"
            ),
            href: "/admin/deadlines"
          )
        )
      }
    } catch {
      matters.append(unread(Notices.name, error, "/admin/views"))
    }
    return matters
  }
}
