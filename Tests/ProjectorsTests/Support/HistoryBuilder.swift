import CarnetCore
import MedicalRecord
import Views

/// Writes a short history event by event.
struct HistoryBuilder {
  private(set) var events: [ProjectedEvent] = []
  private var revisions: [UInt64: UInt32] = [:]
  var time = Instant(milliseconds: 1_795_420_800_000)
  var context = EventContext()

  mutating func add(_ record: UInt64, _ fact: Fact) {
    let revision = revisions[record, default: 0]
    revisions[record] = revision + 1
    let position = UInt64(events.count)
    events.append(
      ProjectedEvent(
        position: Position(position),
        record: Pseudonym(rawValue: record),
        revision: Revision(revision),
        time: time,
        id: EventID(high: 1, low: position),
        type: fact.kind.rawValue,
        body: EventBody(fact, context: context)
      )
    )
  }

  mutating func open(
    _ record: UInt64,
    _ channel: Channel = .pharmacy,
    commune: String = "76540",
    band: Carnet_V1_AgeBand = .ageBand3549,
    sex: Carnet_V1_Sex = .female
  ) {
    var opened = RecordOpened()
    opened.channel = channel
    opened.commune = commune
    opened.ageBand = band
    opened.sex = sex
    add(record, .recordOpened(opened))
  }

  mutating func identity(
    _ record: UInt64,
    matricule: String,
    birthName: String,
    birthDate: String,
    findings: [String] = []
  ) {
    var recorded = IdentityRecorded()
    recorded.matricule = matricule
    recorded.birthName = birthName
    recorded.birthDate = birthDate
    recorded.findings = findings
    add(record, .identityRecorded(recorded))
  }

  mutating func document(
    _ record: UInt64,
    _ number: UInt32,
    type: String = "34112-3",
    documentClass: String = "10",
    uniqueID: String? = nil,
    replaces: String = "",
    findings: [String] = []
  ) {
    var added = DocumentAdded()
    added.number = number
    added.uniqueID = uniqueID ?? "1.2.250.\(record).\(number)"
    added.type.system = "2.16.840.1.113883.6.1"
    added.type.code = type
    added.type.display = "display of \(type)"
    added.documentClass.code = documentClass
    added.created = time.milliseconds
    added.replaces = replaces
    added.findings = findings
    add(record, .documentAdded(added))
  }

  mutating func document(_ record: UInt64, with body: (inout DocumentAdded) -> Void) {
    var added = DocumentAdded()
    body(&added)
    add(record, .documentAdded(added))
  }
}

/// What the domain's own fold makes of the same events.
struct States {
  private(set) var byRecord: [Pseudonym: RecordState] = [:]

  init(_ events: [ProjectedEvent]) {
    for event in events where event.record != .system {
      byRecord[event.record, default: RecordState()].evolve(event.body, at: event.revision)
    }
  }
}

/// A view built from some events, and a reader of it.
struct ReaderInFolder<P: Projector> {
  let folder: TemporaryFolder
  private let reader: ViewReader<P>

  init(_ events: [ProjectedEvent]) throws {
    folder = try TemporaryFolder()
    try ViewRunner([P.self], in: folder.store).catchUp(ListFeed(events))
    reader = ViewReader(P.self, in: folder.store)
  }

  func read<T>(_ body: (ViewSession<P>) throws -> T) throws -> T { try reader.read(body) }
}
