package import CarnetCore
import MedicalRecord
package import Views

extension AuditTrail {
  /// A read that no care relation stands behind, and nothing else in its record explains.
  package struct LooseRead: Hashable, Sendable {
    package var position: Position
    package var record: Pseudonym
    package var time: Instant
    /// The reader: its place in what `parties` returns.
    package var party: Int32
  }
}

extension ViewSession where P == AuditTrail {
  /// Finds reads without a care relation that nothing explains: within `days` before or after, the
  /// reader or somebody of their structure wrote in the record, was authorised or named, joined the
  /// care team, or met an emergency there.
  ///
  /// Two indexes are merged in the order of records; time is linear in what they hold.
  ///
  /// - Parameters:
  ///   - period: when the read was.
  ///   - days: how far an explanation may lie from the read.
  ///   - consume: called with each, in the order of records.
  package func looseReads(
    in period: Range<Instant>? = nil,
    days: Int,
    _ consume: (AuditTrail.LooseRead) throws -> Void
  ) throws {
    let parties = try Parties(database)
    let reads = try database.statement(
      """
      SELECT record, actor, time, position FROM access INDEXED BY access_loose
      WHERE \(AuditTrail.loose) ORDER BY record, actor, time
      """
    )
    defer { reads.reset() }
    let ties = try database.statement(
      """
      SELECT record, actor, subject, time FROM access INDEXED BY access_of_tie
      WHERE record >= ? AND (\(AuditTrail.tie)) ORDER BY record
      """
    )
    ties.bind(1, Int64.min)
    defer { ties.reset() }
    var known = TiesOfRecord(windowMilliseconds: Int64(days) * Instant.millisecondsPerDay)
    var hasTie = try ties.step()
    while try reads.step() {
      let time = reads.integer(2)
      if let period, !period.contains(Instant(milliseconds: time)) { continue }
      let record = reads.integer(0)
      if record != known.record {
        known.begin(record)
        var steps = 0
        while hasTie, ties.integer(0) < record {
          steps += 1
          if steps == Self.stepsBeforeSeek {
            ties.reset()
            ties.bind(1, record)
          }
          hasTie = try ties.step()
        }
        while hasTie, ties.integer(0) == record {
          known.add(parties[ties.integer(1)], ties.integer(3))
          if !ties.isNull(2) { known.add(parties[ties.integer(2)], ties.integer(3)) }
          hasTie = try ties.step()
        }
        known.sort()
      }
      let party = parties[reads.integer(1)]
      // Holders and the service's own actors are no readers to explain.
      guard party.isProfessional, !known.explain(party, time) else { continue }
      try consume(
        AuditTrail.LooseRead(
          position: Position(UInt64(bitPattern: reads.integer(3))),
          record: Pseudonym(rawValue: UInt64(bitPattern: record)),
          time: Instant(milliseconds: time),
          party: party.person
        )
      )
    }
  }

  /// Records without loose reads are stepped over; beyond so many events it is faster to seek.
  private static var stepsBeforeSeek: Int { 16 }

  /// Identifiers of readers by their number in `looseReads`, the same all through a session.
  package func parties() throws -> [AuditActor.Identifier] { try Parties(database).identifiers }

  /// An actor as two small numbers: the person and where they work; 0 is nobody.
  private struct Party {
    var person: Int32 = 0
    var structure: Int32 = 0
    var isProfessional = false
  }

  private struct Parties {
    private var parties: [Party] = []
    private(set) var identifiers: [AuditActor.Identifier] = [.none]

    init(_ database: ViewDatabase) throws {
      var numbers: [AuditActor.Identifier: Int32] = [.none: 0]
      func number(_ identifier: AuditActor.Identifier) -> Int32 {
        if let number = numbers[identifier] { return number }
        let number = Int32(identifiers.count)
        identifiers.append(identifier)
        numbers[identifier] = number
        return number
      }
      let actors = try database.rows(
        "SELECT id, kind, identifier, profession, structure, name FROM actor ORDER BY id"
      ) { (id: Int($0.integer(0)), actor: AuditActor($0, from: 1)) }
      for (id, actor) in actors {
        if id >= parties.count {
          parties += Array(repeating: Party(), count: id + 1 - parties.count)
        }
        // The system acts for nobody: that it wrote in a record ties no person to it.
        if actor.actorKind == .system { continue }
        parties[id] = Party(
          person: number(actor.identifier),
          structure: number(actor.structure),
          isProfessional: [.professional, .structure, .device, .unspecified]
            .contains(actor.actorKind)
        )
      }
    }

    subscript(id: Int64) -> Party {
      parties.indices.contains(Int(id)) ? parties[Int(id)] : Party()
    }
  }

  /// Who had to do with one record, and when.
  private struct TiesOfRecord {
    private struct Tie: Comparable {
      var party: Int32
      var time: Int64

      static func < (left: Tie, right: Tie) -> Bool {
        (left.party, left.time) < (right.party, right.time)
      }
    }

    private(set) var record: Int64?
    private let windowMilliseconds: Int64
    private var ties: [Tie] = []

    init(windowMilliseconds: Int64) { self.windowMilliseconds = windowMilliseconds }

    mutating func begin(_ record: Int64) {
      self.record = record
      ties.removeAll(keepingCapacity: true)
    }

    mutating func add(_ party: Party, _ time: Int64) {
      if party.person != 0 { ties.append(Tie(party: party.person, time: time)) }
      if party.structure != 0 { ties.append(Tie(party: party.structure, time: time)) }
    }

    mutating func sort() { ties.sort() }

    func explain(_ party: Party, _ time: Int64) -> Bool {
      explain(party.person, time) || explain(party.structure, time)
    }

    /// Whether the party has a tie that is near enough: the first one from the window's begin on.
    private func explain(_ party: Int32, _ time: Int64) -> Bool {
      if party == 0 || ties.isEmpty { return false }
      let begin = Tie(party: party, time: time &- windowMilliseconds)
      var low = 0
      var high = ties.count
      while low < high {
        let middle = (low + high) / 2
        if ties[middle] < begin { low = middle + 1 } else { high = middle }
      }
      return low < ties.count && ties[low].party == party
        && ties[low].time <= time &+ windowMilliseconds
    }
  }
}
