import Audit
import CarnetCore

/// What of an evidence package people read.
enum EvidencePage {
  /// A page that says in plain words what was asked and found; it prints, and runs nothing.
  static func html(
    _ table: Table,
    question: String,
    parameters: [String],
    askedBy: String,
    reason: String,
    at moment: Instant,
    size: UInt64,
    root: Digest,
    checkpoint: String
  ) -> String {
    EvidenceDocument(
      question: question,
      parameters: parameters,
      askedBy: askedBy,
      reason: reason,
      asked: moment,
      size: size,
      root: root,
      checkpoint: checkpoint,
      isFrench: say("fr", "en") == "fr"
    )
    .html(table.columns.map(\.heading), table.rows.map { $0.map(\.shown) })
  }

  /// Text never becomes markup: names and reasons come from outside.
  static func escape(_ text: String) -> String { EvidenceDocument.escape(text) }

  static let readme = EvidenceDocument.readme
}
