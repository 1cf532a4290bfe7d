import ArgumentParser
import CarnetCore
import RecordService
import Views

/// `carnet views rebuild`: builds views anew beside the serving ones and swaps them.
struct ViewsRebuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: say(
      "Reconstruit des vues à côté de celles qui servent, puis les échange.",
      "Build views anew beside the serving ones, then swap."
    ),
    discussion: say(
      "Interrompue, elle laisse les vues en service intactes.",
      "Interrupted, it leaves the serving views untouched."
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var selection: ViewSelection

  @Option(
    help: ArgumentHelp(
      say(
        "Secondes à attendre un autre processus qui construit la vue (défaut : 600).",
        "Seconds to wait for another process that builds the view (default: 600)."
      ),
      valueName: "n"
    )
  )
  var wait = 600

  func validate() throws {
    if !(0...86_400).contains(wait) {
      throw ValidationError(say("--wait va de 0 à 86400.", "--wait goes from 0 to 86400."))
    }
  }

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      let progress = Progress(say("Reconstruction", "Rebuilding"), unit: say("évén.", "events"))
      let reports = try Rebuild(
        selection.projectors,
        in: service.directory.views,
        waitSecondsMax: Double(wait),
        waiting: { [wait] in Self.tellWaiting($0, secondsMax: wait) }
      )
      .run(LogFeed(service)) { progress.update($0.done, of: $0.total) }
      progress.finish()
      var table = Table([
        Column("view", say("vue", "view")), Column("generation", say("génération", "generation")),
        Column("events", say("événements", "events")),
        Column("comparison", say("comparée à la précédente", "compared with the one before")),
        Column("events_per_second", say("évén./s", "events/s")),
        Column("digest", say("empreinte", "digest")),
      ])
      var differs = false
      for report in reports {
        let digest =
          try report.digest
          ?? AllViews.digest(
            of: report.name,
            in: service.directory.views
          )
        if case .differs = report.comparison { differs = true }
        table.add([
          .text(report.name), .text(report.generation.description),
          .number(Int(report.progress.applied)), Self.cell(report.comparison),
          .number(Int(report.eventsPerSecond)), .text(digest?.description ?? ""),
        ])
      }
      try output.print(table, empty: "")
      try await Administrator.note(
        .viewRebuilt,
        reports.map(\.name),
        outcome: differs ? "different" : "",
        in: service
      )
      if differs { throw ExitCode(ExitStatus.foundSomething.rawValue) }
    }
  }

  private static func tellWaiting(_ view: String, secondsMax: Int) {
    Console.tell(
      say(
        "carnet : un autre processus construit la vue \(view) ; j'attends, \(secondsMax) s au plus",
        "carnet: another process builds the view \(view); waiting, for \(secondsMax) s at most"
      )
    )
  }

  private static func cell(_ comparison: Rebuild.Comparison) -> Cell {
    switch comparison {
    case .noServingView: .term("none-before", shown: say("aucune avant", "none before"))
    case .anotherVersion(let version):
      .term(
        "version-\(version)-before",
        shown: say("version \(version) avant", "version \(version) before")
      )
    case .same: .term("same", shown: say("identique", "the same"))
    case .differs(let differences):
      .term(
        "different",
        shown: say("différente : ", "different: ")
          + Set(differences.map(\.table)).sorted().joined(separator: ", ")
      )
    case .unusable(let error):
      .term(
        "unusable-before",
        shown: say(
          "la précédente était inutilisable (\(Sentences.told(error).sentence))",
          "the one before was unusable (\(Sentences.told(error).sentence))"
        )
      )
    }
  }
}

extension AllViews {
  /// The digest of a view by its name.
  static func digest(of name: String, in store: ViewStore) throws -> Digest? {
    guard let projector = projectors.first(where: { $0.name == name }) else { return nil }
    return try digest(of: projector, in: store)
  }
}
