import CarnetCore
import MedicalRecord

/// What is going to happen in a life, the next thing first.
struct Agenda {
  private struct Entry {
    var time: Instant
    var number: Int
    var errand: Errand
  }

  /// The next at the end.
  private var entries: [Entry] = []
  private var count = 0

  mutating func note(_ errand: Errand, at time: Instant) {
    // Of two at one moment the one that was noted first comes first.
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].time > time { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(time: time, number: count, errand: errand), at: low)
    count += 1
  }

  mutating func next() -> (time: Instant, errand: Errand)? {
    entries.popLast().map { ($0.time, $0.errand) }
  }
}

/// Something that happens to a person or their record.
enum Errand {
  case announcement
  case objection
  case opening(Channel)
  case takeover
  /// The holder begins to use a record that was opened for them.
  case activation
  case contact(Feeder)
  case discharge(Stay)
  case correction(of: UInt32, Paper, Professional)
  case holderLooks
  case holderMasks
  case holderBlocks
  case holderRevokes
  case holderOpposes(ConsentSubject)
  case holderDeclares
  case holderWritesDirectives
  case emergency
  case regulation
  case review(accesses: [UInt32], accessor: String)
  case desk
  case stranger
  case suspension
  case resumption
  case closure
  case reactivation
  case erasureRequest
  case death
  case heir
  case hold
  case visit(Misconduct.Visit)
}

/// A stay in hospital.
struct Stay {
  var hospital: Int
  var episode: String
  var service: String
  var physician: Professional
}
