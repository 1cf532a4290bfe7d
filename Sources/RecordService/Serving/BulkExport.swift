package import CarnetCore
import EventLog
package import MedicalRecord

/// What is exported in bulk: the records that a range of positions touched, as they are now.
package struct BulkExport: Sendable {
  package enum Level: Sendable, Hashable {
    /// All records; for those who run the service.
    case system
    case record(Pseudonym)
  }

  /// What of a record is wanted.
  package enum Part: Sendable, Hashable, CaseIterable {
    case identity
    case documents
    case rights
  }

  package var level: Level
  package var parts: Set<Part>
  /// `_since`: the position of a former export's end.
  package var from: Position
  /// The first position that is left out; the end of the log if nil.
  package var to: Position?

  package init(
    _ level: Level,
    parts: Set<Part> = Set(Part.allCases),
    from: Position = .zero,
    to: Position? = nil
  ) {
    self.level = level
    self.parts = parts
    self.from = from
    self.to = to
  }
}

/// One record of an export: what the caller may have of it.
package struct ExportedRecord: Sendable {
  package var record: Pseudonym
  package var identity: IdentityRecorded?
  package var status: RecordState.Status
  package var documents: [DocumentView]
  package var rights: RightsView?
  /// The trace in the record itself.
  package var receipt: WriteReceipt
}

/// The records of an export, one after the other, each traced before it is given.
package struct ExportedRecords: AsyncSequence, Sendable {
  package typealias Element = ExportedRecord

  /// Number of events that the export covers; the `_since` of the next one.
  package let size: UInt64
  /// Where it stands that the export was begun.
  package let receipt: WriteReceipt
  /// The records that are looked at; those that the caller may not have are passed over.
  package let count: Int

  fileprivate let desk: RecordDesk
  fileprivate let export: BulkExport
  fileprivate let records: [Pseudonym]
  fileprivate let caller: Caller

  package func makeAsyncIterator() -> Iterator { Iterator(self) }

  package struct Iterator: AsyncIteratorProtocol {
    private let source: ExportedRecords
    private var next = 0
    private var ready: [ExportedRecord] = []

    fileprivate init(_ source: ExportedRecords) { self.source = source }

    /// Records are decided and traced in groups, whose traces share the log's synchronisation; the
    /// group that was read is all that is held.
    package mutating func next() async throws(ServingFailure) -> ExportedRecord? {
      while ready.isEmpty, next < source.records.count {
        if Task.isCancelled { return nil }
        let group = Array(source.records[next...].prefix(Self.groupSize))
        next += group.count
        ready = try await source.desk.exported(group, source.export, source.caller).reversed()
      }
      return ready.popLast()
    }

    private static let groupSize = 64
  }
}

extension RecordDesk {
  /// Begins an export: notes who takes what, and gives the records as they are asked for.
  ///
  /// - Returns: the records in the order of their pseudonyms, which says nothing about people.
  /// - Throws: `.forbidden` for a system export by anybody but those who run the service, with a
  ///   reason.
  package func export(
    _ export: BulkExport,
    for caller: Caller
  ) async throws(ServingFailure) -> ExportedRecords {
    if let rule = caller.refusal { throw .forbidden(rule) }
    do {
      let size = min(export.to?.rawValue ?? .max, try service.reader.readableSize())
      let records: [Pseudonym]
      let words: String
      switch export.level {
      case .record(let record):
        records = [record]
        words = record.description
        try await checkExport(of: record, caller)
      case .system:
        switch caller.identity {
        case .operator, .auditor: break
        default: throw ServingFailure.forbidden(.noConsent)
        }
        records = try service.records(from: export.from, to: Position(size))
        words = "system"
      }
      let parts = BulkExport.Part.allCases.filter(export.parts.contains)
      let receipt = try await service.traceExport(
        ([words] + parts.map { String(describing: $0) }).joined(separator: " "),
        from: export.from,
        to: Position(size),
        caller.context()
      )
      return ExportedRecords(
        size: size,
        receipt: WriteReceipt(receipt),
        count: records.count,
        desk: self,
        export: export,
        records: records,
        caller: caller
      )
    } catch {
      throw ServingFailure(error)
    }
  }

  /// Refuses at once what the first record would refuse.
  private func checkExport(of record: Pseudonym, _ caller: Caller) async throws {
    let state = try service.state(of: record)
    let request = caller.accessRequest(.record(.export), on: state)
    let rules = try service.rules(at: service.clock())
    if AccessPolicy.decide(request, on: state, rules: rules).isAllowed { return }
    // The refusal is traced where a read of it is.
    _ = try await read(record, by: caller, asking: { _ in .record(.export) }) { _ in Shown(()) }
  }

  fileprivate func exported(
    _ records: [Pseudonym],
    _ export: BulkExport,
    _ caller: Caller
  ) async throws(ServingFailure) -> [ExportedRecord] {
    let found = await withTaskGroup(
      of: (Int, Result<ExportedRecord, ServingFailure>).self
    ) { group in
      for (index, record) in records.enumerated() {
        group.addTask {
          do throws(ServingFailure) {
            return (index, .success(try await self.exported(record, export, caller)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      var all: [(Int, Result<ExportedRecord, ServingFailure>)] = []
      for await one in group { all.append(one) }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
    var exported: [ExportedRecord] = []
    for one in found {
      do throws(ServingFailure) {
        exported.append(try one.get())
      } catch .forbidden, .notFound {
        // Traced as refused, and not the caller's to have.
        continue
      }
    }
    return exported
  }

  private func exported(
    _ record: Pseudonym,
    _ export: BulkExport,
    _ caller: Caller
  ) async throws(ServingFailure) -> ExportedRecord {
    let traced = try await read(
      record,
      by: caller,
      asking: { _ in .record(.export) },
      everything: true
    ) { ground in
      let state = ground.dossier.state
      func allows(_ kind: AccessKind) -> Bool {
        let request = caller.accessRequest(.record(kind), on: state)
        return AccessPolicy.decide(request, on: state, rules: ground.rules).isAllowed
      }
      // Whoever may export a record may not thereby see what it says.
      let list = caller.accessRequest(.record(.list), on: state)
      var everything = list
      everything.listsEverything = true
      let shown = AccessPolicy.decide(everything, on: state, rules: ground.rules).shown
      let documents =
        export.parts.contains(.documents)
        ? shown.compactMap { ground.dossier.documents[$0] }.filter { $0.changed >= export.from }
        : []
      let rights = RightsView(
        record: record,
        consents: state.consents,
        rights: state.rights,
        deadlines: [:],
        revision: state.revision
      )
      return Shown(
        ExportedRecord(
          record: record,
          identity: export.parts.contains(.identity) && allows(.identity) ? state.identity : nil,
          status: state.status,
          documents: documents,
          rights: export.parts.contains(.rights) && allows(.rights) ? rights : nil,
          receipt: WriteReceipt(positions: [], wasRecordedBefore: false)
        ),
        documents: documents.map(\.number)
      )
    }
    var exported = traced.value
    exported.receipt = traced.receipt
    return exported
  }
}

extension RecordService {
  /// The records that have events of content in a range, by pseudonym; from the envelopes alone.
  func records(from start: Position, to end: Position) throws -> [Pseudonym] {
    var found: Set<Pseudonym> = []
    let cursor = try reader.cursor(from: start)
    while let block = try cursor.next(bytesMax: 1 << 20) {
      if block.firstPosition >= end { break }
      for index in 0..<block.count
      where block.position(index) >= start && block.position(index) < end
        && block.records[index].isOfARecord && FactKind.isContent(block.types[index].rawValue)
      {
        found.insert(block.records[index])
      }
      try Task.checkCancellation()
    }
    return found.sorted()
  }
}
