package import CarnetCore
package import MedicalRecord

/// The rules as the law changed them, each published as an event.
package struct LegalHistory: Sendable {
  /// A publication and when it is written down.
  package struct Publication: Sendable {
    package var time: Instant
    package var fact: Fact
  }

  package let publications: [Publication]
  /// From when on which rules hold.
  private let periods: [(start: Instant, rules: Rules)]

  /// - Parameter from: when the log begins; what was in force before is published then.
  package init(from: Instant) throws(RulesFailure) {
    var history = RulesHistory()
    var publications: [Publication] = []
    var periods: [(start: Instant, rules: Rules)] = []
    for parts in Self.parts {
      let fact = try history.publish(parts)
      let effective = Instant(milliseconds: parts.effective)
      publications.append(Publication(time: max(effective, from), fact: fact))
      if case .rulesPublished(let published) = fact {
        history.publish(published, at: Position(UInt64(publications.count)))
      }
      periods.append((effective, history.rules(at: effective)))
    }
    self.publications = publications
    self.periods = periods
  }

  package func rules(at moment: Instant) -> Rules {
    periods.last { $0.start <= moment }?.rules ?? Rules()
  }

  private static var parts: [RulesPublished] {
    var onRequest = RulesPublished()
    onRequest.effective = Instant.of(2018, 7, 1).milliseconds
    onRequest.title = "Dossier ouvert à la demande de la personne"
    onRequest.source = "CSP L1111-14, décret n° 2016-914 du 4 juillet 2016"
    onRequest.opening.byChannel = true
    onRequest.timers = timers
    var everybody = Carnet_V1_MatrixRow()
    everybody.allow = true
    everybody.certainty = .default
    everybody.source = "avant la matrice de 2023"
    onRequest.matrix.rows = [everybody]

    var closed = RulesPublished()
    closed.effective = Instant.of(2021, 7, 1).milliseconds
    closed.title = "Fin de l'ouverture à la demande"
    closed.source = "loi n° 2019-774 du 24 juillet 2019"
    closed.opening.byChannel = false

    var announced = RulesPublished()
    announced.effective = Instant.of(2022, 1, 31).milliseconds
    announced.title = "Ouverture annoncée, six semaines pour s'y opposer"
    announced.source = "CSP R1111-28"
    announced.opening.byAnnouncement = true

    var matrix = RulesPublished()
    matrix.effective = Instant.of(2023, 10, 29).milliseconds
    matrix.title = "Matrice d'habilitation"
    matrix.source = "arrêté du 26 octobre 2023, JO du 29 octobre 2023"
    matrix.matrix.rows = ReadMatrix.seed.rows.map { row in
      var published = Carnet_V1_MatrixRow()
      published.professions = row.professions
      published.allow = row.allows
      published.except = row.exceptions.map(\.text)
      published.certainty = row.certainty
      published.source = row.source
      return published
    }
    return [onRequest, closed, announced, matrix]
  }

  private static var timers: Carnet_V1_Timers {
    let law = Timers()
    var timers = Carnet_V1_Timers()
    timers.objectionDays = UInt32(law.objectionDays)
    timers.suspensionDays = UInt32(law.suspensionDays)
    timers.announcementNoticeDays = UInt32(law.announcementNoticeDays)
    timers.announcementReleaseMonths = UInt32(law.announcementReleaseMonths)
    timers.authorisationMonths = UInt32(law.authorisationMonths)
    timers.erasureMonths = UInt32(law.erasureMonths)
    timers.retentionYears = UInt32(law.retentionYears)
    timers.directivesReminderMonths = UInt32(law.directivesReminderMonths)
    timers.emergencyReviewHours = UInt32(law.emergencyReviewHours)
    timers.emergencySessionMinutes = UInt32(law.emergencySessionMinutes)
    timers.majorityYears = UInt32(law.majorityYears)
    timers.heirAccessDays = UInt32(law.heirAccessDays)
    timers.episodeConsentDays = UInt32(law.episodeConsentDays)
    return timers
  }
}
