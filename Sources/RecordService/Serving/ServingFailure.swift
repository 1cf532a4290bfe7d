package import CarnetCore
package import EventLog
package import MedicalRecord
import RecordDirectory
import Vault
import Views

/// Why a caller gets no answer.
///
/// No case shows anything of a record, and none tells a caller who may not know it whether there is
/// one.
package enum ServingFailure: Error, Sendable, Equatable {
  /// Nothing is there, or nothing that this caller may know of: the same answer for both.
  case notFound
  /// Several records carry this number: an operator settles it first.
  case ambiguous(Int)
  /// The caller may know what is there and not have it; the rule says why. It was traced.
  case forbidden(AccessRule)
  /// It was there.
  case gone(Gone)
  /// The domain's reason; nothing was changed.
  case refused(Refusal)
  /// `If-Match` names another revision than the document's; nothing was changed.
  case conflict(expected: Revision, actual: Revision)
  /// More results than may be shown: narrow the criteria.
  case tooMany(Int)
  /// The content is not what its event says; nothing of it is shown.
  case contentDamaged(Pseudonym, document: UInt32)
  /// The cursor is not one that this search gave.
  case badCursor
  /// Page sizes, periods and lists outside what is accepted, by the parameter's name.
  case badParameter(String)
  /// A document that the caller cannot file: it is of this type.
  case typeNotForThisCaller(Code)
  /// The trace, or the write itself, could not be made durable: nothing is shown, nothing is
  /// promised. 503.
  case traceNotWritten(AppendFailure?)
  /// What must be seen is not there in time; the position that is answered as of.
  case behind(asked: Position, reached: UInt64)
  /// A part of the service failed; the words are for its log.
  case unavailable(String)

  package enum Gone: Sendable, Hashable {
    case deleted
    /// A newer version took its place: by its logicalId, where the caller may see it.
    case superseded(by: EventID?)
    /// The record's keys were destroyed.
    case shredded
  }

  /// What stands behind an error of the parts, as a caller may be told.
  init(_ error: any Error) {
    switch error {
    case let failure as ServingFailure: self = failure
    case let failure as ServiceFailure: self.init(failure)
    case let failure as AppendFailure: self = .traceNotWritten(failure)
    case ViewFailure.behind(_, let applied, let asked):
      self = .behind(asked: asked, reached: applied)
    case PatientSearch.Failure.tooMany(let count): self = .tooMany(count)
    case PatientSearch.Failure.actorWithoutIdentifier: self = .forbidden(.notNamed)
    default: self = .unavailable(String(describing: error))
    }
  }

  private init(_ failure: ServiceFailure) {
    switch failure {
    case .openedForReading: self = .traceNotWritten(nil)
    case .unknownRecord: self = .notFound
    case .refused(let refusal): self = .refused(refusal)
    case .append(let failure): self = .traceNotWritten(failure)
    case .accessDenied(let rule): self = .forbidden(rule)
    case .resembles: self = .refused(.recordExists)
    case .foreignEvent: self = .unavailable(String(describing: failure))
    }
  }
}
