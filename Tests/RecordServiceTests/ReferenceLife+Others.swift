import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// A minor with a secret, a refusal, a suspension, a death, a doubt, an erasure.
extension ReferenceLife {
  mutating func minor() async throws {
    let record = try await open(
      .generalPractitioner,
      Self.identity(matricule: "114057621700187", name: "HAUVEL", given: "TOM", birth: "2014-05"),
      .ageBand015,
      .male
    )
    let now = now
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      try ground.state.nameRepresentative(.mother, relation: "MTH", until: now.adding(years: 2))
    }
    try await deposit(
      record,
      Self.letter(20),
      "Consultation confidentielle",
      labels: [.representatives],
      secret: true,
      by: .surgeon
    )
    try await read(record, .record(.list), by: .mother, .patientAccess)
    try await read(record, .document(1), by: .mother, .patientAccess)
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      try ground.state.endRepresentative(.mother)
    }
  }

  mutating func refused() async throws {
    let record = try service.drawPseudonym()
    let identity = Self.identity(
      matricule: "188047635100143",
      name: "GOUPIL",
      given: "MARC",
      birth: "1988-04-02"
    )
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      var announced = Carnet_V1_RecordAnnounced()
      announced.means = .post
      return try ground.state.announce(
        announced,
        identity: identity,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.refuseOpening(through: .insuranceDesk)
    }
    try await askForErasure(record)
  }

  mutating func suspendedAndBack() async throws {
    let record = try await open(
      .hospital,
      Self.identity(
        matricule: "271117644700176",
        name: "MALLET",
        given: "ODILE",
        birth: "1971-11-30"
      ),
      .ageBand5064,
      .female
    )
    for reason in [ClosureReason.malfunction, .fraud] {
      try await take(record, by: .administrator, .administration, reason: "accès anormaux") {
        ground throws(Refusal) in
        try ground.state.suspend(reason, rules: ground.rules, now: ground.now)
      }
      if reason == .malfunction {
        try await take(record, by: .administrator, .administration, reason: "réparé") {
          ground throws(Refusal) in try ground.state.resume()
        }
      }
    }
    try await clock(record, Deadline.Key(.suspension))
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.reactivate(through: .site, wording: "2026-01", consentGiven: true)
    }
  }

  mutating func dead() async throws {
    let record = try await open(
      .insuranceDesk,
      Self.identity(
        matricule: "141027608500129",
        name: "SÉNÉCAL",
        given: "ANDRÉ",
        birth: "1941-02-08"
      ),
      .ageBand75Plus,
      .male
    )
    try await deposit(record, Self.letter(40), "Compte rendu d'hospitalisation")
    let date = PartialDate("2027-06-18")
    try await take(record, by: .agent, .administration, reason: "acte de décès") {
      ground throws(Refusal) in
      try ground.state.recordDeath(on: date, rules: ground.rules, now: ground.now)
    }
    try await take(record, by: .administrator, .administration, reason: "demande écrite") {
      ground throws(Refusal) in
      try ground.state.admitHeir(
        .heir,
        motive: .causeOfDeath,
        documents: [1],
        rules: ground.rules,
        now: ground.now
      )
    }
    try await read(record, .document(1), by: .heir, .patientAccess)
    try await take(record, by: .administrator, .administration, reason: "demande satisfaite") {
      ground throws(Refusal) in try ground.state.endHeir(.heir)
    }
  }

  mutating func doubted(with other: Pseudonym) async throws {
    let record = try await open(
      .pharmacy,
      Self.identity(
        matricule: "209037654000115",
        name: "DUBOSQ",
        given: "LOUISE",
        birth: "2009-03-14"
      ),
      .ageBand1624,
      .female
    )
    try await take(record, by: .administrator, .administration) { ground throws(Refusal) in
      try ground.state.raiseConflict(with: other, traits: ["birthName"])
    }
    try await take(record, by: .administrator, .administration, reason: "pièce d'identité") {
      ground throws(Refusal) in
      try ground.state.settleConflict(with: other, as: .differentPeople)
    }
  }

  /// Closed, asked to be erased, held back by a proceeding, approved by two, and gone.
  mutating func erased() async throws {
    let record = try await open(
      .site,
      Self.identity(
        matricule: "295127612000161",
        name: "VASSE",
        given: "INÈS",
        birth: "1995-12-24"
      ),
      .ageBand2534,
      .female
    )
    try await deposit(record, Self.letter(60), "Ordonnance")
    try await take(record, by: .holder, reason: "ne souhaite plus de dossier") {
      ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    let (request, requested) = try await askForErasure(record)
    var approved = Carnet_V1_ErasureApproved()
    approved.record = record.rawValue
    approved.ground = .request
    approved.request = request?.positions.first?.rawValue ?? 0
    var approvals: [UInt64] = []
    for name in ["operator-1", "operator-2"] {
      let receipt = try await note(
        .system,
        .erasureApproved(approved),
        by: Actor(.operator, identifier: name),
        reason: "demande de la titulaire"
      )
      approvals += receipt.positions.map(\.rawValue)
    }
    let closed = try service.state(of: record)
    try closed.checkMayBeErased(.request, now: now)
    let receipt = try service.keys.shred(record, at: now)
    var erased = Carnet_V1_RecordErased()
    erased.contentKeyCommitment = Data(receipt.contentCommitment)
    erased.traceKeyCommitment = Data(receipt.traceCommitment)
    erased.eventsCovered = (closed.revision?.rawValue ?? 0) + 1
    erased.epochBefore = receipt.epochBefore
    erased.epochAfter = receipt.epochAfter
    erased.ground = .request
    erased.approvals = approvals
    erased.backupHorizon = now.adding(days: 30).milliseconds
    erased.requested = requested.milliseconds
    pass()
    _ = try await service.append(record, [.recordErased(erased)], EventContext(), time: now)
  }

  /// Asked for by the holder, held back by a proceeding for a while.
  @discardableResult
  mutating func askForErasure(
    _ record: Pseudonym
  ) async throws -> (AppendReceipt?, Instant) {
    let request = try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
    let requested = now
    let until = now.adding(days: 60)
    try await take(record, by: .administrator, .administration) { ground throws(Refusal) in
      try ground.state.placeHold("TJ Rouen 26/01182", until: until)
    }
    try await take(record, by: .administrator, .administration) { ground throws(Refusal) in
      try ground.state.liftHold("TJ Rouen 26/01182")
    }
    return (request, requested)
  }
}
