import MedicalRecord
import Views

/// What was stated of a person when the record was opened, by the catalogue's numbers.
package struct Traits: Hashable, Comparable, Sendable {
  package var channel: Int32
  /// The INSEE code; empty when it is not known.
  package var commune: String
  package var ageBand: Int32
  package var sex: Int32

  package static let unknown = Traits(channel: 0, commune: "", ageBand: 0, sex: 0)

  init(channel: Int32, commune: String, ageBand: Int32, sex: Int32) {
    self.channel = channel
    self.commune = commune
    self.ageBand = ageBand
    self.sex = sex
  }

  init(_ announced: Carnet_V1_RecordAnnounced) {
    self.init(RecordOpened(announced))
  }

  init(_ opened: RecordOpened) {
    channel = Int32(clamping: opened.channel.rawValue)
    commune = opened.commune
    ageBand = Int32(clamping: opened.ageBand.rawValue)
    sex = Int32(clamping: opened.sex.rawValue)
  }

  /// In the order of the table's key.
  package static func < (left: Traits, right: Traits) -> Bool {
    (left.channel, left.commune, left.ageBand, left.sex)
      < (right.channel, right.commune, right.ageBand, right.sex)
  }

  /// Sets the parameters for channel, commune, band and sex.
  func bind(to statement: Statement, from index: Int32) {
    statement.bind(index, channel)
    statement.bind(index + 1, commune)
    statement.bind(index + 2, ageBand)
    statement.bind(index + 3, sex)
  }

  /// Reads the four columns from `column` on.
  init(_ row: Statement, from column: Int32) {
    channel = Int32(truncatingIfNeeded: row.integer(column))
    commune = row.text(column + 1)
    ageBand = Int32(truncatingIfNeeded: row.integer(column + 2))
    sex = Int32(truncatingIfNeeded: row.integer(column + 3))
  }
}

/// One record, as far as the statistics need it again.
struct Member {
  enum Status: Int64 {
    case none = 0
    case open = 1
    case closed = 2
    case erased = 3
  }

  var status = Status.none
  var traits = Traits.unknown
  /// Whether a document was ever added.
  var isFed = false
  var contributions = Contributions()

  init() {}

  /// Reads status, traits, whether it is fed, and contributions from the first column on.
  init(_ row: Statement) {
    status = Status(rawValue: row.integer(0)) ?? .none
    traits = Traits(row, from: 1)
    isFed = row.integer(5) != 0
    contributions = Contributions(bytes: row.bytes(6))
  }

  func bind(to statement: Statement, from index: Int32) {
    statement.bind(index, status.rawValue)
    traits.bind(to: statement, from: index + 1)
    statement.bind(index + 5, isFed ? 1 : 0)
    statement.bind(index + 6, bytes: contributions.bytes)
  }
}
