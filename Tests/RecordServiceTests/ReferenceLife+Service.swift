import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// What the service is run by, and what it says of itself.
extension ReferenceLife {
  mutating func publishRules() async throws {
    var parts = RulesPublished()
    parts.effective = now.milliseconds
    parts.title = "Matrice d'habilitation, exemple"
    parts.source = "Arrêté du 26 octobre 2023"
    var doctors = Carnet_V1_MatrixRow()
    doctors.professions = ["10"]
    doctors.allow = true
    doctors.except = ["ATTEST-RESID"]
    doctors.certainty = .stated
    doctors.source = "annexe"
    var others = Carnet_V1_MatrixRow()
    others.except = ["class:11", "!68599-0"]
    others.certainty = .default
    parts.matrix.rows = [doctors, others]
    parts.timers.objectionDays = 42
    parts.timers.suspensionDays = 42
    parts.timers.announcementNoticeDays = 14
    parts.timers.announcementReleaseMonths = 1
    parts.timers.authorisationMonths = 12
    parts.timers.erasureMonths = 3
    parts.timers.retentionYears = 10
    parts.timers.directivesReminderMonths = 12
    parts.timers.emergencyReviewHours = 72
    parts.timers.emergencySessionMinutes = 60
    parts.timers.majorityYears = 18
    parts.timers.heirAccessDays = 90
    parts.timers.episodeConsentDays = 90
    parts.opening.byChannel = true
    parts.opening.byAnnouncement = true
    var pair = Carnet_V1_TypeClass()
    pair.type = "68599-0"
    pair.documentClass = "11"
    parts.typeClasses = [pair]
    parts.functions.labelsCumulate = true
    parts.functions.minors = true
    try await publish(parts)
    pass(days: 1)
    var switched = RulesPublished()
    switched.effective = now.milliseconds
    switched.title = "Cumul des masquages refusé"
    switched.source = "Décision de l'administrateur"
    switched.functions.minors = true
    try await publish(switched)
  }

  mutating func publish(_ parts: RulesPublished) async throws {
    let fact = try service.rulesHistory().publish(parts)
    try await note(.rules, fact, by: .administrator, reason: "mise en conformité")
  }

  /// How many people there were, of all kinds of groups.
  mutating func countPeople() async throws {
    var published = DenominatorPublished()
    published.name = "insured"
    published.counted = 1_546_214_400_000  // 31 December 2018
    published.title = "Assurés du régime général"
    published.source = "CPAM de Rouen-Elbeuf-Dieppe"
    var department = Carnet_V1_DenominatorRow()
    department.count = 1_100_000
    var group = Carnet_V1_DenominatorRow()
    group.commune = "76540"
    group.ageBand = .ageBand3549
    group.sex = .female
    group.count = 11_024
    published.rows = [department, group]
    try await note(
      .rules,
      .denominatorPublished(published),
      by: .administrator,
      reason: "suivi des ouvertures"
    )
  }

  mutating func aboutItself() async throws {
    var asked = Carnet_V1_AuditAsked()
    asked.question = "who"
    asked.parameters = ["r-0123456789abcdef"]
    asked.answers = 3
    asked.evidence = Self.digest("the evidence package")
    try await note(.system, .auditAsked(asked), by: .auditor, .audit, reason: "plainte")
    var exported = Carnet_V1_EventsExported()
    exported.filter = "types DocumentAdded"
    exported.from = 2
    exported.to = 40
    try await note(.system, .eventsExported(exported), by: .auditor, .audit, reason: "plainte")
    var done = Carnet_V1_AdministrationDone()
    done.action = .directorySearched
    done.parameters = ["birthName", "birthDate"]
    done.record = 0x0123_4567_89ab_cdef
    done.outcome = "2 dossiers"
    try await note(.system, .administrationDone(done), by: .agent, reason: "appel de la patiente")
  }
}
