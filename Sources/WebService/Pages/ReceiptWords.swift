import Audit
import CarnetCore
import MedicalRecord
import Pages

/// What a printed receipt says, for the desk that hands it over and for the holder who prints it.
struct ReceiptWords: Sendable {
  let text: PageText

  init(_ text: PageText) { self.text = text }

  private func say(_ french: String, _ english: String) -> String {
    text.language.say(french, english)
  }

  func title(_ subject: RecordReceipt.Subject) -> String {
    say(subject.title.french, subject.title.english)
  }

  /// - Parameter back: where the page leads back to.
  func sheet(_ receipt: RecordReceipt, back: String, proofPath: String) -> ReceiptSheet {
    ReceiptSheet(
      title: title(receipt.subject),
      facts: person(receipt) + facts(receipt),
      evidence: [
        .init(say("Journal", "Log"), receipt.origin),
        .init("Position", "\(receipt.event.position)"),
        .init(say("Événement", "Event"), "\(receipt.event.id)"),
        .init(say("Enveloppe", "Envelope"), Hex.encode(receipt.envelope.bytes)),
        .init(say("Clé du journal", "Key of the log"), receipt.verifierKey),
      ],
      proof: receipt.proof.encoded,
      back: back,
      proofPath: proofPath
    )
  }

  private func person(_ receipt: RecordReceipt) -> [DocumentSheet.Fact] {
    guard let identity = receipt.state.identity else { return [] }
    let name = ([identity.birthName] + identity.givenNames).joined(separator: " ")
    var facts: [DocumentSheet.Fact] = [
      .init(say("Personne", "Person"), name),
      .init(
        say("Sexe et naissance", "Sex and birth"),
        CareWords.birth(identity, text)
      ),
    ]
    if !identity.matricule.isEmpty {
      facts.append(.init("INS", IdentityWords.spaced(identity.matricule)))
    }
    return facts
  }

  private func facts(_ receipt: RecordReceipt) -> [DocumentSheet.Fact] {
    let (state, language) = (receipt.state, text.language)
    var facts: [DocumentSheet.Fact] = [
      .init(say("Dossier", "Record"), "\(receipt.record)"),
      .init(say("Écrit le", "Written"), text.moment(receipt.event.time)),
    ]
    func due(_ kind: DeadlineKind, _ name: String) {
      guard let day = state.deadlines[.init(kind)] else { return }
      facts.append(.init(name, text.day(at: day)))
    }
    switch receipt.subject {
    case .objection: break
    case .announcement:
      let until =
        state.deadlines[.init(.objection)].map { text.day(at: $0) }
        ?? say("six semaines après", "six weeks later")
      let right = say(
        "jusqu'au \(until), sans motif : dans votre espace, ou à l'accueil d'une CPAM, d'une pharmacie ou d'un établissement ; sans opposition, le dossier s'ouvre (R1111-28)",
        "until \(until), without giving a reason: in your own space, or at the desk of a CPAM, a pharmacy or a hospital; without an objection the record opens (R1111-28)"
      )
      facts.append(.init(say("Vous pouvez vous y opposer", "You may object"), right))
    case .closure: due(.retention, say("Gardé jusqu'au", "Kept until"))
    case .erasureRequest: due(.erasure, say("Effacé au plus tard le", "Erased by"))
    case .dispute:
      guard case .accessDisputed(let disputed)? = receipt.event.body?.fact else { break }
      facts += [
        .init(say("Accès contesté", "Access disputed"), say("n° ", "no. ") + "\(disputed.access)"),
        .init(say("Ce que vous en dites", "What you say of it"), disputed.text),
      ]
    case .opening:
      if let channel = state.traits?.channel {
        facts.append(.init(say("Par", "Through"), RecordWords.channel(channel, language)))
      }
      for subject in [ConsentSubject.opening, .emergency, .regulation] {
        let answer =
          state.consents[subject].map { $0 ? say("oui", "yes") : say("non", "no") }
          ?? say("pas de réponse", "no answer")
        facts.append(.init(RecordWords.consent(subject, language), answer))
      }
    }
    return facts
  }
}
