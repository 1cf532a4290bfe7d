import ArgumentParser
import CarnetCore
import RecordService

/// `carnet status`: how the service is, for people and for monitoring.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "État du journal, du trousseau, des vues, des sauvegardes et du disque.",
      "State of log, vault, views, backups and disk."
    ),
    discussion: say(
      """
      Chaque partie est lue à part : ce qui ne se lit pas est dit, le reste est montré. Code de sortie :
      0 tout se lit ; 1 une partie ne se lit pas, est endommagée ou manque ; 3 le journal ne s'ouvre pas.
      Exemple : carnet status --format json
      """,
      """
      Each part is read by itself: what cannot be read is told, the rest is shown. Exit code: 0 all of it
      was read; 1 a part cannot be read, is damaged or is missing; 3 the log does not open.
      Example: carnet status --format json
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  /// How far a view is from the log; ahead of it where an older log was put in its place.
  static func distance(of applied: UInt64, to end: UInt64) -> Cell {
    if applied == end { return .term("up-to-date", shown: say("à jour", "up to date")) }
    if applied > end {
      return .term(
        "ahead-\(applied - end)",
        shown: say(
          "en avance de \(Words.events(Int(clamping: applied - end))) : le journal est plus ancien que la vue",
          "\(Words.events(Int(clamping: applied - end))) ahead: the log is older than the view"
        )
      )
    }
    return .term(
      "behind-\(end - applied)",
      shown: say(
        "\(Words.events(Int(clamping: end - applied))) de retard",
        "\(Words.events(Int(clamping: end - applied))) behind"
      )
    )
  }

  func run() async throws {
    let directory = data.directory
    var report = StatusReport(names: output.format != .table)
    var failure: Told?
    do {
      try await Opened.forReading(directory) { report.addAll($0) }
    } catch {
      // What does not need the log is told all the same.
      let told = Sentences.told(error)
      if told.status == .notFound { throw told }
      failure = told
      let line = told.sentence.split(separator: "\n").map { $0.drop { $0 == " " } }
        .joined(separator: " ")
      report.add("log", "journal", "log", .term("not-opened", shown: line))
    }
    report.addDisk(RealFileSystem(), directory)
    report.addMatter(report.failed)
    try output.print(report.table, empty: "")
    if let failure { throw ExitCode(failure.status.rawValue) }
    if report.needsSomebody { throw ExitCode(ExitStatus.foundSomething.rawValue) }
  }
}
