import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Simulation
import Synchronization
import SystemPackage

/// Acts of many lives on their way into the order of time: written out by weeks, read back one week
/// after the other.
///
/// Lives are lived one by one, the log wants all of a week together; what lies between them would
/// not fit in memory for a large department. Nothing here is sealed, because nobody in it exists;
/// the folder is removed in the end.
final class ActSpill: Sendable {
  private struct Week {
    var buffer: [UInt8] = []
    var acts = 0
  }

  /// An act as it is read back: bodies already encoded.
  struct SpiltAct {
    var time: Instant
    var record: Pseudonym
    var revision: UInt32
    fileprivate var place: Range<Int>
  }

  private let folder: FilePath
  private let start: Instant
  private let weeks: Mutex<[Week]>
  let weekCount: Int

  private static let bufferBytes = 128 << 10
  private static let weekMilliseconds: Int64 = 7 * 86_400_000

  init(folder: FilePath, from start: Instant, to end: Instant) throws {
    self.folder = folder
    self.start = start
    weekCount = Int((end.milliseconds - start.milliseconds) / Self.weekMilliseconds) + 1
    weeks = Mutex(Array(repeating: Week(), count: weekCount))
    try FileManager.default.createDirectory(
      atPath: folder.string,
      withIntermediateDirectories: true
    )
  }

  func remove() throws { try FileManager.default.removeItem(atPath: folder.string) }

  private func week(of time: Instant) -> Int {
    let week = (time.milliseconds - start.milliseconds) / Self.weekMilliseconds
    return min(max(0, Int(week)), weekCount - 1)
  }

  private func path(_ week: Int) -> FilePath { folder.appending("week-\(week)") }

  /// Adds acts, each to its week, in whatever order.
  func add(_ acts: [Act]) throws {
    var byWeek: [Int: [UInt8]] = [:]
    for act in acts {
      byWeek[week(of: act.time), default: []] += Self.encode(act)
    }
    try weeks.withLock { weeks in
      for (week, bytes) in byWeek {
        weeks[week].buffer += bytes
        if weeks[week].buffer.count >= Self.bufferBytes { try flush(week, &weeks[week]) }
      }
    }
  }

  private func flush(_ number: Int, _ week: inout Week) throws {
    let file = try FileDescriptor.open(
      path(number),
      .writeOnly,
      options: [.create, .append],
      permissions: .ownerReadWrite
    )
    try file.closeAfter { _ = try file.writeAll(week.buffer) }
    week.buffer.removeAll(keepingCapacity: true)
  }

  private static func encode(_ act: Act) -> [UInt8] {
    var context = act.context
    context.writer = CarnetVersion.number
    var writer = ByteWriter(capacity: 256 * act.facts.count)
    writer.write(UInt32(0))
    writer.write(act.time.milliseconds)
    writer.write(act.record.rawValue)
    writer.write(act.revision)
    writer.write(UInt16(act.facts.count))
    for fact in act.facts {
      let body = EventBody(fact, context: context).encoded()
      writer.write(fact.kind.rawValue)
      writer.write(UInt8(key(of: fact).rawValue))
      writer.write(UInt32(body.count))
      writer.write(body)
    }
    writer.overwrite(UInt32(writer.bytes.count), at: 0)
    return writer.bytes
  }

  private static func key(of fact: Fact) -> EventKey.Kind {
    switch fact.kind.sealing {
    case .none: .none
    case .content: .content
    case .trace: .trace
    }
  }

  /// The writes of a week, in the order of time; those of one moment by record and revision, so that
  /// the order is the same whoever lived first.
  func writes(of number: Int, seed: UInt64) throws -> [Write] {
    var bytes: [UInt8] = []
    if FileManager.default.fileExists(atPath: path(number).string) {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(number).string)))
      try FileManager.default.removeItem(atPath: path(number).string)
    }
    bytes += weeks.withLock { weeks in
      defer { weeks[number].buffer = [] }
      return weeks[number].buffer
    }
    return bytes.withUnsafeBytes { memory in
      var acts = Self.acts(memory)
      acts.sort {
        ($0.time, $0.record.rawValue, $0.revision) < ($1.time, $1.record.rawValue, $1.revision)
      }
      return acts.map { Self.write($0, memory, seed) }
    }
  }

  private static func acts(_ memory: UnsafeRawBufferPointer) -> [SpiltAct] {
    var acts: [SpiltAct] = []
    var offset = 0
    while offset < memory.count {
      var reader = ByteReader(memory, offset: offset)
      guard let length = reader.read(UInt32.self), let time = reader.read(Int64.self),
        let record = reader.read(UInt64.self), let revision = reader.read(UInt32.self)
      else { break }
      acts.append(
        SpiltAct(
          time: Instant(milliseconds: time),
          record: Pseudonym(rawValue: record),
          revision: revision,
          place: offset..<offset + Int(length)
        )
      )
      offset += Int(length)
    }
    return acts
  }

  private static func write(
    _ act: SpiltAct,
    _ memory: UnsafeRawBufferPointer,
    _ seed: UInt64
  ) -> Write {
    var reader = ByteReader(memory, offset: act.place.lowerBound + 24)
    var events: [NewEvent] = []
    var revision = act.revision
    for _ in 0..<(reader.read(UInt16.self) ?? 0) {
      guard let type = reader.read(UInt16.self), let key = reader.read(UInt8.self),
        let length = reader.read(UInt32.self), let body = reader.readBytes(Int(length))
      else { break }
      events.append(
        NewEvent(
          id: Department.eventID(seed: seed, act.record, revision),
          type: EventType(rawValue: type),
          key: EventKey.Kind(rawValue: UInt32(key)) ?? .none,
          time: act.time,
          body: Array(body)
        )
      )
      revision += 1
    }
    let expecting: ExpectedRevision =
      act.revision == 0 ? .none : .revision(Revision(act.revision - 1))
    return Write(record: act.record, expecting: expecting, events: events)
  }
}
