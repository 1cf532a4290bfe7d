import AccessStatistics
import AuditTrail
package import CarnetCore
import DeadlineBoard
import DocumentIndex
import EnrolmentStatistics
import FeedStatistics
import Notices
import RecordDirectory
package import Views

/// The views of this version.
package enum AllViews {
  package static let projectors: [any Projector.Type] = [
    AccessStatistics.self, AuditTrail.self, DeadlineBoard.self, DocumentIndex.self,
    EnrolmentStatistics.self, FeedStatistics.self, Notices.self, RecordDirectory.self,
  ]
}

extension AllViews {
  /// How far a view is; nil when it was never built.
  package static func progress<P: Projector>(
    of projector: P.Type,
    in store: ViewStore
  ) throws -> ViewProgress? {
    guard try store.folder(of: projector).pointer() != nil else { return nil }
    return try ViewReader(projector, in: store).read { $0.progress }
  }

  /// The digest of a view's rows.
  package static func digest<P: Projector>(
    of projector: P.Type,
    in store: ViewStore
  ) throws -> Digest {
    try ViewReader(projector, in: store).read { try $0.digest() }
  }
}
