import FHIR
import HTTPTypes
import Hummingbird
import RecordService

/// Refusals of a FHIR handler: those that FHIR words itself keep their issues.
enum FHIRAnswer {
  static func answering(
    _ ground: FHIRGround,
    _ call: Call,
    _ body: () async throws -> Response
  ) async throws -> Response {
    do {
      return try await body()
    } catch let failure as FHIRFailure {
      return refused(failure, call)
    } catch let failure as ServingFailure {
      guard let told = self.failure(failure) else { throw failure }
      return refused(told, call)
    }
  }

  private static func refused(_ failure: FHIRFailure, _ call: Call) -> Response {
    let outcome = FHIRValue.operationOutcome(failure, in: FHIRGround.language(call))
    let isXML = FHIRForm(call.head)?.isXML ?? false
    return Response.bytes(
      outcome.bytes(isXML ? .xml : .json),
      type: FHIRForm(isXML: isXML).contentType,
      status: .init(code: failure.status)
    )
  }

  /// As FHIR says it; nil for what every route says alike.
  private static func failure(_ failure: ServingFailure) -> FHIRFailure? {
    switch failure {
    case .notFound: .notFound("resource")
    case .forbidden(let rule): FHIRFailure(rule)
    case .gone: .gone("resource")
    case .refused(let refusal): FHIRFailure(refusal)
    case .conflict(_, let actual): .versionConflict(current: "W/\"\(actual.rawValue)\"")
    case .ambiguous, .tooMany, .contentDamaged, .badCursor, .badParameter, .typeNotForThisCaller,
      .traceNotWritten, .behind, .unavailable:
      nil
    }
  }
}
