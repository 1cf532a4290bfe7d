package import CarnetCore
package import MedicalRecord

/// Who sent a request, as a token or a certificate proves it, and why they send it.
package struct AuthenticatedCaller: Sendable {
  package var actor: Actor
  /// A patient's own INS, by which their record is known.
  package var holder: String?
  /// Whether the token says that this is the doctor of a "centre de régulation".
  package var isRegulator = false
  /// Sector of activity (TRE_R02): `SA01`.
  package var sector = ""
  /// How strongly they were authenticated: `eidas2`, `certificate`.
  package var level = ""
  /// The issuer of the token, or `certificate`.
  package var issuer: String
  package var purpose = Purpose.unspecified
  package var reason = ""
  /// The number of the emergency call, in regulation.
  package var call = ""
  /// A minor's "connexion secrète" (R1111-50).
  package var isSecret = false

  package init(_ actor: Actor, issuer: String) {
    self.actor = actor
    self.issuer = issuer
  }

  /// Whose rate is limited: stable, and no identifier in clear.
  var rateKey: Int {
    var hasher = Hasher()
    hasher.combine(issuer)
    hasher.combine(actor.kind.rawValue)
    hasher.combine(actor.identifierText)
    hasher.combine(actor.structureIdentifier)
    return hasher.finalize()
  }
}
