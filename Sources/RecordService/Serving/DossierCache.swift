import CarnetCore
import Synchronization

/// Dossiers of the records that were looked at last, as many as a budget of bytes holds.
///
/// A dossier is kept at a revision and compared with the record's head by whoever takes it, so
/// nothing here is ever made void: what is behind is brought forward.
final class DossierCache: Sendable {
  fileprivate struct Entry {
    var dossier: RecordDossier
    var weight: Int
    /// Neighbours in the order of use.
    var newer: Pseudonym?
    var older: Pseudonym?
  }

  fileprivate struct State {
    var entries: [Pseudonym: Entry] = [:]
    var newest: Pseudonym?
    var oldest: Pseudonym?
    var weight = 0
    var budget: Int
  }

  private let state: Mutex<State>

  init(budgetBytes: Int) { state = Mutex(State(budget: budgetBytes)) }

  /// As many bytes as records may take from now on.
  var budget: Int {
    get { state.withLock { $0.budget } }
    set {
      state.withLock { state in
        state.budget = newValue
        state.makeRoom(keeping: nil)
      }
    }
  }

  subscript(record: Pseudonym) -> RecordDossier? {
    get {
      state.withLock { state -> RecordDossier? in
        guard let dossier = state.entries[record]?.dossier else { return nil }
        state.touch(record)
        return dossier
      }
    }
    set {
      guard let newValue else { return }
      state.withLock { state -> Void in
        // Of two that were made at once the later one counts.
        if let known = state.entries[record]?.dossier.state.revision,
          let revision = newValue.state.revision, known > revision
        {
          return
        }
        state.keep(newValue, record)
        state.makeRoom(keeping: record)
      }
    }
  }

  var count: Int { state.withLock { $0.entries.count } }
  var weight: Int { state.withLock { $0.weight } }

  /// Forgets a record: its content must not outlive its keys in memory.
  func drop(_ record: Pseudonym) { state.withLock { $0.drop(record) } }
}

extension DossierCache.State {
  fileprivate mutating func keep(_ dossier: RecordDossier, _ record: Pseudonym) {
    let weight = dossier.weight
    if let index = entries.index(forKey: record) {
      self.weight += weight - entries.values[index].weight
      entries.values[index].dossier = dossier
      entries.values[index].weight = weight
      touch(record)
    } else {
      self.weight += weight
      entries[record] = .init(dossier: dossier, weight: weight)
      link(record)
    }
  }

  fileprivate mutating func makeRoom(keeping record: Pseudonym?) {
    while weight > budget, let oldest, oldest != record { drop(oldest) }
  }

  fileprivate mutating func touch(_ record: Pseudonym) {
    if newest == record { return }
    unlink(record)
    link(record)
  }

  fileprivate mutating func drop(_ record: Pseudonym) {
    guard entries[record] != nil else { return }
    unlink(record)
    weight -= entries.removeValue(forKey: record)?.weight ?? 0
  }

  private mutating func link(_ record: Pseudonym) {
    entries[record]?.older = newest
    entries[record]?.newer = nil
    if let newest { entries[newest]?.newer = record }
    newest = record
    if oldest == nil { oldest = record }
  }

  private mutating func unlink(_ record: Pseudonym) {
    guard let index = entries.index(forKey: record) else { return }
    let (newer, older) = (entries.values[index].newer, entries.values[index].older)
    if let newer { entries[newer]?.older = older } else { newest = older }
    if let older { entries[older]?.newer = newer } else { oldest = newer }
  }
}
