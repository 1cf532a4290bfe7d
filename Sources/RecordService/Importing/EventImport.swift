package import CarnetCore
package import EventLog
import Foundation
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
    package var reason: Reason

    package enum Reason: Hashable, Sendable {
      case line(EventLineFailure)
      /// The event cannot follow what the record has here.
      case conflict(Pseudonym, expected: ExpectedRevision, found: Revision?)
    }
  }

  /// Imports a group of lines, numbered from `first`; stops at the first that is refused, with all
  /// lines before it in.
  package func run(_ lines: [[UInt8]], first: Int) async throws {
    var decoded = Decoded()
    for part in await Self.decoded(lines, first: first) {
      decoded.append(part)
      if part.refusal != nil { break }
    }
    try service.keys.add(decoded.records)
    let writes = decoded.writes.map(\.write)
    for (index, outcome) in try await service.append(writes).enumerated() {
      switch outcome {
      case .success(let receipt):
        if receipt.wasRecordedBefore { alreadyThere += 1 } else { added += 1 }
      case .failure(.conflict(let record, let expected, let actual)):
        throw Refusal(
          line: decoded.writes[index].line,
          reason: .conflict(record, expected: expected, found: actual)
        )
      case .failure(let failure): throw ServiceFailure.append(failure)
      }
    }
    if let refusal = decoded.refusal { throw refusal }
  }

  /// What lines say, up to the first that is refused.
  private struct Decoded: Sendable {
    var writes: [(line: Int, write: Write)] = []
    var records: Set<Pseudonym> = []
    var refusal: Refusal?

    mutating func append(_ other: Decoded) {
      writes += other.writes
      records.formUnion(other.records)
      refusal = other.refusal
    }
  }

  /// Lines decoded on all cores, in their order.
  private static func decoded(_ lines: [[UInt8]], first: Int) async -> [Decoded] {
    let size = max(64, lines.count / max(1, ProcessInfo.processInfo.activeProcessorCount) + 1)
    return await withTaskGroup(of: (Int, Decoded).self) { group in
      for start in stride(from: 0, to: lines.count, by: size) {
        let part = lines[start..<min(start + size, lines.count)]
        group.addTask { (start, decode(part, first: first)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func decode(_ lines: ArraySlice<[UInt8]>, first: Int) -> Decoded {
    var decoded = Decoded()
    for (index, line) in zip(lines.indices, lines) where !line.isEmpty {
      do throws(EventLineFailure) {
        let event = try EventLine(decoding: line)
        decoded.writes.append((first + index, write(event)))
        if event.record.isOfARecord { decoded.records.insert(event.record) }
      } catch {
        decoded.refusal = Refusal(line: first + index, reason: .line(error))
        break
      }
    }
    return decoded
  }

  /// What seals a body; a type that this version does not know keeps the key of its range
  /// (docs/events.md).
  private static func key(of type: EventType) -> EventKey.Kind {
    if type.isOfTheLog { return .none }
    return switch FactKind(rawValue: type.rawValue)?.sealing {
    case .content: .content
    case .trace: .trace
    case .some(.none): .none
    case Optional.none: FactKind.isTrace(type.rawValue) ? .trace : .content
    }
  }

  private static func write(_ line: EventLine) -> Write {
    let body: [UInt8] =
      switch line.content {
      case .body(let message): message.encoded()
      case .bytes(let bytes): bytes
      case .erased: []
      }
    let key = if case .erased = line.content { EventKey.Kind.none } else { key(of: line.type) }
    let event = NewEvent(id: line.id, type: line.type, key: key, time: line.time, body: body)
    // The system's stream goes on from what this log has in its own.
    let expecting: ExpectedRevision =
      if line.record == .system {
        .any
      } else if line.revision == .zero {
        .none
      } else {
        .revision(Revision(line.revision.rawValue - 1))
      }
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
