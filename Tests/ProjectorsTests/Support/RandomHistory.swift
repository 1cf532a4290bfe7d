import CarnetCore
import MedicalRecord
import Views

/// A history of a few records that follows from its seed: openings, identities, conflicts, consents,
/// documents, reads, closures, erasures, the service's own events and the log's.
///
/// Every text that belongs to a record carries the record's canary, so that a scan of files finds
/// what was left of it.
struct RandomHistory {
  struct Options {
    var records = 8
    var events = 400
    /// Bodies that projectors cannot apply.
    var hasPoison = true
    var hasErasures = true
  }

  struct Erasure {
    var position: Position
    var record: Pseudonym
    var scope: ErasureScope
  }

  private(set) var events: [ProjectedEvent] = []
  private(set) var erasures: [Erasure] = []
  private var generator: SplitMix64
  private let options: Options
  private let records: [Pseudonym]
  private var revisions: [Pseudonym: UInt32] = [:]
  private var documents: [Pseudonym: UInt32] = [:]
  private var conflicts: [Pseudonym: Set<UInt64>] = [:]
  private var opened: Set<Pseudonym> = []
  // Which of the states that follow each other a record is in.
  private var statuses: [Pseudonym: RecordState.Status] = [:]
  private var erased: [Pseudonym: ErasureScope] = [:]
  private var time = Instant(milliseconds: 1_795_420_800_000)

  init(seed: UInt64, _ options: Options = Options()) {
    var generator = SplitMix64(seed: seed)
    records = (0..<options.records).map { _ in Pseudonym.random(using: &generator) }
    self.generator = generator
    self.options = options
    while events.count < options.events { addEvent() }
  }

  static func canary(of record: Pseudonym) -> String { "Zebra\(Hex.encode(record.rawValue))" }

  /// The events as a log gives them whose keys are gone: bodies that an erasure covers are nil.
  ///
  /// Only erasures before `end` are looked at.
  func blinded(erasuresBefore end: Int = .max) -> [ProjectedEvent] {
    var events = events
    for erasure in erasures where erasure.position.rawValue < UInt64(clamping: end) {
      Self.blind(&events, erasure.record, erasure.scope, before: erasure.position)
    }
    return events
  }

  static func blind(
    _ events: inout [ProjectedEvent],
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) {
    for index in events.indices where events[index].record == record {
      guard events[index].position < end, events[index].type != 27 else { continue }
      if scope.contains(events[index].isTrace ? .traces : .contents) { events[index].body = nil }
    }
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private mutating func pick<T>(_ values: [T]) -> T {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }

  private mutating func addEvent() {
    time.milliseconds += Int64.random(in: 0...6_000_000, using: &generator)
    if chance(3) { return addOwnEvent() }
    let record = pick(records)
    if erased[record] != nil { return addAfterErasure(record) }
    guard opened.contains(record) else {
      opened.insert(record)
      return append(.recordOpened(opening()), record)
    }
    if options.hasErasures, chance(1) { return erase(record, pick([.contents, .everything])) }
    if options.hasPoison, chance(2) { return addPoison(record) }
    append(fact(record), record)
  }

  private mutating func addOwnEvent() {
    switch Int.random(in: 0..<3, using: &generator) {
    case 0:
      var asked = Carnet_V1_AuditAsked()
      asked.question = pick(["who", "denied"])
      asked.parameters = ["--from", "2026-01-01"]
      asked.answers = UInt64.random(in: 0..<99, using: &generator)
      append(.auditAsked(asked), .system)
    case 1:
      var exported = Carnet_V1_EventsExported()
      exported.filter = "type=22"
      exported.to = UInt64(events.count)
      append(.eventsExported(exported), .system)
    default: append(type: UInt16.random(in: 1...15, using: &generator), nil, .system)
    }
  }

  private mutating func addAfterErasure(_ record: Pseudonym) {
    guard let scope = erased[record] else { return }
    if !scope.contains(.traces), chance(10) { return erase(record, .traces) }
    var denied = Carnet_V1_AccessDenied()
    denied.rule = 100
    var context = EventContext()
    context.actor = Actor(.professional, identifier: "810000000001", structure: "760000166")
    append(type: 34, EventBody(.accessDenied(denied), context: context), record)
  }

  private mutating func erase(_ record: Pseudonym, _ scope: ErasureScope) {
    var fact = Carnet_V1_RecordErased()
    if scope.contains(.contents) { fact.contentKeyCommitment.append(contentsOf: [1, 2, 3]) }
    if scope.contains(.traces) { fact.traceKeyCommitment.append(contentsOf: [4, 5, 6]) }
    erasures.append(
      Erasure(position: Position(UInt64(events.count)), record: record, scope: scope)
    )
    erased[record, default: []].formUnion(scope)
    append(type: 27, EventBody(.recordErased(fact), context: .init()), record)
  }

  private mutating func addPoison(_ record: Pseudonym) {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      var hidden = Carnet_V1_DocumentHidden()
      hidden.number = 999
      hidden.visibility = .patient
      append(.documentHidden(hidden), record)
    case 1:
      var hidden = Carnet_V1_DocumentHidden()
      hidden.number = 1
      hidden.visibility = .UNRECOGNIZED(9)
      append(.documentHidden(hidden), record)
    case 2:
      var added = document(record)
      added.number += 5
      append(.documentAdded(added), record)
    case 3:
      var consent = Carnet_V1_ConsentGranted()
      consent.subject = .UNRECOGNIZED(77)
      append(.consentGranted(consent), record)
    default:
      // The envelope says one thing and the body another.
      append(type: 22, EventBody(.recordClosed(.init()), context: context(record)), record)
    }
  }

  private mutating func fact(_ record: Pseudonym) -> Fact {
    let count = documents[record, default: 0]
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<8: return .identityRecorded(identity(record))
    case 8..<11:
      var raised = Carnet_V1_IdentityConflictRaised()
      raised.otherRecord = pick(records).rawValue
      raised.traits = ["birthName", "\(Self.canary(of: record)) trait"]
      conflicts[record, default: []].insert(raised.otherRecord)
      return .identityConflictRaised(raised)
    case 11..<14:
      guard let other = conflicts[record, default: []].min() else { return access(record) }
      conflicts[record]?.remove(other)
      var settled = Carnet_V1_IdentityConflictSettled()
      settled.otherRecord = other
      settled.settlement = pick([.differentPeople, .samePerson])
      return .identityConflictSettled(settled)
    case 14..<22:
      var consent = Carnet_V1_ConsentGranted()
      consent.subject = pick([.reading, .feeding, .emergency, .regulation])
      return .consentGranted(consent)
    case 22..<28:
      var consent = Carnet_V1_ConsentWithdrawn()
      consent.subject = pick([.reading, .feeding, .emergency, .regulation])
      return .consentWithdrawn(consent)
    case 28..<52:
      let added = document(record)
      documents[record] = added.number
      return .documentAdded(added)
    case 52..<56 where count > 1:
      var replaced = Carnet_V1_DocumentReplaced()
      replaced.number = UInt32.random(in: 1..<count, using: &generator)
      replaced.by = count
      return .documentReplaced(replaced)
    case 56..<62 where count > 0:
      var hidden = Carnet_V1_DocumentHidden()
      hidden.number = UInt32.random(in: 1...count, using: &generator)
      hidden.visibility = pick([.professionals, .patient, .representatives])
      return .documentHidden(hidden)
    case 62..<66 where count > 0:
      var revealed = Carnet_V1_DocumentRevealed()
      revealed.number = UInt32.random(in: 1...count, using: &generator)
      revealed.visibility = pick([.professionals, .patient, .representatives])
      return .documentRevealed(revealed)
    case 66..<69:
      var closed = Carnet_V1_RecordClosed()
      closed.reason = pick([.holder, .death, .fraud])
      return .recordClosed(closed)
    case 69..<72: return .recordOpened(opening())
    case 72..<88: return right(record)
    default: return access(record)
    }
  }

  /// Rights, deadlines, notices: what came with the whole record.
  private mutating func right(_ record: Pseudonym) -> Fact {
    let due = time.milliseconds + Int64.random(in: 0...9_000_000_000, using: &generator)
    let doctor = Actor(
      .professional,
      identifier: pick(["810000000001", "810000000002", Self.canary(of: record)]),
      profession: "G15_10/SM26"
    )
    switch Int.random(in: 0..<14, using: &generator) {
    case 0:
      var granted = Carnet_V1_AuthorisationGranted()
      granted.professional = doctor
      granted.until = due
      return .authorisationGranted(granted)
    case 1:
      var expired = Carnet_V1_AuthorisationExpired()
      expired.professional = doctor
      return .authorisationExpired(expired)
    case 2:
      var named = Carnet_V1_TreatingDoctorNamed()
      named.professional = doctor
      return .treatingDoctorNamed(named)
    case 3:
      var ended = Carnet_V1_TreatingDoctorEnded()
      ended.professional = doctor
      return .treatingDoctorEnded(ended)
    case 4 where statuses[record] == .active:
      var suspended = Carnet_V1_RecordSuspended()
      suspended.reason = .fraud
      suspended.objectionUntil = due
      return .recordSuspended(suspended)
    case 5 where statuses[record] == .suspended: return .recordResumed(.init())
    case 6:
      var reached = Carnet_V1_DeadlineReached()
      reached.kind = pick([.erasure, .announcementNotice, .directives, .majority, .objection])
      reached.subject = pick(["", "1", "2"])
      reached.due = due
      reached.next = chance(50) ? due + 1 : 0
      return .deadlineReached(reached)
    case 7:
      var made = Carnet_V1_StatementMade()
      made.number = 1
      made.kind = .directivesPlace
      made.value = Self.canary(of: record)
      made.reminderDue = due
      return .statementMade(made)
    case 8:
      var requested = Carnet_V1_ErasureRequested()
      requested.due = due
      return .erasureRequested(requested)
    case 9:
      var sent = Carnet_V1_NoticeSent()
      sent.cause = UInt64.random(in: 0...UInt64(events.count), using: &generator)
      sent.recipient = .holder
      return .noticeSent(sent)
    case 10:
      var failed = Carnet_V1_NoticeFailed()
      failed.cause = UInt64.random(in: 0...UInt64(events.count), using: &generator)
      failed.recipient = .holder
      failed.failure = Self.canary(of: record)
      failed.attempts = UInt32.random(in: 1...12, using: &generator)
      return .noticeFailed(failed)
    case 11:
      var reviewed = Carnet_V1_EmergencyReviewed()
      reviewed.access = revisions[record, default: 1] / 2
      reviewed.verdict = .justified
      return .emergencyReviewed(reviewed)
    case 12:
      var blocked = Carnet_V1_ActorBlocked()
      blocked.target = doctor
      blocked.scope = .professional
      blocked.until = due
      return .actorBlocked(blocked)
    case 13 where statuses[record] == .closed: return .recordReactivated(.init())
    default: return access(record)
    }
  }

  private mutating func access(_ record: Pseudonym) -> Fact {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      var accessed = Carnet_V1_RecordAccessed()
      accessed.kind = pick([.list, .trail, .export, .existence])
      accessed.rule = 2
      return .recordAccessed(accessed)
    case 1:
      var denied = Carnet_V1_AccessDenied()
      denied.number = 1
      denied.rule = 101
      return .accessDenied(denied)
    case 2:
      var accessed = Carnet_V1_EmergencyAccessed()
      accessed.mode = pick([.breakGlass, .regulation])
      accessed.rule = 4
      accessed.reviewDue = time.milliseconds + 86_400_000
      return .emergencyAccessed(accessed)
    default:
      var accessed = Carnet_V1_DocumentAccessed()
      accessed.number = max(1, documents[record, default: 1])
      accessed.rule = 2
      return .documentAccessed(accessed)
    }
  }

  private mutating func opening() -> RecordOpened {
    var opened = RecordOpened()
    opened.channel = pick([.site, .pharmacy, .hospital, .UNRECOGNIZED(40)])
    opened.commune = pick(["76540", "76351", "", "2A004"])
    opened.ageBand = pick([.ageBand015, .ageBand75Plus, .unknown])
    opened.sex = pick([.female, .male])
    return opened
  }

  private mutating func identity(_ record: Pseudonym) -> IdentityRecorded {
    let canary = Self.canary(of: record)
    var recorded = IdentityRecorded()
    recorded.matricule = pick(["277076322082910", "279035121518989", canary])
    recorded.authority = "1.2.250.1.213.1.4.8"
    recorded.birthName = pick(["Lefèvre", "D'Œuvre", canary])
    recorded.givenNames = [canary, "Léa"]
    recorded.firstGivenName = canary
    recorded.usedName = pick(["", canary])
    recorded.sex = .female
    recorded.birthDate = pick(["1979-03-28", "1979-03", "1950"])
    recorded.birthPlace = "63220"
    recorded.city = canary
    var local = Carnet_V1_LocalIdentifier()
    local.root = "1.2.3"
    local.extension = canary
    recorded.localIdentifiers = [local]
    recorded.findings = chance(30) ? ["ins-key-differs", "\(canary) finding"] : []
    return recorded
  }

  private mutating func document(_ record: Pseudonym) -> DocumentAdded {
    let canary = Self.canary(of: record)
    let number = documents[record, default: 0] + 1
    var added = DocumentAdded()
    added.number = number
    added.uniqueID = "1.2.250.\(number)^\(canary)"
    added.setID = pick(["", "1.2.250.9^\(canary)"])
    added.version = 1
    added.type = code("2.16.840.1.113883.6.1", pick(["34112-3", "11502-2", "60591-5"]))
    added.documentClass = code("1.2.250.1.213.1.1.4.1", pick(["10", "11"]))
    added.format = code("1.3.6.1.4.1.19376.1.2.3", "urn:ihe:iti:xds-sd:pdf:2008")
    added.confidentiality = [code("2.16.840.1.113883.5.25", pick(["N", "R"]))]
    added.practiceSetting = code("1.2.250.1.213.1.1.4.9", canary)
    added.facilityType = code("1.2.250.1.71.4.2.4", "SA01")
    added.title = "\(canary) title"
    added.created = time.milliseconds
    added.serviceStart = chance(50) ? time.milliseconds - 86_400_000 : 0
    added.language = "fr-FR"
    added.mediaType = "application/pdf"
    var author = Carnet_V1_Author()
    author.number = UInt64.random(in: 810_000_000_001...810_000_000_004, using: &generator)
    author.family = pick(["Martin", "Durand"])
    author.structureText = canary
    added.authors = [author]
    added.replaces = chance(20) ? "1.2.250.\(max(1, number - 1))^\(canary)" : ""
    added.content.append(contentsOf: canary.utf8)
    added.contentBytes = 1000
    added.sha1.append(contentsOf: [UInt8](repeating: UInt8(number % 250), count: 20))
    added.findings = chance(10) ? ["\(canary) finding"] : []
    return added
  }

  private func code(_ system: String, _ code: String) -> Carnet_V1_Code {
    var value = Carnet_V1_Code()
    value.system = system
    value.code = code
    return value
  }

  private mutating func context(_ record: Pseudonym) -> EventContext {
    var context = EventContext()
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      context.actor = Actor(.patient, identifier: Self.canary(of: record), name: "the patient")
    case 1:
      context.actor = Actor(.representative, name: "\(Self.canary(of: record)) parent")
    default:
      context.actor = Actor(
        .professional,
        identifier: pick(["810000000001", "810000000002", "010000003"]),
        profession: "G15_10/SM26",
        structure: pick(["760000166", "980001", ""]),
        name: "Dr Martin"
      )
    }
    context.purpose = pick([.care, .emergency, .patientAccess])
    context.reason = chance(20) ? "\(Self.canary(of: record)) reason" : pick(["", "garde"])
    return context
  }

  private mutating func append(_ fact: Fact, _ record: Pseudonym) {
    switch fact {
    case .recordOpened, .recordResumed, .recordReactivated: statuses[record] = .active
    case .recordSuspended: statuses[record] = .suspended
    case .recordClosed: statuses[record] = .closed
    default: break
    }
    let context = context(record)
    append(type: fact.kind.rawValue, EventBody(fact, context: context), record)
  }

  private mutating func append(type: UInt16, _ body: EventBody?, _ record: Pseudonym) {
    let revision = revisions[record, default: 0]
    revisions[record] = revision + 1
    events.append(
      ProjectedEvent(
        position: Position(UInt64(events.count)),
        record: record,
        revision: Revision(revision),
        time: time,
        id: EventID.random(using: &generator),
        type: type,
        body: body
      )
    )
  }
}
