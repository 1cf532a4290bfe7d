package import CarnetCore

/// What a read asks for.
package struct AccessRequest: Sendable {
  package enum Target: Hashable, Sendable {
    case record(AccessKind)
    case document(UInt32)
  }

  package var actor: Actor
  package var purpose: Purpose
  package var reason: String
  package var target: Target
  /// Whether the token says that this is the doctor of a "centre de régulation".
  package var isRegulator = false
  /// Whether a patient who asks is this record's holder, as far as whoever knows both can tell.
  package var isHolder = true
  /// The number of the emergency call.
  package var call = ""
  /// Whether a list also gives what is archived or was replaced.
  package var listsEverything = false
  /// When it is asked: sets what falls due, never what is allowed.
  package var now: Instant?

  package init(actor: Actor, purpose: Purpose, reason: String, target: Target) {
    self.actor = actor
    self.purpose = purpose
    self.reason = reason
    self.target = target
  }
}

/// What the policy says to a read: the rule that decided, and the trace that must be durable before
/// anything is answered, also when the answer is no.
package struct AccessDecision: Sendable {
  package var rule: AccessRule
  /// What links the reader to the holder.
  package var relation: Relation
  /// The version of the rules that it was decided by.
  package var policy: UInt32
  /// The documents that a list may show, by number, in order.
  package var shown: [UInt32]
  package var trace: [Fact]

  package var isAllowed: Bool { rule.allows }
}
