package import CarnetCore
import Interop
package import MedicalRecord
import RecordDirectory
import Views

/// Whose record a document belongs to.
///
/// Two people are never merged: whoever is not surely the same gets a record of their own, and the
/// doubt stands in it until an operator settles it.
package struct IdentityResolver {
  /// What is known of records that carry a matricule.
  package struct Candidate: Sendable {
    package var record: Pseudonym
    package var identity: PatientIdentity
  }

  package enum Resolution: Sendable {
    case existing(Pseudonym)
    /// Nobody like this is known.
    case new
    /// Others carry the same matricule with other traits.
    case conflicting([(record: Pseudonym, traits: [IdentityTrait])])
    /// Others have the same traits as far as they are known, and no INS tells whether they are the
    /// same person; the INS, and
    /// what else one side alone knows.
    case resembling([(record: Pseudonym, traits: [IdentityTrait])])
    /// An INS without traits, which no record carries: there is nothing to open one with.
    case unknownNumber
    /// An INS without traits, which several records carry.
    case ambiguousNumber
  }

  /// Finds those who share the matricule, whatever its key.
  private let byMatricule: (INS) throws -> [Candidate]
  /// Finds those who share birth name and birth date: for identities without INS.
  private let byTraits: (PatientIdentity) throws -> [Candidate]
  /// So many records that resemble are named: more would be no help to anybody.
  private static let resemblingMax = 8
  /// Records opened since the look-ups were prepared.
  private var opened: [Candidate] = []

  package init(
    byMatricule: @escaping (INS) throws -> [Candidate],
    byTraits: @escaping (PatientIdentity) throws -> [Candidate]
  ) {
    self.byMatricule = byMatricule
    self.byTraits = byTraits
  }

  package mutating func didOpen(_ record: Pseudonym, _ identity: PatientIdentity) {
    opened.append(Candidate(record: record, identity: identity))
  }

  package func resolve(_ identity: PatientIdentity) throws -> Resolution {
    if identity.isBareNumber { return try resolveNumber(identity) }
    guard let ins = identity.ins else { return try resolveWithoutINS(identity) }
    let recent = opened.filter { $0.identity.ins?.matricule == ins.matricule }
    let candidates = try byMatricule(ins) + recent
    var conflicts: [(record: Pseudonym, traits: [IdentityTrait])] = []
    for candidate in candidates {
      switch identity.compared(with: candidate.identity) {
      case .same, .compatible: return .existing(candidate.record)
      case .conflicting(let traits):
        if !conflicts.contains(where: { $0.record == candidate.record }) {
          conflicts.append((candidate.record, Array(traits)))
        }
      }
    }
    if !conflicts.isEmpty { return .conflicting(conflicts) }
    // Opened before its holder's INS was known, perhaps.
    let found = try comparisons(identity).filter { $0.candidate.identity.ins == nil }
    return Self.resemblance(found)
  }

  /// A number alone, as XDS metadata and FHIR references give it, means the one record that carries
  /// exactly it; whom to ask where there are several, no number says.
  private func resolveNumber(_ identity: PatientIdentity) throws -> Resolution {
    guard let ins = identity.ins else { return .unknownNumber }
    let candidates = try byMatricule(ins) + opened
    let records = Set(
      candidates.filter { candidate in
        guard let other = candidate.identity.ins else { return false }
        return other.hasNumber(of: ins) && other.authority == ins.authority
      }
      .map(\.record)
    )
    guard let record = records.first else { return .unknownNumber }
    return records.count == 1 ? .existing(record) : .ambiguousNumber
  }

  /// Without an INS only an identity that is the same in every trait is the same person.
  private func resolveWithoutINS(_ identity: PatientIdentity) throws -> Resolution {
    let found = try comparisons(identity)
    let same = Set(found.filter { $0.comparison == .same }.map(\.candidate.record))
    if same.count == 1, let record = same.first { return .existing(record) }
    return Self.resemblance(found)
  }

  private func comparisons(
    _ identity: PatientIdentity
  ) throws -> [(candidate: Candidate, comparison: IdentityComparison)] {
    let recent = opened.filter { $0.identity.birthName == identity.birthName }
    return try (byTraits(identity) + recent).map { ($0, identity.compared(with: $0.identity)) }
  }

  private static func resemblance(
    _ found: [(candidate: Candidate, comparison: IdentityComparison)]
  ) -> Resolution {
    var resembling: [(record: Pseudonym, traits: [IdentityTrait])] = []
    for (candidate, comparison) in found
    where !resembling.contains(where: { $0.record == candidate.record }) {
      switch comparison {
      case .same: resembling.append((candidate.record, [.ins]))
      case .compatible(let traits):
        resembling.append((candidate.record, traits.contains(.ins) ? traits : [.ins] + traits))
      case .conflicting: break
      }
    }
    return resembling.isEmpty ? .new : .resembling(Array(resembling.prefix(resemblingMax)))
  }
}
