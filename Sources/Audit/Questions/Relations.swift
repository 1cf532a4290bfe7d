package import AuditTrail
package import CarnetCore
import MedicalRecord
import RecordDirectory
import Views

/// Question 23: reads by family, and records that many people without a part in the care look at.
package struct Relations: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// Reader and holder have a family name in common.
      case sameName
      /// So many people looked at the record that nothing explains.
      case manyReaders
    }

    package var kind: Kind
    package var record: Pseudonym
    /// Nobody in particular for a record with many readers.
    package var person: AuditActor.Identifier
    package var name: String
    package var people: Int
    package var reads: Int
    package var first: Instant
    package var last: Instant
    package var positions: [Position]
  }

  private let peopleMin: Int
  private let period: Range<Instant>?
  private let days: Int
  private let limit: Int

  package init(
    peopleMin: Int = 5,
    in period: Range<Instant>? = nil,
    days: Int = 365,
    limit: Int = 1000
  ) {
    self.peopleMin = peopleMin
    self.period = period
    self.days = days
    self.limit = limit
  }

  package var name: String { "relations" }
  package var parameters: [String] {
    ["people \(peopleMin)", "days \(days)"] + Parameters.words(period)
  }

  package func events(behind row: Row) -> [Position] { row.positions }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let names = try ViewReader(RecordDirectory.self, in: ground.service.directory.views)
      .read { try $0.familyNames() }
    return try ground.trail { trail in
      let people = try trail.parties()
      var known = ReaderNames()
      var rows: [Row] = []
      var ofRecord: [Int32: Row] = [:]
      var record: Pseudonym?
      func finish() throws {
        guard let record else { return }
        if ofRecord.count >= peopleMin { rows.append(Self.merged(ofRecord, record)) }
        guard let family = names[record] else { return }
        for (party, var row) in ofRecord {
          let person = people[Int(party)]
          let match = try known.names(of: party, person, in: trail)
            .first { !$0.words.isDisjoint(with: family) }
          guard let match else { continue }
          row.name = match.name
          row.person = person
          rows.append(row)
        }
      }
      try trail.looseReads(in: period, days: days) { read in
        if read.record != record {
          try finish()
          ofRecord.removeAll(keepingCapacity: true)
          record = read.record
        }
        ofRecord[read.party, default: Self.row(read)].add(read)
      }
      try finish()
      return Array(
        rows.sorted { ($0.people, $0.reads, $1.record) > ($1.people, $1.reads, $0.record) }
          .prefix(limit)
      )
    }
  }

  private static func row(_ read: AuditTrail.LooseRead) -> Row {
    Row(
      kind: .sameName,
      record: read.record,
      person: .none,
      name: "",
      people: 1,
      reads: 0,
      first: read.time,
      last: read.time,
      positions: []
    )
  }

  private static func merged(_ readers: [Int32: Row], _ record: Pseudonym) -> Row {
    let rows = readers.values
    return Row(
      kind: .manyReaders,
      record: record,
      person: .none,
      name: "",
      people: readers.count,
      reads: rows.reduce(0) { $0 + $1.reads },
      first: rows.map(\.first).min() ?? Instant(milliseconds: 0),
      last: rows.map(\.last).max() ?? Instant(milliseconds: 0),
      positions: rows.flatMap(\.positions).sorted()
    )
  }

  /// The names of readers, looked up once each.
  private struct ReaderNames {
    private var known: [Int32: [(name: String, words: Set<String>)]] = [:]

    mutating func names(
      of party: Int32,
      _ person: AuditActor.Identifier,
      in trail: ViewSession<AuditTrail>
    ) throws -> [(name: String, words: Set<String>)] {
      if let names = known[party] { return names }
      let names = try trail.actors(under: person)
        .map { ($0.name, FamilyName.words(of: $0.name)) }
        .filter { !$0.1.isEmpty }
      known[party] = names
      return names
    }
  }
}

extension Relations.Row {
  fileprivate mutating func add(_ read: AuditTrail.LooseRead) {
    reads += 1
    first = min(first, read.time)
    last = max(last, read.time)
    positions.append(read.position)
  }
}

/// What of a name may be a family's.
enum FamilyName {
  private static let titles: Set<String> = [
    "DR", "PR", "DOCTEUR", "PROFESSEUR", "MME", "M", "MLLE",
  ]

  /// All words but titles: a trace does not say which of them is the family's.
  static func words(of name: String) -> Set<String> {
    Set(NormalizedName(name).words.filter { $0.count > 2 && !titles.contains($0) })
  }
}

extension ViewSession where P == RecordDirectory {
  /// The words of the birth name and the used name of every record's holder.
  fileprivate func familyNames() throws -> [Pseudonym: Set<String>] {
    var names: [Pseudonym: Set<String>] = [:]
    let rows = try database.rows("SELECT record, birth_name, used_name FROM identity") {
      (Pseudonym(rawValue: UInt64(bitPattern: $0.integer(0))), $0.text(1) + " " + $0.text(2))
    }
    for (record, name) in rows { names[record] = FamilyName.words(of: name) }
    return names
  }
}
