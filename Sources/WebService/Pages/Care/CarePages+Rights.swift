import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// Who may read a record, and what the professional may give up or renew.
extension CarePages {
  var rights: [Route] {
    [
      site.get("/care/records/{record}/rights", .care, shown),
      site.post("/care/records/{record}/leave", .care, giveUp),
    ]
  }

  @Sendable private func shown(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let read = try await visit.desk.professionals(
      of: .record(record),
      for: visit.caller(in: record)
    )
    let rights = read.value.rights
    let actor = visit.caller.actor
    let own = actor.identifierText
    let isTreatingDoctor = rights.rights.isTreatingDoctor(actor)
    var hasAccess = false
    var sentence = visit.say(
      "Vous n'êtes pas autorisé nommément.",
      "You are not authorised by name."
    )
    switch rights.rights.authorisations[own] {
    case .valid(let until, _):
      hasAccess = true
      sentence =
        until.map {
          visit.say("Vous êtes autorisé jusqu'au ", "You are authorised until ")
            + visit.text.day(PageText.day(of: $0)) + "."
        } ?? visit.say("Vous êtes autorisé sans terme.", "You are authorised without end.")
    case .expired:
      sentence = visit.say("Votre autorisation a expiré.", "Your authorisation has expired.")
    case .revoked:
      sentence = visit.say("Votre accès a été retiré.", "Your access was taken away.")
    case nil: break
    }
    if isTreatingDoctor {
      sentence += " " + visit.say("Vous êtes médecin traitant.", "You are the treating doctor.")
    }
    let profession = actor.profession
    let model = CareRightsPage(
      base: Self.base(record, visit),
      who: visit.say("Le dossier", "The record"),
      answers: answers(rights, visit),
      readers: readers(read.value.rows, visit),
      own: sentence,
      isTreatingDoctor: isTreatingDoctor,
      mayBeTreatingDoctor: !isTreatingDoctor && Profession.code(of: profession) == "10",
      needsExpress: Profession.needsExpressConsent(profession),
      hasAccess: hasAccess
    )
    return try visit.page(
      visit.say("Droits et consentements", "Rights and consents"),
      model,
      banner: Self.banner(record, visit)
    )
  }

  private func answers(_ rights: RightsView, _ visit: Visit) -> [CareRightsPage.Answer] {
    ([.reading, .feeding, .emergency, .regulation] as [ConsentSubject])
      .map { subject in
        let answer: Mark
        switch rights.consents[subject] {
        case true?: answer = Mark(visit.say("d'accord", "agrees"), .good)
        case false?: answer = Mark(visit.say("s'oppose", "opposes"), .alarm)
        case nil:
          // Nobody asked: the law presumes it, but for reading by people outside of the care team.
          answer = Mark(
            subject == .reading
              ? visit.say("pas de réponse", "no answer")
              : visit.say("permis, sans opposition", "allowed, not opposed")
          )
        }
        return CareRightsPage.Answer(
          question: RecordWords.consent(subject, visit.language),
          answer: answer
        )
      }
  }

  private func readers(
    _ rows: [RecordProfessionals.Row],
    _ visit: Visit
  ) -> [CareRightsPage.Reader] {
    rows.map { row in
      let standing =
        switch row.standing {
        case .valid: Mark(visit.say("autorisé", "authorised"), .good)
        case .expired: Mark(visit.say("expiré", "expired"))
        case .forbidden: Mark(visit.say("interdit", "kept out"), .alarm)
        }
      let isOwn = row.identifier == visit.caller.actor.identifierText
      let words = [
        row.name.isEmpty ? "" : row.identifier,
        row.profession.isEmpty ? "" : SpecialityNames.name(row.profession),
        row.isTreatingDoctor ? visit.say("médecin traitant", "treating doctor") : "",
        isOwn ? visit.say("vous", "you") : "",
      ]
      return CareRightsPage.Reader(
        name: row.name.isEmpty ? row.identifier : row.name,
        words: words.filter { !$0.isEmpty }.joined(separator: ", "),
        standing: standing,
        until: row.until.map { visit.text.shortDay(PageText.day(of: $0)) } ?? ""
      )
    }
  }

  @Sendable private func giveUp(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let base = Self.base(record, visit)
    let isRoleOnly = visit.form["what"] == "treating"
    do {
      _ = try await visit.desk.authorise(
        .remove(onlyTreatingDoctor: isRoleOnly),
        in: .record(record),
        by: visit.caller
      )
      return isRoleOnly
        ? visit.go(
          base + "/rights",
          saying: "Vous n'êtes plus médecin traitant ; votre accès demeure.",
          "You are the treating doctor no more; your access remains."
        )
        : visit.go(
          "/care",
          saying: "Vous avez renoncé à lire ce dossier.",
          "You have given up reading this record."
        )
    } catch {
      return try visit.back(base + "/rights", error)
    }
  }
}
