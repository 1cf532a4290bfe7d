package import CarnetCore
import EventLog
package import MedicalRecord
package import Notices
import RecordDirectory
import Views

import struct Foundation.Data

/// Sends what the outbox holds, by the means of the operator's choice, and writes down that it was
/// sent.
///
/// At least once: killed between the sending and its event, the notice is sent again under the same
/// identifier. Nothing clinical is ever in a notice: it says that something happened and where to
/// look, never what a document says, of what type it is, or who wrote it.
package struct NoticeDelivery: Sendable {
  /// A notice as it leaves.
  package struct Message: Hashable, Sendable {
    /// The same at every attempt.
    package var identifier: String
    package var kind: Carnet_V1_NoticeKind
    package var recipient: Carnet_V1_NoticeRecipient
    /// The doctor's national identifier; for the holder the INS, by which the operator's directory
    /// finds the address.
    package var address: String
    package var subject: String
    package var text: String
    package var raised: Instant

    package init(
      identifier: String,
      kind: Carnet_V1_NoticeKind,
      recipient: Carnet_V1_NoticeRecipient,
      address: String,
      subject: String,
      text: String,
      raised: Instant
    ) {
      self.identifier = identifier
      self.kind = kind
      self.recipient = recipient
      self.address = address
      self.subject = subject
      self.text = text
      self.raised = raised
    }
  }

  /// What a means of sending says.
  package enum Outcome: Hashable, Sendable {
    /// Delivered to the next hands; what these gave as their receipt.
    case sent(receipt: String)
    case failed(String)
  }

  package struct Report: Hashable, Sendable {
    package var sent = 0
    package var failed = 0
    package var givenUp = 0
    /// Not before a later moment, after failures.
    package var waiting = 0

    /// What the event says of the run.
    package var words: String {
      "sent \(sent), failed \(failed), given up \(givenUp), waiting \(waiting)"
    }
  }

  private let service: RecordService
  private let means: String
  private let wording: @Sendable (Notices.Row) -> (subject: String, text: String)
  private let send: @Sendable (Message) async -> Outcome

  /// - Parameters:
  ///   - service: the open service.
  ///   - means: what stands in the proof: `command` or `webhook` and its host.
  ///   - wording: the words of a notice, for people.
  ///   - send: hands a message over.
  package init(
    _ service: RecordService,
    means: String,
    wording: @escaping @Sendable (Notices.Row) -> (subject: String, text: String),
    send: @escaping @Sendable (Message) async -> Outcome
  ) {
    self.service = service
    self.means = means
    self.wording = wording
    self.send = send
  }

  /// Sends all that waits and may be tried now, the oldest first.
  package func run(limit: Int = .max, progress: (Int) -> Void = { _ in }) async throws -> Report {
    var report = Report()
    var after: (Position, String)?
    try service.runner.requireUpToDate(LogFeed(service))
    let outbox = ViewReader(Notices.self, in: service.directory.views)
    while report.sent + report.failed < limit {
      let last = after
      let rows = try await outbox.read { try $0.notices(.toSend, after: last, limit: 256) }
      guard let end = rows.last else { return report }
      after = (end.cause, end.recipientID)
      for row in rows where report.sent + report.failed < limit {
        guard row.nextAttempt <= service.clock() else {
          report.waiting += 1
          continue
        }
        try await deliver(row, &report)
        progress(report.sent + report.failed)
      }
    }
    return report
  }

  /// Sends, and writes down that it was done, by which means, and who had it done.
  ///
  /// A run that had nothing to send is no act.
  package func run(
    limit: Int = .max,
    by context: EventContext,
    progress: (Int) -> Void = { _ in }
  ) async throws -> Report {
    let report = try await run(limit: limit, progress: progress)
    if report.sent + report.failed > 0 {
      try await service.note(.noticesDelivered, [means], outcome: report.words, context)
    }
    return report
  }

  private func deliver(_ row: Notices.Row, _ report: inout Report) async throws {
    let (subject, text) = wording(row)
    let message = Message(
      identifier: row.identifier,
      kind: row.kind,
      recipient: row.recipient,
      address: try address(row),
      subject: subject,
      text: text,
      raised: row.raised
    )
    var context = EventContext()
    context.actor = Actor(.system, name: "outbox")
    context.purpose = .administration
    switch await send(message) {
    case .sent(let receipt):
      var fact = Carnet_V1_NoticeSent()
      fact.cause = row.cause.rawValue
      fact.kind = row.kind
      fact.recipient = row.recipient
      fact.recipientID = row.recipientID
      fact.means = means
      fact.attempts = row.attempts + 1
      fact.digest = Data(SHA256.digest(of: Array((subject + "\n" + text).utf8)).bytes)
      fact.receipt = String(receipt.prefix(200))
      try await service.perform(on: row.record, context) { _ in [.noticeSent(fact)] }
      report.sent += 1
    case .failed(let reason):
      var fact = Carnet_V1_NoticeFailed()
      fact.cause = row.cause.rawValue
      fact.kind = row.kind
      fact.recipient = row.recipient
      fact.recipientID = row.recipientID
      fact.means = means
      fact.attempts = row.attempts + 1
      fact.failure = String(reason.prefix(200))
      try await service.perform(on: row.record, context) { _ in [.noticeFailed(fact)] }
      report.failed += 1
      if Int(fact.attempts) >= Notices.attemptsMax { report.givenUp += 1 }
    }
  }

  private func address(_ row: Notices.Row) throws -> String {
    if row.recipient != .holder { return row.recipientID }
    let directory = ViewReader(RecordDirectory.self, in: service.directory.views)
    return try directory.read { try $0.entry(of: row.record)?.identity?.matricule } ?? ""
  }
}
