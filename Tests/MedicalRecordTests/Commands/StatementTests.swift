import CarnetCore
import Testing

@testable import MedicalRecord

/// What holders declare of themselves, and doubts about who they are.
struct StatementTests {
  private func declare(
    _ declaration: RecordState.Declaration,
    in life: inout Life
  ) throws(Refusal) {
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.declare(declaration, rules: Rules(), now: now)
    }
  }

  private func refusal(_ declaration: RecordState.Declaration, in life: Life) -> Refusal? {
    let now = life.now
    return life.refusal { state throws(Refusal) in
      try state.declare(declaration, rules: Rules(), now: now)
    }
  }

  @Test func `what is declared is not verified until a professional saw the proof`() throws {
    var life = try Life.opened()
    try declare(.init(.bloodGroup, "A+"), in: &life)
    #expect(life.state.statements[1]?.declaredBy == .patient)
    #expect(life.state.statements[1]?.verifiedBy == nil)
    func verify(_ number: UInt32, proof: String = "card", by actor: Actor) -> Refusal? {
      life.refusal { state throws(Refusal) in
        try state.verify(number, proof: proof, by: actor)
      }
    }
    #expect(verify(1, by: .holder) == .actorWithoutIdentifier)
    #expect(verify(1, by: Actor(.professional)) == .actorWithoutIdentifier)
    #expect(verify(1, proof: "", by: .doctor) == .reasonMissing)
    #expect(verify(2, by: .doctor) == .unknownStatement(number: 2))
    try life.take(by: .doctor) { state throws(Refusal) in
      try state.verify(1, proof: "card", by: .doctor)
    }
    #expect(life.state.statements[1]?.verifiedBy == "doctor")
  }

  @Test func `a statement takes another's place, or is withdrawn, once`() throws {
    var life = try Life.opened()
    try declare(.init(.contact, "Ana", detail: "06"), in: &life)
    try declare(.init(.contact, "Ana", detail: "07", replaces: 1), in: &life)
    #expect(life.state.statements[1]?.replacedBy == 2)
    #expect(
      refusal(.init(.contact, "Ana", replaces: 1), in: life) == .statementNotCurrent(number: 1)
    )
    #expect(
      refusal(.init(.contact, "Ana", replaces: 9), in: life) == .unknownStatement(number: 9)
    )
    try life.take { state throws(Refusal) in try state.withdrawStatement(2) }
    #expect(
      life.refusal { state throws(Refusal) in try state.withdrawStatement(2) }
        == .statementNotCurrent(number: 2)
    )
  }

  @Test func `a statement says something`() throws {
    let life = try Life.opened()
    #expect(refusal(.init(.allergy, ""), in: life) == .emptyStatement)
    #expect(refusal(.init(.unspecified, "x"), in: life) == .emptyStatement)
  }

  @Test func `a doubt about who the holder is stays open until it is settled`() throws {
    var life = try Life.opened()
    let other = Pseudonym(rawValue: 7)
    #expect(
      life.refusal { state throws(Refusal) in
        try state.settleConflict(with: other, as: .samePerson)
      } == .noSuchConflict(other)
    )
    try life.take { state throws(Refusal) in
      try state.raiseConflict(with: other, traits: ["sex"])
    }
    let again = try life.take { state throws(Refusal) in
      try state.raiseConflict(with: other, traits: ["sex"])
    }
    #expect(again.isEmpty)
    try life.take { state throws(Refusal) in
      try state.settleConflict(with: other, as: .samePerson)
    }
    #expect(life.state.samePersonAs == other)
    #expect(life.state.openConflicts.isEmpty)
  }
}
