package import CarnetCore
package import EventLog
package import MedicalRecord
import RecordService

/// Question 14: who gave or withdrew rights on this record, and from when to when do they hold.
package struct Grants: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var position: Position
    package var time: Instant
    package var type: EventType
    /// Who acted.
    package var actor: Actor
    package var reason: String
    /// On whom; nil for a consent to all.
    package var subject: Actor?
    /// What is consented to, how widely is blocked, for which motive.
    package var what: String
    package var until: Instant?
  }

  private let asked: Pseudonym
  private let period: Range<Instant>?
  private let limit: Int

  package init(on record: Pseudonym, in period: Range<Instant>? = nil, limit: Int = 1000) {
    asked = record
    self.period = period
    self.limit = limit
  }

  package var name: String { "grants" }
  package var parameters: [String] { [asked.description] + Parameters.words(period) }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    Array(
      try ground.service.history(of: asked).events
        .filter { period?.contains($0.time) ?? true }
        .compactMap(Self.row)
        .prefix(limit)
    )
  }

  package func events(behind row: Row) -> [Position] { [row.position] }

  private static func row(_ event: OpenedEvent) -> Row? {
    guard let body = event.body, let fact = body.fact, let right = Right(fact) else { return nil }
    return Row(
      position: event.position,
      time: event.time,
      type: event.type,
      actor: body.context.actor,
      reason: body.context.reason,
      subject: right.subject,
      what: right.what,
      until: right.until > 0 ? Instant(milliseconds: right.until) : nil
    )
  }

  private struct Right {
    var subject: Actor?
    var what = ""
    var until: Int64 = 0

    init?(_ fact: Fact) {
      switch fact {
      case .consentGranted(let consent): what = "\(consent.subject)"
      case .consentWithdrawn(let consent): what = "\(consent.subject)"
      case .consentCollected(let collected):
        subject = collected.structure
        what = "feeding \(collected.feeding), reading \(collected.reading)"
      case .authorisationGranted(let granted):
        subject = granted.professional
        until = granted.until
        what = granted.express ? "express" : ""
      case .authorisationRevoked(let revoked): subject = revoked.professional
      case .authorisationExpired(let expired): subject = expired.professional
      case .treatingDoctorNamed(let named): subject = named.professional
      case .treatingDoctorEnded(let ended): subject = ended.professional
      case .careTeamJoined(let joined):
        subject = joined.member
        what = joined.episode
        until = joined.until
      case .careTeamLeft(let left):
        subject = left.member
        what = left.episode
      case .actorBlocked(let blocked):
        subject = blocked.target
        what = "\(blocked.scope)"
        until = blocked.until
      case .actorUnblocked(let unblocked):
        subject = unblocked.target
        what = "\(unblocked.scope)"
      default:
        guard readHolder(fact) else { return nil }
      }
    }

    private mutating func readHolder(_ fact: Fact) -> Bool {
      switch fact {
      case .representativeNamed(let named):
        subject = named.representative
        what = named.relation
        until = named.until
      case .representativeEnded(let ended): subject = ended.representative
      case .heirAdmitted(let heir):
        subject = heir.heir
        what = "\(heir.motive)"
        until = heir.until
      case .heirEnded(let heir): subject = heir.heir
      default: return false
      }
      return true
    }
  }
}
