import CarnetCore
import MedicalRecord
import Views

/// A large synthetic log with the mix of a department: 8 % openings, 7 consents given and 3
/// withdrawn, 30 documents, 3 hidden or shown again, 45 documents read, 2 emergencies, 2 others;
/// records are skewed, so that 1 % of them get an eighth of the events.
///
/// Follows from its seed.
struct SyntheticDepartment {
  private var generator: SplitMix64
  private var records: [Pseudonym] = []
  private var revisions: [UInt32] = []
  private var documents: [UInt32] = []
  private var time = Instant(milliseconds: 1_754_000_000_000)
  private var position: UInt64 = 0
  // 486 days for 10 million events.
  private let millisecondsPerEvent: Int64 = 4200
  private let communes = (0..<700).map { String(76_000 + $0) }
  private let types = [
    ("34112-3", "10"), ("11490-0", "10"), ("11502-2", "10"), ("11488-4", "10"), ("60591-5", "11"),
    ("18748-4", "31"), ("57833-6", "42"), ("60593-1", "43"), ("11369-6", "52"), ("15507-7", "10"),
  ]

  init(seed: UInt64 = 42) { generator = SplitMix64(seed: seed) }

  /// The next `count` events.
  mutating func next(_ count: Int) -> [ProjectedEvent] {
    var events: [ProjectedEvent] = []
    events.reserveCapacity(count)
    for _ in 0..<count { events.append(nextEvent()) }
    return events
  }

  private mutating func draw(_ bound: Int) -> Int {
    Int(((generator.next() >> 32) &* UInt64(bound)) >> 32)
  }

  private mutating func nextEvent() -> ProjectedEvent {
    time.milliseconds += Int64(draw(Int(2 * millisecondsPerEvent)))
    let kind = draw(100)
    if kind < 8 || records.isEmpty { return opening() }
    let index = pick()
    switch kind {
    case 8..<15: return consent(index, granted: true)
    case 15..<18: return consent(index, granted: false)
    case 18..<48: return document(index)
    case 48..<51 where documents[index] > 0:
      var hidden = Carnet_V1_DocumentHidden()
      hidden.number = UInt32(1 + draw(Int(documents[index])))
      hidden.visibility = .professionals
      return event(index, .documentHidden(hidden))
    case 96..<98:
      var accessed = Carnet_V1_EmergencyAccessed()
      accessed.mode = .breakGlass
      accessed.rule = 4
      return event(index, .emergencyAccessed(accessed), .emergency, "inconscient")
    case 98: return identity(index)
    case 99:
      var denied = Carnet_V1_AccessDenied()
      denied.number = 1
      denied.rule = 101
      return event(index, .accessDenied(denied))
    default:
      var accessed = Carnet_V1_DocumentAccessed()
      accessed.number = max(1, documents[index])
      accessed.rule = 2
      return event(index, .documentAccessed(accessed))
    }
  }

  /// Early records and a few favourites get more.
  private mutating func pick() -> Int {
    let bound = records.count
    if draw(8) == 0 { return draw(max(1, bound / 100)) }
    return draw(3) == 0 ? draw(max(1, bound / 10)) : draw(bound)
  }

  private mutating func opening() -> ProjectedEvent {
    records.append(Pseudonym.random(using: &generator))
    revisions.append(0)
    documents.append(0)
    var opened = RecordOpened()
    opened.channel = [.site, .pharmacy, .insuranceDesk, .hospital][draw(4)]
    opened.commune = communes[draw(communes.count)]
    opened.ageBand = Carnet_V1_AgeBand(rawValue: 1 + draw(7)) ?? .unknown
    opened.sex = draw(2) == 0 ? .female : .male
    return event(records.count - 1, .recordOpened(opened))
  }

  private mutating func consent(_ index: Int, granted: Bool) -> ProjectedEvent {
    let subject: ConsentSubject = [.reading, .feeding, .emergency, .regulation][draw(4)]
    if granted {
      var consent = Carnet_V1_ConsentGranted()
      consent.subject = subject
      return event(index, .consentGranted(consent), .patientAccess)
    }
    var consent = Carnet_V1_ConsentWithdrawn()
    consent.subject = subject
    return event(index, .consentWithdrawn(consent), .patientAccess)
  }

  private mutating func identity(_ index: Int) -> ProjectedEvent {
    var recorded = IdentityRecorded()
    recorded.matricule = "2790351\(10_000_000 + draw(89_999_999))"
    recorded.authority = "1.2.250.1.213.1.4.8"
    recorded.birthName = "NOM\(draw(50_000))"
    recorded.givenNames = ["Prénom\(draw(2000))"]
    recorded.birthDate = "19\(10 + draw(89))-0\(1 + draw(9))-1\(draw(9))"
    recorded.birthPlace = communes[draw(communes.count)]
    return event(index, .identityRecorded(recorded))
  }

  private mutating func document(_ index: Int) -> ProjectedEvent {
    documents[index] += 1
    let (type, documentClass) = types[draw(types.count)]
    let number = 810_000_000_000 + UInt64(draw(4000))
    var added = DocumentAdded()
    added.number = documents[index]
    added.uniqueID = "1.2.250.1.213.4.\(generator.next())"
    added.version = 1
    added.type = code("2.16.840.1.113883.6.1", type)
    added.documentClass = code("1.2.250.1.213.1.1.4.1", documentClass)
    added.format = code("1.3.6.1.4.1.19376.1.2.3", "urn:ihe:iti:xds-sd:pdf:2008")
    added.confidentiality = [code("2.16.840.1.113883.5.25", "N")]
    added.practiceSetting = code("1.2.250.1.213.1.1.4.9", "ETABLISSEMENT")
    added.facilityType = code("1.2.250.1.71.4.2.4", "SA01")
    added.title = "Compte rendu"
    added.created = time.milliseconds
    added.language = "fr-FR"
    added.mediaType = "application/pdf"
    var author = Carnet_V1_Author()
    author.number = number
    author.family = "Médecin numéro \(number % 4000)"
    author.structureNumber = 760_000_000 + number % 400
    added.authors = [author]
    added.content.append(contentsOf: bytes(32))
    added.contentBytes = UInt32(draw(400_000))
    added.sha1.append(contentsOf: bytes(20))
    return event(index, .documentAdded(added), .feeding)
  }

  private mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  private func code(_ system: String, _ code: String) -> Carnet_V1_Code {
    var value = Carnet_V1_Code()
    value.system = system
    value.code = code
    return value
  }

  private mutating func event(
    _ index: Int,
    _ fact: Fact,
    _ purpose: Purpose = .care,
    _ reason: String = ""
  ) -> ProjectedEvent {
    var context = EventContext()
    let number = 810_000_000_000 + UInt64(draw(4000))
    var actor = Actor()
    if purpose == .patientAccess {
      actor.kind = .patient
    } else {
      actor.kind = .professional
      actor.number = number
      actor.profession = "G15_10/SM26"
      actor.structureNumber = 760_000_000 + number % 400
      actor.name = "Médecin numéro \(number % 4000)"
    }
    context.actor = actor
    context.purpose = purpose
    context.reason = reason
    defer {
      revisions[index] += 1
      position += 1
    }
    return ProjectedEvent(
      position: Position(position),
      record: records[index],
      revision: Revision(revisions[index]),
      time: time,
      id: EventID(high: position, low: generator.next()),
      type: fact.kind.rawValue,
      body: EventBody(fact, context: context)
    )
  }
}
