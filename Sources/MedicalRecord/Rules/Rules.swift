package import CarnetCore

/// All that decisions rest on beside the record itself: data that enters by event where the law or
/// an administrator can change it.
package struct Rules: Hashable, Sendable {
  /// 0 for the rules that the program brings along; each publication has the next number.
  package var version: UInt32 = 0
  package var title = ""
  package var source = ""
  package var matrix = ReadMatrix.seed
  package var timers = Timers()
  package var opening = Opening()
  package var functions = Functions()
  /// Classes of types beyond the shipped table (ASS_X16), and in its place.
  package var classes: [String: String] = [:]

  /// How records come to be.
  package struct Opening: Hashable, Sendable {
    /// The person asks for it at a channel (2011 to 1 July 2021).
    package var byChannel = true
    /// It is announced, and opened when nobody objected in time (R1111-28).
    package var byAnnouncement = true
  }

  /// Switches that the regulator may turn (BB#113).
  package struct Functions: Hashable, Sendable {
    /// "cumul-invisible_patient-masque_ps": both labels at once, so that nobody but author and
    /// "médecin traitant" reads it.
    package var labelsCumulate = false
    /// "fonctions-gestion-mineurs": representatives, and documents hidden from them.
    package var minors = true
  }

  package init() {}

  /// The rules after a publication: what it leaves out stays.
  package func applying(_ published: RulesPublished) -> Rules {
    var rules = self
    rules.version = published.version
    rules.title = published.title
    rules.source = published.source
    if published.hasMatrix { rules.matrix = ReadMatrix(published.matrix) }
    if published.hasTimers { rules.timers = Timers(published.timers, over: timers) }
    if published.hasOpening {
      rules.opening.byChannel = published.opening.byChannel
      rules.opening.byAnnouncement = published.opening.byAnnouncement
    }
    if published.hasFunctions {
      rules.functions.labelsCumulate = published.functions.labelsCumulate
      rules.functions.minors = published.functions.minors
    }
    for pair in published.typeClasses { rules.classes[pair.type] = pair.documentClass }
    return rules
  }
}

/// The rules of all times: which ones hold at a moment follows from what was published before it.
package struct RulesHistory: Sendable {
  private var published: [(position: Position, effective: Instant, fact: RulesPublished)] = []

  /// The rules after each publication; what they hold is read once and not at every decision.
  private var folded: [Rules] = []
  /// Whether publications take effect in the order of their positions, as `publish(_:)` sees to.
  private var isOrdered = true

  package init() {}

  package mutating func publish(_ fact: RulesPublished, at position: Position) {
    let effective = Instant(milliseconds: fact.effective)
    if let last = published.last, last.effective > effective || last.position >= position {
      isOrdered = false
    }
    folded.append((folded.last ?? Rules()).applying(fact))
    published.append((position, effective, fact))
  }

  package var publications: [(position: Position, fact: RulesPublished)] {
    published.map { ($0.position, $0.fact) }
  }

  /// The rules that held for an event at that position and time.
  ///
  /// A publication counts from its effective moment on, and never for what was written before it:
  /// a decision cannot have known it.
  package func rules(at time: Instant, before position: Position? = nil) -> Rules {
    if isOrdered {
      let count =
        published.prefix { publication in
          publication.effective <= time && position.map { publication.position < $0 } ?? true
        }
        .count
      return count == 0 ? Rules() : folded[count - 1]
    }
    var rules = Rules()
    for publication in published {
      if let position, publication.position >= position { break }
      if publication.effective <= time { rules = rules.applying(publication.fact) }
    }
    return rules
  }

  /// The number of the next publication.
  package var nextVersion: UInt32 { (published.last?.fact.version ?? 0) + 1 }
}

/// Why rules cannot be published.
package enum RulesFailure: Error, Hashable, Sendable {
  case nothingToPublish
  /// The row, from 1, and what it holds that is not an exception.
  case exception(row: Int, String)
  case professionTwice(String)
  case noMatrixRows
  /// It would hold from before the last publication on.
  case effectiveBeforeLast
}

extension RulesHistory {
  /// What publishing these parts appends.
  package func publish(_ parts: RulesPublished) throws(RulesFailure) -> Fact {
    var fact = parts
    fact.version = nextVersion
    guard
      parts.hasMatrix || parts.hasTimers || parts.hasOpening || parts.hasFunctions
        || !parts.typeClasses.isEmpty
    else { throw .nothingToPublish }
    if let last = published.last, parts.effective < last.effective.milliseconds {
      throw .effectiveBeforeLast
    }
    if parts.hasMatrix { try Self.check(parts.matrix) }
    return .rulesPublished(fact)
  }

  private static func check(_ matrix: Carnet_V1_ReadMatrix) throws(RulesFailure) {
    if matrix.rows.isEmpty { throw .noMatrixRows }
    var seen: Set<String> = []
    for (number, row) in matrix.rows.enumerated() {
      for text in row.except where ReadMatrix.Exception(text) == nil {
        throw .exception(row: number + 1, text)
      }
      for profession in row.professions where !seen.insert(profession).inserted {
        throw .professionTwice(profession)
      }
    }
  }
}
