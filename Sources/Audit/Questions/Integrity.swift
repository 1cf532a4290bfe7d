package import CarnetCore
package import EventLog
import Ledger
import RecordService
package import Views

/// Question 18: is anything missing: gaps, cuts, clock jumps, records that a view set aside.
package struct Integrity: AuditQuestion {
  package enum Row: Sendable {
    /// Signed heads whose root was computed again from the tree and is the same.
    case headsHold(count: Int, last: UInt64?)
    /// Every byte was read again.
    case verified(events: UInt64, segments: Int, bytes: UInt64)
    case finding(Finding)
    /// A tail that a crash left and a recovery cut; nothing acknowledged was in it.
    case tailCut(Position, Instant)
    /// Time went back, or far ahead, from one event to the next.
    case clockJump(Position, from: Instant, to: Instant)
    case viewBehind(String, applied: UInt64)
    case parked(String, ParkedRecord)

    /// Whether somebody must look at it.
    package var isAlarm: Bool {
      switch self {
      case .headsHold, .verified, .tailCut: false
      case .finding(let finding): finding.isDamage
      case .clockJump, .viewBehind, .parked: true
      }
    }
  }

  private let isDeep: Bool

  /// - Parameter deep: also reads every byte of the log again, which takes a second for some
  ///   millions of events.
  package init(deep: Bool = false) { isDeep = deep }

  package var name: String { isDeep ? "integrity --deep" : "integrity" }
  package var parameters: [String] { [] }

  /// Back by more than a minute, or ahead by more than a month.
  private static let backMilliseconds: Int64 = 60_000
  private static let aheadMilliseconds: Int64 = 31 * Instant.millisecondsPerDay
  private static let jumpsMax = 100
  /// Of the signed heads so many of the last are computed again when not all bytes are.
  private static let headsChecked = 64

  package func rows(_ ground: AuditGround) async throws -> [Row] {
    let service = ground.service
    var rows = service.openingFindings.map(Row.finding)
    let (heads, findings, _) = try CheckpointStore.read(
      service.identity,
      service.fileSystem,
      service.directory.log
    )
    rows += findings.map(Row.finding)
    for head in heads.suffix(Self.headsChecked) {
      guard try service.tree.root(atSize: head.size) == head.checkpoint.root else {
        rows.append(
          .finding(
            Finding(
              .checkpointRootDiffers(size: head.size),
              file: "log/checkpoints",
              offset: head.offset
            )
          )
        )
        continue
      }
    }
    rows.append(
      .headsHold(count: min(heads.count, Self.headsChecked), last: heads.last?.size)
    )
    rows += try cuts(service)
    rows += try views(service, ground.size)
    if isDeep { rows += try await deep(service, ground.size) }
    return rows
  }

  private func cuts(_ service: RecordService) throws -> [Row] {
    guard let head = service.index.head(of: .system) else { return [] }
    var cuts: [Row] = []
    try service.reader.walkBack(from: head) { block, index in
      if block.types[index] == .tailTruncated {
        cuts.append(.tailCut(block.position(index), block.times[index]))
      }
      return true
    }
    return cuts.reversed()
  }

  private func views(_ service: RecordService, _ size: UInt64) throws -> [Row] {
    func rows<P: Projector>(_ projector: P.Type) throws -> [Row] {
      try ViewReader(projector, in: service.directory.views)
        .read { session in
          let behind: [Row] =
            session.progress.applied < size
            ? [.viewBehind(P.name, applied: session.progress.applied)] : []
          return behind + (try session.parkedRecords().map { .parked(P.name, $0) })
        }
    }
    return try AllViews.projectors.flatMap { try rows($0) }
  }

  private func deep(_ service: RecordService, _ size: UInt64) async throws -> [Row] {
    let report = try await LogVerifier(service.fileSystem, service.directory.log).verify()
    var rows = report.findings.map(Row.finding)
    rows.append(
      .verified(events: report.size, segments: report.segments, bytes: report.bytes)
    )
    let cursor = try service.reader.cursor(from: .zero)
    var last: Instant?
    var jumps = 0
    while let block = try cursor.next(), jumps < Self.jumpsMax {
      for index in 0..<block.count {
        let time = block.times[index]
        if let last {
          let step = time.milliseconds - last.milliseconds
          if step < -Self.backMilliseconds || step > Self.aheadMilliseconds {
            rows.append(.clockJump(block.position(index), from: last, to: time))
            jumps += 1
          }
        }
        last = time
      }
    }
    return rows
  }

  package func events(behind row: Row) -> [Position] {
    switch row {
    case .tailCut(let position, _), .clockJump(let position, _, _): [position]
    case .headsHold, .verified, .finding, .viewBehind, .parked: []
    }
  }
}
