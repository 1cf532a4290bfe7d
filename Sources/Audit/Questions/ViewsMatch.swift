package import CarnetCore
import RecordService
import Views

/// Question 21: do the views say what the log says.
package struct ViewsMatch: AuditQuestion {
  package struct Row: Sendable {
    package var view: String
    package var applied: UInt64
    /// Whether the view's root is the log's at that size.
    package var hasLogsPast: Bool
    package var parked: Int
    /// Whether a rebuild gives the same rows; nil where none was made.
    package var equalsRebuild: Bool?
    /// Of the view's rows; nil where they were not all read.
    package var digest: Digest?
    /// Tables that differ from the rebuild.
    package var differences: [String]
  }

  private let rebuilds: Bool

  /// - Parameter rebuild: builds every view anew beside the serving one, and compares.
  package init(rebuild: Bool) { rebuilds = rebuild }

  package var name: String { rebuilds ? "views --check" : "views" }
  package var parameters: [String] { [] }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try AllViews.projectors.map { try row($0, ground) }
  }

  private func row<P: Projector>(_ projector: P.Type, _ ground: AuditGround) throws -> Row {
    let service = ground.service
    let store = service.directory.views
    var row = try ViewReader(projector, in: store)
      .read { session in
        Row(
          view: P.name,
          applied: session.progress.applied,
          hasLogsPast: try service.tree.root(atSize: session.progress.applied)
            == session.progress.root,
          parked: try session.parkedRecords().count,
          equalsRebuild: nil,
          digest: nil,
          differences: []
        )
      }
    guard rebuilds else { return row }
    let report = try ViewCheck(projector, in: store).run(LogFeed(service))
    row.equalsRebuild = report.isSound
    row.digest = report.found
    row.differences = Set(report.differences.map(\.table)).sorted()
    return row
  }
}
