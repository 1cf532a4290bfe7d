import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// Who runs a command that changes the service and not a record, and what the log shall say of it.
enum Administrator {
  /// The operator that the environment names (`CARNET_OPERATOR`), or the system's user.
  static var context: EventContext {
    var context = EventContext()
    context.actor = Actor(
      .operator,
      identifier: ProcessInfo.processInfo.environment["CARNET_OPERATOR"] ?? NSUserName()
    )
    context.purpose = .administration
    return context
  }

  /// Leaves the act in the log, or as a note for whoever writes it next.
  ///
  /// - Throws: a sentence when it cannot be kept: what was done is done, and nothing says so.
  static func note(
    _ action: Carnet_V1_Administration,
    _ parameters: [String] = [],
    record: Pseudonym? = nil,
    outcome: String = "",
    in service: RecordService
  ) async throws {
    let act = AdministrativeAct(
      action,
      parameters,
      record: record,
      outcome: outcome,
      by: context,
      at: service.clock()
    )
    do {
      try await service.note(act)
    } catch {
      let reason = Sentences.told(error).sentence
      throw Told(
        say(
          "c'est fait, mais le journal n'en saura rien : \(reason)",
          "it is done, but the log will not tell of it: \(reason)"
        ),
        .foundSomething
      )
    }
  }
}
