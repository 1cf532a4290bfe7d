package import CarnetCore
import EventLog
package import Views

extension RecordService {
  /// The events of one record as projectors read them, in order.
  package func projectedEvents(of record: Pseudonym) throws -> [ProjectedEvent] {
    guard let head = index.head(of: record) else {
      throw ServiceFailure.unknownRecord(record)
    }
    let opener = EventOpener(opener)
    var scratch = BodyOpener.Scratch()
    var events: [ProjectedEvent] = []
    var failure: (any Error)?
    try reader.walkBack(from: head) { block, index in
      do {
        var event = ProjectedEvent(
          position: block.position(index),
          record: block.records[index],
          revision: block.revisions[index],
          time: block.times[index],
          id: block.ids[index],
          type: block.types[index].rawValue,
          body: nil
        )
        switch try opener.content(block, index, &scratch) {
        case .body(let body): event.body = body
        case .bytes: event.isForeign = !block.types[index].isOfTheLog
        case .erased: break
        }
        events.append(event)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return events.reversed()
  }
}

extension AllViews {
  /// Records that a view has set aside; none where the view was never built.
  package static func parkedRecords<P: Projector>(
    of projector: P.Type,
    in store: ViewStore
  ) throws -> [ParkedRecord] {
    guard try store.folder(of: projector).pointer() != nil else { return [] }
    return try ViewReader(projector, in: store).read { try $0.parkedRecords() }
  }
}
