/// One thing that is wrong, or worth saying, of a request: an issue of an OperationOutcome.
///
/// Its words are for people and for any log: they never hold patient data.
package struct FHIRIssue: Error, Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error, warning, information
  }

  /// The types of issue in use here (http://hl7.org/fhir/issue-type).
  package enum Kind: String, Hashable, Sendable {
    case invalid, structure, required, value, invariant
    case security, login, forbidden, expired
    case processing, notSupported = "not-supported", duplicate, notFound = "not-found"
    case deleted, tooLong = "too-long", tooCostly = "too-costly"
    case businessRule = "business-rule", conflict, exception, throttled
    case informational
  }

  package enum Language: Hashable, Sendable {
    case french, english
  }

  package var severity: Severity
  package var kind: Kind
  /// A code for programs: XDS's (`XDSDuplicateUniqueIdInRegistry`), MHD's, or the rule of the domain.
  package var code: String?
  package var french: String
  package var english: String
  /// Where: a path of FHIRPath, or the name of a search parameter.
  package var expression: [String]

  package init(
    _ kind: Kind,
    severity: Severity = .error,
    code: String? = nil,
    _ french: String,
    _ english: String,
    at expression: [String] = []
  ) {
    self.severity = severity
    self.kind = kind
    self.code = code
    self.french = french
    self.english = english
    self.expression = expression
  }

  package func words(in language: Language) -> String {
    language == .french ? french : english
  }
}

/// Why a request changes or shows nothing: the status that HTTP gives it, and what to say.
package struct FHIRFailure: Error, Hashable, Sendable {
  /// An HTTP status of 400 and above.
  package var status: Int
  package var issues: [FHIRIssue]

  package init(_ status: Int, _ issues: [FHIRIssue]) {
    self.status = status
    self.issues = issues
  }

  package init(_ status: Int, _ issue: FHIRIssue) { self.init(status, [issue]) }
}

extension FHIRFailure: CustomStringConvertible {
  package var description: String {
    "\(status): " + issues.map(\.english).joined(separator: "; ")
  }
}

extension FHIRValue {
  /// An OperationOutcome; nothing wrong is said as such.
  package static func operationOutcome(
    _ issues: [FHIRIssue],
    in language: FHIRIssue.Language
  ) -> FHIRValue {
    let issues =
      issues.isEmpty
      ? [
        FHIRIssue(.informational, severity: .information, "aucune anomalie", "nothing is wrong")
      ] : issues
    return [
      "resourceType": "OperationOutcome",
      "language": .string(language == .french ? "fr-FR" : "en"),
      "issue": .array(issues.map { issue($0, language) }),
    ]
  }

  package static func operationOutcome(
    _ failure: FHIRFailure,
    in language: FHIRIssue.Language
  ) -> FHIRValue {
    operationOutcome(failure.issues, in: language)
  }

  private static func issue(_ issue: FHIRIssue, _ language: FHIRIssue.Language) -> FHIRValue {
    [
      "severity": .string(issue.severity.rawValue), "code": .string(issue.kind.rawValue),
      "details": issue.code.map { ["text": .string($0)] },
      "diagnostics": .string(issue.words(in: language)),
      "expression": .list(issue.expression.map { .text($0) }),
    ]
  }
}
