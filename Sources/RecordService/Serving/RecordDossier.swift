package import CarnetCore
import EventLog
package import MedicalRecord

/// A record as it is served: the state that decisions are taken on, and beside it what its documents
/// and submissions say.
///
/// The fold of the record's events and of nothing else, so it is never behind the log that it was
/// read from, whatever views do.
package struct RecordDossier: Sendable {
  package private(set) var state = RecordState()
  package private(set) var documents: [UInt32: DocumentView] = [:]
  package private(set) var submissions: [SubmissionView] = []
  /// How the record was closed; nil while it is not.
  package private(set) var closure: (at: Instant, reason: ClosureReason)?
  package private(set) var openedAt: Instant?
  /// The last event that changed what the record holds; reads do not.
  package private(set) var changed: Position?
  /// What was made of the record as it stands, for those who read it.
  package private(set) var renderings = Renderings()

  package init() {}

  /// An event as the fold takes it.
  struct Step {
    /// Nil where its key is destroyed, or where it is a trace that changes nothing.
    var body: EventBody?
    var revision: Revision
    var position: Position
    var time: Instant
    var id: EventID
  }

  mutating func apply(_ step: Step, of record: Pseudonym) {
    state.evolve(step.body, at: step.revision)
    guard let body = step.body, let fact = body.fact else { return }
    if !FactKind.isTrace(fact.kind.rawValue) {
      changed = step.position
      renderings = Renderings()
    }
    switch fact {
    case .recordErased:
      let position = changed
      let state = state
      self = RecordDossier()
      self.state = state
      changed = position
    case .recordOpened: openedAt = step.time
    case .recordClosed(let closed): closure = (step.time, closed.reason)
    case .recordReactivated: closure = nil
    case .documentAdded(let added): add(added, step, record)
    case .documentReplaced(let replaced):
      change(replaced.number, step) { $0.replacedBy = replaced.by }
    case .documentHidden(let hidden):
      change(hidden.number, step) { $0.hiddenFrom.insert(hidden.visibility) }
    case .documentRevealed(let revealed):
      change(revealed.number, step) { $0.hiddenFrom.remove(revealed.visibility) }
    case .documentArchived(let archived):
      change(archived.number, step) { $0.isArchived = true }
    case .documentUnarchived(let archived):
      change(archived.number, step) { $0.isArchived = false }
    case .documentDeleted(let deleted): change(deleted.number, step) { $0.isDeleted = true }
    case .submissionReceived(let received):
      submissions.append(
        SubmissionView(
          record: record,
          id: step.id,
          position: step.position,
          time: step.time,
          sender: body.context.actor,
          received: received,
          documents: received.documents
        )
      )
    default: break
    }
  }

  private mutating func add(_ added: DocumentAdded, _ step: Step, _ record: Pseudonym) {
    documents[added.number] = DocumentView(
      record: record,
      number: added.number,
      logicalID: step.id,
      entryID: step.id,
      revision: step.revision,
      added: step.position,
      addedAt: step.time,
      changed: step.position,
      changedAt: step.time,
      metadata: added
    )
  }

  private mutating func change(
    _ number: UInt32,
    _ step: Step,
    _ make: (inout DocumentView) -> Void
  ) {
    guard var document = documents[number] else { return }
    make(&document)
    document.entryID = step.id
    document.revision = step.revision
    document.changed = step.position
    document.changedAt = step.time
    documents[number] = document
  }

  /// Bytes that the dossier takes in memory, roughly: measured by what the process grew by for 1,500
  /// records of ten documents.
  var weight: Int {
    4096 + documents.count * 4608 + submissions.count * 1024 + state.statements.count * 256
      + (state.sessions.count + state.emergencies.count) * 64 + renderings.bytes
  }
}

extension RecordService {
  /// A record's dossier after its last durable event; one without events has status `.none`.
  ///
  /// What is kept in memory is brought forward by the events that came since, so no write needs to
  /// make it void.
  package func dossier(of record: Pseudonym) throws -> RecordDossier {
    let known = dossiers[record]
    guard let head = index.head(of: record) else { return RecordDossier() }
    if let known, known.state.revision == head.revision { return known }
    if try head.position.rawValue >= reader.readableSize() {
      // Somebody else's write is on its way to the disk: it is as if it had not come yet, and
      // whoever decides on this is told of the conflict.
      if let known { return known }
      commit?.waitForTree(head.position.rawValue + 1)
    }
    var dossier = known ?? RecordDossier()
    // A record's revisions never fall: what is known further on is another log's.
    if let revision = dossier.state.revision, revision > head.revision { dossier = .init() }
    for step in try steps(of: record, from: head, after: dossier.state.revision) {
      dossier.apply(step, of: record)
    }
    dossiers[record] = dossier
    return dossier
  }

  /// A record's dossier as its events before a position made it; read from the log.
  package func dossier(of record: Pseudonym, before position: Position) throws -> RecordDossier {
    guard let head = index.head(of: record) else { return RecordDossier() }
    commit?.waitForTree(head.position.rawValue + 1)
    var dossier = RecordDossier()
    for step in try steps(of: record, from: head, after: nil) where step.position < position {
      dossier.apply(step, of: record)
    }
    return dossier
  }

  /// The events of a record after a revision, in order.
  ///
  /// Reads that change no state are stepped over without being opened: they are most of a record's
  /// events.
  private func steps(
    of record: Pseudonym,
    from head: RecordHead,
    after revision: Revision?
  ) throws -> [RecordDossier.Step] {
    var steps: [RecordDossier.Step] = []
    var scratch = BodyOpener.Scratch()
    let opener = EventOpener(opener)
    var failure: (any Error)?
    try reader.walkBack(from: head) { block, index in
      do {
        if let revision, block.revisions[index] <= revision { return false }
        var step = RecordDossier.Step(
          body: nil,
          revision: block.revisions[index],
          position: block.position(index),
          time: block.times[index],
          id: block.ids[index]
        )
        if !Self.changesNothing(block.types[index]) {
          switch try opener.content(block, index, &scratch) {
          case .body(let body): step.body = body
          case .bytes where !block.types[index].isOfTheLog:
            throw ServiceFailure.foreignEvent(
              record,
              step.position,
              type: block.types[index].rawValue
            )
          case .bytes, .erased: break
          }
        }
        steps.append(step)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return steps.reversed()
  }

  /// Traces that `evolve` only counts; see `RecordState.evolve`.
  private static func changesNothing(_ type: EventType) -> Bool {
    switch FactKind(rawValue: type.rawValue) {
    case .recordAccessed, .documentAccessed, .accessDenied, .recordFound, .recordDisclosed,
      .accessDisputed:
      true
    default: false
    }
  }
}
