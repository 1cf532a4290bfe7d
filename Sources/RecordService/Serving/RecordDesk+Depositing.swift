package import CarnetCore
import Crypto
import EventLog
import Foundation
package import Interop
import MedicalRecord
import Vault

/// What became of one document of a submission.
package struct Deposited: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case added
    /// The record had the same document, with the same content: nothing was added.
    case alreadyThere
  }

  package var outcome: Outcome
  package var record: Pseudonym
  package var number: UInt32
  package var uniqueID: String
  /// Fixed for this version of the document; FHIR's id.
  package var logicalID: EventID
  /// Its version at the moment, for `If-Match`.
  package var revision: Revision
  /// Named problems that did not stand in the way.
  package var findings: [String]
}

extension RecordDesk {
  /// TD2.1, TD2.2: files documents that were sent together: all go in, or none does.
  ///
  /// Sent again, the same documents give the identities that they got the first time: a caller who
  /// saw no answer sends again without harm (conditional create by masterIdentifier).
  ///
  /// - Parameters:
  ///   - submission: what was sent; a document that names a predecessor replaces it.
  ///   - reference: whose record it goes into; none is opened here.
  ///   - caller: who sends.
  /// - Returns: what became of each document, in their order, and where they stand.
  /// - Throws: `.refused` with the domain's reason, `.typeNotForThisCaller`, `.forbidden`;
  ///   `.badParameter("patient")` where the documents are somebody else's. Nothing was filed.
  package func deposit(
    _ submission: IncomingSubmission,
    into reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<[Deposited]> {
    guard !submission.documents.isEmpty else { throw .badParameter("documents") }
    let record = try await find(reference, for: caller)
    let arriving: [Arriving]
    do {
      arriving = try submission.documents.map {
        try service.arriving($0, in: record, set: submission.uniqueID)
      }
      // Contents are durable before any event refers to them; but not those of a refused sender.
      if try wouldTake(submission, arriving, record, caller) {
        _ = try service.contents.put(arriving.map { (record, $0.document.content) })
      }
    } catch {
      throw ServingFailure(error)
    }
    var written = try await act(on: record, by: caller, .feeding) { ground throws(Refusal) in
      try Self.deposit(submission, arriving, record, caller, ground)
    }
    if written.receipt.positions.isEmpty {
      // All were there: the receipt is that of before.
      let known: RecordDossier
      do {
        known = try service.dossier(of: record)
      } catch {
        throw ServingFailure(error)
      }
      written.receipt.positions = written.value.compactMap { known.documents[$0.number]?.added }
    } else {
      try await complete(&written.value, record)
    }
    return written
  }

  private func complete(
    _ deposited: inout [Deposited],
    _ record: Pseudonym
  ) async throws(ServingFailure) {
    do {
      let dossier = try service.dossier(of: record)
      for index in deposited.indices {
        guard let document = dossier.documents[deposited[index].number] else { continue }
        deposited[index].revision = document.revision
      }
    } catch {
      throw ServingFailure(error)
    }
  }

  private func wouldTake(
    _ submission: IncomingSubmission,
    _ arriving: [Arriving],
    _ record: Pseudonym,
    _ caller: Caller
  ) throws -> Bool {
    let now = service.clock()
    let ground = DecisionGround(
      dossier: try service.dossier(of: record),
      rules: try service.rules(at: now),
      now: now
    )
    do throws(Refusal) {
      let act = try Self.deposit(submission, arriving, record, caller, ground)
      if case .write = act { return true }
    } catch {
      return false
    }
    return false
  }

  private static func deposit(
    _ submission: IncomingSubmission,
    _ arriving: [Arriving],
    _ record: Pseudonym,
    _ caller: Caller,
    _ ground: DecisionGround
  ) throws(Refusal) -> Act<[Deposited]> {
    if let rule = caller.refusal(to: .feed, on: ground.state) { return .denied(rule, document: 0) }
    if let identity = ground.state.identity?.patientIdentity {
      let isStranger = arriving.contains {
        !DocumentImport.areOnePerson($0.document.identity, identity)
      }
      if isStranger { return .failed(.badParameter("patient")) }
    }
    for document in arriving.map(\.document) where !mayWrite(document.metadata, caller) {
      return .failed(.typeNotForThisCaller(document.metadata.type))
    }
    var context = caller.context(.feeding)
    context.writer = CarnetVersion.number
    var state = ground.state
    var (facts, ids): ([Fact], [EventID]) = ([], [])
    var deposited: [Deposited] = []
    for one in arriving {
      var deposit = RecordState.Deposit()
      deposit.labels = one.document.hiddenFrom
      deposit.isSecret = caller.isSecret
      deposit.actor = caller.actor
      deposit.rules = ground.rules
      deposit.now = ground.now
      let made: [Fact]
      do throws(Refusal) {
        made = try state.add(one.added, deposit)
      } catch {
        guard case .documentUnchanged(let number) = error,
          let known = ground.dossier.documents[number]
        else { throw error }
        deposited.append(Deposited(known, .alreadyThere))
        continue
      }
      for (number, fact) in made.enumerated() {
        state.evolve(EventBody(fact, context: context), at: state.revision?.next ?? .zero)
        facts.append(fact)
        ids.append(one.identity(of: number))
        guard case .documentAdded(let added) = fact else { continue }
        deposited.append(Deposited(added, ids[ids.count - 1], record, .zero))
      }
    }
    if facts.isEmpty { return .unchanged(deposited) }
    if let received = received(submission, deposited, ground.dossier) {
      facts.append(.submissionReceived(received))
      let seed = Array("carnet/set/\(record)/\(received.uniqueID)".utf8)
      ids.append(EventID(derivedFrom: DocumentImport.digest(seed)))
    }
    return .write(Draft(facts, ids: ids), deposited)
  }

  /// That documents came together stands in the write that adds them; a set that is in the record
  /// already keeps the event it has.
  private static func received(
    _ submission: IncomingSubmission,
    _ deposited: [Deposited],
    _ dossier: RecordDossier
  ) -> Carnet_V1_SubmissionReceived? {
    guard let uniqueID = submission.uniqueID,
      !dossier.submissions.contains(where: { $0.received.uniqueID == uniqueID })
    else { return nil }
    var received = Carnet_V1_SubmissionReceived()
    received.uniqueID = uniqueID
    received.sourceID = submission.sourceID ?? ""
    received.submitted = submission.submitted?.milliseconds ?? 0
    received.documents = deposited.filter { $0.outcome == .added }.map(\.number)
    return received
  }

  /// The holder's side files what patients write (class 90, DOCPAT, EXPPAT; domain 2), and nothing
  /// that would pass for a professional's.
  private static func mayWrite(_ metadata: DocumentMetadata, _ caller: Caller) -> Bool {
    switch caller.identity {
    case .patient, .representative:
      let type = metadata.type.code
      return metadata.classCode?.code == RecordState.patientClass || type.hasPrefix("DOCPAT")
        || type.hasPrefix("EXPPAT_") || type == "74465-6"
    default: return true
    }
  }
}

extension Deposited {
  fileprivate init(_ known: DocumentView, _ outcome: Outcome) {
    self.init(
      outcome: outcome,
      record: known.record,
      number: known.number,
      uniqueID: known.uniqueID,
      logicalID: known.logicalID,
      revision: known.revision,
      findings: known.metadata.findings
    )
  }

  fileprivate init(
    _ added: DocumentAdded,
    _ id: EventID,
    _ record: Pseudonym,
    _ revision: Revision
  ) {
    self.init(
      outcome: .added,
      record: record,
      number: added.number,
      uniqueID: added.uniqueID,
      logicalID: id,
      revision: revision,
      findings: added.findings
    )
  }
}

/// A document on its way into a record.
struct Arriving: Sendable {
  var document: IncomingDocument
  var added: DocumentAdded
  /// What the identities of its events are derived from, so that sending it again is told.
  var seed: [UInt8]

  func identity(of number: Int) -> EventID {
    EventID(derivedFrom: DocumentImport.digest(seed + Array("/\(number)".utf8)))
  }
}

extension RecordService {
  /// The event that will add a document, its content's name and digest set.
  func arriving(
    _ document: IncomingDocument,
    in record: Pseudonym,
    set: String?
  ) throws -> Arriving {
    var added = DocumentAdded(document.metadata, findings: document.findings.map(\.name))
    let reference = try contents.reference(document.content, record: record)
    added.content = Data(reference.name.bytes)
    added.contentBytes = UInt32(clamping: reference.bytes)
    added.sha1 = Data(Insecure.SHA1.hash(data: document.content))
    added.submissionSet = set ?? ""
    let seed =
      Array("carnet/\(document.form.word)/\(record)/\(document.metadata.uniqueID)/".utf8)
      + reference.name.bytes
    return Arriving(document: document, added: added, seed: seed)
  }
}
