/// The sex that the register states.
package enum Sex: String, Hashable, Sendable, Codable, CaseIterable {
  case female
  case male
  /// The register says that it is undetermined.
  case undetermined
  /// Nobody said.
  case unknown
}
