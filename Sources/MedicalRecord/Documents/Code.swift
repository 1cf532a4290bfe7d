/// A concept of a code system: LOINC, a French reference list, HL7.
package struct Code: Hashable, Sendable {
  /// The OID of the code system.
  package var system: String
  package var code: String
  /// What people read; two codes are the same whatever their words.
  package var display: String?

  package init(system: String, code: String, display: String? = nil) {
    self.system = system
    self.code = code
    self.display = display
  }

  package static func == (left: Code, right: Code) -> Bool {
    left.code == right.code && left.system == right.system
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(system)
  }
}

extension Code: CustomStringConvertible, Codable {
  package var description: String { "\(code)^\(system)" }
}
