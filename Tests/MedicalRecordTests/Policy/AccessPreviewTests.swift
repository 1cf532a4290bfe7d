import MedicalRecord
import Testing

/// What is told of an act before it is done is what the policy says once it was.
struct AccessPreviewTests {
  private func rows(
    _ life: Life,
    _ decide: Life.Decide
  ) throws -> [AccessPreview.Row] {
    var context = EventContext()
    context.actor = .holder
    return AccessPreview.rows(
      try decide(life.state),
      by: context,
      on: life.state,
      readers: AccessPreview.readers(of: life.state, known: [.doctor, .author, .pharmacist]),
      rules: life.rules
    )
  }

  private func row(
    _ rows: [AccessPreview.Row],
    _ actor: Actor,
    _ purpose: Purpose = .care
  ) -> AccessPreview.Row? {
    rows.first {
      $0.reader.actor.kind == actor.kind && $0.reader.purpose == purpose
        && (actor.kind == .patient
          || $0.reader.actor.identifierText == actor.identifierText)
    }
  }

  @Test func `before a document is masked it is told who still sees it`() throws {
    var life = try Life.opened()
    try life.take { state throws(Refusal) in try state.grant(.reading) }
    try life.authorise(.doctor, asTreatingDoctor: true)
    try life.addDocument()
    let before = life.state
    let told = try rows(life) { state throws(Refusal) in
      try state.hide(1, from: .professionals, by: .holder)
    }
    #expect(life.state == before)
    #expect(row(told, .doctor)?.sees == [1])
    #expect(row(told, .author)?.sees == [1])
    #expect(row(told, .holder, .patientAccess)?.sees == [1])
    #expect(row(told, .pharmacist)?.loses == [1])
    #expect(row(told, AccessPreview.anyPhysician, .emergency)?.loses == [1])
    #expect(row(told, AccessPreview.anyPhysician, .emergency)?.changes == true)
  }

  @Test func `before an emergency mode is opposed it is told whom that shuts out`() throws {
    var life = try Life.opened()
    try life.addDocument()
    let told = try rows(life) { state throws(Refusal) in try state.withdraw(.emergency) }
    let emergency = row(told, AccessPreview.anyPhysician, .emergency)
    #expect(emergency?.before == .breakGlass && emergency?.after == .emergencyOpposed)
    #expect(emergency?.loses == [1] && emergency?.sees == [])
    let regulation = row(told, AccessPreview.anyPhysician, .regulation)
    #expect(regulation?.changes == false && regulation?.sees == [1])
  }
}
