package import CarnetCore
package import EventLog
package import MedicalRecord

extension RecordService {
  /// The counts of people that were published before a position, in order.
  ///
  /// They stand in the rules' stream and are not sealed: they name nobody, and a share of a past day
  /// is reckoned against what was known of that day.
  package func publishedDenominators(
    before end: Position
  ) throws -> [(fact: DenominatorPublished, position: Position)] {
    guard let head = index.head(of: .rules) else { return [] }
    var published: [(fact: DenominatorPublished, position: Position)] = []
    var scratch = BodyOpener.Scratch()
    let opener = EventOpener(opener)
    var failure: (any Error)?
    try reader.walkBack(from: head) { block, index in
      do {
        let position = block.position(index)
        if position < end, case .body(let body) = try opener.content(block, index, &scratch),
          case .denominatorPublished(let fact)? = body.fact
        {
          published.append((fact, position))
        }
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return published.reversed()
  }

  /// Publishes counts of people that shares are reckoned against.
  package func publish(
    _ denominator: DenominatorPublished,
    _ context: EventContext
  ) async throws -> AppendReceipt {
    let head = index.head(of: .rules)
    return try await append(
      .rules,
      [.denominatorPublished(denominator)],
      context,
      expecting: head.map { .revision($0.revision) } ?? .none
    )
  }
}
