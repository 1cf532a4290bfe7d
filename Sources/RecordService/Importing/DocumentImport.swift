import CarnetCore
import EventLog
import Interop
package import MedicalRecord
import RecordDirectory
import Vault
import Views

/// Takes documents into records, whatever feed brings them: read, find whose they are, decide, keep
/// the content, append.
///
/// Documents are taken in groups, so that many share one synchronisation of the content store and
/// one of the log; those of one submission set stand in one append. Every identity and every event's identity follows from the document itself, so a
/// run that was killed is simply run again.
package final class DocumentImport {
  let service: RecordService
  private let reader: IncomingReader
  let context: EventContext
  private let channel: Channel
  private let consentGiven: Bool
  var resolver: IdentityResolver
  /// States of the records of the current group, with what is decided but not yet appended.
  var states: [Pseudonym: RecordState] = [:]
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
    reader = try IncomingReader()
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

  /// What one submission comes to: an entry a document, and one append for all of them.
  struct Prepared {
    var entries: [ImportEntry]
    var write: Write?
  }

  /// Imports a group.
  ///
  /// Returns the entries of each source, in their order: one for each document it brought, or the one
  /// that says why it is refused.
  package func run(_ sources: [Source]) async throws -> [ImportEntry] {
    states = [:]
    var prepared: [Prepared] = []
    for source in sources {
      for var submission in try prepare(source) {
        for index in submission.entries.indices {
          submission.entries[index].source = source.name
        }
        prepared.append(submission)
      }
    }
    // Contents are durable before any event refers to them.
    _ = try service.contents.put(contents)
    contents = []
    let outcomes = try await service.append(prepared.compactMap(\.write))
    for outcome in outcomes {
      if case .failure(let failure) = outcome { throw ServiceFailure.append(failure) }
    }
    var entries: [ImportEntry] = []
    for var entry in prepared.flatMap(\.entries) {
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

  private func prepare(_ source: Source) throws -> [Prepared] {
    let incoming: Incoming
    do throws(IncomingRefusal) {
      incoming = try reader.read(source.bytes)
    } catch {
      let entry = ImportEntry(name: source.name, outcome: .refused(.document(error)))
      return [Prepared(entries: [entry])]
    }
    switch incoming {
    case .consents(let collection):
      return [try collect(collection, from: source.name)]
    case .documents(let submissions):
      let isAlone = submissions.count == 1 && submissions[0].documents.count == 1
      var prepared: [Prepared] = []
      var number = 0
      for submission in submissions {
        var names: [String] = []
        for _ in submission.documents {
          number += 1
          names.append(isAlone ? source.name : "\(source.name)#\(number)")
        }
        prepared.append(try prepare(submission, names))
      }
      return prepared
    }
  }

  // MARK: Submissions

  /// A record with what is decided of it and not yet appended.
  private struct Draft {
    var record: Pseudonym
    var state: RecordState
    var before: Revision?
    var revision: Revision?
    var opening: [Fact] = []
    var doubts: [IdentityTrait] = []
    var events: [NewEvent] = []
    var contents: [(record: Pseudonym, bytes: [UInt8])] = []

    mutating func apply(_ facts: [Fact], _ context: EventContext) {
      for fact in facts {
        let next = revision?.next ?? .zero
        state.evolve(EventBody(fact, context: context), at: next)
        revision = next
      }
    }
  }

  /// Bytes of the events of one submission, which stand in one append.
  private static let submissionBytesMax = 8 << 20

  /// Decides on documents that were sent together: all go in, or none does.
  private func prepare(
    _ submission: IncomingSubmission,
    _ names: [String]
  ) throws -> Prepared {
    let documents = submission.documents
    guard let person = documents.first(where: { !$0.identity.isBareNumber }) ?? documents.first
    else { return Prepared(entries: []) }
    let stranger = documents.firstIndex {
      !Self.areOnePerson($0.identity, person.identity)
    }
    if let stranger { return refusal(.patientsDiffer, at: stranger, documents, names) }
    let findings = person.findings.map(\.name)
    let now = service.clock()
    var draft: Draft
    switch try open(person, findings, now) {
    case .success(let opened): draft = opened
    case .failure(let refusal):
      let index = documents.firstIndex(of: person) ?? 0
      return self.refusal(refusal, at: index, documents, names)
    }
    var entries: [ImportEntry] = []
    for (index, document) in documents.enumerated() {
      switch try add(document, names[index], of: submission.uniqueID, &draft, now) {
      case .success(let entry): entries.append(entry)
      case .failure(let refusal): return self.refusal(refusal, at: index, documents, names)
      }
    }
    guard !draft.events.isEmpty else { return Prepared(entries: entries) }
    note(submission, entries, &draft, now)
    // The limits of one append, which no later one could lift.
    let bytes = draft.events.reduce(0) { $0 + $1.body.count }
    let largest = draft.events.map(\.body.count).max() ?? 0
    if largest > EventLimits.bodyBytesMax || bytes > Self.submissionBytesMax {
      return refusal(.tooLarge(bytes: bytes), at: 0, documents, names)
    }
    contents += draft.contents
    states[draft.record] = draft.state
    if !draft.opening.isEmpty {
      resolver.didOpen(draft.record, person.identity)
      report.opened += 1
    }
    let write = Write(
      record: draft.record,
      expecting: draft.before.map { .revision($0) } ?? .none,
      events: draft.events
    )
    return Prepared(entries: entries, write: write)
  }

  /// Notes that documents came together, in the write that adds them.
  private func note(
    _ submission: IncomingSubmission,
    _ entries: [ImportEntry],
    _ draft: inout Draft,
    _ now: Instant
  ) {
    guard let uniqueID = submission.uniqueID else { return }
    var received = Carnet_V1_SubmissionReceived()
    received.uniqueID = uniqueID
    received.sourceID = submission.sourceID ?? ""
    received.submitted = submission.submitted?.milliseconds ?? 0
    received.documents = entries.compactMap { entry in
      if case .added(_, let number) = entry.outcome { number } else { nil }
    }
    if received.documents.isEmpty { return }
    let fact = Fact.submissionReceived(received)
    draft.apply([fact], context)
    let seed = Array("carnet/set/\(draft.record)/\(uniqueID)".utf8)
    draft.events += service.events(
      [fact],
      context: context,
      ids: { _ in EventID(derivedFrom: Self.digest(seed)) },
      time: now
    )
  }

  /// A number alone is held against the number; whoever has traits against all of them.
  static func areOnePerson(_ left: PatientIdentity, _ right: PatientIdentity) -> Bool {
    if left == right { return true }
    if left.isBareNumber || right.isBareNumber {
      guard let ins = left.ins, let other = right.ins else { return false }
      return ins.hasNumber(of: other)
    }
    if case .conflicting = left.compared(with: right) { return false }
    return true
  }

  /// The record that takes the documents of a person, opened if need be.
  private func open(
    _ document: IncomingDocument,
    _ findings: [String],
    _ now: Instant
  ) throws -> Result<Draft, ImportRefusal> {
    var opening: [Fact] = []
    var doubts: [IdentityTrait] = []
    let record: Pseudonym
    let resolution = try resolver.resolve(document.identity)
    let rules = try service.rules(at: now)
    switch resolution {
    case .existing(let known): record = known
    case .unknownNumber: return .failure(.patientUnknown)
    case .ambiguousNumber: return .failure(.patientAmbiguous)
    case .new, .conflicting, .resembling:
      do throws(Refusal) {
        opening = try openingFacts(document, findings, rules, now)
      } catch {
        return .failure(.decision(error))
      }
      record = try service.drawPseudonym()
    }
    switch resolution {
    case .conflicting(let conflicts), .resembling(let conflicts):
      for conflict in conflicts {
        var raised = Carnet_V1_IdentityConflictRaised()
        raised.otherRecord = conflict.record.rawValue
        raised.traits = conflict.traits.map(\.rawValue)
        opening.append(.identityConflictRaised(raised))
        for trait in conflict.traits where !doubts.contains(trait) { doubts.append(trait) }
      }
    case .existing, .new, .unknownNumber, .ambiguousNumber: break
    }
    let state = try states[record] ?? service.state(of: record)
    var draft = Draft(
      record: record,
      state: state,
      before: state.revision,
      revision: state.revision,
      opening: opening,
      doubts: doubts
    )
    draft.apply(opening, context)
    return .success(draft)
  }

  /// Adds a document to a draft, hidden from whom its labels hide it.
  private func add(
    _ document: IncomingDocument,
    _ name: String,
    of set: String?,
    _ draft: inout Draft,
    _ now: Instant
  ) throws -> Result<ImportEntry, ImportRefusal> {
    var told = document.findings.map(ImportRemark.finding)
    let arriving = try service.arriving(document, in: draft.record, set: set)
    let added = arriving.added
    var deposit = RecordState.Deposit()
    deposit.rules = try service.rules(at: now)
    deposit.now = now
    deposit.actor = context.actor
    deposit.labels = document.hiddenFrom
    let facts: [Fact]
    do throws(Refusal) {
      facts = try draft.state.add(added, deposit)
    } catch {
      if case .documentUnchanged(let number) = error {
        let outcome = ImportEntry.Outcome.alreadyThere(record: draft.record, document: number)
        return .success(ImportEntry(name: name, outcome: outcome, findings: told))
      }
      return .failure(.decision(error))
    }
    draft.apply(facts, context)
    var number: UInt32 = 0
    for case .documentAdded(let document) in facts { number = document.number }
    if case .documentAdded(let document)? = facts.first,
      document.findings.contains(RecordState.unknownParent)
    {
      told.append(.parentUnknown(added.replaces))
    }
    draft.contents.append((draft.record, document.content))
    // The facts that open the record go with its first document.
    let all = draft.events.isEmpty ? draft.opening + facts : facts
    draft.events += service.events(
      all,
      context: context,
      ids: arriving.identity,
      time: now
    )
    let outcome: ImportEntry.Outcome =
      draft.doubts.isEmpty
      ? .added(record: draft.record, document: number)
      : .quarantined(record: draft.record, document: number, traits: draft.doubts)
    return .success(ImportEntry(name: name, outcome: outcome, findings: told))
  }

  /// Refuses a submission for one of its documents; the others are refused with it.
  private func refusal(
    _ refusal: ImportRefusal,
    at index: Int,
    _ documents: [IncomingDocument],
    _ names: [String]
  ) -> Prepared {
    let entries = documents.indices.map { other in
      ImportEntry(
        name: names[other],
        outcome: .refused(other == index ? refusal : .otherOfSubmission(names[index])),
        findings: documents[other].findings.map(ImportRemark.finding)
      )
    }
    return Prepared(entries: entries)
  }

  static func digest(_ bytes: [UInt8]) -> CarnetCore.Digest {
    EventLog.SHA256.digest(of: bytes)
  }

  private func openingFacts(
    _ document: IncomingDocument,
    _ findings: [String],
    _ rules: Rules,
    _ now: Instant
  ) throws(Refusal) -> [Fact] {
    let identity = document.identity
    var opened = RecordOpened()
    opened.channel = channel
    if let postalCode = identity.address?.postalCode,
      let commune = reader.cda.tables.communes.commune(
        postalCode: postalCode,
        city: identity.address?.city
      )
    {
      opened.commune = commune.code.description
    }
    opened.ageBand = Carnet_V1_AgeBand(
      identity.birthDate.flatMap { AgeBand(birth: $0, on: ParisTime.day(of: now)) }
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

extension IncomingDocument.Form {
  /// Part of what event identities are derived from; never changed.
  var word: String {
    switch self {
    case .cda: "cda"
    case .file: "file"
    }
  }
}
