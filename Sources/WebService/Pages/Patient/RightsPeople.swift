import CarnetCore
import MedicalRecord
import Pages
import RecordService

/// People of a rights sheet in words.
struct RightsPeople {
  private let sheet: RightsSheet
  private let text: PageText

  init(_ sheet: RightsSheet, _ text: PageText) {
    self.sheet = sheet
    self.text = text
  }

  private func say(_ french: String, _ english: String) -> String {
    text.language.say(french, english)
  }

  var doctors: [PatientRightsPage.Person] {
    sheet.professionals.filter { $0.scope == .professional && $0.isTreatingDoctor }
      .map { person($0, Mark(say("médecin traitant", "treating doctor"), .good)) }
  }

  var authorised: [PatientRightsPage.Person] {
    rows { if case .valid? = $0 { true } else { false } }
      .map { person($0, Mark(say("autorisé", "authorised"), .good)) }
  }

  var former: [PatientRightsPage.Person] {
    rows { $0 == .expired || $0 == .revoked }
      .map { row in
        let isExpired = sheet.rights.rights.authorisations[row.identifier] == .expired
        let words = isExpired ? say("finie", "ended") : say("retirée", "revoked")
        return person(row, Mark(words + say(" le ", " on ") + text.day(at: row.since)))
      }
  }

  /// By what the record's state says; names and dates are the history's.
  private func rows(
    _ wants: (Rights.Authorisation?) -> Bool
  ) -> [RecordProfessionals.Row] {
    sheet.professionals.filter {
      $0.scope == .professional && wants(sheet.rights.rights.authorisations[$0.identifier])
        && !isBlocked($0)
    }
  }

  private func isBlocked(_ row: RecordProfessionals.Row) -> Bool {
    sheet.rights.rights.blocked.contains {
      $0.scope == row.scope && $0.identifier == row.identifier
    }
  }

  var blocked: [PatientRightsPage.Person] {
    sheet.professionals.filter(isBlocked)
      .map { row in
        let words =
          switch row.scope {
          case .structure: say("établissement bloqué", "establishment kept out")
          case .profession: say("profession bloquée", "profession kept out")
          case .professional, .unspecified, .UNRECOGNIZED: say("bloqué", "kept out")
          }
        let since = say(" depuis le ", " since ") + text.day(at: row.since)
        return person(row, Mark(words + since, .care))
      }
  }

  var representatives: [PatientRightsPage.Person] {
    sheet.representatives.map { one in
      PatientRightsPage.Person(
        identifier: one.actor.identifierText,
        scope: "",
        name: one.actor.name.isEmpty ? "n° " + one.actor.identifierText : one.actor.name,
        capacity: one.relation.isEmpty ? nil : one.relation,
        standing: Mark(say("représentant", "representative")),
        until: one.until.map { text.day(at: $0) }
      )
    }
  }

  /// Those who acted in the record and are not kept out, by name.
  var known: [PatientHomePage.Choice] {
    let blocked = Set(
      sheet.rights.rights.blocked.filter { $0.scope == .professional }.map(\.identifier)
    )
    return sheet.known.filter { !blocked.contains($0.actor.identifierText) }
      .map { one in
        let profession = SpecialityNames.name(one.actor.profession)
        let seen = say("le ", "on ") + text.shortDay(at: one.lastSeen)
        let words = [Self.name(one.actor), profession, seen].filter { !$0.isEmpty }
        return .init(
          one.actor.identifierText,
          words.joined(separator: ", "),
          isChosen: false
        )
      }
  }

  static func name(_ actor: Actor) -> String {
    actor.name.isEmpty ? "n° " + actor.identifierText : actor.name
  }

  private func person(
    _ row: RecordProfessionals.Row,
    _ standing: Mark
  ) -> PatientRightsPage.Person {
    let known = sheet.known.first { $0.actor.identifierText == row.identifier }?.actor
    let name = row.name.isEmpty ? known?.name ?? "" : row.name
    let profession = row.profession.isEmpty ? known?.profession ?? "" : row.profession
    let scope = PatientPages.word(row.scope)
    return PatientRightsPage.Person(
      identifier: row.identifier,
      scope: scope,
      name: name.isEmpty ? "n° " + row.identifier : name,
      capacity: profession.isEmpty ? nil : SpecialityNames.name(profession),
      standing: standing,
      until: row.until.map { text.day(at: $0) }
    )
  }
}
