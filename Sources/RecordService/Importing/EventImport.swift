import CarnetCore
import EventLog
import MedicalRecord

/// Takes the events of another log over, line by line, as `carnet events --format ndjson` wrote
/// them: same identities, records, times and order.
///
/// What is there already is not added again.
package final class EventImport {
  private let service: RecordService
  package private(set) var added = 0
  package private(set) var alreadyThere = 0

  package init(_ service: RecordService) { self.service = service }

  /// A line that is not an event, or not one that can follow.
  package struct Refusal: Error, Sendable {
    package var line: Int
    package var reason: String
  }

  /// Imports a group of lines, numbered from `first`; stops at the first that is refused, with all
  /// lines before it in.
  package func run(_ lines: [[UInt8]], first: Int) async throws {
    var writes: [Write] = []
    var records: Set<Pseudonym> = []
    var refusal: Refusal?
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do throws(EventLineFailure) {
        let event = try EventLine(decoding: line)
        writes.append(Self.write(event))
        if event.record != .system { records.insert(event.record) }
      } catch {
        refusal = Refusal(line: first + index, reason: error.description)
        break
      }
    }
    try service.keys.add(records)
    for (index, outcome) in try await service.append(writes).enumerated() {
      switch outcome {
      case .success(let receipt):
        if receipt.wasRecordedBefore { alreadyThere += 1 } else { added += 1 }
      case .failure(.conflict(let record, let expected, let actual)):
        let found = actual?.description ?? "none"
        throw Refusal(
          line: first + index,
          reason: "record \(record) is at revision \(found) here, the event expects \(expected)"
        )
      case .failure(let failure): throw ServiceFailure.append(failure)
      }
    }
    if let refusal { throw refusal }
  }

  private static func write(_ line: EventLine) -> Write {
    var key = EventKey.Kind.none
    var body: [UInt8] = []
    switch line.content {
    case .body(let message):
      body = message.encoded()
      switch FactKind(rawValue: line.type.rawValue)?.sealing {
      case .content: key = .content
      case .trace: key = .trace
      case .some(.none), Optional.none: key = .none
      }
    case .bytes(let bytes):
      body = bytes
      key = line.type.isOfTheLog ? .none : .content
    case .erased: break
    }
    let event = NewEvent(id: line.id, type: line.type, key: key, time: line.time, body: body)
    let expecting: ExpectedRevision =
      line.revision == .zero ? .none : .revision(Revision(line.revision.rawValue - 1))
    var write = Write(record: line.record, expecting: expecting, events: [event])
    write.isTakeover = true
    return write
  }
}

extension EventLineFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notJSON: "not a JSON object"
    case .member(let name, let accepted): "\(name) is missing or malformed; accepted: \(accepted)"
    case .unknownType(let name): "unknown event type \(name)"
    case .body(let reason): "the body does not fit its type: \(reason)"
    }
  }
}
