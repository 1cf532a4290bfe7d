import CarnetCore
import RecordService
import Synchronization

/// Exports that were asked for and may be fetched: what they cover and who asked.
///
/// Nothing of an export lies anywhere: its files are made as they are fetched, each record decided and
/// traced before it is given, so what was hidden or erased meanwhile is not in them.
final class ExportJobs: Sendable {
  struct Job: Sendable {
    var id: UInt64
    /// Whose it is: nobody else can fetch it or learn that there is one.
    var owner: Int
    var level: BulkExport.Level
    var parts: Set<BulkExport.Part>
    var from: Position
    var to: Position
    var request: String
    var time: Instant
    var expires: ContinuousClock.Instant
  }

  static let jobsMax = 64
  private static let life = Duration.seconds(3600)

  private let jobs = Mutex<[UInt64: Job]>([:])

  /// - Returns: nil when the owner has one already, or when there are too many.
  func add(
    owner: Int,
    _ make: (_ id: UInt64, _ expires: ContinuousClock.Instant) -> Job
  ) -> Job? {
    jobs.withLock { jobs in
      let now = ContinuousClock.now
      jobs = jobs.filter { $0.value.expires > now }
      guard jobs.count < Self.jobsMax, !jobs.values.contains(where: { $0.owner == owner }) else {
        return nil
      }
      let job = make(UInt64.random(in: 1...UInt64.max), now + Self.life)
      jobs[job.id] = job
      return job
    }
  }

  func job(_ id: UInt64?, of owner: Int) throws(WebRefusal) -> Job {
    let job = id.flatMap { id in jobs.withLock { $0[id] } }
    guard let job, job.owner == owner, job.expires > .now else { throw .notFound }
    return job
  }

  func remove(_ id: UInt64) { _ = jobs.withLock { $0.removeValue(forKey: id) } }
}
