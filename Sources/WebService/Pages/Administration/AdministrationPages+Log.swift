import CarnetCore
import EventLog
import Hummingbird
import Ledger
import Pages
import RecordService

// The log itself: its verification, its signed heads, and those who witness them.
extension AdministrationPages {
  private static let headsShown = 20

  @Sendable func log(_ visit: Visit) async throws -> Response {
    let service = visit.service
    let text = visit.text
    let size = try service.reader.readableSize()
    let heads = try await desk.blocking {
      try CheckpointStore.read(service.identity, service.fileSystem, service.directory.log)
    }
    let signed = heads.checkpoints.last?.size ?? 0
    let model = AdministrationPage(
      heading: visit.say("Journal", "Log"),
      lead: visit.say(
        "Tout ce qui s'est passé, dans l'ordre, sous une racine que d'autres gardent.",
        "All that happened, in order, under a root that others keep."
      ),
      sections: [
        .init(
          id: "log",
          title: visit.say("Aujourd'hui", "Today"),
          facts: [
            .init(visit.say("origine", "origin"), service.identity.origin),
            .init(visit.say("événements", "events"), text.number(size)),
            .init(
              visit.say("après la dernière tête signée", "after the last signed head"),
              text.number(size - min(size, signed))
            ), .init(visit.say("clé publique", "public key"), service.identity.verifierKey),
            .init(
              visit.say("constats à l'ouverture", "findings at opening"),
              text.number(service.openingFindings.count),
              service.openingFindings.isEmpty ? nil : Mark(visit.say("à voir", "look"), .care)
            ),
          ]
        ),
        .init(
          id: "verification",
          title: visit.say("Vérification", "Verification"),
          explanation: visit.say(
            "Chaque octet, chaque empreinte, l'ordre, la racine et toutes les têtes signées, sans aucune clé.",
            "Each byte, each hash, the order, the root and all signed heads, without any key."
          ),
          work: verificationPart(visit),
          acts: [
            .init(
              id: "verify",
              action: "/admin/log/verify",
              button: visit.say("Vérifier le journal", "Verify the log"),
              hint: visit.say(
                "En arrière-plan ; rien n'est changé. La demande laisse une trace.",
                "In the background; nothing is changed. The request leaves a trace."
              ),
              reason: visit.session.reason
            )
          ]
        ),
        .init(
          id: "heads",
          title: visit.say("Têtes signées", "Signed heads"),
          explanation: visit.say(
            "Les \(Self.headsShown) dernières de \(text.number(heads.checkpoints.count)).",
            "The last \(Self.headsShown) of \(text.number(heads.checkpoints.count))."
          ),
          tables: [table(heads.checkpoints.suffix(Self.headsShown).reversed(), visit)]
        ),
        .init(
          id: "witnesses",
          title: visit.say("Témoins", "Witnesses"),
          explanation: visit.say(
            "Ils contresignent la tête après avoir vérifié que le journal n'a fait que grandir.",
            "They cosign the head once they have checked that the log only grew."
          ),
          tables: [try await witnesses(visit)]
        ),
      ]
    )
    return try visit.page(visit.say("Journal", "Log"), model)
  }

  private func table(
    _ heads: some Sequence<CheckpointStore.Entry>,
    _ visit: Visit
  ) -> AdministrationPage.Table {
    .init(
      caption: visit.say("Têtes signées", "Signed heads"),
      columns: [
        .init(visit.say("Événements", "Events")),
        .init(visit.say("Racine", "Root"), isNumber: false),
      ],
      rows: heads.map { head in
        [
          .init(visit.text.number(head.size), isNumber: true),
          .init(head.checkpoint.root.description, href: "/consistency/\(head.size)"),
        ]
      },
      nothing: visit.say("Aucune tête n'est encore signée.", "No head was signed yet.")
    )
  }

  private func witnesses(_ visit: Visit) async throws -> AdministrationPage.Table {
    let known = desk.heads.witnesses
    let cosignatures = try await desk.heads.head()?.cosignatures(by: known) ?? []
    return .init(
      caption: visit.say("Témoins configurés", "Configured witnesses"),
      columns: [
        .init(visit.say("Témoin", "Witness"), isNumber: false),
        .init(visit.say("Dernière tête", "Newest head"), isNumber: false),
      ],
      rows: known.map { witness in
        let name = witness.description.split(separator: "+").first.map(String.init) ?? ""
        guard let signed = cosignatures.first(where: { $0.witness == name }) else {
          return [
            .init(name),
            .init("", mark: Mark(visit.say("pas encore contresignée", "not cosigned yet"), .care)),
          ]
        }
        let time = Instant(milliseconds: Int64(clamping: signed.seconds) * 1000)
        return [
          .init(name),
          .init(
            visit.text.shortMoment(time),
            mark: Mark(visit.say("contresignée", "cosigned"), .good)
          ),
        ]
      },
      nothing: visit.say(
        "Aucun témoin n'est configuré : voyez « witnesses » dans docs/service.md.",
        "No witness is configured: see \"witnesses\" in docs/service.md."
      )
    )
  }

  func verificationPart(_ visit: Visit) -> WorkPart {
    part(
      desk.verifying.now,
      visit,
      address: "/admin/log/progress",
      running: Words("Vérification du journal", "Verification of the log"),
      none: Words(
        "Aucune vérification depuis le démarrage.",
        "No verification since the service started."
      )
    ) { report in
      let text = visit.text
      let size = text.number(report.size)
      var lines = [
        visit.say(
          "\(size) événements, \(text.number(report.segments)) segments, \(text.bytes(Int(clamping: report.bytes))), \(text.number(report.checkpoints)) têtes signées",
          "\(size) events, \(text.number(report.segments)) segments, \(text.bytes(Int(clamping: report.bytes))), \(text.number(report.checkpoints)) signed heads"
        )
      ]
      if let root = report.root { lines.append(visit.say("Racine \(root)", "Root \(root)")) }
      lines += report.findings.prefix(50)
        .map { finding in
          let place = finding.position.map { visit.say(", événement \($0)", ", event \($0)") } ?? ""
          return "\(finding.file)\(place) : \(finding.kind)"
        }
      let mark =
        report.isIntact
        ? Mark(visit.say("journal intact", "log intact"), .good)
        : Mark(visit.say("journal endommagé", "log damaged"), .alarm)
      return (mark, lines)
    }
  }

  @Sendable func verify(_ visit: Visit) async throws -> Response {
    let path = "/admin/log"
    guard let context = context(visit) else { return backForReason(visit, path) }
    guard try await desk.verify(context) else {
      return visit.back(
        path,
        error: "Une vérification est déjà en cours ; rien n'a été lancé.",
        "A verification is running already; nothing was started."
      )
    }
    return visit.go(
      path + "#verification",
      saying: "La vérification est lancée.",
      "The verification has started."
    )
  }
}
