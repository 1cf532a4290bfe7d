import Audit
import CarnetCore
import Hummingbird
import Ledger
import MedicalRecord
import Pages
import RecordService

/// The receipt that a person takes along from the desk.
///
/// A desk gives it for what it has just written itself, in the same session; it reads nothing else of
/// the record, so no right to read is asked for, and that it left is traced before it is shown.
extension DeskPages {
  var receipts: [Route] {
    [
      site.get("/desk/receipt", .desk, sheet), site.get("/desk/receipt/proof", .desk, proof),
    ]
  }

  private func receipt(_ visit: Visit) async throws -> (Done, RecordReceipt) {
    guard let done = visit.session.shelved("desk-done", as: Done.self) else {
      throw WebRefusal.notFound
    }
    let subject: RecordReceipt.Subject = done.isObjection ? .objection : .opening
    let service = visit.service
    // Reading the history and signing a head wait for the disk.
    let receipt = try await Task {
      try RecordReceipt(for: subject, of: done.record, in: service)
    }
    .value
    return (done, receipt)
  }

  @Sendable private func sheet(_ visit: Visit) async throws -> Response {
    let (done, receipt) = try await receipt(visit)
    let title =
      done.isObjection
      ? visit.say("Accusé d'opposition à l'ouverture", "Receipt: an opening was objected to")
      : visit.say("Accusé de création du dossier", "Receipt: a record was opened")
    let sheet = ReceiptSheet(
      title: title,
      facts: facts(done, receipt, visit),
      evidence: [
        .init(visit.say("Journal", "Log"), receipt.origin),
        .init("Position", "\(receipt.event.position)"),
        .init(visit.say("Événement", "Event"), "\(receipt.event.id)"),
        .init(visit.say("Enveloppe", "Envelope"), Hex.encode(receipt.envelope.bytes)),
        .init(visit.say("Clé du journal", "Key of the log"), receipt.verifierKey),
      ],
      proof: receipt.proof.encoded,
      back: "/desk/opened",
      proofPath: "/desk/receipt/proof"
    )
    let html = try site.renderer.part(sheet, visit.language)
    _ = try await receipt.trace(
      TreeHash.hash(Array(html.utf8)),
      visit.caller.context(.administration),
      in: visit.service
    )
    return try visit.page(title, sheet)
  }

  private func facts(
    _ done: Done,
    _ receipt: RecordReceipt,
    _ visit: Visit
  ) -> [DocumentSheet.Fact] {
    let state = receipt.state
    var facts: [DocumentSheet.Fact] = [
      .init(visit.say("Personne", "Person"), done.who),
      .init(visit.say("Sexe et naissance", "Sex and birth"), done.words),
    ]
    if let matricule = state.identity?.matricule, !matricule.isEmpty {
      facts.append(.init("INS", IdentityWords.spaced(matricule)))
    }
    facts.append(.init(visit.say("Dossier", "Record"), "\(receipt.record)"))
    facts.append(.init(visit.say("Écrit le", "Written"), visit.text.moment(receipt.event.time)))
    if done.isObjection { return facts }
    if let channel = state.traits?.channel {
      facts.append(
        .init(visit.say("Par", "Through"), RecordWords.channel(channel, visit.language))
      )
    }
    for subject in [ConsentSubject.opening, .emergency, .regulation] {
      let answer =
        state.consents[subject].map { $0 ? visit.say("oui", "yes") : visit.say("non", "no") }
        ?? visit.say("pas de réponse", "no answer")
      facts.append(.init(RecordWords.consent(subject, visit.language), answer))
    }
    return facts
  }

  @Sendable private func proof(_ visit: Visit) async throws -> Response {
    let (_, receipt) = try await receipt(visit)
    var response = Response.text(receipt.proof.encoded)
    response.headers[.contentDisposition] = "attachment; filename=\"accuse.tlog-proof\""
    return response
  }
}
