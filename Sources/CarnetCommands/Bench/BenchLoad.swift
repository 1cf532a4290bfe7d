import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// A deterministic life of a department, as fast as it can be made: 8 % openings, 7 % consents
/// given, 3 % withdrawn, 30 % documents, 3 % hidden or shown again, 45 % documents read, 2 %
/// emergencies, 2 % other events; a tenth of the records has half of the events.
struct BenchLoad {
  private var generator: SplitMix
  private var records: [Pseudonym]
  /// Documents that each opened record has.
  private var documents: [UInt32] = []
  private var milliseconds: Int64 = 1_745_000_000_000
  private let stepMilliseconds: Int64
  private let actors: [Actor]
  private let types = ["34112-3", "11502-2", "57833-6", "18748-4", "60593-1", "60591-5", "11490-0"]

  /// Every twelfth event opens a record.
  static func recordCount(for events: Int) -> Int { events / 12 + 512 }

  init(records: [Pseudonym], events: Int, seed: UInt64 = 42) {
    generator = SplitMix(state: seed)
    self.records = records
    // 486 days.
    stepMilliseconds = max(1, 486 * 86_400_000 / Int64(max(1, events)))
    var actors: [Actor] = []
    for _ in 0..<2000 {
      let rpps = 10_000_000_000 + generator.next() % 899_999_999
      actors.append(
        Actor(
          .professional,
          identifier: "8\(rpps)",
          profession: generator.next() % 4 == 0 ? "G15_21" : "G15_10/SM26",
          structure: "1760\(100_000 + generator.next() % 899_999)"
        )
      )
    }
    self.actors = actors
  }

  /// The next event, as a write of its own.
  mutating func next() -> Write {
    milliseconds += stepMilliseconds
    let draw = generator.next() % 100
    if documents.count < 64 || (draw < 8 && documents.count < records.count) {
      return opening()
    }
    // The n-th part of a uniform number to the power 2.6: few records, many events.
    let uniform = Double(generator.next() >> 11) / Double(1 << 53)
    let place = min(documents.count - 1, Int(Double(documents.count) * pow(uniform, 2.6)))
    switch draw {
    case ..<15: return event(place, consent(granted: true), .care)
    case ..<18: return event(place, consent(granted: false), .patientAccess)
    case ..<48: return event(place, document(place), .feeding)
    case ..<51 where documents[place] > 0:
      var hidden = Carnet_V1_DocumentHidden()
      hidden.number = 1 + UInt32(generator.next() % UInt64(documents[place]))
      hidden.visibility = .professionals
      return event(place, .documentHidden(hidden), .patientAccess)
    case ..<96 where documents[place] > 0:
      var accessed = Carnet_V1_DocumentAccessed()
      accessed.number = 1 + UInt32(generator.next() % UInt64(documents[place]))
      accessed.rule = 2
      return event(place, .documentAccessed(accessed), .care)
    case ..<98:
      var emergency = Carnet_V1_EmergencyAccessed()
      emergency.mode = .breakGlass
      emergency.rule = 4
      return event(place, .emergencyAccessed(emergency), .emergency)
    default:
      var accessed = Carnet_V1_RecordAccessed()
      accessed.kind = .list
      accessed.rule = 2
      return event(place, .recordAccessed(accessed), .care)
    }
  }

  private mutating func opening() -> Write {
    var opened = RecordOpened()
    opened.channel = Channel(rawValue: 1 + Int(generator.next() % 5)) ?? .site
    opened.commune = "76\(100 + generator.next() % 600)"
    opened.ageBand = Carnet_V1_AgeBand(rawValue: 1 + Int(generator.next() % 7)) ?? .unknown
    opened.sex = generator.next() % 2 == 0 ? .female : .male
    documents.append(0)
    return event(documents.count - 1, .recordOpened(opened), .administration)
  }

  private mutating func consent(granted: Bool) -> Fact {
    let subjects: [ConsentSubject] = [.reading, .feeding, .emergency, .regulation]
    let subject = subjects[Int(generator.next() % 4)]
    if granted {
      var consent = Carnet_V1_ConsentGranted()
      consent.subject = subject
      return .consentGranted(consent)
    }
    var consent = Carnet_V1_ConsentWithdrawn()
    consent.subject = subject
    return .consentWithdrawn(consent)
  }

  private mutating func document(_ place: Int) -> Fact {
    documents[place] += 1
    var added = DocumentAdded()
    added.number = documents[place]
    added.uniqueID = "2.25.\(generator.next())"
    added.type = Carnet_V1_Code(
      Code(
        system: "2.16.840.1.113883.6.1",
        code: types[Int(generator.next() % UInt64(types.count))]
      )
    )
    added.documentClass = Carnet_V1_Code(Code(system: "1.2.250.1.213.1.1.4.1", code: "10"))
    added.created = milliseconds
    added.mediaType = generator.next() % 2 == 0 ? "application/pdf" : "text/xml"
    var name: [UInt8] = []
    for _ in 0..<4 { withUnsafeBytes(of: generator.next()) { name.append(contentsOf: $0) } }
    added.content = Data(name)
    added.contentBytes = UInt32(20_000 + generator.next() % 300_000)
    return .documentAdded(added)
  }

  private mutating func event(_ place: Int, _ fact: Fact, _ purpose: Purpose) -> Write {
    var context = EventContext()
    context.actor = actors[Int(generator.next() % UInt64(actors.count))]
    context.purpose = purpose
    context.request = generator.next()
    if purpose == .emergency { context.reason = "urgence" }
    let key: EventKey.Kind = fact.kind.sealing == .trace ? .trace : .content
    return Write(
      record: records[place],
      expecting: .any,
      events: [
        NewEvent(
          id: EventID.random(using: &generator),
          type: EventType(rawValue: fact.kind.rawValue),
          key: key,
          time: Instant(milliseconds: milliseconds),
          body: EventBody(fact, context: context).encoded()
        )
      ]
    )
  }
}

/// The generator of the benchmark: the same seed gives the same department.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
