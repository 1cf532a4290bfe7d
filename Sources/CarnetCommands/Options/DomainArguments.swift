package import ArgumentParser
import CarnetCore
package import MedicalRecord
import RecordService

// The words by which the command line names the domain's values. Machine formats use the same.

/// A value of the catalogue that has a word on the command line.
package protocol WordedArgument: ExpressibleByArgument, Equatable {
  static var words: [(String, Self)] { get }
}

// Enumerations of the catalogue are numbers underneath; on the command line only words count.
extension WordedArgument
where Self: RawRepresentable, Self: CaseIterable, RawValue == Int, RawValue: ExpressibleByArgument {
  package init?(argument: String) {
    guard let found = Self.words.first(where: { $0.0 == argument }) else { return nil }
    self = found.1
  }

  package static var allValueStrings: [String] { words.map(\.0) }
  package static var allValueDescriptions: [String: String] { [:] }
  package var defaultValueDescription: String { term }
}

extension WordedArgument {
  /// The word; `unknown` for a value that this version does not know.
  var term: String { Self.words.first { $0.1 == self }?.0 ?? "unknown" }
}

/// A worded value with a default: help names the word, which for an enumeration would be its number.
struct Word<Value: WordedArgument>: ExpressibleByArgument, Sendable where Value: Sendable {
  var value: Value

  init(_ value: Value) { self.value = value }

  init?(argument: String) {
    guard let value = Value(argument: argument) else { return nil }
    self.value = value
  }

  static var allValueStrings: [String] { Value.allValueStrings }
  var defaultValueDescription: String { value.term }
}

extension Visibility: WordedArgument {
  package static let words: [(String, Visibility)] = [
    ("professionals", .professionals), ("patient", .patient),
    ("representatives", .representatives),
  ]
}

extension ConsentSubject: WordedArgument {
  package static let words: [(String, ConsentSubject)] = [
    ("opening", .opening), ("reading", .reading), ("feeding", .feeding),
    ("emergency", .emergency), ("regulation", .regulation),
  ]
}

extension ClosureReason: WordedArgument {
  package static let words: [(String, ClosureReason)] = [
    ("holder", .holder), ("death", .death), ("fraud", .fraud), ("malfunction", .malfunction),
    ("merged", .merged),
  ]
}

extension BlockScope: WordedArgument {
  package static let words: [(String, BlockScope)] = [
    ("professional", .professional), ("structure", .structure), ("profession", .profession),
  ]
}

package typealias HeirMotive = Carnet_V1_HeirMotive

extension HeirMotive: WordedArgument {
  package static let words: [(String, HeirMotive)] = [
    ("cause", .causeOfDeath), ("memory", .memory), ("rights", .rights),
  ]
}

extension StatementKind: WordedArgument {
  package static let words: [(String, StatementKind)] = [
    ("blood-group", .bloodGroup), ("allergy", .allergy), ("contact", .contact),
    ("trusted-person", .trustedPerson), ("organ-donation", .organDonation),
    ("directives-place", .directivesPlace), ("treatment", .treatment),
    ("condition", .condition), ("note", .note),
  ]
}

extension DeadlineKind: WordedArgument {
  package static var words: [(String, DeadlineKind)] { terms }
}

extension Carnet_V1_NoticeKind: WordedArgument {
  package static let words: [(String, Carnet_V1_NoticeKind)] = [
    ("first-access", .firstAccess), ("emergency-access", .emergencyAccess),
    ("closure", .closure), ("announcement-waits", .announcementWaits), ("released", .released),
    ("directives", .directives), ("erasure-requested", .erasureRequested),
    ("suspension", .suspension), ("announced", .announced), ("release-soon", .releaseSoon),
    ("majority", .majority), ("reactivated", .reactivated),
  ]
}

/// A day or a moment.
struct MomentArgument: ExpressibleByArgument {
  var moment: Instant

  init?(argument: String) {
    if let day = CalendarDay(argument) {
      moment = day.start
    } else if let instant = Instant(argument) {
      moment = instant
    } else {
      return nil
    }
  }
}
