import CarnetCore
import SwiftProtobuf

/// What happened: one of the catalogue's messages.
///
/// The generated messages are the domain's event values: their schema is the catalogue
/// (`events.proto`, docs/events.md), and a second set of structures would only repeat it.
package typealias Fact = Carnet_V1_Body.OneOf_Fact
package typealias EventBody = Carnet_V1_Body
package typealias EventContext = Carnet_V1_Context
package typealias Actor = Carnet_V1_Actor
package typealias RecordOpened = Carnet_V1_RecordOpened
package typealias IdentityRecorded = Carnet_V1_IdentityRecorded
package typealias ContactRecorded = Carnet_V1_ContactRecorded
package typealias DocumentAdded = Carnet_V1_DocumentAdded
package typealias Channel = Carnet_V1_Channel
package typealias ConsentSubject = Carnet_V1_ConsentSubject
package typealias Visibility = Carnet_V1_Visibility
package typealias ClosureReason = Carnet_V1_ClosureReason
package typealias AccessKind = Carnet_V1_AccessKind
package typealias EmergencyMode = Carnet_V1_EmergencyMode
package typealias Purpose = Carnet_V1_Purpose
package typealias Relation = Carnet_V1_Relation
package typealias DeadlineKind = Carnet_V1_DeadlineKind
package typealias RulesPublished = Carnet_V1_RulesPublished
package typealias DenominatorPublished = Carnet_V1_DenominatorPublished
package typealias StatementKind = Carnet_V1_StatementKind
package typealias BlockScope = Carnet_V1_BlockScope

/// The catalogue's types: the number that stands in the envelope is the field number of the fact.
package enum FactKind: UInt16, CaseIterable, Sendable {
  case recordOpened = 16
  case identityRecorded = 17
  case identityConflictRaised = 18
  case identityConflictSettled = 19
  case consentGranted = 20
  case consentWithdrawn = 21
  case documentAdded = 22
  case documentReplaced = 23
  case documentHidden = 24
  case documentRevealed = 25
  case recordClosed = 26
  case recordErased = 27
  case contactRecorded = 28
  case recordAccessed = 32
  case documentAccessed = 33
  case accessDenied = 34
  case emergencyAccessed = 35
  case recordFound = 36
  case recordDisclosed = 37
  case accessDisputed = 38
  case emergencyReviewed = 39
  case emergencyEnded = 40
  case auditAsked = 48
  case eventsExported = 49
  case rulesPublished = 50
  case administrationDone = 51
  case erasureApproved = 52
  case denominatorPublished = 53
  case recordAnnounced = 64
  case openingRefused = 65
  case recordSuspended = 66
  case recordResumed = 67
  case recordReactivated = 68
  case deathRecorded = 69
  case erasureRequested = 70
  case legalHoldPlaced = 71
  case legalHoldLifted = 72
  case deadlineReached = 73
  case consentCollected = 80
  case authorisationGranted = 81
  case authorisationRevoked = 82
  case authorisationExpired = 83
  case treatingDoctorNamed = 84
  case treatingDoctorEnded = 85
  case careTeamJoined = 86
  case careTeamLeft = 87
  case actorBlocked = 88
  case actorUnblocked = 89
  case representativeNamed = 90
  case representativeEnded = 91
  case heirAdmitted = 92
  case heirEnded = 93
  case documentArchived = 96
  case documentUnarchived = 97
  case documentDeleted = 98
  case submissionReceived = 99
  case statementMade = 100
  case statementVerified = 101
  case statementWithdrawn = 102
  case noticeSent = 104
  case noticeFailed = 105

  /// As the interchange format and people write it: `DocumentAdded`.
  package var name: String {
    let text = String(describing: self)
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  package init?(name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// The field name of protobuf JSON: `documentAdded`.
  package var fieldName: String { String(describing: self) }

  /// Which of the record's keys seals it.
  ///
  /// Traces of who looked are kept longer than what the record held (EX_AIR-100: ten years after
  /// closure, then destroyed); the erasure itself must stay readable without any key, so it names
  /// nobody.
  package var sealing: Sealing {
    switch self {
    case .recordErased, .rulesPublished, .denominatorPublished: .none
    default: Self.isTrace(rawValue) ? .trace : .content
    }
  }

  package enum Sealing: Sendable {
    case none
    case content
    case trace
  }

  /// Whether a type, known or not, is of the range of traces.
  package static func isTrace(_ type: UInt16) -> Bool { (32..<48).contains(type) }

  /// Whether a type, known or not, says what a record holds or who has which right on it.
  package static func isContent(_ type: UInt16) -> Bool {
    (16..<32).contains(type) || (64..<1024).contains(type)
  }

  /// Events that the service writes about itself, in streams of its own.
  package var isOfTheService: Bool { (48..<64).contains(rawValue) }
}

extension Carnet_V1_Body.OneOf_Fact {
  package var kind: FactKind {
    switch self {
    case .recordOpened: .recordOpened
    case .identityRecorded: .identityRecorded
    case .identityConflictRaised: .identityConflictRaised
    case .identityConflictSettled: .identityConflictSettled
    case .consentGranted: .consentGranted
    case .consentWithdrawn: .consentWithdrawn
    case .documentAdded: .documentAdded
    case .documentReplaced: .documentReplaced
    case .documentHidden: .documentHidden
    case .documentRevealed: .documentRevealed
    case .recordClosed: .recordClosed
    case .recordErased: .recordErased
    case .contactRecorded: .contactRecorded
    case .recordAccessed: .recordAccessed
    case .documentAccessed: .documentAccessed
    case .accessDenied: .accessDenied
    case .emergencyAccessed: .emergencyAccessed
    case .recordFound: .recordFound
    case .recordDisclosed: .recordDisclosed
    case .accessDisputed: .accessDisputed
    case .emergencyReviewed: .emergencyReviewed
    case .emergencyEnded: .emergencyEnded
    case .auditAsked: .auditAsked
    case .eventsExported: .eventsExported
    case .rulesPublished: .rulesPublished
    case .administrationDone: .administrationDone
    case .erasureApproved: .erasureApproved
    case .denominatorPublished: .denominatorPublished
    case .recordAnnounced: .recordAnnounced
    case .openingRefused: .openingRefused
    case .recordSuspended: .recordSuspended
    case .recordResumed: .recordResumed
    case .recordReactivated: .recordReactivated
    case .deathRecorded: .deathRecorded
    case .erasureRequested: .erasureRequested
    case .legalHoldPlaced: .legalHoldPlaced
    case .legalHoldLifted: .legalHoldLifted
    case .deadlineReached: .deadlineReached
    case .consentCollected: .consentCollected
    case .authorisationGranted: .authorisationGranted
    case .authorisationRevoked: .authorisationRevoked
    case .authorisationExpired: .authorisationExpired
    case .treatingDoctorNamed: .treatingDoctorNamed
    case .treatingDoctorEnded: .treatingDoctorEnded
    case .careTeamJoined: .careTeamJoined
    case .careTeamLeft: .careTeamLeft
    case .actorBlocked: .actorBlocked
    case .actorUnblocked: .actorUnblocked
    case .representativeNamed: .representativeNamed
    case .representativeEnded: .representativeEnded
    case .heirAdmitted: .heirAdmitted
    case .heirEnded: .heirEnded
    case .documentArchived: .documentArchived
    case .documentUnarchived: .documentUnarchived
    case .documentDeleted: .documentDeleted
    case .submissionReceived: .submissionReceived
    case .statementMade: .statementMade
    case .statementVerified: .statementVerified
    case .statementWithdrawn: .statementWithdrawn
    case .noticeSent: .noticeSent
    case .noticeFailed: .noticeFailed
    }
  }
}

/// Why a body is not one of the catalogue's.
package enum BodyFailure: Error, Hashable, Sendable {
  case notAMessage
  /// The type in the envelope and the fact in the body disagree.
  case anotherFact(type: UInt16, found: FactKind?)
}

extension Carnet_V1_Body {
  package init(_ fact: Fact, context: EventContext) {
    self.init()
    self.fact = fact
    self.context = context
  }

  package func encoded() -> [UInt8] {
    do {
      return try serializedBytes()
    } catch {
      // Proto3 messages without required fields have nothing that could be missing.
      preconditionFailure("a proto3 message always serialises")
    }
  }

  /// Reads a body and holds it against the type that its envelope states.
  ///
  /// A fact that a later version added is kept in the message's unknown fields and gives
  /// `anotherFact(found: nil)`.
  package init(decoding bytes: [UInt8], type: UInt16) throws(BodyFailure) {
    if let read = Self(wire: bytes) {
      self = read
    } else {
      do {
        try self.init(serializedBytes: bytes)
      } catch {
        throw .notAMessage
      }
    }
    guard let fact, fact.kind.rawValue == type else {
      throw .anotherFact(type: type, found: self.fact?.kind)
    }
  }
}
