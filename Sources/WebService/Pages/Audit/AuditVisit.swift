import Audit
import EventLog
import MedicalRecord
import Pages
import RecordService

extension Visit {
  /// Who asks the trail, with the reason of their session.
  func auditSession(reason: String? = nil) -> AuditSession {
    AuditSession(
      service,
      actor: caller.actor,
      reason: reason ?? session.reason,
      request: call.requestID.number,
      place: "carnet-pages"
    )
  }

  var answerWords: AnswerWords { AnswerWords(language) }

  /// What a question refuses, in words; nil for errors that nobody foresaw.
  func auditWords(_ error: any Error) -> String? {
    switch error {
    case let problem as QuestionInput.Problem:
      return say(problem.words.french, problem.words.english)
    case Why.Failure.notAnAccess(let position):
      return say(
        "L'événement \(position) n'est pas un accès à un dossier, ou plus personne ne peut le lire.",
        "Event \(position) is no access to a record, or nobody can read it any more."
      )
    case EvidencePackage.Failure.tooManyEvents(let count, let max):
      return say(
        "La réponse repose sur \(text.number(count)) événements, un paquet en emporte \(text.number(max)) : précisez la période.",
        "The answer rests on \(text.number(count)) events, a package takes \(text.number(max)): narrow the period."
      )
    case StoredZip.Failure.tooLarge:
      return say(
        "Le paquet serait trop grand : précisez la période.",
        "The package would be too large: narrow the period."
      )
    case LogFailure.beyondEnd(let position, let size):
      return say(
        "Le journal a \(text.number(size)) événements, \(position) est au-delà.",
        "The log has \(text.number(size)) events, \(position) is beyond."
      )
    case ServiceFailure.accessDenied(let rule):
      return say("Accès refusé : ", "Access refused: ") + AuditWords.rule(rule, language) + "."
    case ServiceFailure.unknownRecord:
      return say("Ce dossier n'existe pas.", "There is no such record.")
    case ServiceFailure.refused(let refusal): return self.refusal(refusal)
    default:
      guard let refusal = WebRefusal(error), refusal.code != .internalFailure else { return nil }
      return say(refusal.words.french, refusal.words.english)
    }
  }

  private func refusal(_ refusal: Refusal) -> String {
    switch refusal {
    case .alreadyReviewed:
      say(
        "Un avis est déjà inscrit sur cet accès ; rien n'a été changé.",
        "A verdict on this access stands already; nothing was changed."
      )
    case .reviewsOwnAccess:
      say(
        "Personne ne revoit son propre accès : il y faut une seconde personne ; rien n'a été changé.",
        "Nobody reviews their own access: it takes a second person; nothing was changed."
      )
    case .unknownAccess:
      say(
        "Ce n'est pas un accès en urgence de ce dossier ; rien n'a été changé.",
        "This is no emergency access of that record; nothing was changed."
      )
    case .reasonMissing:
      say(
        "Dites ce qui fonde l'avis ; rien n'a été changé.",
        "Say what the verdict rests on; nothing was changed."
      )
    default:
      say(
        "Refusé par une règle du dossier : \(refusal) ; rien n'a été changé.",
        "Refused by a rule of the record: \(refusal); nothing was changed."
      )
    }
  }
}
