import CarnetCore
import DeadlineBoard
import Hummingbird
import MedicalRecord
import Pages
import RecordService
import Views

// What falls due, and what is late.
extension AdministrationPages {
  private static let rowsMax = 200

  @Sendable func deadlines(_ visit: Visit) async throws -> Response {
    let now = visit.service.clock()
    let board = ViewReader(DeadlineBoard.self, in: visit.service.directory.views)
    let (sums, late) = try await board.read { session in
      (
        try session.sums(at: now),
        try session.deadlines(
          before: Instant(milliseconds: now.milliseconds + 1),
          limit: Self.rowsMax
        )
      )
    }
    try await trace("late-deadlines", rows: late.count, visit)
    let model = AdministrationPage(
      heading: visit.say("Échéances", "Deadlines"),
      lead: visit.say(
        "Les délais que la loi et les titulaires posent, et ce qui n'a pas été fait à temps.",
        "The terms that law and holders set, and what was not done in time."
      ),
      sections: [
        .init(
          id: "late",
          title: visit.say("Échues", "Due"),
          explanation: visit.say(
            "Les \(Self.rowsMax) plus anciennes.",
            "The \(Self.rowsMax) oldest."
          ),
          tables: [table(late, visit)]
        ),
        .init(
          id: "kinds",
          title: visit.say("Par nature", "By kind"),
          tables: [table(sums, visit)]
        ),
        .init(
          id: "clock",
          title: visit.say("Passage de l'horloge", "Run of the clock"),
          explanation: visit.say(
            "Le service le fait de lui-même s'il est configuré (« clockSeconds ») ; ici, à la demande.",
            "The service does it by itself where it is configured (\"clockSeconds\"); here, on demand."
          ),
          acts: [
            .init(
              id: "clock",
              action: "/admin/deadlines/run",
              button: visit.say("Écrire ce qui est échu", "Write what has fallen due"),
              hint: visit.say(
                "Chaque échéance devient un événement, dans l'ordre où elle est venue.",
                "Each deadline becomes an event, in the order in which it came."
              ),
              reason: visit.session.reason
            )
          ]
        ),
      ]
    )
    return try visit.page(visit.say("Échéances", "Deadlines"), model)
  }

  private func name(_ kind: DeadlineKind, _ visit: Visit) -> String {
    let words = kind.title
    return visit.say(words.french, words.english)
  }

  private func table(_ sums: [DeadlineBoard.Sum], _ visit: Visit) -> AdministrationPage.Table {
    .init(
      caption: visit.say("Échéances par nature", "Deadlines by kind"),
      columns: [
        .init(visit.say("Nature", "Kind"), isNumber: false),
        .init(visit.say("En cours", "Pending")), .init(visit.say("En retard", "Late")),
        .init(visit.say("Prochaine", "Next"), isNumber: false),
      ],
      rows: sums.map { sum in
        [
          .init(name(sum.kind, visit)), .init(visit.text.number(sum.pending), isNumber: true),
          .init(
            visit.text.number(sum.late),
            isNumber: true,
            mark: sum.late > 0 ? Mark(visit.say("en retard", "late"), .alarm) : nil
          ), .init(visit.text.shortMoment(sum.next)),
        ]
      },
      nothing: visit.say("Aucune échéance.", "No deadline.")
    )
  }

  private func table(_ rows: [DeadlineBoard.Row], _ visit: Visit) -> AdministrationPage.Table {
    .init(
      caption: visit.say("Échéances échues", "Deadlines that came"),
      columns: [
        visit.say("Échéance", "Due"), visit.say("Nature", "Kind"), visit.say("Dossier", "Record"),
        visit.say("État", "State"),
      ]
      .map { .init($0, isNumber: false) },
      rows: rows.map { row in
        [
          .init(visit.text.shortMoment(row.deadline.due)),
          .init(name(row.deadline.key.kind, visit)), .init(row.record.description),
          .init(
            "",
            mark: row.isReached
              ? Mark(visit.say("à faire, en retard", "to be done, late"), .alarm)
              : Mark(visit.say("à écrire par l'horloge", "for the clock to write"), .care)
          ),
        ]
      },
      nothing: visit.say("Rien n'est en retard.", "Nothing is late.")
    )
  }

  @Sendable func runClock(_ visit: Visit) async throws -> Response {
    let path = "/admin/deadlines"
    guard let context = context(visit) else { return backForReason(visit, path) }
    let report = try await ClockProcess(visit.service).run()
    // Asked for, with a reason: an act also where nothing was due.
    try await visit.service.note(.clockRun, report.words, outcome: "\(report.count)", context)
    await site.following.catchUp()
    if !report.passedOver.isEmpty {
      let count = visit.text.number(report.passedOver.count)
      return visit.back(
        path,
        error: "\(report.count) écrites ; \(count) dossiers sont laissés, à regarder.",
        "\(report.count) written; \(count) records were passed over, to look at."
      )
    }
    return visit.go(
      path,
      saying: "Échéances écrites : \(report.count).",
      "Deadlines written: \(report.count)."
    )
  }
}
