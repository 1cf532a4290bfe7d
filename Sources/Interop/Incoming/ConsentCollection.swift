package import CarnetCore
package import MedicalRecord

/// The two consents of an episode of care and what a hospital knows of the record, as IHE PAM France
/// sends them in the segment ZFA (domain 1.3).
package struct ConsentCollection: Hashable, Sendable {
  package var identity: PatientIdentity
  /// ZFA-1; nil where nothing is said.
  package var recordStatus: RecordStatus?
  /// ZFA-9.
  package var feeding: Feeding
  /// ZFA-11.
  package var reading: Reading
  /// The stay or visit for which they were collected (PV1-19, else PID-18).
  package var episode: InstanceIdentifier?
  /// The episode's number where its authority has no OID.
  package var episodeNumber: String?
  package var structure: Structure
  /// When they were collected: the later of ZFA-10 and ZFA-12, else when the event took place.
  package var instant: Instant
  /// The message's own identifier (MSH-10), by which a repetition is told.
  package var messageID: String
  package var findings: [ImportFinding]

  /// What the sender was told of the record.
  package enum RecordStatus: String, Hashable, Sendable, CaseIterable {
    case active = "ACTIF"
    case closed = "FERME"
    case nonexistent = "INEXISTANT"
  }

  /// Whether the patient lets the structure feed the record.
  package enum Feeding: String, Hashable, Sendable, CaseIterable {
    case notCollected = "NA"
    /// Informed, opposed, for a legitimate reason (CSP R1111-47).
    case opposed = "IO"
    case notOpposed = "INO"
  }

  /// Whether the patient lets the structure read the record.
  package enum Reading: String, Hashable, Sendable, CaseIterable {
    case notCollected = "NA"
    case refused = "INC"
    case agreed = "IC"
  }

  /// Where they were collected.
  package struct Structure: Hashable, Sendable {
    /// The local name, `CHU-X`.
    package var name: String?
    /// The number behind the name, which is a FINESS in most messages.
    package var identifier: String?
  }

  /// Whether either question was asked.
  package var isCollected: Bool { feeding != .notCollected || reading != .notCollected }
}
