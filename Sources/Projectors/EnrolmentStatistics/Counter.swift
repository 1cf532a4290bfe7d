package import MedicalRecord

/// What is counted a day and by traits of the record.
///
/// Numbers stand in the view: 1 to 8 alone; 16, 32 and 48 with the catalogue's number of the
/// consent's subject or the closure's reason added, 0 for one that is not known.
package struct Counter: RawRepresentable, Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let opened = Counter(rawValue: 1)
  /// Opened again after it was closed.
  package static let reopened = Counter(rawValue: 2)
  package static let erased = Counter(rawValue: 4)
  /// Told that a record will be opened (R1111-28).
  package static let announced = Counter(rawValue: 5)
  /// Objected to the opening.
  package static let refused = Counter(rawValue: 6)
  /// Became a record that is open and holds or held a document.
  package static let fed = Counter(rawValue: 7)
  /// Was one, and was closed.
  package static let unfed = Counter(rawValue: 8)

  package static func granted(subject: Int) -> Counter { with(16, subject) }
  package static func granted(_ subject: ConsentSubject) -> Counter {
    granted(subject: subject.rawValue)
  }

  package static func withdrawn(subject: Int) -> Counter { with(32, subject) }
  package static func withdrawn(_ subject: ConsentSubject) -> Counter {
    withdrawn(subject: subject.rawValue)
  }

  package static func closed(reason: Int) -> Counter { with(48, reason) }
  package static func closed(_ reason: ClosureReason) -> Counter {
    closed(reason: reason.rawValue)
  }

  private static func with(_ base: UInt8, _ detail: Int) -> Counter {
    // A subject or reason that this version does not know is counted as not known.
    Counter(rawValue: base + ((0...15).contains(detail) ? UInt8(detail) : 0))
  }

  /// The same counter without what a body said.
  var withoutDetail: Counter { Counter(rawValue: rawValue < 16 ? rawValue : rawValue & 0xf0) }

  package var isClosure: Bool { rawValue & 0xf0 == 48 }

  /// What it adds to the number of open records.
  var stockStep: Int64 {
    switch self {
    case .opened, .reopened: 1
    case _ where isClosure: -1
    default: 0
    }
  }
}
