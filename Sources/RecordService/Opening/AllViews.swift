import AuditTrail
import DocumentIndex
import EnrolmentStatistics
import RecordDirectory
package import Views

/// The views of this version.
package enum AllViews {
  package static let projectors: [any Projector.Type] = [
    AuditTrail.self, DocumentIndex.self, EnrolmentStatistics.self, RecordDirectory.self,
  ]
}
