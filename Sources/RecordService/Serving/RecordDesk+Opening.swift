package import CarnetCore
import EventLog
package import MedicalRecord

extension Caller {
  /// Through which channel this caller opens records (BB#99); nil for those who open none.
  ///
  /// By who is at the desk: pharmacies, hospitals and clinics, physicians in town, the CPAM.
  package var openingChannel: Channel? {
    switch identity {
    case .insuranceAgent: return .insuranceDesk
    case .professional(let professional):
      if Profession.code(of: professional.profession) == "21" { return .pharmacy }
      if Self.hospitalSectors.contains(professional.sector) { return .hospital }
      let isPhysician = Profession.code(of: professional.profession) == "10"
      let isGeneralist = Self.generalPractice.contains(professional.skill)
      if professional.sector.isEmpty, !professional.structure.isEmpty, !isGeneralist {
        return .hospital
      }
      return isPhysician ? .generalPractitioner : nil
    case .structure, .patient, .representative, .heir, .auditor, .operator: return nil
    }
  }

  /// Sectors of activity (TRE_R02) of hospitals and clinics, public and private.
  private static let hospitalSectors: Set<String> = ["SA01", "SA02", "SA03", "SA04"]
  /// Skills (TRE_R38) of general medicine.
  private static let generalPractice: Set<String> = ["SM26", "SM53", "SM54"]
}

/// What a desk can do for somebody who has no record, under the rules of the day.
package struct DeskOpening: Sendable, Hashable {
  package var channel: Channel
  /// Whether records are opened at once, for whoever is present and consents.
  package var opensAtOnce: Bool
  /// Whether this desk announces openings: the health insurance does, and nobody else (R1111-28).
  package var announces: Bool
  /// Whether openings are announced at all.
  package var areAnnounced: Bool
  /// To object to an announced one.
  package var objectionDays: Int
  /// What the rules of the day are called; empty for those that the program brings along.
  package var rulesTitle: String
}

extension RecordDesk {
  /// What a caller's desk can do today; nil for those who open no records.
  package func deskOpening(for caller: Caller) throws(ServingFailure) -> DeskOpening? {
    guard let channel = caller.openingChannel else { return nil }
    do {
      let rules = try service.rules(at: service.clock())
      return DeskOpening(
        channel: channel,
        opensAtOnce: rules.opening.byChannel,
        announces: rules.opening.byAnnouncement && channel == .insuranceDesk,
        areAnnounced: rules.opening.byAnnouncement,
        objectionDays: rules.timers.objectionDays,
        rulesTitle: rules.title
      )
    } catch {
      throw ServingFailure(error)
    }
  }

  /// Announces to somebody at the insurance's desk that a record will be opened for them, unless they
  /// object in time (R1111-28).
  ///
  /// - Parameters:
  ///   - opening: who; its way is the announcement by `means`.
  ///   - means: how they are told in writing.
  ///   - caller: who sits at the desk.
  /// - Returns: the record, and until when the person may object.
  /// - Throws: `.refused(.recordExists)`, `.refused` with another reason of the domain,
  ///   `.forbidden(.notInMatrix)` for other desks; nothing was announced.
  package func announce(
    _ opening: RecordOpening,
    by means: Carnet_V1_AnnouncementMeans,
    for caller: Caller
  ) async throws(ServingFailure) -> Written<(opened: OpenedRecord, objectionUntil: Instant?)> {
    if let rule = caller.refusal { throw .forbidden(rule) }
    guard caller.openingChannel == .insuranceDesk else { throw .forbidden(.notInMatrix) }
    var opening = opening
    opening.way = .announcement(means)
    do {
      let opened = try await openOrNote(opening, caller)
      let state = try service.state(of: opened.record)
      return Written(
        value: (opened, state.deadlines[.init(.objection)]),
        receipt: WriteReceipt(opened.receipt)
      )
    } catch let failure as ServingFailure {
      throw failure
    } catch {
      throw ServingFailure(error)
    }
  }

  /// Opens or announces; where the person has a record already, that they were looked up stands in it
  /// before the caller learns of it.
  private func openOrNote(
    _ opening: RecordOpening,
    _ caller: Caller
  ) async throws(ServingFailure) -> OpenedRecord {
    do {
      try await views.bringUp()
      return try await service.open(opening, caller.context(.administration))
    } catch ServiceFailure.refused(.recordExists) {
      try await note(opening.identity, caller)
      throw .refused(.recordExists)
    } catch {
      throw ServingFailure(error)
    }
  }

  /// TD1.1: opens a record for somebody who is at the desk, through the caller's own channel.
  ///
  /// The events that open it name the caller, and are what they leave as a trace; where the person
  /// has a record already, that they were looked up stands in it before the caller learns of it.
  ///
  /// - Parameters:
  ///   - opening: who, and what they answered; its way is set by who calls.
  ///   - caller: who sits at the desk.
  /// - Throws: `.refused(.recordExists)`, `.refused` with another reason of the domain,
  ///   `.forbidden(.notInMatrix)` for those who open no records; nothing was opened.
  package func open(
    _ opening: RecordOpening,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<OpenedRecord> {
    if let rule = caller.refusal { throw .forbidden(rule) }
    guard let channel = caller.openingChannel else { throw .forbidden(.notInMatrix) }
    var opening = opening
    opening.way = .channel(channel)
    let opened = try await openOrNote(opening, caller)
    return Written(value: opened, receipt: WriteReceipt(opened.receipt))
  }

  /// The person, told that a record will be opened for them, objects at the desk (R1111-28).
  ///
  /// - Throws: `.notFound` where nothing was announced to anybody like this; `.refused`.
  package func objectToOpening(
    _ identity: PatientIdentity,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    if let rule = caller.refusal { throw .forbidden(rule) }
    guard let channel = caller.openingChannel else { throw .forbidden(.notInMatrix) }
    let record = try await known(identity)
    guard let record, try await isAnnounced(record) else {
      throw try await nothingThere(for: caller, ["traits"])
    }
    do {
      let receipt = try await service.perform(on: record, caller.context(.administration)) {
        ground throws(Refusal) in
        try ground.state.refuseOpening(through: channel)
      }
      guard let receipt else { throw ServingFailure.traceNotWritten(.emptyWrite) }
      return Written(value: record, receipt: WriteReceipt(receipt))
    } catch {
      throw ServingFailure(error)
    }
  }

  private func isAnnounced(_ record: Pseudonym) async throws(ServingFailure) -> Bool {
    do {
      return try service.state(of: record).status == .announced
    } catch {
      throw ServingFailure(error)
    }
  }

  /// The record of exactly that person; nil where there is none, or where it is not sure.
  private func known(_ identity: PatientIdentity) async throws(ServingFailure) -> Pseudonym? {
    do {
      try await views.bringUp()
      if case .existing(let record) = try service.resolver().resolve(identity) { return record }
      return nil
    } catch {
      throw ServingFailure(error)
    }
  }

  /// Writes into the record that its holder was found by the traits that a desk typed.
  private func note(
    _ identity: PatientIdentity,
    _ caller: Caller
  ) async throws(ServingFailure) {
    guard let record = try await known(identity) else { return }
    var found = Carnet_V1_RecordFound()
    found.criteria = identity.ins == nil ? ["birthName", "birthDate"] : ["matricule"]
    found.results = 1
    do {
      _ = try await service.append(record, [.recordFound(found)], caller.context())
    } catch {
      throw ServingFailure(error)
    }
  }
}
