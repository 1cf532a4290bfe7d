import CarnetCore
import MedicalRecord

/// What this life will bring: all that does not follow from something else is drawn at its start.
extension Life {
  mutating func plan() {
    let scenario = department.scenario
    let death = drawDeath()
    if let death, death <= scenario.from { return }
    let lifeEnd = min(death ?? end, end)
    guard let opening = planOpening(lifeEnd) else { return }
    if let death, death < end { agenda.note(.death, at: death) }
    planContacts(from: opening, to: lifeEnd)
    planHolder(from: opening, to: lifeEnd)
    planOthers(from: opening, to: lifeEnd)
    for visit in department.misconduct.visits(to: person.number) {
      agenda.note(.visit(visit), at: visit.time)
    }
  }

  private mutating func drawDeath() -> Instant? {
    var day = max(person.birth.start, department.scenario.from)
    while day < end {
      let age = person.age(on: day.day)
      let share =
        switch age {
        case ..<40: 0.0005
        case ..<60: 0.003
        case ..<70: 0.01
        case ..<80: 0.022
        case ..<90: 0.07
        default: 0.2
        }
      let next = day.adding(days: 365)
      if random.chance(share) { return random.moment(from: day, to: next) }
      day = next
    }
    return nil
  }

  /// From when on there is a record; nil where there never is one.
  private mutating func planOpening(_ lifeEnd: Instant) -> Instant? {
    let birth = person.birth.start
    let isOld = person.age(on: CalendarDay.of(2019, 7, 1)) >= 50
    // 52.6 % women and almost half over 50 among those who asked for a record by July 2019.
    let weight = (isOld ? 1.18 : 0.873) * (person.sex == .female ? 1.021 : 0.977)
    let existing = 1 - Population.bornLater
    let queue = random.unit() * existing / weight
    let begin = department.scenario.from
    if queue < EnrolmentCurve.sharesAtEnd {
      let asked = EnrolmentCurve.moment(ofShare: queue)
      let moment = random.workingMoment(from: asked, to: asked.adding(days: 3))
      if moment > birth, moment < lifeEnd {
        if moment < begin {
          agenda.note(.takeover, at: random.workingMoment(from: begin, to: begin.adding(days: 3)))
          return begin
        }
        agenda.note(.opening(channel(at: moment)), at: moment)
        return moment
      }
    }
    return planAnnouncement(birth, lifeEnd, begin)
  }

  private mutating func planAnnouncement(
    _ birth: Instant,
    _ lifeEnd: Instant,
    _ begin: Instant
  ) -> Instant? {
    let wave = EnrolmentCurve.announcements
    var told = random.workingMoment(from: wave.lowerBound, to: wave.upperBound)
    let newborn = birth.adding(days: 20)
    if newborn > told {
      told = random.workingMoment(from: newborn, to: birth.adding(days: 60))
    }
    guard told < lifeEnd else { return nil }
    if told < begin {
      agenda.note(.takeover, at: random.workingMoment(from: begin, to: begin.adding(days: 3)))
      return begin
    }
    agenda.note(.announcement, at: told)
    if random.chance(0.02) {
      let objection = random.workingMoment(from: told, to: told.adding(days: 41))
      agenda.note(.objection, at: objection)
    }
    return told.adding(days: 42)
  }

  private mutating func channel(at moment: Instant) -> Channel {
    let shares: [(Channel, Double)] =
      if moment < .of(2019, 1, 1) {
        [
          (.pharmacy, 0.39), (.site, 0.39), (.insuranceDesk, 0.18), (.generalPractitioner, 0.02),
          (.hospital, 0.02),
        ]
      } else if moment < .of(2019, 5, 1) {
        [
          (.pharmacy, 0.43), (.insuranceDesk, 0.29), (.site, 0.23), (.generalPractitioner, 0.03),
          (.hospital, 0.02),
        ]
      } else {
        [
          (.insuranceDesk, 0.33), (.pharmacy, 0.3), (.site, 0.22), (.hospital, 0.09),
          (.generalPractitioner, 0.06),
        ]
      }
    return random.weighted(shares)
  }

  /// How much more, or less, than others this person is treated.
  private mutating func needs(on day: CalendarDay) -> Double {
    let byAge =
      switch person.age(on: day) {
      case ..<15: 0.6
      case ..<35: 0.5
      case ..<50: 0.8
      case ..<65: 1.2
      case ..<75: 1.7
      default: 2.2
      }
    return byAge
  }

  private mutating func planContacts(from opening: Instant, to lifeEnd: Instant) {
    let own = random.weighted([(0.1, 0.15), (0.6, 0.55), (1.6, 0.25), (5.0, 0.05)])
    let scale =
      department.scenario.documentsPerPerson / Feeder.documentsInReality
      / Feeder.documentsPerContact
    var start = opening
    while start < lifeEnd {
      let year = start.year
      let stop = min(lifeEnd, Instant.of(year + 1, 1, 1))
      let part = Double(stop.milliseconds - start.milliseconds) / (365.25 * 86_400_000)
      let mean = Feeder.pace(in: year) * scale * own * needs(on: start.day) * part
      for _ in 0..<random.times(mean) {
        let feeder = random.weighted(Feeder.shares(in: year))
        agenda.note(.contact(feeder), at: random.workingMoment(from: start, to: stop))
      }
      start = stop
    }
  }

  /// What holders do with their record.
  private mutating func planHolder(from opening: Instant, to lifeEnd: Instant) {
    let isVictim = department.misconduct.victims.contains(person.number)
    let snooping = department.misconduct.snooping
    var begin: Instant?
    if opening < EnrolmentCurve.announcements.lowerBound {
      if random.chance(0.4) { begin = random.moment(from: opening, to: opening.adding(days: 90)) }
    } else if let activation = EnrolmentCurve.activation(ofShare: random.unit()) {
      begin = max(activation, opening.adding(days: 2))
    }
    if isVictim, opening < snooping.lowerBound, begin.map({ $0 > snooping.lowerBound }) ?? true {
      begin = random.moment(from: opening, to: snooping.lowerBound)
    }
    guard let begin, begin < lifeEnd else { return }
    agenda.note(.activation, at: begin)
    happens(0.55, a: .holderLooks, from: begin, to: lifeEnd)
    happens(0.1, a: .holderDeclares, from: begin, to: lifeEnd)
    happens(0.03, a: .holderMasks, from: begin, to: lifeEnd)
    happens(0.006, a: .holderBlocks, from: begin, to: lifeEnd)
    happens(0.006, a: .holderRevokes, from: begin, to: lifeEnd)
    happens(0.003, a: .holderOpposes(.reading), from: begin, to: lifeEnd)
    happens(0.001, a: .holderOpposes(.feeding), from: begin, to: lifeEnd)
    happens(0.002, a: .holderOpposes(.emergency), from: begin, to: lifeEnd)
    happens(0.002, a: .holderOpposes(.regulation), from: begin, to: lifeEnd)
    if person.age(on: begin.day) >= 60 {
      happens(0.03, a: .holderWritesDirectives, from: begin, to: lifeEnd)
    }
    if isVictim, random.chance(0.6) {
      let after = snooping.upperBound
      agenda.note(.holderLooks, at: random.moment(from: after, to: after.adding(days: 60)))
    }
  }

  private mutating func planOthers(from opening: Instant, to lifeEnd: Instant) {
    let isOld = person.age(on: opening.day) >= 65
    happens(isOld ? 0.008 : 0.003, a: .emergency, from: opening, to: lifeEnd)
    happens(isOld ? 0.008 : 0.003, a: .regulation, from: opening, to: lifeEnd)
    happens(0.01, a: .desk, from: opening, to: lifeEnd)
    happens(0.002, a: .stranger, from: opening, to: lifeEnd)
    happens(0.0002, a: .suspension, from: opening, to: lifeEnd)
    happens(0.00005, a: .hold, from: opening, to: lifeEnd)
    happens(0.004, a: .closure, from: opening, to: lifeEnd)
  }

  /// Something that comes so many times a year.
  private mutating func happens(
    _ perYear: Double,
    a errand: Errand,
    from start: Instant,
    to stop: Instant
  ) {
    guard start < stop else { return }
    let years = Double(stop.milliseconds - start.milliseconds) / (365.25 * 86_400_000)
    for _ in 0..<random.times(perYear * years) {
      let moment =
        switch errand {
        case .emergency, .regulation, .holderLooks, .holderDeclares, .holderMasks:
          random.moment(from: start, to: stop)
        default: random.workingMoment(from: start, to: stop)
        }
      agenda.note(errand, at: moment)
    }
  }
}
