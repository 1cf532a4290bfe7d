package import CarnetCore
package import DeadlineBoard
package import EventLog
package import MedicalRecord
import Views

/// Why an approved erasure does not go on.
package enum ErasureFailure: Error, Hashable, Sendable {
  /// The same operator approved before: another one must.
  case needsAnotherOperator(String)
  case operatorWithoutName
}

/// What an approval brought about.
package enum ErasureStep: Sendable {
  /// One approval stands; a second operator's is missing.
  case approved(at: Position, by: String)
  case erased(ErasureReceipt)
}

/// Four eyes: two operators approve an erasure before any key is destroyed.
extension RecordService {
  /// How long an approval counts where nothing else bounds it.
  static let approvalDays = 30

  /// Approves an erasure, and carries it out when it is the second operator who approves.
  ///
  /// - Throws: `ServiceFailure.refused` when the record may not be erased on this ground now: no
  ///   request, a legal hold, a retention that runs.
  package func approveErasure(
    of record: Pseudonym,
    _ ground: Carnet_V1_ErasureGround,
    _ context: EventContext
  ) async throws -> ErasureStep {
    let name = context.actor.identifierText
    guard !name.isEmpty else { throw ErasureFailure.operatorWithoutName }
    guard index.head(of: record) != nil, record.isOfARecord else {
      throw ServiceFailure.unknownRecord(record)
    }
    let now = clock()
    let state = try state(of: record)
    do throws(Refusal) {
      try state.checkMayBeErased(ground, now: now)
    } catch {
      throw ServiceFailure.refused(error)
    }
    try runner.requireUpToDate(LogFeed(self))
    let standing = try approvals(of: record, ground, now)
    if standing.contains(where: { $0.operator == name }) {
      throw ErasureFailure.needsAnotherOperator(name)
    }
    var fact = Carnet_V1_ErasureApproved()
    fact.record = record.rawValue
    fact.ground = ground
    let receipt = try await append(.system, [.erasureApproved(fact)], context)
    let position = receipt.positions.first ?? .zero
    guard let first = standing.last else { return .approved(at: position, by: name) }
    var warrant = ErasureWarrant()
    warrant.ground = ground
    warrant.approvals = [first.position, position]
    if ground == .request { warrant.requested = try requestTime(of: record) }
    return .erased(try await erase(record, warrant))
  }

  /// Approvals that count: given after what they approve, on the same ground, not too long ago.
  private func approvals(
    of record: Pseudonym,
    _ ground: Carnet_V1_ErasureGround,
    _ now: Instant
  ) throws -> [DeadlineBoard.Approval] {
    let board = ViewReader(DeadlineBoard.self, in: directory.views)
    return try board.read { session in
      let begun = try session.deadlines(record: record, limit: 1000)
        .first { row in
          switch ground {
          case .request: row.deadline.key.kind == .erasure
          case .retention: row.deadline.key.kind == .retention
          default: false
          }
        }
      return try session.approvals(of: record)
        .filter { Self.counts($0, ground, after: begun?.set, now) }
    }
  }

  private func requestTime(of record: Pseudonym) throws -> Instant? {
    let board = ViewReader(DeadlineBoard.self, in: directory.views)
    let row = try board.read { session in
      try session.deadlines(of: .erasure, record: record, limit: 1).first
    }
    guard let row else { return nil }
    let (block, index) = try reader.block(containing: row.set)
    return block.times[index]
  }
}
