import CarnetCore
import Hummingbird
import Interop
import MedicalRecord
import Pages
import RecordService

/// Records opened for people at a desk: pharmacies, hospitals, practices, the CPAM.
struct DeskPages: Sendable {
  let site: PageSite

  static let rooms = [PageRoom("/desk", "Ouvrir un dossier", "Open a record")]

  var routes: [Route] {
    [
      site.get("/desk", .desk, form), site.post("/desk/open", .desk, open),
      site.post("/desk/announce", .desk, announce),
      site.post("/desk/object", .desk, object), site.get("/desk/opened", .desk, opened),
    ] + receipts
  }

  /// What was typed and could not be taken.
  struct Refused: Sendable {
    var typed: DeskOpeningPage.Typed
    var problems: [String]
    var hasRecord = false
  }

  /// What was opened last in this session: the one thing of a record that its desk may show again.
  struct Done: Sendable {
    var record: Pseudonym
    var who: String
    var words: String
    var findings: [String] = []
    var doubts = 0
    var isObjection = false
    /// Until when the person may object, for an opening that was only announced.
    var objectionUntil: Instant?
  }

  @Sendable private func form(_ visit: Visit) async throws -> Response {
    let refused = visit.session.shelved("desk-refused", as: Refused.self)
    visit.session.shelve("desk-refused", nil)
    let ground = try visit.desk.deskOpening(for: visit.caller)
    let isProfessional = if case .professional = visit.session.identity { true } else { false }
    let model = DeskOpeningPage(
      communes: try CodeTables.standard().communes.communes.map(DeskPerson.name),
      channel: ground.map { RecordWords.channel($0.channel, visit.language) },
      closed: ground.map { Self.closed($0, visit) } ?? [],
      announcement: ground.flatMap { Self.announcement($0, visit) },
      typed: refused?.typed ?? DeskOpeningPage.Typed(),
      problems: refused?.problems ?? [],
      findPath: refused?.hasRecord == true && isProfessional ? "/care" : nil,
      mayTest: site.personas != nil
    )
    return try visit.page(visit.say("Ouvrir un dossier", "Open a record"), model)
  }

  /// Why the desk opens nothing today, before anybody has typed anything.
  private static func closed(_ ground: DeskOpening, _ visit: Visit) -> [String] {
    if ground.opensAtOnce { return [] }
    let channel = RecordWords.channel(ground.channel, visit.language)
    let title =
      ground.rulesTitle.isEmpty
      ? "" : visit.say(" (« \(ground.rulesTitle) »)", " (\"\(ground.rulesTitle)\")")
    var closed = [
      visit.say(
        "Les règles du jour\(title) n'ouvrent pas de dossier par cette voie : \(channel).",
        "The rules of the day\(title) open no record this way: \(channel)."
      )
    ]
    if ground.announces { return closed }
    closed.append(
      ground.areAnnounced
        ? visit.say(
          "Les dossiers s'ouvrent d'eux-mêmes après une annonce de l'assurance maladie (R1111-28) : orientez la personne vers l'accueil de sa CPAM.",
          "Records open by themselves after an announcement by the health insurance (R1111-28): send the person to the desk of their CPAM."
        )
        : visit.say(
          "Elles n'en annoncent pas non plus : aucun dossier nouveau ne s'ouvre aujourd'hui.",
          "They announce none either: no new record is opened today."
        )
    )
    return closed
  }

  /// What follows from an announcement, where the desk's form makes one.
  private static func announcement(_ ground: DeskOpening, _ visit: Visit) -> String? {
    guard !ground.opensAtOnce, ground.announces else { return nil }
    let days = visit.text.number(ground.objectionDays)
    return visit.say(
      "Vous pouvez l'annoncer à la personne : elle a \(days) jours pour s'y opposer, sans avoir à dire pourquoi ; sans opposition, son dossier s'ouvre (R1111-28).",
      "You can announce it to the person: they have \(days) days to object, without saying why; without an objection their record opens (R1111-28)."
    )
  }

  private func person(_ visit: Visit) -> Result<DeskPerson, DeskPerson.Problems> {
    Result { () throws(DeskPerson.Problems) in
      try DeskPerson(
        visit.form,
        authority: site.personas == nil ? .nir : .test,
        today: PageText.day(of: visit.service.clock()),
        visit.language
      )
    }
  }

  /// Back to the form, with what was typed and what is wrong with it.
  private func again(
    _ visit: Visit,
    _ problems: [String],
    hasRecord: Bool = false
  ) -> Response {
    let typed = DeskPerson.typed(visit.form)
    visit.session.shelve(
      "desk-refused",
      Refused(typed: typed, problems: problems, hasRecord: hasRecord)
    )
    return visit.go("/desk")
  }

  @Sendable private func open(_ visit: Visit) async throws -> Response {
    let person: DeskPerson
    switch self.person(visit) {
    case .success(let found): person = found
    case .failure(let problems): return again(visit, problems.sentences)
    }
    guard let channel = visit.caller.openingChannel else { throw WebRefusal.notYourPage }
    var opening = RecordOpening(person.identity, .channel(channel))
    opening.commune = person.commune
    opening.consentGiven = visit.form["consent"] == "yes"
    opening.emergency = visit.form.isOn("emergency")
    opening.regulation = visit.form.isOn("regulation")
    do {
      let written = try await visit.desk.open(opening, by: visit.caller)
      visit.session.shelve(
        "desk-done",
        Done(
          record: written.value.record,
          who: person.name,
          words: person.words(visit.text),
          findings: person.findings(visit.language),
          doubts: written.value.doubts.count
        )
      )
      return visit.go("/desk/opened")
    } catch {
      guard let words = PageRefusals.words(error) else { throw error }
      let exists = error == .refused(.recordExists)
      return again(visit, [visit.say(words.french, words.english)], hasRecord: exists)
    }
  }

  @Sendable private func announce(_ visit: Visit) async throws -> Response {
    let person: DeskPerson
    switch self.person(visit) {
    case .success(let found): person = found
    case .failure(let problems): return again(visit, problems.sentences)
    }
    let means: Carnet_V1_AnnouncementMeans
    switch visit.form["means"] {
    case "mail": means = .mail
    case "post": means = .post
    default:
      let problem = visit.say(
        "Dites comment l'annonce est confirmée : par courriel ou par courrier.",
        "Say how the announcement is confirmed: by e-mail or by post."
      )
      return again(visit, [problem])
    }
    var opening = RecordOpening(person.identity, .announcement(means))
    opening.commune = person.commune
    do {
      let written = try await visit.desk.announce(opening, by: means, for: visit.caller)
      let (opened, until) = written.value
      visit.session.shelve(
        "desk-done",
        Done(
          record: opened.record,
          who: person.name,
          words: person.words(visit.text),
          findings: person.findings(visit.language),
          doubts: opened.doubts.count,
          objectionUntil: until ?? visit.service.clock()
        )
      )
      return visit.go("/desk/opened")
    } catch ServingFailure.refused(.recordExists) {
      let problem = visit.say(
        "Cette personne a déjà un dossier, ou son ouverture lui est déjà annoncée : rien n'a été changé.",
        "This person has a record already, or its opening is announced to them already: nothing was changed."
      )
      return again(visit, [problem], hasRecord: true)
    } catch {
      guard let words = PageRefusals.words(error) else { throw error }
      return again(visit, [visit.say(words.french, words.english)])
    }
  }

  @Sendable private func object(_ visit: Visit) async throws -> Response {
    let person: DeskPerson
    switch self.person(visit) {
    case .success(let found): person = found
    case .failure(let problems):
      let text = problems.sentences.joined(separator: " ")
      return visit.back("/desk", error: text, text)
    }
    do {
      let written = try await visit.desk.objectToOpening(person.identity, by: visit.caller)
      visit.session.shelve(
        "desk-done",
        Done(
          record: written.value,
          who: person.name,
          words: person.words(visit.text),
          isObjection: true
        )
      )
      return visit.go("/desk/opened")
    } catch ServingFailure.notFound {
      return visit.back(
        "/desk",
        error: "Aucune ouverture n'est annoncée à cette personne : rien n'a été changé.",
        "No opening is announced to this person: nothing was changed."
      )
    } catch {
      return try visit.back("/desk", error)
    }
  }

  @Sendable private func opened(_ visit: Visit) async throws -> Response {
    guard let done = visit.session.shelved("desk-done", as: Done.self) else {
      return visit.go("/desk")
    }
    let doubts = visit.say(
      "Le même matricule est porté par un autre dossier, avec d'autres traits. Les deux restent séparés : rien n'est mêlé, et un administrateur tranchera. Vérifiez la pièce d'identité et le matricule ; s'ils sont justes, il n'y a rien d'autre à faire.",
      "Another record has the same INS with other traits. The two stay apart: nothing is mixed, and an operator will settle it. Check the identity document and the INS; if they are right, there is nothing else to do."
    )
    let model = DeskOpenedPage(
      who: done.who,
      words: done.words,
      findings: done.findings,
      doubts: done.doubts > 0 ? doubts : nil,
      receiptPath: "/desk/receipt",
      isObjection: done.isObjection,
      objectionUntil: done.objectionUntil.map { visit.text.day(at: $0) }
    )
    let title =
      done.isObjection
      ? visit.say("Opposition enregistrée", "The objection is recorded")
      : done.objectionUntil == nil
        ? visit.say("Le dossier est ouvert", "The record is open")
        : visit.say("L'ouverture est annoncée", "The opening is announced")
    return try visit.page(title, model)
  }
}
