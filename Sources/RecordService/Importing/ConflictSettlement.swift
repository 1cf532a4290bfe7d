package import CarnetCore
import EventLog
import Foundation
package import MedicalRecord

extension RecordService {
  /// Settles a doubt: two people, or one.
  ///
  /// For one person the doubtful record's documents are added to the other record, sealed under its
  /// keys, and the doubtful record is closed; nothing is taken away from it, so its past stays what
  /// it was.
  package func settle(
    _ doubtful: Pseudonym,
    with other: Pseudonym,
    isSamePerson: Bool,
    _ context: EventContext
  ) async throws {
    let state = try state(of: doubtful)
    var own = try refusing {
      () throws(Refusal) in
      try state.settleConflict(
        with: other,
        as: isSamePerson ? .samePerson : .differentPeople
      )
    }
    var moved: [Fact] = []
    var target = try self.state(of: other)
    let expected = target.revision
    if isSamePerson {
      moved = try documents(of: doubtful, state, movedTo: other, &target, context)
      let now = clock()
      let rules = try rules(at: now)
      own += try refusing { () throws(Refusal) in
        try state.close(.merged, rules: rules, now: now)
      }
    }
    var generator = SystemRandomNumberGenerator()
    let time = clock()
    var parts = [
      RecordEvents(
        record: doubtful,
        expecting: state.revision.map { .revision($0) } ?? .none,
        events: events(
          own,
          context: context,
          ids: { _ in EventID.random(using: &generator) },
          time: time
        )
      )
    ]
    if !moved.isEmpty {
      parts.append(
        RecordEvents(
          record: other,
          expecting: expected.map { .revision($0) } ?? .none,
          events: events(
            moved,
            context: context,
            ids: { _ in EventID.random(using: &generator) },
            time: time
          )
        )
      )
    }
    _ = try await append(Write(parts))
  }

  /// The facts that bring a record's documents into another one, hidden from whom they were hidden
  /// from; those it has already are left.
  private func documents(
    of source: Pseudonym,
    _ sourceState: RecordState,
    movedTo target: Pseudonym,
    _ state: inout RecordState,
    _ context: EventContext
  ) throws -> [Fact] {
    var filter = EventFilter()
    filter.record = source
    filter.types = [FactKind.documentAdded.rawValue]
    var added: [DocumentAdded] = []
    try events(filter, upTo: try reader.readableSize()) { events in
      for event in events {
        if case .body(let body) = event.content, case .documentAdded(let document)? = body.fact {
          added.append(document)
        }
      }
    }
    var facts: [Fact] = []
    for document in added {
      guard let name = Digest(bytes: document.content) else { continue }
      let bytes = try contents.get(name, record: source)
      var copy = document
      let reference = try contents.put([(target, bytes)])[0]
      copy.content = Data(reference.name.bytes)
      func take(_ new: [Fact]) {
        for fact in new {
          state.evolve(EventBody(fact, context: context), at: state.revision?.next ?? .zero)
          facts.append(fact)
        }
      }
      do throws(Refusal) {
        let number = state.nextDocument
        take(try state.add(copy))
        let hidden = sourceState.documents[document.number]?.hiddenFrom ?? []
        for visibility in hidden.sorted(by: { $0.rawValue < $1.rawValue }) {
          take(try state.hide(number, from: visibility))
        }
      } catch {
        if case .documentUnchanged = error { continue }
        throw ServiceFailure.refused(error)
      }
    }
    return facts
  }

  private func refusing<R>(_ decide: () throws(Refusal) -> R) throws(ServiceFailure) -> R {
    do throws(Refusal) {
      return try decide()
    } catch {
      throw .refused(error)
    }
  }
}
