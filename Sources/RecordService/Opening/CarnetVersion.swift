/// The version of the program: every event says which one wrote it.
package enum CarnetVersion {
  package static let major: UInt32 = 0
  package static let minor: UInt32 = 2
  package static let patch: UInt32 = 0

  package static var text: String { "\(major).\(minor).\(patch)" }

  /// As events carry it: major * 10000 + minor * 100 + patch.
  package static var number: UInt32 { major * 10_000 + minor * 100 + patch }

  /// The text of a number that an event carries; nil where the writer was older than the field.
  package static func text(of number: UInt32) -> String? {
    number == 0 ? nil : "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
  }
}
