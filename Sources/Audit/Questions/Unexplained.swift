package import AuditTrail
package import CarnetCore
import MedicalRecord
import Views

/// Question 6: who reads without a care relation, and nothing else explains it.
package struct Unexplained: AuditQuestion {
  /// A reader, the most remarkable first.
  package struct Row: Sendable {
    package var person: AuditActor.Identifier
    package var name: String
    package var structures: [String]
    /// Distinct records that were read without explanation.
    package var records: Int
    package var reads: Int
    package var conduct: Conduct
    package var first: Instant
    package var last: Instant
    package var positions: [Position]

    /// Of all that they read, how much nothing explains.
    package var share: Double {
      conduct.reads == 0 ? 0 : Double(reads) / Double(conduct.reads)
    }

    /// Unexplained records, weighed by the share they are of all reads, and half as much again for
    /// nights and days off, and for a day of more than three times the usual.
    package var score: Double {
      let off = conduct.offReads * 2 > conduct.reads ? 0.5 : 0
      let surge = conduct.surge > 3 ? 0.5 : 0
      return Double(records) * share * (1 + off + surge)
    }
  }

  private let user: String?
  private let period: Range<Instant>?
  private let days: Int
  private let limit: Int

  /// So many readers at least are looked at closely: those with the most unexplained records.
  private static let candidatesMin = 100

  package init(
    user: String? = nil,
    in period: Range<Instant>? = nil,
    days: Int = 365,
    limit: Int = 50
  ) {
    self.user = user
    self.period = period
    self.days = days
    self.limit = limit
  }

  package var name: String { "unexplained" }
  package var parameters: [String] {
    (user.map { ["user \($0)"] } ?? []) + ["days \(days)"] + Parameters.words(period)
  }

  package func events(behind row: Row) -> [Position] { row.positions }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { trail in
      var tallies: [Tally] = []
      try trail.looseReads(in: period, days: days) { read in
        while tallies.count <= Int(read.party) { tallies.append(Tally()) }
        tallies[Int(read.party)].add(read)
      }
      let people = try trail.parties()
      let wanted = user.map { AuditActor.Identifier($0) }
      let most = zip(people, tallies)
        .filter { person, tally in
          tally.records > 0 && (wanted.map { $0 == person } ?? true)
        }
        .sorted { ($0.1.records, $1.0.description) > ($1.1.records, $0.0.description) }
        .prefix(max(limit, Self.candidatesMin))
      let rows = try most.map { person, tally in
        let actors = try trail.actors(under: person)
        return Row(
          person: person,
          name: actors.map(\.name).first { !$0.isEmpty } ?? "",
          structures: Set(actors.map(\.structure.description)).subtracting([""]).sorted(),
          records: tally.records,
          reads: tally.positions.count,
          conduct: Conduct(try trail.acts(by: person, in: period)),
          first: tally.first,
          last: tally.last,
          positions: tally.positions
        )
      }
      return Array(
        rows.sorted {
          ($0.score, $0.records, $1.person.description)
            > ($1.score, $1.records, $0.person.description)
        }
        .prefix(limit)
      )
    }
  }

  private struct Tally {
    var records = 0
    var first = Instant(milliseconds: .max)
    var last = Instant(milliseconds: .min)
    var positions: [Position] = []
    private var record: Pseudonym?

    /// Reads come in the order of records.
    mutating func add(_ read: AuditTrail.LooseRead) {
      if read.record != record {
        record = read.record
        records += 1
      }
      first = min(first, read.time)
      last = max(last, read.time)
      positions.append(read.position)
    }
  }
}
