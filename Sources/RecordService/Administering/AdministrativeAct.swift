package import CarnetCore
import EventLog
package import MedicalRecord

/// What an administrator did to the service, and when it was done: a backup, a restore, a rotation.
///
/// Whoever writes the log appends it as `AdministrationDone`. Whoever acts beside the writer, or
/// where nobody writes, leaves it as a note that the next writer turns into the event
/// (`RecordService.note(_:)`).
package struct AdministrativeAct: Sendable {
  /// The event's identity, chosen here: a note that is turned into an event twice adds one.
  package var id: EventID
  package var time: Instant
  package var context: EventContext
  package var done: Carnet_V1_AdministrationDone

  /// - Parameters:
  ///   - action: what was done.
  ///   - parameters: with what, as the event shall say it; never a name of a person.
  ///   - record: the record it was about, if one.
  ///   - outcome: what came of it.
  ///   - context: who did it.
  ///   - time: when it was done.
  package init(
    _ action: Carnet_V1_Administration,
    _ parameters: [String] = [],
    record: Pseudonym? = nil,
    outcome: String = "",
    by context: EventContext,
    at time: Instant
  ) {
    var generator = SystemRandomNumberGenerator()
    id = EventID.random(using: &generator)
    self.time = time
    self.context = context
    self.context.occurred = time.milliseconds
    done = Carnet_V1_AdministrationDone()
    done.action = action
    done.parameters = parameters
    done.record = record?.rawValue ?? 0
    done.outcome = outcome
  }
}

// A note: the identity, 16 bytes; milliseconds since 1970, 8 bytes; the event's body.
extension AdministrativeAct {
  static let use = "administrative-act"
  static let suffix = ".act"

  func encoded() -> [UInt8] {
    var writer = ByteWriter(capacity: 256)
    writer.write(id.bytes)
    writer.write(UInt64(bitPattern: time.milliseconds))
    writer.write(EventBody(.administrationDone(done), context: context).encoded())
    return writer.bytes
  }

  /// nil when it is no act.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count >= 24, let id = EventID(bytes: bytes.prefix(16)) else { return nil }
    let milliseconds = bytes[16..<24].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let body: EventBody
    do {
      body = try EventBody(
        decoding: Array(bytes[24...]),
        type: FactKind.administrationDone.rawValue
      )
    } catch {
      return nil
    }
    guard case .administrationDone(let done)? = body.fact else { return nil }
    self.id = id
    time = Instant(milliseconds: Int64(bitPattern: milliseconds))
    context = body.context
    self.done = done
  }

  /// The name of the note's file.
  var fileName: String { "\(id)" + Self.suffix }

  static func isFileName(_ name: String) -> Bool {
    name.hasSuffix(suffix) && EventID(String(name.dropLast(suffix.count))) != nil
  }
}
