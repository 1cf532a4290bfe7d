/// The rules by which a read is allowed or refused.
///
/// A trace keeps the number of the rule that decided, so a number is never reused.
package enum AccessRule: UInt32, CaseIterable, Sendable {
  /// The holder reads their own record, except what waits for the announcement (R1111-53).
  case holder = 1
  /// A professional reads with the holder's general consent (R1111-46).
  case consent = 2
  /// Whoever wrote a document may read it (R1111-49).
  case author = 3
  /// Danger and no way to ask: break the glass (L1111-17 I).
  case breakGlass = 4
  /// The regulating doctor of an emergency call (L1111-17 I).
  case regulation = 5
  /// Those who run the service see traces and management data, each time with a reason.
  case management = 6
  /// The holder authorised this professional, for a year (TD0.3).
  case authorisation = 7
  /// Presumed inside the care team (R1111-46).
  case careTeam = 8
  /// "Médecin traitant": sees everything, masked documents included (L1111-16).
  case treatingDoctor = 9
  /// The holder agreed in the establishment's episode of care (ZFA-11).
  case episode = 10
  case representative = 11
  /// An heir, for one of the motives of L1110-4.
  case heir = 12
  /// Whether there is a record, and whether it may be read (TD0.2).
  case existence = 13

  case recordNotActive = 100
  case noConsent = 101
  case hiddenFromProfessionals = 102
  case waitsForAnnouncement = 103
  case emergencyOpposed = 104
  case unknownDocument = 105
  /// Agents, auditors and operators never see what a document says.
  case contentNotForManagement = 106
  case reasonMissing = 107
  /// The holder keeps this professional, structure or profession out, whatever else holds.
  case blocked = 108
  /// The "matrice d'habilitation" does not give this profession this type of document.
  case notInMatrix = 109
  case authorisationExpired = 110
  case authorisationRevoked = 111
  case hiddenFromRepresentatives = 112
  case documentDeleted = 113
  /// The holder refused in the establishment's episode of care.
  case episodeRefused = 114
  case unknownRepresentative = 115
  case unknownHeir = 116
  case expressConsentMissing = 117
  /// Regulation needs a token that says so.
  case notARegulator = 118
  case recordSuspended = 119
  /// Every professional is named, no shared logins (BB#26).
  case notNamed = 120
  /// An heir's motive does not cover the document.
  case notCoveredByMotive = 121
  /// A patient reads their own record alone.
  case notTheHolder = 122
  /// Traces are for the holder's side, the "médecin traitant" and management (R1111-43).
  case trailNotForThisReader = 123

  package var allows: Bool { rawValue < 100 }
}
