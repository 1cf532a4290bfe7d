package import CarnetCore
package import EventLog
package import MedicalRecord
import RecordDirectory
import Views

/// Opens a record for a person, or announces that one will be opened.
///
/// Two people are never merged: who carries the matricule of somebody else with other traits gets a
/// record of their own, with the doubt noted in it.
package struct RecordOpening: Sendable {
  package enum Way: Hashable, Sendable {
    case channel(Channel)
    case announcement(Carnet_V1_AnnouncementMeans)
  }

  package var identity: PatientIdentity
  /// Named problems of the identity, such as a wrong key.
  package var findings: [String] = []
  package var way: Way
  /// INSEE code of the commune of residence; empty where it is not known.
  package var commune = ""
  package var consentGiven = false
  /// The person's answers to the two emergency questions; both are yes by default (BB#101).
  package var emergency = true
  package var regulation = true
  /// Whoever opens it has seen that this is not the person of a record with the same traits.
  package var isAnotherPerson = false
  /// Whoever opens it has seen that this is the person of that record, which has the same traits.
  package var samePersonAs: Pseudonym?

  package init(_ identity: PatientIdentity, _ way: Way) {
    self.identity = identity
    self.way = way
  }
}

/// A record that was opened or announced.
package struct OpenedRecord: Sendable {
  package var record: Pseudonym
  package var receipt: AppendReceipt
  /// Others who carry the same matricule with other traits, or the same traits without a matricule.
  package var doubts: [Pseudonym]
}

extension RecordService {
  /// - Throws: `ServiceFailure.refused(.recordExists)` when the person has one,
  ///   `ServiceFailure.resembles` when records have the same traits and no INS tells whether they are
  ///   this person's; nothing was changed.
  package func open(
    _ opening: RecordOpening,
    _ context: EventContext
  ) async throws -> OpenedRecord {
    guard isWriter else { throw ServiceFailure.openedForReading }
    try runner.requireUpToDate(LogFeed(self))
    var doubts: [(record: Pseudonym, traits: [IdentityTrait])] = []
    var target: Pseudonym?
    switch try resolver().resolve(opening.identity) {
    case .new, .unknownNumber, .ambiguousNumber: break
    case .conflicting(let conflicts): doubts = conflicts
    case .resembling(let others):
      if let known = opening.samePersonAs, others.contains(where: { $0.record == known }) {
        target = try announced(known)
        break
      }
      guard opening.isAnotherPerson else {
        throw ServiceFailure.resembles(others.map(\.record))
      }
      doubts = others
    case .existing(let known):
      target = try announced(known)
    }
    let record = try target ?? drawPseudonym()
    let receipt = try await perform(on: record, context) { ground throws(Refusal) in
      var facts = try Self.facts(opening, ground)
      for doubt in doubts {
        var raised = Carnet_V1_IdentityConflictRaised()
        raised.otherRecord = doubt.record.rawValue
        raised.traits = doubt.traits.map(\.rawValue)
        facts.append(.identityConflictRaised(raised))
      }
      return facts
    }
    guard let receipt else { throw ServiceFailure.append(.emptyWrite) }
    return OpenedRecord(record: record, receipt: receipt, doubts: doubts.map(\.record))
  }

  /// A record that was announced or refused before: the person asks at a channel now.
  private func announced(_ known: Pseudonym) throws -> Pseudonym {
    let status = try state(of: known).status
    guard status == .announced || status == .refused else {
      throw ServiceFailure.refused(.recordExists)
    }
    return known
  }

  private static func facts(
    _ opening: RecordOpening,
    _ ground: DecisionGround
  ) throws(Refusal) -> [Fact] {
    let identity = IdentityRecorded(opening.identity, findings: opening.findings)
    let band = Carnet_V1_AgeBand(
      opening.identity.birthDate.flatMap { AgeBand(birth: $0, on: ParisTime.day(of: ground.now)) }
    )
    switch opening.way {
    case .announcement(let means):
      var announced = Carnet_V1_RecordAnnounced()
      announced.means = means
      announced.commune = opening.commune
      announced.ageBand = band
      announced.sex = Carnet_V1_Sex(opening.identity.sex)
      return try ground.state.announce(
        announced,
        identity: identity,
        rules: ground.rules,
        now: ground.now
      )
    case .channel(let channel):
      var opened = RecordOpened()
      opened.channel = channel
      opened.commune = opening.commune
      opened.ageBand = band
      opened.sex = Carnet_V1_Sex(opening.identity.sex)
      var facts = try ground.state.open(
        opened,
        identity: identity,
        consentGiven: opening.consentGiven,
        rules: ground.rules,
        now: ground.now
      )
      for (subject, isAgreed) in [
        (ConsentSubject.emergency, opening.emergency), (.regulation, opening.regulation),
      ] {
        if isAgreed {
          var granted = Carnet_V1_ConsentGranted()
          granted.subject = subject
          facts.append(.consentGranted(granted))
        } else {
          var withdrawn = Carnet_V1_ConsentWithdrawn()
          withdrawn.subject = subject
          facts.append(.consentWithdrawn(withdrawn))
        }
      }
      return facts
    }
  }

  /// Finds whose record it is, among all that are not closed or erased.
  func resolver() -> IdentityResolver {
    let directory = ViewReader(RecordDirectory.self, in: directory.views)
    func candidate(_ entry: RecordDirectory.Entry) -> IdentityResolver.Candidate? {
      guard let identity = entry.identity, entry.status != .erased else { return nil }
      return IdentityResolver.Candidate(
        record: entry.record,
        identity: identity.patientIdentity
      )
    }
    return IdentityResolver(
      byMatricule: { ins in
        try directory.read { try $0.entries(matricule: ins.matricule).compactMap(candidate) }
      },
      byTraits: { identity in
        guard let birthDate = identity.birthDate else { return [] }
        return try directory.read {
          try $0.entries(birthName: identity.birthName, birthDate: birthDate)
            .compactMap(candidate)
        }
      }
    )
  }
}
