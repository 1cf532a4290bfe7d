import HTTPTypes
import Hummingbird
import RecordService

/// What supervisors and monitoring ask.
struct OperationRoutes: Sendable {
  let service: RecordService
  let following: ViewFollowing
  let metrics: ServiceMetrics
  let refused: RefusedTokens
  let started: ContinuousClock.Instant

  var routes: [Route] { [live, ready, prometheus] }

  private var live: Route {
    Route(
      method: .get,
      path: RoutePath("/live"),
      family: .operations,
      access: .anyone,
      summary: Words(
        "Le processus vit et peut écrire ; 503 : relancez-le",
        "The process lives and can write; 503: start it again"
      ),
      answers: [
        (200, ["application/json"], Words("vivant", "alive")),
        (503, ["application/json"], Words("à relancer", "to be started again")),
      ]
    ) { _ in
      let isDead = service.writerFailure != nil
      return .json(
        isDead ? #"{"status":"dead"}"# : #"{"status":"alive"}"#,
        status: isDead ? .serviceUnavailable : .ok
      )
    }
  }

  private var ready: Route {
    Route(
      method: .get,
      path: RoutePath("/ready"),
      family: .operations,
      access: .anyone,
      summary: Words(
        "Peut répondre : retard des vues, droit d'écrire",
        "Can answer: how far views are behind, whether the log can be written"
      ),
      answers: [
        (200, ["application/json"], Words("prêt", "ready")),
        (503, ["application/json"], Words("en retard ou mort", "lagging or dead")),
      ]
    ) { _ in
      let health = Health(service, following)
      return .json(health.json, status: health.state == .ready ? .ok : .serviceUnavailable)
    }
  }

  private var prometheus: Route {
    Route(
      method: .get,
      path: RoutePath("/metrics"),
      family: .operations,
      access: .anyone,
      summary: Words(
        "Mesures pour Prometheus ; depuis la machine même seulement",
        "Metrics for Prometheus; from the machine itself only"
      ),
      answers: [(200, ["text/plain"], Words("mesures", "metrics"))]
    ) { call in
      // Nothing personal, yet nobody else's business.
      guard ServiceConfiguration.isLoopback(call.place) || call.place.isEmpty else {
        throw WebRefusal.unknownPath
      }
      let text = MetricsText(
        metrics: metrics.now,
        health: Health(service, following),
        refusedTokens: await refused.totals,
        slots: service.keys.slotCount,
        syncs: service.syncTimes,
        uptime: (ContinuousClock.now - started) / .seconds(1)
      )
      return .text(text.encoded, type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }
}
