import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// Opening a record in a few clicks, accepting or refusing one that was announced (R1111-28).
extension PatientPages {
  var openingRoutes: [Route] {
    [
      site.post("/my/open", .patient, open), site.post("/my/refuse", .patient, refuse),
    ]
  }

  private struct Typed: Sendable {
    var birthName: String
    var givenNames: String
    var birthDate: String
    var sex: String
  }

  func opening(_ visit: Visit, _ holding: Holding) throws -> Response {
    let lead: String
    var until: String?
    switch holding.standing {
    case .announced(let moment):
      lead = visit.say(
        "Un dossier médical partagé vous est proposé.",
        "A shared medical record is offered to you."
      )
      until = moment.map { visit.text.day(at: $0) } ?? visit.say("six semaines", "six weeks")
    case .refused:
      lead = visit.say(
        "Vous avez refusé l'ouverture de votre dossier. Vous pouvez changer d'avis.",
        "You refused that your record is opened. You may change your mind."
      )
    default:
      lead = visit.say(
        "Vous n'avez pas encore de dossier médical partagé. L'ouvrir prend une minute.",
        "You have no shared medical record yet. Opening one takes a minute."
      )
    }
    let questions = [ConsentSubject.emergency, .regulation]
      .compactMap { subject in
        HolderWords.question(subject, visit.language)
          .map {
            PatientOpeningPage.Question(
              name: subject == .emergency ? "emergency" : "regulation",
              title: $0.title,
              yes: $0.yes,
              no: $0.no
            )
          }
      }
    let rules = try visit.service.rules(at: visit.service.clock()).opening
    let model = PatientOpeningPage(
      lead: lead,
      closed: rules.byChannel ? nil : closed(holding, isAnnounced: rules.byAnnouncement, visit),
      objectionUntil: until,
      person: holding.standing == .none ? person(visit) : nil,
      questions: questions
    )
    return try Self.page(visit, visit.say("Ouvrir mon dossier", "Open my record"), model)
  }

  /// Said before anybody types: under the rules of the day nobody opens a record by asking for it.
  private func closed(
    _ holding: Holding,
    isAnnounced: Bool,
    _ visit: Visit
  ) -> String {
    if case .announced = holding.standing {
      return visit.say(
        "Vous n'avez rien à faire pour l'avoir : les règles du jour ouvrent les dossiers d'eux-mêmes, après l'annonce.",
        "You need do nothing to have it: the rules of the day open records by themselves, after the announcement."
      )
    }
    return isAnnounced
      ? visit.say(
        "Les règles du jour n'ouvrent pas de dossier sur demande : votre caisse vous l'annonce, puis il s'ouvre si vous ne vous y opposez pas. Adressez-vous à l'accueil de votre CPAM.",
        "The rules of the day open no record on request: your fund announces it, then it opens unless you object. Ask at the desk of your CPAM."
      )
      : visit.say(
        "Les règles du jour n'ouvrent aucun dossier nouveau.",
        "The rules of the day open no new record."
      )
  }

  func suspended(
    _ visit: Visit,
    _ reason: ClosureReason?,
    _ until: Instant?
  ) throws -> Response {
    let why = reason.map { HolderWords.closure($0, visit.language) } ?? ""
    let end = until.map { visit.text.day(at: $0) }
    let text =
      visit.say(
        "Le temps d'une vérification (\(why)), personne n'y entre.",
        "While it is checked (\(why)), nobody enters."
      )
      + (end.map {
        visit.say(
          " Sans opposition de votre part, il se ferme le \($0). Adressez-vous à votre CPAM.",
          " Unless you object it closes on \($0). Ask your CPAM."
        )
      } ?? "")
    let model = PatientWaitingPage(
      title: visit.say("Dossier suspendu", "Suspended record"),
      text: text
    )
    return try Self.page(visit, model.title, model)
  }

  private func person(_ visit: Visit) -> PatientOpeningPage.Person {
    let typed = visit.session.shelved("my.opening", as: Typed.self)
    var sex = typed?.sex ?? ""
    if typed == nil, case .patient(let ins, _) = visit.session.identity {
      sex = ins.matricule.hasPrefix("1") ? "male" : ins.matricule.hasPrefix("2") ? "female" : ""
    }
    return PatientOpeningPage.Person(
      birthName: typed?.birthName ?? "",
      givenNames: typed?.givenNames ?? "",
      birthDate: typed?.birthDate ?? "",
      isFemale: sex == "female",
      isMale: sex == "male"
    )
  }

  @Sendable private func open(_ visit: Visit) async throws -> Response {
    let form = visit.form
    guard form.isOn("consent") else {
      keep(visit)
      return visit.back(
        "/my",
        error: "Cochez votre accord : sans lui, rien n'est ouvert.",
        "Tick your consent: without it nothing is opened."
      )
    }
    var identity: PatientIdentity?
    if form["birthName"] != nil || form["birthDate"] != nil {
      guard let made = self.identity(form) else {
        keep(visit)
        return visit.back(
          "/my",
          error: "Il faut le nom, au moins un prénom, la date de naissance et le sexe.",
          "Name, at least one given name, birth date and sex are needed."
        )
      }
      identity = made
    }
    do {
      _ = try await visit.desk.openOwn(
        identity,
        emergency: form["emergency"] != "no",
        regulation: form["regulation"] != "no",
        by: visit.caller
      )
    } catch {
      keep(visit)
      return try visit.back("/my", error)
    }
    visit.session.shelve("my.opening", nil)
    return visit.go(
      "/my",
      saying: "Votre dossier est ouvert. Ces choix se changent dans « Mes droits ».",
      "Your record is open. These choices are changed under \"My rights\"."
    )
  }

  /// What was typed stays for the next try, in the session alone.
  private func keep(_ visit: Visit) {
    let form = visit.form
    visit.session.shelve(
      "my.opening",
      Typed(
        birthName: form["birthName"] ?? "",
        givenNames: form["givenNames"] ?? "",
        birthDate: form["birthDate"] ?? "",
        sex: form["sex"] ?? ""
      )
    )
  }

  private func identity(_ form: PageForm) -> PatientIdentity? {
    guard let name = form["birthName"], name.count <= 100, let given = form["givenNames"],
      given.count <= 200, let birth = form["birthDate"].flatMap({ PartialDate($0) }),
      birth.day != nil
    else { return nil }
    let sex: Sex
    switch form["sex"] {
    case "female": sex = .female
    case "male": sex = .male
    default: return nil
    }
    let names = given.split { $0 == " " || $0 == "," }.map { $0.uppercased() }
    guard !names.isEmpty else { return nil }
    return PatientIdentity(
      birthName: name.uppercased(),
      givenNames: names,
      firstGivenName: names.first,
      sex: sex,
      birthDate: birth
    )
  }

  @Sendable private func refuse(_ visit: Visit) async throws -> Response {
    do {
      _ = try await visit.desk.refuseOpening(by: visit.caller)
    } catch {
      return try visit.back("/my", error)
    }
    return visit.go(
      "/my",
      saying: "C'est noté : aucun dossier ne sera ouvert. Vous pouvez changer d'avis ici.",
      "Noted: no record will be opened. You may change your mind here."
    )
  }
}
