package import CarnetCore

/// What holders declare of themselves, and doubts about who they are.
extension RecordState {
  /// What somebody declares.
  package struct Declaration: Hashable, Sendable {
    package var kind: StatementKind
    package var value: String
    package var code: Code?
    package var detail: String
    /// The statement that it takes the place of.
    package var replaces: UInt32?

    package init(
      _ kind: StatementKind,
      _ value: String,
      code: Code? = nil,
      detail: String = "",
      replaces: UInt32? = nil
    ) {
      self.kind = kind
      self.value = value
      self.code = code
      self.detail = detail
      self.replaces = replaces
    }
  }

  /// The holder states something: a blood group, an allergy, whom to call, where directives are.
  ///
  /// Declared, not verified: a professional who has seen the proof verifies it.
  package func declare(
    _ declaration: Declaration,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard !declaration.value.isEmpty, declaration.kind != .unspecified else {
      throw .emptyStatement
    }
    if let replaced = declaration.replaces { try checkIsCurrent(replaced) }
    var made = Carnet_V1_StatementMade()
    made.number = nextStatement
    made.kind = declaration.kind
    made.value = declaration.value
    made.detail = declaration.detail
    made.replaces = declaration.replaces ?? 0
    if let code = declaration.code {
      made.code.system = code.system
      made.code.code = code.code
    }
    if declaration.kind == .directivesPlace {
      // R1111-19: their author is reminded regularly that they exist.
      made.reminderDue =
        now.adding(months: rules.timers.directivesReminderMonths).milliseconds
    }
    return [.statementMade(made)]
  }

  package func verify(
    _ number: UInt32,
    proof: String,
    by actor: Actor
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    try checkIsCurrent(number)
    guard actor.kind == .professional, !actor.identifierText.isEmpty else {
      throw .actorWithoutIdentifier
    }
    guard !proof.isEmpty else { throw .reasonMissing }
    var verified = Carnet_V1_StatementVerified()
    verified.number = number
    verified.proof = proof
    return [.statementVerified(verified)]
  }

  package func withdrawStatement(_ number: UInt32) throws(Refusal) -> [Fact] {
    try checkIsActive()
    try checkIsCurrent(number)
    var withdrawn = Carnet_V1_StatementWithdrawn()
    withdrawn.number = number
    return [.statementWithdrawn(withdrawn)]
  }

  private func checkIsCurrent(_ number: UInt32) throws(Refusal) {
    guard let statement = statements[number] else { throw .unknownStatement(number: number) }
    guard statement.isCurrent else { throw .statementNotCurrent(number: number) }
  }

  /// Notes that another record carries the same matricule with other traits.
  package func raiseConflict(
    with other: Pseudonym,
    traits: [String]
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if openConflicts.contains(other) { return [] }
    var raised = Carnet_V1_IdentityConflictRaised()
    raised.otherRecord = other.rawValue
    raised.traits = traits
    return [.identityConflictRaised(raised)]
  }

  package func settleConflict(
    with other: Pseudonym,
    as settlement: Carnet_V1_Settlement
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard openConflicts.contains(other) else { throw .noSuchConflict(other) }
    var settled = Carnet_V1_IdentityConflictSettled()
    settled.otherRecord = other.rawValue
    settled.settlement = settlement
    return [.identityConflictSettled(settled)]
  }
}
