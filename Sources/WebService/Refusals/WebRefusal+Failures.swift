import EventLog
import Hummingbird
import Interop
import MedicalRecord
import NIOCore
import RecordService
import Views

extension WebRefusal {
  /// What an error of the layers below means to a client.
  ///
  /// Returns nil for an error that nobody foresaw: it is logged, and the client learns nothing.
  init?(_ error: any Error) {
    switch error {
    case let refusal as WebRefusal: self = refusal
    case let failure as ServiceFailure:
      guard let refusal = Self.refusal(failure) else { return nil }
      self = refusal
    case let failure as ServingFailure:
      guard let refusal = Self.refusal(failure) else { return nil }
      self = refusal
    case let failure as AppendFailure: self = Self.refusal(failure)
    case let failure as ViewFailure:
      guard case .behind = failure else { return nil }
      self = .viewBehind
    case let failure as JSONValue.Malformed:
      self = .malformed("le corps n'est pas du JSON : \(failure)", "the body is \(failure)")
    case is NIOTooManyBytesError: self = .tooLarge(0)
    default: return nil
    }
  }

  private static func refusal(_ failure: ServiceFailure) -> WebRefusal? {
    switch failure {
    case .openedForReading: .logNotWritable
    // One answer for what is not there and for what may not be seen.
    case .unknownRecord, .accessDenied: .notFound
    case .refused(let refusal): .rule(refusal)
    case .append(let failure): refusal(failure)
    case .resembles: .rule(.recordExists)
    case .foreignEvent: nil
    }
  }

  private static func refusal(_ failure: ServingFailure) -> WebRefusal? {
    switch failure {
    case .notFound: return .notFound
    case .ambiguous:
      return WebRefusal(
        .conflict,
        .conflict,
        "plusieurs dossiers portent ce matricule : un administrateur doit trancher",
        "several records carry this number: an operator must settle it"
      )
    case .forbidden(let rule):
      return WebRefusal(
        .forbidden,
        .forbidden,
        "accès refusé : \(rule)",
        "access refused: \(rule)"
      )
    case .gone: return WebRefusal(.gone, .gone, "n'est plus disponible", "no longer available")
    case .refused(let refusal): return .rule(refusal)
    case .conflict(_, let actual):
      return WebRefusal(
        .preconditionFailed,
        .precondition,
        "la version a changé : \(actual) ; rien n'a été changé",
        "the version has changed: \(actual); nothing was changed"
      )
    case .tooMany:
      return WebRefusal(
        .unprocessableContent,
        .tooLarge,
        "trop de résultats : précisez",
        "too many results: narrow the criteria"
      )
    case .badCursor:
      return .malformed(
        "ce curseur n'est pas de cette recherche : recommencez à la première page",
        "this cursor is not of this search: begin at the first page"
      )
    case .badParameter(let name):
      return .malformed("« \(name) » n'est pas accepté", "\"\(name)\" is not accepted")
    case .typeNotForThisCaller(let code):
      return WebRefusal(
        .unprocessableContent,
        .ruleRefused,
        "vous ne pouvez pas déposer un document de type \(code.code) ; rien n'a été changé",
        "you cannot file a document of type \(code.code); nothing was changed"
      )
    case .traceNotWritten(let failure): return failure.map { Self.refusal($0) } ?? .logNotWritable
    case .behind: return .viewBehind
    case .contentDamaged, .unavailable: return nil
    }
  }

  private static func refusal(_ failure: AppendFailure) -> WebRefusal {
    switch failure {
    case .conflict:
      WebRefusal(
        .conflict,
        .conflict,
        "le dossier a changé entre-temps : relisez-le et recommencez ; rien n'a été changé",
        "the record changed meanwhile: read it again and retry; nothing was changed"
      )
    case .bodyTooLarge, .writeTooLarge, .tooManyEvents:
      WebRefusal(
        .contentTooLarge,
        .tooLarge,
        "trop pour une seule écriture ; rien n'a été changé",
        "too much for one write; nothing was changed"
      )
    case .partlyRecorded, .repeatedIdentity, .reservedType, .emptyWrite, .sealing, .diskFull,
      .notDurable, .unreadable, .closed:
      .logNotWritable
    }
  }

  /// A rule of the record says no.
  static func rule(_ refusal: Refusal) -> WebRefusal {
    WebRefusal(
      .unprocessableContent,
      .ruleRefused,
      "refusé par une règle du dossier : \(refusal) ; rien n'a été changé",
      "refused by a rule of the record: \(refusal); nothing was changed"
    )
  }
}
