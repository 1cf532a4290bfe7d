import CarnetCore
import EventLog
import RecordService

// Lines of interchange that are not events.
extension Sentences {
  static func line(_ reason: EventImport.Refusal.Reason) -> String {
    switch reason {
    case .line(let failure): line(failure)
    case .conflict(let record, let expected, let found):
      say(
        """
        le dossier \(record) en est ici à la révision \(found?.description ?? "-"), l'événement attend \
        \(word(expected))
        """,
        """
        record \(record) is at revision \(found?.description ?? "-") here, the event expects \
        \(word(expected))
        """
      )
    }
  }

  private static func word(_ expected: ExpectedRevision) -> String {
    switch expected {
    case .any: say("n'importe laquelle", "any")
    case .none: say("aucune", "none")
    case .revision(let revision): revision.description
    }
  }

  static func line(_ failure: EventLineFailure) -> String {
    switch failure {
    case .notJSON: say("ce n'est pas un objet JSON", "not a JSON object")
    case .member(let name, let accepted):
      say(
        "\(name) manque ou est mal formé ; attendu : \(french(accepted))",
        "\(name) is missing or malformed; accepted: \(accepted)"
      )
    case .unknownType(let name):
      say("type d'événement inconnu : \(name)", "unknown event type \(name)")
    case .body(let reason):
      say(
        "le corps ne correspond pas à son type : \(reason)",
        "the body does not fit its type: \(reason)"
      )
    }
  }

  private static let membersTexts = [
    "a text without escapes": "un texte sans échappement",
    "a whole number, 0 or more": "un nombre entier, 0 ou plus",
    "a UUID in lower case": "un UUID en minuscules",
    "r- and 16 hexadecimal digits": "r- et 16 chiffres hexadécimaux",
    "a whole number below 2^32": "un nombre entier inférieur à 2^32",
    "RFC 3339, such as 2026-11-23T08:30:00.000Z":
      "RFC 3339, par exemple 2026-11-23T08:30:00.000Z",
    "one of body, bytes and erased": "un seul de body, bytes et erased",
    "hexadecimal digits": "des chiffres hexadécimaux",
    "the body of an event of this type, in hexadecimal":
      "le corps d'un événement de ce type, en hexadécimal",
    "an object": "un objet",
    "each member once": "chaque membre une seule fois",
  ]

  /// What a member accepts: a text of the table, or one that names members, a record or a type
  /// behind words that are known; anything else as it came.
  private static func french(_ accepted: String) -> String {
    if let known = membersTexts[accepted] { return known }
    if accepted.hasPrefix("only ") { return "seulement \(accepted.dropFirst(5))" }
    return
      accepted
      .replacing(", the log's own stream, for ", with: ", le flux propre du journal, pour ")
      .replacing(" bytes for ", with: " octets pour ")
  }
}
