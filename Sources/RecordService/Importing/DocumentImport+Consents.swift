import CarnetCore
import EventLog
import Interop
import MedicalRecord

extension DocumentImport {
  /// Keeps the consents that a message carries in the record of whom they are about; a person
  /// without a record has nowhere to keep them, and none is opened for that.
  func collect(_ consents: ConsentCollection, from name: String) throws -> Prepared {
    var remarks = consents.findings.map(ImportRemark.finding)
    func entry() -> ImportEntry {
      ImportEntry(name: name, outcome: .consents(consents), findings: remarks)
    }
    guard consents.isCollected else { return Prepared(entries: [entry()]) }
    guard case .existing(let record) = try resolver.resolve(consents.identity) else {
      remarks.append(.consentsWithoutRecord)
      return Prepared(entries: [entry()])
    }
    var state = try states[record] ?? service.state(of: record)
    let before = state.revision
    let now = service.clock()
    let rules = try service.rules(at: now)
    let facts: [Fact]
    do throws(Refusal) {
      facts = try state.collect(Carnet_V1_ConsentCollected(consents), rules: rules, now: now)
    } catch {
      return Prepared(
        entries: [
          ImportEntry(name: name, outcome: .refused(.decision(error)), findings: remarks)
        ]
      )
    }
    if facts.isEmpty { return Prepared(entries: [entry()]) }
    var context = context
    context.occurred = consents.instant.milliseconds
    for fact in facts {
      state.evolve(EventBody(fact, context: context), at: state.revision?.next ?? .zero)
    }
    states[record] = state
    let seed = Array("carnet/zfa/\(record)/\(consents.messageID)/\(consents.instant)".utf8)
    let events = service.events(
      facts,
      context: context,
      ids: { EventID(derivedFrom: Self.digest(seed + Array("/\($0)".utf8))) },
      time: now
    )
    let write = Write(
      record: record,
      expecting: before.map { .revision($0) } ?? .none,
      events: events
    )
    return Prepared(entries: [entry()], write: write)
  }
}

extension Carnet_V1_ConsentCollected {
  /// The answers as an event keeps them.
  init(_ consents: ConsentCollection) {
    self.init()
    episode =
      consents.episode.map { $0.extension ?? $0.root } ?? consents.episodeNumber ?? ""
    feeding =
      switch consents.feeding {
      case .notCollected: .notCollected
      case .opposed: .opposed
      case .notOpposed: .notOpposed
      }
    reading =
      switch consents.reading {
      case .notCollected: .notCollected
      case .refused: .refused
      case .agreed: .agreed
      }
    structure = Actor(
      .structure,
      identifier: consents.structure.identifier ?? consents.structure.name ?? "",
      name: consents.structure.name ?? ""
    )
  }
}
