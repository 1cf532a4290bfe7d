import AccessStatistics
import AuditTrail
import CarnetCore
import DeadlineBoard
import DocumentIndex
import EnrolmentStatistics
import FeedStatistics
import Notices
import RecordDirectory
import Views

/// The views together.
enum AllViews {
  static let projectors: [any Projector.Type] = [
    RecordDirectory.self, DocumentIndex.self, AuditTrail.self, EnrolmentStatistics.self,
    DeadlineBoard.self, Notices.self, FeedStatistics.self, AccessStatistics.self,
  ]

  /// The same, writing and loading their rows all the time.
  static let spilling: [any Projector.Type] = [
    Spilling<RecordDirectory>.self, Spilling<DocumentIndex>.self, Spilling<AuditTrail>.self,
    Spilling<EnrolmentStatistics>.self, Spilling<DeadlineBoard>.self, Spilling<Notices>.self,
    Spilling<FeedStatistics>.self, Spilling<AccessStatistics>.self,
  ]

  /// The digest of each, by name.
  static func digests(_ folder: TemporaryFolder) throws -> [String: Digest] {
    var digests: [String: Digest] = [:]
    for projector in projectors { digests[projector.name] = try digest(projector, folder) }
    return digests
  }

  private static func digest<P: Projector>(
    _ projector: P.Type,
    _ folder: TemporaryFolder
  ) throws -> Digest {
    try ViewReader(projector, in: folder.store).read { try $0.digest() }
  }

  /// The digests that a rebuild from these events gives.
  static func rebuilt(_ events: [ProjectedEvent]) throws -> [String: Digest] {
    let folder = try TemporaryFolder()
    try Rebuild(projectors, in: folder.store).run(ListFeed(events))
    return try digests(folder)
  }

  /// Views of their own folder, followed to the end of these events.
  static func followed(_ events: [ProjectedEvent]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try ViewRunner(projectors, in: folder.store).catchUp(ListFeed(events))
    return folder
  }
}
