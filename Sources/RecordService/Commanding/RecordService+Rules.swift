package import CarnetCore
package import EventLog
package import MedicalRecord

extension RecordService {
  /// The rules of all times, as the log has them now.
  package func rulesHistory() throws -> RulesHistory {
    guard let head = index.head(of: .rules) else { return RulesHistory() }
    if let (known, history) = rulesKnown.withLock({ $0 }), known == head.position {
      return history
    }
    var published: [(RulesPublished, Position)] = []
    var scratch = BodyOpener.Scratch()
    let opener = EventOpener(opener)
    var failure: (any Error)?
    try reader.walkBack(from: head) { block, index in
      do {
        switch try opener.content(block, index, &scratch) {
        case .body(let body):
          if case .rulesPublished(let fact)? = body.fact {
            published.append((fact, block.position(index)))
          }
        case .bytes:
          // Rules that this version cannot read must not be left out without a word.
          throw ServiceFailure.foreignEvent(
            .rules,
            block.position(index),
            type: block.types[index].rawValue
          )
        case .erased: break
        }
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    var history = RulesHistory()
    for (fact, position) in published.reversed() { history.publish(fact, at: position) }
    rulesKnown.withLock { $0 = (head.position, history) }
    return history
  }

  /// The rules that hold at a moment.
  package func rules(at moment: Instant) throws -> Rules {
    try rulesHistory().rules(at: moment)
  }

  /// Publishes rules: what the parts leave out stays as it was.
  package func publish(
    _ parts: RulesPublished,
    _ context: EventContext
  ) async throws -> AppendReceipt {
    let head = index.head(of: .rules)
    let fact = try rulesHistory().publish(parts)
    return try await append(
      .rules,
      [fact],
      context,
      expecting: head.map { .revision($0.revision) } ?? .none
    )
  }
}
