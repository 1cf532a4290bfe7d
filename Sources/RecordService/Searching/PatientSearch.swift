package import CarnetCore
import EventLog
package import MedicalRecord
import RecordDirectory
import Views

/// Looks for people's records by matricule or traits (TD0.5): traced in every record that is found,
/// whether or not anything of it is opened afterwards.
package struct PatientSearch: Sendable {
  /// What is known of the person.
  package enum Criteria: Hashable, Sendable {
    case matricule(String)
    case traits(birthName: String, birthDate: PartialDate, sex: Sex?, givenName: String?)

    /// What was searched by, never the values.
    var names: [String] {
      switch self {
      case .matricule: ["matricule"]
      case .traits(_, _, let sex, let given):
        ["birthName", "birthDate"] + (sex == nil ? [] : ["sex"])
          + (given == nil ? [] : ["givenName"])
      }
    }
  }

  /// A person who was found: as much as tells them apart.
  package struct Match: Hashable, Sendable {
    package var record: Pseudonym
    package var matricule: String?
    package var birthName: String
    package var givenNames: [String]
    package var birthDate: String
    package var sex: Carnet_V1_Sex
    package var opposesEmergency: Bool
    package var opposesRegulation: Bool
    package var isProvisional: Bool
  }

  package enum Failure: Error, Hashable, Sendable {
    /// Nothing is shown, so that nobody browses: narrow the criteria.
    case tooMany(Int)
    case actorWithoutIdentifier
  }

  /// More than that are not shown.
  package static let matchesMax = 10

  private let service: RecordService

  package init(_ service: RecordService) { self.service = service }

  /// - Returns: records that are open, by pseudonym; each has its trace before it is returned.
  package func run(_ criteria: Criteria, _ context: EventContext) async throws -> [Match] {
    guard !context.actor.identifierText.isEmpty else { throw Failure.actorWithoutIdentifier }
    guard service.isWriter else { throw ServiceFailure.openedForReading }
    try service.runner.requireUpToDate(LogFeed(service))
    let entries = try find(criteria)
      .filter { $0.status == .active || $0.status == .provisional }
    guard entries.count <= Self.matchesMax else {
      _ = try await note(criteria, entries.count, context)
      throw Failure.tooMany(entries.count)
    }
    var found = Carnet_V1_RecordFound()
    found.criteria = criteria.names
    found.results = UInt32(entries.count)
    if entries.isEmpty { _ = try await note(criteria, 0, context) }
    for entry in entries {
      _ = try await service.append(entry.record, [.recordFound(found)], context)
    }
    return entries.map(Match.init)
  }

  /// A search that shows nobody leaves its trace in the system's own stream.
  private func note(
    _ criteria: Criteria,
    _ count: Int,
    _ context: EventContext
  ) async throws -> AppendReceipt {
    var done = Carnet_V1_AdministrationDone()
    done.action = .directorySearched
    done.parameters = criteria.names
    done.outcome = "\(count)"
    return try await service.append(.system, [.administrationDone(done)], context)
  }

  private func find(_ criteria: Criteria) throws -> [RecordDirectory.Entry] {
    let directory = ViewReader(RecordDirectory.self, in: service.directory.views)
    return try directory.read { session in
      switch criteria {
      case .matricule(let matricule): return try session.entries(matricule: matricule)
      case .traits(let name, let date, let sex, let given):
        return try session.entries(birthName: name, birthDate: date)
          .filter { entry in
            guard let identity = entry.identity else { return false }
            if let sex, identity.sex != Carnet_V1_Sex(sex) { return false }
            guard let given else { return true }
            let wanted = NormalizedName(given)
            return identity.givenNames.contains { NormalizedName($0).begins(with: wanted) }
          }
      }
    }
  }
}

extension PatientSearch.Match {
  fileprivate init(_ entry: RecordDirectory.Entry) {
    func isOpposed(_ subject: ConsentSubject) -> Bool {
      if case .withdrawn? = entry.consents[subject] { true } else { false }
    }
    record = entry.record
    matricule = entry.identity?.matricule
    birthName = entry.identity?.birthName ?? ""
    givenNames = entry.identity?.givenNames ?? []
    birthDate = entry.identity?.birthDate ?? ""
    sex = entry.identity?.sex ?? .unknown
    opposesEmergency = isOpposed(.emergency)
    opposesRegulation = isOpposed(.regulation)
    isProvisional = entry.status == .provisional
  }
}
