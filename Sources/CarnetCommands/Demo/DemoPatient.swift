package import CarnetCore
import MedicalRecord
import Simulation

/// A holder whose record has something to show.
package struct DemoPatient: Sendable {
  /// What the record is to show.
  package enum Interest: Sendable {
    /// Documents of several kinds, a "médecin traitant", something hidden.
    case followed
    /// An emergency access.
    case emergency
  }

  package var person: Int
  package var record: Pseudonym
  package var matricule: String
  package var name: String
  package var documents: Int
  package var treatingDoctor: String?
  /// The revision of the first emergency access.
  package var emergency: UInt32?
  private var score: Int

  /// Nil where the record does not show it.
  init?(_ life: LifeRecord, _ department: Department, _ interest: Interest) {
    let state = life.state
    guard state.status == .active, !state.isMinor, !state.rights.treatingDoctors.isEmpty else {
      return nil
    }
    let person = department.people[life.person]
    self.person = life.person
    record = life.record
    matricule = person.matricule
    name = person.name
    documents = state.documents.count
    treatingDoctor = state.rights.treatingDoctors.min()
    emergency = state.emergencies.keys.min()
    let hidden = state.documents.values.filter { !$0.hiddenFrom.isEmpty }.count
    let replaced = state.documents.values.filter { $0.replacedBy != nil }.count
    score =
      min(documents, 40) + 8 * min(hidden, 2) + 6 * min(replaced, 2)
      + 4 * min(state.statements.count, 3)
    if interest == .emergency {
      guard !state.emergencies.isEmpty else { return nil }
      score += 10 * min(state.emergencies.count, 3)
    }
  }

  /// The one that shows more; of two equals the one who comes first.
  static func better(_ first: DemoPatient?, _ second: DemoPatient?) -> DemoPatient? {
    guard let first else { return second }
    guard let second else { return first }
    if first.score != second.score { return first.score > second.score ? first : second }
    return first.person < second.person ? first : second
  }
}
