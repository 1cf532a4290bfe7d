import AuditTrail
import CarnetCore
import EventLog
import MedicalRecord
import Pages
import RecordService

/// Cells of answers, in the words of one language.
struct AnswerWords: Sendable {
  let text: PageText

  init(_ language: PageLanguage) { text = PageText(language) }

  var language: PageLanguage { text.language }

  func say(_ french: String, _ english: String) -> String { language.say(french, english) }

  func column(_ key: String, _ french: String, _ english: String) -> AnswerSheet.Column {
    AnswerSheet.Column(key, say(french, english))
  }

  // MARK: Cells

  func time(_ time: Instant?) -> AnswerCell {
    guard let time else { return .none }
    return AnswerCell(text.shortMoment(time), code: time.description)
  }

  func day(_ day: CalendarDay) -> AnswerCell {
    AnswerCell(text.shortDay(day), code: day.description)
  }

  func number(_ value: some BinaryInteger, next: QuestionCall? = nil) -> AnswerCell {
    .number(text.number(value), String(value), next: next)
  }

  func decimal(_ value: Double, _ decimals: Int = 1) -> AnswerCell {
    .number(text.decimal(value, decimals), String(value))
  }

  /// From 0 to 1.
  func share(_ value: Double) -> AnswerCell {
    .number(text.percent(value, 0), String(value))
  }

  func yesNo(_ value: Bool, alarm: Bool? = nil) -> AnswerCell {
    let tone: Mark.Tone? = alarm == value ? .alarm : nil
    return AnswerCell(value ? say("oui", "yes") : say("non", "no"), code: "\(value)", tone: tone)
  }

  func position(_ position: Position) -> AnswerCell {
    number(position.rawValue, next: QuestionCall("origin", ["event": position.description]))
  }

  func record(_ record: Pseudonym) -> AnswerCell {
    guard record.isOfARecord else { return .none }
    return AnswerCell(
      record.description,
      next: QuestionCall("who", ["record": record.description])
    )
  }

  func person(_ identifier: String, _ name: String = "") -> AnswerCell {
    guard !identifier.isEmpty else { return AnswerCell(name) }
    return AnswerCell(
      name.isEmpty ? identifier : "\(name) (\(identifier))",
      code: identifier,
      next: QuestionCall("by", ["person": identifier])
    )
  }

  private var holder: AnswerCell { AnswerCell(say("le titulaire", "the holder"), code: "") }

  /// A holder is named by their record, which stands beside.
  func person(_ actor: AuditActor) -> AnswerCell {
    if actor.actorKind == .patient { return holder }
    return person(actor.identifier.description, actor.name)
  }

  func person(_ actor: Actor) -> AnswerCell {
    if actor.kind == .patient { return holder }
    return person(actor.identifierText, actor.name)
  }

  func document(_ number: UInt32?, of record: Pseudonym) -> AnswerCell {
    guard let number, record.isOfARecord else { return .none }
    return AnswerCell(
      say("n° \(number)", "no. \(number)"),
      code: String(number),
      next: QuestionCall("document", ["record": record.description, "document": String(number)])
    )
  }

  func fact(_ type: EventType) -> AnswerCell {
    AnswerCell(
      FactWords.name(FactKind(rawValue: type.rawValue), type: type.rawValue, language),
      code: EventLine.name(of: type)
    )
  }

  func rule(_ rule: AccessRule) -> AnswerCell {
    AnswerCell(
      AuditWords.rule(rule, language),
      code: "\(rule)",
      tone: rule.allows ? nil : .alarm
    )
  }

  func relation(_ relation: Relation) -> AnswerCell {
    AnswerCell(
      AuditWords.relation(relation, language),
      code: relation == .unspecified ? "" : "\(relation)"
    )
  }

  // MARK: Trails

  /// The columns that all trails begin with.
  var trailColumns: [AnswerSheet.Column] {
    [
      column("time", "moment", "time"), column("event", "acte", "deed"),
      column("actor_kind", "qualité", "kind"), column("actor", "qui", "who"),
      column("record", "dossier", "record"), column("document", "document", "document"),
      column("rule", "décision", "decision"), column("relation", "lien", "relation"),
      column("purpose", "but", "purpose"), column("reason", "motif donné", "reason given"),
      column("structure", "structure", "structure"), column("place", "poste", "place"),
      column("position", "position", "position"),
    ]
  }

  func trailCells(_ access: AuditTrail.Access) -> [AnswerCell] {
    [
      time(access.time), deed(access),
      AnswerCell(AuditWords.actor(access.actor.actorKind, language)), person(access.actor),
      record(access.record), document(access.document, of: access.record), decision(access),
      relation(access.relation), AnswerCell(AuditWords.purpose(access.purpose, language)),
      AnswerCell(access.reason), AnswerCell(access.actor.structure.description),
      AnswerCell(access.place), position(access.position),
    ]
  }

  private func deed(_ access: AuditTrail.Access) -> AnswerCell {
    var cell = fact(EventType(rawValue: access.type))
    if access.isRefused { cell.tone = .alarm }
    if access.isEmergency { cell.tone = .care }
    return cell
  }

  /// The rule that decided, which leads to why it did.
  private func decision(_ access: AuditTrail.Access) -> AnswerCell {
    guard let number = access.rule else { return .none }
    let rule = AccessRule(rawValue: number)
    return AnswerCell(
      rule.map { AuditWords.rule($0, language) } ?? say("règle \(number)", "rule \(number)"),
      code: String(number),
      next: QuestionCall("why", ["event": access.position.description])
    )
  }

  func facet(_ access: AuditTrail.Access) -> AnswerSheet.Facet {
    AnswerSheet.Facet(
      time: access.time,
      type: access.type,
      isRefused: access.isRefused,
      isEmergency: access.isEmergency
    )
  }

  func trail(_ rows: [AuditTrail.Access]) -> AnswerSheet {
    trail(rows, \.self, []) { _ in [] }
  }

  /// A trail with columns of its own at the end.
  func trail<Row>(
    _ rows: [Row],
    _ access: (Row) -> AuditTrail.Access,
    _ more: [AnswerSheet.Column],
    _ cells: (Row) -> [AnswerCell]
  ) -> AnswerSheet {
    var sheet = AnswerSheet(trailColumns + more)
    for row in rows {
      let access = access(row)
      sheet.add(trailCells(access) + cells(row), facet: facet(access))
    }
    return sheet
  }
}
