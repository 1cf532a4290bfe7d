import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// Traced searches: records with a handful of documents each, and many callers at once who ask for
/// the documents of one record.
struct BenchSearch {
  /// Events of one record: opening, identity, authorisation and documents.
  static let eventsPerRecord = 10
  private static let documentsPerRecord = eventsPerRecord - 3

  let service: RecordService
  let desk: RecordDesk
  let records: [Pseudonym]
  private let caller: Caller

  /// Writes the records.
  init(_ service: RecordService, events: Int, _ progress: (Int) -> Void) async throws {
    self.service = service
    desk = RecordDesk(service)
    records = try service.keys.reserve(max(64, events / Self.eventsPerRecord))
    caller = Caller(
      .professional(
        Caller.Professional(
          try IDNPS("810000000001"),
          profession: "10",
          skill: "SM26",
          structure: "1760000000"
        )
      ),
      request: .random(),
      client: "bench"
    )
    var generator = SplitMix(state: 42)
    for start in stride(from: 0, to: records.count, by: 16) {
      let group = records[start..<min(start + 16, records.count)]
      let writes = group.map { record in
        let facts = Self.life(caller.actor, &generator)
        let ids = facts.map { _ in EventID.random(using: &generator) }
        return Write(
          record: record,
          expecting: .none,
          events: service.events(
            facts,
            context: caller.context(.feeding),
            ids: { ids[$0] },
            time: service.clock()
          )
        )
      }
      for outcome in try await service.append(writes) { _ = try outcome.get() }
      progress((start + group.count) * Self.eventsPerRecord)
    }
  }

  private static func life(_ doctor: Actor, _ generator: inout SplitMix) -> [Fact] {
    var opened = RecordOpened()
    opened.channel = .pharmacy
    var identity = IdentityRecorded()
    identity.birthName = "NOM\(generator.next() % 100_000)"
    identity.birthDate = "1961-05-04"
    var granted = Carnet_V1_AuthorisationGranted()
    granted.professional = doctor
    var facts: [Fact] = [
      .recordOpened(opened), .identityRecorded(identity), .authorisationGranted(granted),
    ]
    for number in 1...UInt32(documentsPerRecord) {
      var added = DocumentAdded()
      added.number = number
      added.uniqueID = "2.25.\(generator.next())"
      added.type.system = "2.16.840.1.113883.6.1"
      added.type.code = ["34112-3", "11502-2", "57833-6", "18748-4"][Int(generator.next() % 4)]
      added.documentClass.system = "1.2.250.1.213.1.1.4.1"
      added.documentClass.code = "10"
      added.title = "Compte rendu \(number)"
      added.mediaType = "application/pdf"
      added.created = 1_745_000_000_000 + Int64(generator.next() % 40_000_000_000)
      added.contentBytes = 139_000
      facts.append(.documentAdded(added))
    }
    return facts
  }

  /// Searches from many tasks at once; gives seconds in all, and of each.
  ///
  /// - Parameters:
  ///   - tasks: how many ask at once.
  ///   - count: searches in all.
  ///   - isSkewed: whether a tenth of the records is asked for half of the time, as people's are.
  /// - Returns: the time that all took, and each.
  /// - Throws: what a search throws.
  func run(
    tasks: Int,
    count: Int,
    isSkewed: Bool
  ) async throws -> (seconds: Double, latencies: [Double]) {
    let clock = ContinuousClock()
    let start = clock.now
    let (desk, records, caller) = (desk, records, caller)
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for task in 0..<tasks {
        group.addTask {
          var generator = SplitMix(state: UInt64(task) + 1)
          var latencies: [Double] = []
          latencies.reserveCapacity(count / tasks)
          for _ in 0..<(count / tasks) {
            let uniform = Double(generator.next() >> 11) / Double(1 << 53)
            let place = isSkewed ? pow(uniform, 2.6) : uniform
            let record = records[min(records.count - 1, Int(place * Double(records.count)))]
            let before = clock.now
            let found = try await desk.documents(of: .record(record), for: caller)
            latencies.append((clock.now - before) / .seconds(1))
            guard found.value.total == Self.documentsPerRecord else {
              throw ServiceFailure.unknownRecord(record)
            }
          }
          return latencies
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return ((clock.now - start) / .seconds(1), latencies)
  }
}
