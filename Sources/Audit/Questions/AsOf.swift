import AuditTrail
package import CarnetCore
package import MedicalRecord
import RecordService

/// Who is supposed to read, in questions about the past.
package struct SupposedReader: Sendable {
  package var actor: Actor
  package var purpose: Purpose
  /// What the trail says of where and as what they worked; nil where the question said it.
  package var takenFrom: Position?

  package init(actor: Actor, purpose: Purpose, takenFrom: Position? = nil) {
    self.actor = actor
    self.purpose = purpose
    self.takenFrom = takenFrom
  }

  /// A request as this reader would make it; the reason is taken as given.
  package func request(_ target: AccessRequest.Target) -> AccessRequest {
    var request = AccessRequest(actor: actor, purpose: purpose, reason: "as-of", target: target)
    request.isRegulator = purpose == .regulation
    request.listsEverything = true
    return request
  }
}

/// A point of the past.
package enum PastPoint: Hashable, Sendable {
  /// All that had been written by then.
  case moment(Instant)
  /// All that stands before this event.
  case before(Position)

  package var words: String {
    switch self {
    case .moment(let moment): moment.description
    case .before(let position): "position \(position)"
    }
  }
}

/// Question 4: what did this record show to this person then, and why.
package struct AsOf: AuditQuestion {
  /// A document as it stood, and what the reader would have been told of it.
  package struct Row: Hashable, Sendable {
    package var number: UInt32
    package var type: String
    package var documentClass: String
    /// When the document was written, as its author stated it.
    package var created: Instant
    package var added: Position
    /// Only where titles were asked for.
    package var title: String?
    package var hiddenFrom: Set<Visibility>
    package var isCurrent: Bool
    package var rule: AccessRule
    package var relation: Relation
    package var policy: UInt32

    package var isShown: Bool { rule.allows }
  }

  package var asked: Pseudonym
  package var point: PastPoint
  package var reader: AuditedReader
  package var titles = false

  package init(_ record: Pseudonym, _ reader: AuditedReader, at point: PastPoint) {
    asked = record
    self.reader = reader
    self.point = point
  }

  package var name: String { "as-of" }
  package var parameters: [String] {
    [asked.description, reader.words, "at \(point.words)"] + (titles ? ["titles"] : [])
  }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let replay = try AccessReplay(of: asked, in: ground.service)
    let scene = try replay.scene(at: point)
    let reader = try reader.supposed(at: replay.moment(of: point), in: ground)
    return Self.rows(replay, scene, reader, titles: titles)
  }

  package func events(behind row: Row) -> [Position] { [row.added] }

  /// The documents of a scene, one decision each.
  package static func rows(
    _ replay: AccessReplay,
    _ scene: AccessReplay.Scene,
    _ reader: SupposedReader,
    titles: Bool = false
  ) -> [Row] {
    replay.history.events.prefix(scene.count)
      .compactMap { event -> Row? in
        guard case .documentAdded(let added)? = event.body?.fact,
          let document = scene.state.documents[added.number]
        else { return nil }
        let decision = scene.decision(for: reader.request(.document(added.number)))
        return Row(
          number: added.number,
          type: document.type.code,
          documentClass: document.documentClass,
          created: Instant(milliseconds: added.created),
          added: event.position,
          title: titles ? added.title : nil,
          hiddenFrom: document.hiddenFrom,
          isCurrent: document.isCurrent,
          rule: decision.rule,
          relation: decision.relation,
          policy: decision.policy
        )
      }
  }
}

/// Whose eyes a question about the past looks through, as it was asked.
package struct AuditedReader: Sendable {
  package var kind: Carnet_V1_ActorKind
  package var identifier: String
  /// nil takes them from the person's own last event before that moment.
  package var profession: String?
  package var structure: String?
  package var purpose: Purpose

  package init(
    _ kind: Carnet_V1_ActorKind,
    _ identifier: String,
    profession: String? = nil,
    structure: String? = nil,
    purpose: Purpose = .care
  ) {
    self.kind = kind
    self.identifier = identifier
    self.profession = profession
    self.structure = structure
    self.purpose = purpose
  }

  var words: String { "\(kind.word) \(identifier) \(purpose.word)" }

  func supposed(at moment: Instant, in ground: AuditGround) throws -> SupposedReader {
    guard kind == .professional else {
      return SupposedReader(actor: Actor(kind, identifier: identifier), purpose: purpose)
    }
    var last: AuditTrail.Access?
    if profession == nil || structure == nil {
      last = try ground.trail {
        try $0.lastAccess(by: AuditActor.Identifier(identifier), before: moment)
      }
    }
    return SupposedReader(
      actor: Actor(
        kind,
        identifier: identifier,
        profession: profession ?? last?.actor.profession ?? "",
        structure: structure ?? last?.actor.structure.description ?? ""
      ),
      purpose: purpose,
      takenFrom: last?.position
    )
  }
}

extension Carnet_V1_ActorKind {
  /// As questions write it down.
  fileprivate var word: String {
    switch self {
    case .patient: "holder"
    case .representative: "representative"
    case .heir: "heir"
    default: "professional"
    }
  }
}

extension Purpose {
  fileprivate var word: String {
    switch self {
    case .emergency: "emergency"
    case .regulation: "regulation"
    default: "care"
    }
  }
}

extension AccessReplay {
  package func scene(at point: PastPoint) throws -> Scene {
    switch point {
    case .moment(let moment): try scene(at: moment)
    case .before(let position): try scene(before: position)
    }
  }

  /// The moment that a point stands for: for a position, that of the record's last event before it.
  package func moment(of point: PastPoint) -> Instant {
    switch point {
    case .moment(let moment): return moment
    case .before(let position):
      let count = history.count(before: position)
      return count > 0 ? history.events[count - 1].time : Instant(milliseconds: .min)
    }
  }
}
