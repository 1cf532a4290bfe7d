package import CarnetCore
package import Interop
package import MedicalRecord

/// A simulated department: its people, those who care for them, the law's changes, and what goes
/// wrong.
///
/// Immutable: lives are lived apart from each other, on as many cores as there are, and give the
/// same events.
package struct Department: Sendable {
  package let scenario: Scenario
  package let law: LegalHistory
  package let cast: Cast
  package let misconduct: Misconduct
  let population: Population

  /// - Throws: `ScenarioFailure`, or what keeps the tables of communes or the rules from being read.
  package init(_ scenario: Scenario) throws {
    try scenario.check()
    self.scenario = scenario
    law = try LegalHistory(from: scenario.from)
    let population = try Population(
      count: scenario.people,
      seed: scenario.seed,
      to: scenario.to
    )
    self.population = population
    cast = Cast(people: scenario.people, seed: scenario.seed) { random in
      population.people[random.below(population.people.count)].commune
    }
    misconduct = Misconduct(scenario, population, cast)
  }

  package var people: [Person] { population.people }
  package func commune(_ place: Int) -> CommuneTable.Commune { population.communes[place] }

  /// The pseudonym of a person's record.
  package func pseudonym(of person: Int) -> Pseudonym {
    var random = SeededRandom(seed: scenario.seed, .pseudonym, UInt64(person))
    return Pseudonym.random(using: &random)
  }

  /// The identity of an event by its record and revision.
  package static func eventID(seed: UInt64, _ record: Pseudonym, _ revision: UInt32) -> EventID {
    var random = SeededRandom(seed: seed ^ record.rawValue, .events, UInt64(revision))
    return EventID(
      derivedFrom: Digest(words: (random.next(), random.next(), 0, 0))
    )
  }

  /// Whether a record is opened for this person, or announced.
  package func hasRecord(_ person: Int) -> Bool {
    var life = Life(self, people[person]) { _, _ in KeptContent(name: [], sha1: []) }
    return life.hasRecord()
  }

  /// Lives one life to the end.
  ///
  /// - Parameter keep: stores a document's content and gives the name that it is found by.
  package func life(
    of person: Int,
    keeping keep: @escaping ContentKeeper
  ) throws -> LifeRecord {
    var life = Life(self, people[person], keep)
    try life.live()
    return life.record
  }
}

/// How a document's content is found again.
package struct KeptContent: Sendable {
  package var name: [UInt8]
  package var sha1: [UInt8]

  package init(name: [UInt8], sha1: [UInt8]) {
    self.name = name
    self.sha1 = sha1
  }
}

/// Stores a content for a record.
package typealias ContentKeeper = (Pseudonym, [UInt8]) throws -> KeptContent

/// What one person, or the service, did at one moment: the events of one append.
package struct Act: Sendable {
  package var record: Pseudonym
  /// The revision of the first fact.
  package var revision: UInt32
  package var time: Instant
  package var context: EventContext
  package var facts: [Fact]
}

/// A life as it was lived.
package struct LifeRecord: Sendable {
  package var person: Int
  package var record: Pseudonym
  /// In the order of their revisions; none for who never had a record.
  package var acts: [Act] = []
  /// The record's state after the last act.
  package var state = RecordState()
  /// Commands that the domain refused: nothing was written.
  package var refusals = 0
}

extension Department {
  /// What the service writes in its own streams: rules as the law changes, backups, audits.
  package func serviceActs() -> [Act] {
    var acts: [Act] = []
    var context = EventContext()
    context.actor = cast.administrator
    context.purpose = .administration
    for (number, publication) in law.publications.enumerated()
    where publication.time < scenario.to {
      context.reason = "changement de la loi"
      acts.append(
        Act(
          record: .rules,
          revision: UInt32(number),
          time: publication.time,
          context: context,
          facts: [publication.fact]
        )
      )
    }
    return acts + systemActs()
  }

  private func systemActs() -> [Act] {
    var acts: [Act] = []
    var random = SeededRandom(seed: scenario.seed, .service)
    var month = scenario.from.adding(days: 6)
    while month < scenario.to {
      var context = EventContext()
      context.actor = cast.administrator
      context.purpose = .administration
      context.reason = "sauvegarde mensuelle"
      var done = Carnet_V1_AdministrationDone()
      done.action = .backupMade
      done.outcome = "complète"
      var facts: [(EventContext, Fact, Int)] = [(context, .administrationDone(done), 2 * 60)]
      if random.chance(0.5) {
        context.actor = cast.auditor
        context.purpose = .audit
        context.reason = "revue des accès d'urgence"
        var asked = Carnet_V1_AuditAsked()
        asked.question = "emergency"
        asked.answers = UInt64(random.below(40))
        facts.append((context, .auditAsked(asked), 10 * 60))
      }
      for (context, fact, minute) in facts {
        acts.append(
          Act(
            record: .system,
            revision: UInt32(acts.count),
            time: month.day.at(minuteOfDay: minute),
            context: context,
            facts: [fact]
          )
        )
      }
      month = month.adding(months: 1)
    }
    return acts
  }
}
