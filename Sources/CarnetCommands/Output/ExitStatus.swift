import ArgumentParser

/// What a command's end says to the shell; the numbers are contract (README, "Exit codes").
package enum ExitStatus: Int32, Sendable {
  case done = 0
  /// The check found something: verification, comparison of views, refused files of an import.
  case foundSomething = 1
  case wrongUsage = 2
  /// Refused for integrity: damage, a foreign segment, a log shorter than its checkpoint.
  case integrity = 3
  case notFound = 4
  case notAllowed = 5
}

/// An error that is ready to be told: one line that says what, where, and what to do.
package struct Told: Error, CustomStringConvertible {
  package var sentence: String
  package var status: ExitStatus

  package init(_ sentence: String, _ status: ExitStatus) {
    self.sentence = sentence
    self.status = status
  }

  package var description: String { sentence }
}
