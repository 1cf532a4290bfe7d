import AuditTrail
import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// "Qui a regardé": the trail by month, and disputes (R1111-43, L1111-19).
extension PatientPages {
  var accessRoutes: [Route] {
    [
      site.get("/my/accesses", .patient, accesses),
      site.post("/my/accesses", .patient, chooseAccesses),
      site.get("/my/accesses/dispute/{access}", .patient, disputing),
      site.post("/my/accesses/dispute", .patient, dispute),
    ]
  }

  private static let perPage = 60

  /// Whom the list is narrowed to: no address names them.
  struct AccessFilter: Sendable {
    var who: AuditActor.Identifier?
    var own = false
    var changes = false
  }

  private func sheet(
    _ visit: Visit,
    _ month: CalendarMonth
  ) async throws -> (TrailSheet, TrailWords) {
    let sheet = try await visit.desk.trailSheet(
      of: try Self.own(visit),
      in: month.period,
      for: visit.caller
    )
    let words = try DocumentWords(visit.text)
    let titles = sheet.value.documents.mapValues { words.title($0) }
    return (sheet.value, TrailWords(visit.text, documents: titles))
  }

  @Sendable private func accesses(_ visit: Visit) async throws -> Response {
    let now = CalendarMonth(visit.service.clock())
    let month = visit.call.query["m"].flatMap(CalendarMonth.init) ?? now
    let filter = visit.session.shelved("my.accesses", as: AccessFilter.self) ?? AccessFilter()
    let (sheet, words) = try await sheet(visit, month)
    let kept = sheet.accesses.filter { Self.wants($0, filter) }
    let page = visit.call.query["p"].flatMap { Int($0) }.map { max(0, min($0, 1000)) } ?? 0
    let shown = kept.reversed().dropFirst(page * Self.perPage).prefix(Self.perPage)
    let first = sheet.openedAt.map(CalendarMonth.init) ?? month
    let path = "/my/accesses?m=\(month)"
    let model = PatientAccessesPage(
      month: month.name(visit.text),
      monthValue: month.description,
      earlier: month > first
        ? .init("/my/accesses?m=\(month.previous)", month.previous.name(visit.text)) : nil,
      later: month < now ? .init("/my/accesses?m=\(month.next)", month.next.name(visit.text)) : nil,
      people: people(sheet, filter, words),
      showsOwn: filter.own,
      showsChanges: filter.changes,
      summary: summary(kept, sheet, visit),
      days: days(Array(shown), sheet, words),
      newer: page > 0 ? path + "&p=\(page - 1)" : nil,
      older: (page + 1) * Self.perPage < kept.count ? path + "&p=\(page + 1)" : nil
    )
    return try Self.page(visit, visit.say("Qui a regardé", "Who looked"), model)
  }

  private static func wants(_ access: AuditTrail.Access, _ filter: AccessFilter) -> Bool {
    if !filter.changes, !access.isRead { return false }
    if !filter.own, access.actor.actorKind == .patient { return false }
    if let who = filter.who, access.actor.identifier != who { return false }
    return true
  }

  private func people(
    _ sheet: TrailSheet,
    _ filter: AccessFilter,
    _ words: TrailWords
  ) -> [PatientHomePage.Choice] {
    var names: [AuditActor.Identifier: String] = [:]
    for access in sheet.accesses where access.actor.identifier != .none {
      names[access.actor.identifier] = words.who(access.actor)
    }
    if let who = filter.who, names[who] == nil { names[who] = "\(who)" }
    return names.sorted { $0.value < $1.value }
      .map { .init("\($0.key)", $0.value, isChosen: $0.key == filter.who) }
  }

  private func summary(
    _ accesses: [AuditTrail.Access],
    _ sheet: TrailSheet,
    _ visit: Visit
  ) -> String {
    let people = Set(accesses.map(\.actor.identifier)).count
    let refused = accesses.count(where: \.isRefused)
    var words =
      visit.text.count(accesses.count, ("accès", "access"), ("accès", "accesses"))
      + visit.say(", ", ", ")
      + visit.text.count(people, ("personne", "person"), ("personnes", "people"))
    if refused > 0 {
      words +=
        visit.say(", dont ", ", of which ")
        + visit.text.count(
          refused,
          ("tentative refusée", "refused attempt"),
          ("tentatives refusées", "refused attempts")
        )
    }
    if sheet.isCut {
      words += visit.say(
        " (les premiers du mois seulement : il y en a trop pour une page)",
        " (the first of the month only: there are too many for a page)"
      )
    }
    return words + "."
  }

  private func days(
    _ accesses: [AuditTrail.Access],
    _ sheet: TrailSheet,
    _ words: TrailWords
  ) -> [PatientAccessesPage.Day] {
    var days: [PatientAccessesPage.Day] = []
    for access in accesses {
      let name = words.text.day(at: access.time)
      if days.last?.name != name { days.append(.init(name: name, accesses: [])) }
      days[days.count - 1].accesses.append(told(access, sheet, words))
    }
    return days
  }

  private func told(
    _ access: AuditTrail.Access,
    _ sheet: TrailSheet,
    _ words: TrailWords
  ) -> PatientAccessesPage.Access {
    let matter = sheet.matters[access.revision.rawValue]
    var marks: [Mark] = []
    let language = words.text.language
    if access.isRefused { marks.append(Mark(language.say("refusé", "refused"), .good)) }
    if access.isEmergency { marks.append(Mark(language.say("urgence", "emergency"), .alarm)) }
    if let disputed = matter?.disputed {
      marks.append(
        Mark(
          language.say("contesté le ", "disputed on ") + words.text.shortMoment(disputed),
          .care
        )
      )
    }
    if let verdict = matter?.verdict { marks.append(Self.mark(verdict, language)) }
    let isOthers = access.actor.actorKind != .patient && access.actor.actorKind != .system
    return PatientAccessesPage.Access(
      time: words.text.time(access.time),
      who: words.who(access.actor),
      capacity: words.capacity(access.actor),
      what: words.what(access),
      why: words.why(access).joined(separator: " · "),
      marks: marks,
      disputable: isOthers && matter?.disputed == nil && access.isRead
        ? access.revision.rawValue : nil,
      receipt: matter?.disputed == nil
        ? nil : "/my/receipts/dispute?access=\(access.revision.rawValue)"
    )
  }

  private static func mark(_ verdict: Carnet_V1_Verdict, _ language: PageLanguage) -> Mark {
    switch verdict {
    case .justified: Mark(language.say("examiné : justifié", "reviewed: justified"), .good)
    case .unjustified:
      Mark(language.say("examiné : injustifié", "reviewed: unjustified"), .alarm)
    case .toClarify: Mark(language.say("à éclaircir", "to be clarified"), .care)
    case .unspecified, .UNRECOGNIZED: Mark(language.say("à examiner", "to be reviewed"))
    }
  }

  @Sendable private func chooseAccesses(_ visit: Visit) async throws -> Response {
    let form = visit.form
    var filter = AccessFilter()
    filter.who = form["who"].map { AuditActor.Identifier($0) }
    filter.own = form.isOn("own")
    filter.changes = form.isOn("changes")
    visit.session.shelve("my.accesses", filter)
    guard let month = form["month"].flatMap(CalendarMonth.init) else {
      return visit.back(
        "/my/accesses",
        error: "Le mois s'écrit comme 2026-07.",
        "The month is written as 2026-07."
      )
    }
    return visit.go("/my/accesses?m=\(month)")
  }

  // MARK: Disputes

  @Sendable private func disputing(_ visit: Visit) async throws -> Response {
    guard let revision = UInt32(visit.call.value("access")),
      let month = visit.call.query["m"].flatMap(CalendarMonth.init)
    else { throw WebRefusal.notFound }
    let (sheet, words) = try await sheet(visit, month)
    guard let access = sheet.accesses.first(where: { $0.revision.rawValue == revision }) else {
      throw WebRefusal.notFound
    }
    let model = PatientDisputePage(
      revision: revision,
      month: month.description,
      access:
        "\(visit.text.moment(access.time)) : \(words.who(access.actor)) \(words.what(access))",
      why: words.why(access).joined(separator: " · ")
    )
    return try Self.page(visit, visit.say("Contester un accès", "Dispute an access"), model)
  }

  @Sendable private func dispute(_ visit: Visit) async throws -> Response {
    let month = visit.form["m"].flatMap(CalendarMonth.init).map { "?m=\($0)" } ?? ""
    guard let revision = visit.form["access"].flatMap({ UInt32($0) }) else {
      throw WebRefusal.notFound
    }
    let text = visit.form["text"] ?? ""
    guard text.count <= 500 else {
      return visit.back(
        "/my/accesses" + month,
        error: "Le motif tient en 500 caractères.",
        "The reason takes 500 characters at most."
      )
    }
    do {
      _ = try await visit.desk.dispute(
        revision,
        because: text,
        in: try Self.own(visit),
        by: visit.caller
      )
    } catch {
      return try visit.back("/my/accesses" + month, error)
    }
    return visit.go(
      "/my/accesses" + month,
      saying: "Contestation enregistrée, avec la date et l'heure.",
      "Dispute recorded, with date and time."
    )
  }
}
