package import CarnetCore
package import MedicalRecord

/// Somebody's way into one record in an emergency, for as long as it lasts.
package struct EmergencySession: Sendable, Hashable {
  package var record: Pseudonym
  package var mode: EmergencyMode
  package var until: Instant
}

extension RecordDesk {
  /// Breaks the glass, or enters for the regulation of a call: by the caller's mode and its reason.
  ///
  /// The session is written once, with when it ends and by when a second person reviews it; reads in
  /// the same mode stand under it, each with a trace of its own, until it has ended. A read after
  /// that opens another, with its own review.
  ///
  /// - Throws: `.forbidden` where the holder opposes the mode, or no reason is given.
  package func openEmergency(
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Traced<EmergencySession> {
    let mode: EmergencyMode
    switch caller.mode {
    case .normal: throw .badParameter("mode")
    case .breakGlass: mode = .breakGlass
    case .regulation: mode = .regulation
    }
    let record = try await find(reference, for: caller)
    let opened = try await read(record, by: caller, asking: { _ in .record(.emergencyCard) }) {
      ground in
      let key = RecordState.EmergencySession(caller.actor, mode)
      let known = ground.dossier.state.sessions[key].flatMap { $0 > ground.now ? $0 : nil }
      let minutes = ground.rules.timers.emergencySessionMinutes
      return Shown(known ?? ground.now.adding(minutes: minutes))
    }
    return Traced(
      value: EmergencySession(record: record, mode: mode, until: opened.value),
      receipt: opened.receipt,
      asOf: opened.asOf,
      rule: opened.rule,
      relation: opened.relation
    )
  }

  /// Leaves a record that the caller entered in an emergency, before the session's time is over.
  ///
  /// - Throws: `.refused(.noEmergencySession)` where none of the caller's is open; to whoever may not
  ///   know of the record, `.notFound`.
  package func endEmergency(
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    let actor = caller.actor
    return try await act(on: record, by: caller) { ground throws(Refusal) in
      .write(Draft(try ground.state.endEmergency(of: actor, now: ground.now)), record)
    }
  }

  /// The caller's own session in a record, for what stays on the screen all the time (EX_0.2-1050).
  ///
  /// Nil where none is open; tells nothing of the record.
  package func emergencySession(
    in record: Pseudonym,
    of caller: Caller
  ) throws(ServingFailure) -> EmergencySession? {
    do {
      let now = service.clock()
      let sessions = try service.state(of: record).sessions
      for mode in [EmergencyMode.breakGlass, .regulation] {
        if let until = sessions[RecordState.EmergencySession(caller.actor, mode)], until > now {
          return EmergencySession(record: record, mode: mode, until: until)
        }
      }
      return nil
    } catch {
      throw ServingFailure(error)
    }
  }
}
