import CarnetCore
import Hummingbird
import Pages
import RecordService

// How the process does: disk, memory, requests.
extension AdministrationPages {
  /// Room below which somebody must act.
  static let diskBytesMin: UInt64 = 5_000_000_000
  private static let routesMax = 40

  @Sendable func health(_ visit: Visit) async throws -> Response {
    let service = visit.service
    let text = visit.text
    let health = desk.health
    let process = ProcessFigures.now
    let metrics = desk.metrics.now
    let disk = try service.fileSystem.availableBytes(at: service.directory.root)
    let uptime = Int64((ContinuousClock.now - desk.started) / .seconds(1))
    let all = LatencyFigures(metrics.times.values)
    let (mark, words) = state(health, visit)
    let model = AdministrationPage(
      heading: visit.say("Santé", "Health"),
      lead: visit.say(
        "Le processus et la machine, depuis le démarrage.",
        "The process and the machine, since the service started."
      ),
      sections: [
        .init(
          id: "process",
          title: visit.say("Le service", "The service"),
          facts: [
            .init(visit.say("état", "state"), words, mark),
            .init(visit.say("version", "version"), CarnetVersion.text),
            .init(visit.say("en service depuis", "up for"), text.length(seconds: uptime)),
            .init(
              visit.say("place libre", "room left"),
              text.bytes(Int(clamping: disk)),
              disk < Self.diskBytesMin
                ? Mark(visit.say("presque plein", "nearly full"), .alarm) : nil
            ), .init(visit.say("mémoire", "memory"), text.bytes(process.residentBytes)),
            .init(
              visit.say("fichiers ouverts", "open files"),
              text.number(process.descriptors)
            ), .init(visit.say("fils", "threads"), text.number(process.threads)),
            .init(
              visit.say("sessions de pages", "page sessions"),
              text.number(site.sessions.count)
            ),
          ]
        ),
        .init(
          id: "requests",
          title: visit.say("Requêtes", "Requests"),
          facts: [
            .init(visit.say("répondues", "answered"), text.number(all.count)),
            .init(visit.say("95 % en moins de", "95% within"), all.p95(visit)),
            .init(visit.say("en cours", "in flight"), text.number(metrics.inFlight)),
            .init(visit.say("flux ouverts", "open streams"), text.number(metrics.streams)),
            .init(
              visit.say("refusées", "refused"),
              text.number(metrics.refusals.values.reduce(0, +))
            ),
          ],
          tables: [routes(metrics, visit)]
        ),
      ]
    )
    return try visit.page(visit.say("Santé", "Health"), model)
  }

  func state(_ health: Health, _ visit: Visit) -> (Mark, String) {
    switch health.state {
    case .ready: (Mark(visit.say("prêt", "ready"), .good), "")
    case .lagging:
      (
        Mark(visit.say("vues en retard", "views behind"), .care),
        visit.say(
          "depuis \(visit.text.length(seconds: Int64(health.secondsBehind)))",
          "for \(visit.text.length(seconds: Int64(health.secondsBehind)))"
        )
      )
    case .needsRebuild:
      (
        Mark(visit.say("vues à reconstruire", "views to be rebuilt"), .alarm),
        health.outdated.sorted().joined(separator: ", ")
      )
    case .dead:
      (
        Mark(visit.say("journal fermé", "log closed"), .alarm),
        visit.say(
          "une écriture a échoué : relancez le service",
          "a write failed: start the service again"
        )
      )
    }
  }

  private func routes(
    _ metrics: ServiceMetrics.State,
    _ visit: Visit
  ) -> AdministrationPage.Table {
    let groups = Dictionary(grouping: metrics.times) { "\($0.key.method) \($0.key.route)" }
    let figures = groups.map { (name: $0.key, figures: LatencyFigures($0.value.map(\.value))) }
      .sorted { ($0.figures.count, $1.name) > ($1.figures.count, $0.name) }
    return .init(
      caption: visit.say(
        "Par adresse, les \(Self.routesMax) plus demandées",
        "By address, the \(Self.routesMax) most asked for"
      ),
      columns: [
        .init(visit.say("Adresse", "Address"), isNumber: false),
        .init(visit.say("Requêtes", "Requests")), .init(visit.say("Moyenne", "Mean")),
        .init("p95"),
      ],
      rows: figures.prefix(Self.routesMax)
        .map { name, figures in
          [
            .init(name), .init(visit.text.number(figures.count), isNumber: true),
            .init(figures.mean(visit), isNumber: true), .init(figures.p95(visit), isNumber: true),
          ]
        },
      nothing: visit.say("Aucune requête encore.", "No request yet.")
    )
  }
}

/// Times of several routes or statuses put together.
struct LatencyFigures: Sendable {
  private(set) var count: UInt64 = 0
  private(set) var sum = 0.0
  private var counts = [UInt64](repeating: 0, count: ServiceMetrics.bucketSeconds.count + 1)

  init(_ times: some Sequence<ServiceMetrics.Times>) {
    for one in times {
      for (index, number) in one.counts.enumerated() { counts[index] += number }
      sum += one.sum
    }
    count = counts.reduce(0, +)
  }

  /// The bound below which 95 of 100 answers are, in seconds; infinite beyond the last bucket.
  var p95Seconds: Double? {
    guard count > 0 else { return nil }
    let wanted = UInt64((Double(count) * 0.95).rounded(.up))
    var reached: UInt64 = 0
    for (bound, number) in zip(ServiceMetrics.bucketSeconds, counts) {
      reached += number
      if reached >= wanted { return bound }
    }
    return .infinity
  }

  func p95(_ visit: Visit) -> String {
    guard let seconds = p95Seconds else { return "–" }
    guard seconds.isFinite else { return "> 30\u{00A0}s" }
    return "≤ " + Self.words(seconds, visit)
  }

  func mean(_ visit: Visit) -> String {
    count == 0 ? "–" : Self.words(sum / Double(count), visit)
  }

  private static func words(_ seconds: Double, _ visit: Visit) -> String {
    seconds >= 1
      ? visit.text.decimal(seconds) + "\u{00A0}s"
      : visit.text.decimal(seconds * 1000, seconds < 0.01 ? 1 : 0) + "\u{00A0}ms"
  }
}
