import CarnetCore
import Crypto
import EventLog
import Foundation
import Interop
package import MedicalRecord
import RecordDirectory
import Vault
import Views

/// Takes CDA documents into records: parse, find whose they are, decide, keep the content, append.
///
/// Documents are taken in groups, so that many share one synchronisation of the content store and
/// one of the log. Every identity and every event's identity follows from the document itself, so a
/// run that was killed is simply run again.
package final class DocumentImport {
  private let service: RecordService
  private let reader: CDAReader
  private let context: EventContext
  private let channel: Channel
  private let consentGiven: Bool
  private var resolver: IdentityResolver
  /// States of the records of the current group, with what is decided but not yet appended.
  private var states: [Pseudonym: RecordState] = [:]
  private var contents: [(record: Pseudonym, bytes: [UInt8])] = []
  package private(set) var report = ImportReport()

  /// - Parameters:
  ///   - service: the open service that takes the documents.
  ///   - context: who imports, and why.
  ///   - channel: through which records are opened for people who have none.
  ///   - consentGiven: whether the holders consented to that; without it, documents of people who
  ///     have no record are refused where the channel needs it.
  package init(
    _ service: RecordService,
    context: EventContext,
    channel: Channel,
    consentGiven: Bool = false
  ) throws {
    self.consentGiven = consentGiven
    self.service = service
    self.context = context
    self.channel = channel
    reader = try CDAReader()
    let directory = ViewReader(RecordDirectory.self, in: service.directory.views)
    resolver = IdentityResolver(
      byMatricule: { ins in
        try directory.read { session in
          try session.entries(matricule: ins.matricule).compactMap(Self.candidate)
        }
      },
      byTraits: { identity in
        try directory.read { session in
          guard let birthDate = identity.birthDate else { return [] }
          return try session.entries(birthName: identity.birthName, birthDate: birthDate)
            .compactMap(Self.candidate)
        }
      }
    )
  }

  /// Erased and closed records take no document; who had one gets a new record.
  private static func candidate(_ entry: RecordDirectory.Entry) -> IdentityResolver.Candidate? {
    guard let identity = entry.identity, entry.status == .active || entry.status == .provisional
    else { return nil }
    return IdentityResolver.Candidate(record: entry.record, identity: identity.patientIdentity)
  }

  /// A file to import.
  package struct Source: Sendable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  private struct Prepared {
    var entry: ImportEntry
    var write: Write?
    var record: Pseudonym
  }

  /// Imports a group.
  ///
  /// Returns an entry for each source, in their order.
  package func run(_ sources: [Source]) async throws -> [ImportEntry] {
    states = [:]
    var prepared: [Prepared] = []
    for source in sources { prepared.append(try prepare(source)) }
    // Contents are durable before any event refers to them.
    _ = try service.contents.put(contents)
    contents = []
    let writes = prepared.compactMap(\.write)
    let outcomes = try await service.append(writes)
    var next = 0
    var entries: [ImportEntry] = []
    for item in prepared {
      var entry = item.entry
      if item.write != nil {
        switch outcomes[next] {
        case .success: break
        case .failure(let failure): throw ServiceFailure.append(failure)
        }
        next += 1
      }
      if entry.findings.count > 1 { entry.findings = Self.unique(entry.findings) }
      report.count(entry)
      entries.append(entry)
    }
    return entries
  }

  private static func unique(_ findings: [ImportRemark]) -> [ImportRemark] {
    var seen: Set<ImportRemark> = []
    return findings.filter { seen.insert($0).inserted }
  }

  private func prepare(_ source: Source) throws -> Prepared {
    let document: CDADocument
    do throws(CDARefusal) {
      document = try reader.read(source.bytes)
    } catch {
      let entry = ImportEntry(name: source.name, outcome: .refused(.document(error)))
      return Prepared(entry: entry, write: nil, record: .system)
    }
    let findings = document.findings.map(\.name)
    let shown = document.findings.map(ImportRemark.finding)
    let now = service.clock()
    let rules = try service.rules(at: now)

    let resolution = try resolver.resolve(document.identity)
    let record: Pseudonym
    var opening: [Fact] = []
    var doubts: [IdentityTrait] = []
    switch resolution {
    case .existing(let known): record = known
    case .new, .conflicting:
      do throws(Refusal) {
        opening = try openingFacts(document, findings, rules, now)
      } catch {
        return refusal(error, source.name, .system, shown)
      }
      record = try service.drawPseudonym()
    }
    if case .conflicting(let conflicts) = resolution {
      for conflict in conflicts {
        var raised = Carnet_V1_IdentityConflictRaised()
        raised.otherRecord = conflict.record.rawValue
        raised.traits = conflict.traits.map(\.rawValue)
        opening.append(.identityConflictRaised(raised))
        for trait in conflict.traits where !doubts.contains(trait) { doubts.append(trait) }
      }
    }
    var state = try states[record] ?? service.state(of: record)
    let before = state.revision
    var revision = before
    func apply(_ facts: [Fact]) {
      for fact in facts {
        let next = revision?.next ?? .zero
        state.evolve(EventBody(fact, context: context), at: next)
        revision = next
      }
    }
    apply(opening)

    let content: [UInt8] =
      switch document.content {
      case .embedded(let bytes, _): bytes
      case .structured: source.bytes
      }
    var added = DocumentAdded(document.metadata, findings: findings)
    let reference = try service.contents.reference(content, record: record)
    added.content = Data(reference.name.bytes)
    added.contentBytes = UInt32(clamping: reference.bytes)
    added.sha1 = Data(Insecure.SHA1.hash(data: content))

    let facts: [Fact]
    do throws(Refusal) {
      var deposit = RecordState.Deposit()
      deposit.rules = rules
      deposit.now = now
      deposit.actor = context.actor
      facts = try state.add(added, deposit)
    } catch {
      return refusal(error, source.name, record, shown)
    }
    contents.append((record, content))
    apply(facts)
    states[record] = state
    if !opening.isEmpty {
      resolver.didOpen(record, document.identity)
      report.opened += 1
    }
    let all = opening + facts
    let seed =
      Array("carnet/cda/\(record)/\(document.metadata.uniqueID)/".utf8) + reference.name.bytes
    let events = service.events(
      all,
      context: context,
      ids: { number in
        EventID(derivedFrom: Self.digest(seed + Array("/\(number)".utf8)))
      },
      time: now
    )
    let write = Write(
      record: record,
      expecting: before.map { .revision($0) } ?? .none,
      events: events
    )
    var number: UInt32 = 0
    for fact in facts { if case .documentAdded(let document) = fact { number = document.number } }
    var told = shown
    if case .documentAdded(let document)? = facts.first,
      document.findings.contains(RecordState.unknownParent)
    {
      told.append(.parentUnknown(added.replaces))
    }
    let outcome: ImportEntry.Outcome =
      doubts.isEmpty
      ? .added(record: record, document: number)
      : .quarantined(record: record, document: number, traits: doubts)
    return Prepared(
      entry: ImportEntry(name: source.name, outcome: outcome, findings: told),
      write: write,
      record: record
    )
  }

  private static func digest(_ bytes: [UInt8]) -> CarnetCore.Digest {
    EventLog.SHA256.digest(of: bytes)
  }

  private func refusal(
    _ refusal: Refusal,
    _ name: String,
    _ record: Pseudonym,
    _ findings: [ImportRemark]
  ) -> Prepared {
    let outcome: ImportEntry.Outcome =
      switch refusal {
      case .documentUnchanged(let number): .alreadyThere(record: record, document: number)
      default: .refused(.decision(refusal))
      }
    return Prepared(
      entry: ImportEntry(name: name, outcome: outcome, findings: findings),
      write: nil,
      record: record
    )
  }

  private func openingFacts(
    _ document: CDADocument,
    _ findings: [String],
    _ rules: Rules,
    _ now: Instant
  ) throws(Refusal) -> [Fact] {
    let identity = document.identity
    var opened = RecordOpened()
    opened.channel = channel
    if let postalCode = identity.address?.postalCode,
      let commune = reader.tables.communes.commune(
        postalCode: postalCode,
        city: identity.address?.city
      )
    {
      opened.commune = commune.code.description
    }
    opened.ageBand = Carnet_V1_AgeBand(
      identity.birthDate.flatMap { AgeBand(birth: $0, on: now.day) }
    )
    opened.sex = Carnet_V1_Sex(identity.sex)
    let about = findings.filter { finding in
      ["ins-", "birth", "given-names", "sex-"].contains { finding.hasPrefix($0) }
    }
    return try RecordState()
      .open(
        opened,
        identity: IdentityRecorded(identity, findings: about),
        consentGiven: consentGiven,
        rules: rules,
        now: now
      )
  }
}
