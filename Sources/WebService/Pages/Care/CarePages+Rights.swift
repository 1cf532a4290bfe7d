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
    let rights = try await visit.desk
      .rights(
        of: .record(record),
        for: visit.caller(in: record)
      )
      .value
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
            + visit.text.day($0.day) + "."
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
      readers: readers(rights, visit),
      blocked: rights.rights.blocked.map(\.identifier).sorted(),
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
        case nil: answer = Mark(visit.say("pas de réponse", "no answer"))
        }
        return CareRightsPage.Answer(
          question: RecordWords.consent(subject, visit.language),
          answer: answer
        )
      }
  }

  private func readers(_ rights: RightsView, _ visit: Visit) -> [CareRightsPage.Reader] {
    let doctors = rights.rights.treatingDoctors
    return Set(rights.rights.authorisations.keys).union(doctors).sorted()
      .map { identifier in
        let standing: Mark
        var until = ""
        switch rights.rights.authorisations[identifier] {
        case .valid(let end, _):
          standing = Mark(visit.say("autorisé", "authorised"), .good)
          until = end.map { visit.text.shortDay($0.day) } ?? ""
        case .expired: standing = Mark(visit.say("expiré", "expired"))
        case .revoked: standing = Mark(visit.say("retiré", "taken away"), .alarm)
        case nil: standing = Mark(visit.say("médecin traitant", "treating doctor"), .good)
        }
        let isOwn = identifier == visit.caller.actor.identifierText
        let isDoctor =
          doctors.contains(identifier) && rights.rights.authorisations[identifier] != nil
        return CareRightsPage.Reader(
          name: identifier + (isOwn ? visit.say(" (vous)", " (you)") : "")
            + (isDoctor ? visit.say(", médecin traitant", ", treating doctor") : ""),
          standing: standing,
          until: until
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
