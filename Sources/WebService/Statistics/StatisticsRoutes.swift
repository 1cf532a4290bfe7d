import CarnetCore
import Dispatch
import FHIR
import HTTPTypes
import Hummingbird
import MedicalRecord
import RecordService
import Statistics

/// Figures without anybody in them, for those who follow enrolment: the answers of `carnet stats`, as
/// JSON, CSV or a MeasureReport.
struct StatisticsRoutes: Sendable {
  let service: RecordService
  let base: ServiceBase
  // Tables of many cells take seconds: one at a time, off the threads that answer requests.
  private let queue = DispatchQueue(label: "carnet.statistics")

  init(service: RecordService, base: ServiceBase) {
    self.service = service
    self.base = base
  }

  var routes: [Route] { StatisticsIndicator.allCases.map(route) }

  private func route(_ indicator: StatisticsIndicator) -> Route {
    Route(
      method: .get,
      path: RoutePath("/statistics/\(indicator.rawValue)"),
      family: .statistics,
      access: .caller,
      summary: indicator.summary,
      parameters: indicator.parameters + Self.common,
      answers: [
        (
          200,
          ["application/json", "text/csv", "application/fhir+json", "application/fhir+xml"],
          Words("un tableau, et ce sur quoi il repose", "a table, and what it rests on")
        )
      ]
    ) { call in
      let caller = try call.requireCaller()
      guard caller.isStaff else {
        throw WebRefusal(
          .forbidden,
          .forbidden,
          "les statistiques sont pour les agents, auditeurs et opérateurs",
          "statistics are for agents, auditors and operators"
        )
      }
      let form = try StatisticsForm(call)
      let question = try StatisticsQuestion(
        indicator,
        call,
        today: StatisticsDay.of(service.clock())
      )
      if form.isMeasureReport, question.query.every != nil {
        throw WebRefusal.malformed(
          "un MeasureReport est d'une période : « every » est pour json et csv",
          "a MeasureReport is of one period: \"every\" is for json and csv"
        )
      }
      try await trace(question, caller.caller)
      return try form.response(
        try await answer(question),
        question,
        at: FHIRSite(
          base: base.text + "/fhir",
          custodian: Institution(name: service.identity.origin)
        ),
        computed: service.clock()
      )
    }
  }

  private static let common = [
    FHIRRoutes.parameter("asOf", "dernier jour compté", "last day that counts"),
    FHIRRoutes.parameter(
      "threshold",
      "ne montre pas les effectifs inférieurs ; plus bas que \(StatisticsQuery.usualThreshold) : auditeurs et opérateurs, avec X-Carnet-Reason, tracé",
      "does not show counts below it; lower than \(StatisticsQuery.usualThreshold): auditors and operators, with X-Carnet-Reason, traced"
    ), FHIRRoutes.parameter("format", "json, csv, fhir", "json, csv, fhir"),
  ]

  /// Figures that name nobody leave no trace; to see small counts does, before anything is shown.
  private func trace(_ question: StatisticsQuestion, _ caller: Caller) async throws {
    guard question.query.threshold < StatisticsQuery.usualThreshold else { return }
    if case .insuranceAgent = caller.identity {
      throw WebRefusal(
        .forbidden,
        .forbidden,
        "les petits effectifs sont pour les auditeurs et les opérateurs",
        "small counts are for auditors and operators"
      )
    }
    guard !caller.reason.isEmpty else {
      throw WebRefusal.malformed(
        "un seuil sous \(StatisticsQuery.usualThreshold) demande un motif : X-Carnet-Reason",
        "a threshold below \(StatisticsQuery.usualThreshold) needs a reason: X-Carnet-Reason"
      )
    }
    _ = try await service.traceQuestion(
      "stats \(question.indicator.rawValue)",
      ["threshold \(question.query.threshold)"]
        + question.query.dimensions.map { "by \($0.rawValue)" },
      answers: 0,
      caller.context()
    )
  }

  private func answer(_ question: StatisticsQuestion) async throws -> StatisticsAnswer {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [service] in
        continuation.resume(
          with: Result { () throws -> StatisticsAnswer in
            do {
              return try question.ask(try StatisticsSession(service))
            } catch let failure as StatisticsFailure {
              throw WebRefusal(failure)
            }
          }
        )
      }
    }
  }
}
