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
  }

  @Sendable private func form(_ visit: Visit) async throws -> Response {
    let refused = visit.session.shelved("desk-refused", as: Refused.self)
    visit.session.shelve("desk-refused", nil)
    let isProfessional = if case .professional = visit.session.identity { true } else { false }
    let model = DeskOpeningPage(
      communes: try CodeTables.standard().communes.communes.map(DeskPerson.name),
      channel: visit.caller.openingChannel.map { RecordWords.channel($0, visit.language) },
      typed: refused?.typed ?? DeskOpeningPage.Typed(),
      problems: refused?.problems ?? [],
      findPath: refused?.hasRecord == true && isProfessional ? "/care" : nil,
      mayTest: site.personas != nil
    )
    return try visit.page(visit.say("Ouvrir un dossier", "Open a record"), model)
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

  @Sendable private func open(_ visit: Visit) async throws -> Response {
    func again(_ problems: [String], hasRecord: Bool = false) -> Response {
      let typed = DeskPerson.typed(visit.form)
      visit.session.shelve(
        "desk-refused",
        Refused(typed: typed, problems: problems, hasRecord: hasRecord)
      )
      return visit.go("/desk")
    }
    let person: DeskPerson
    switch self.person(visit) {
    case .success(let found): person = found
    case .failure(let problems): return again(problems.sentences)
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
      return again([visit.say(words.french, words.english)], hasRecord: exists)
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
      isObjection: done.isObjection
    )
    return try visit.page(
      done.isObjection
        ? visit.say("Opposition enregistrée", "The objection is recorded")
        : visit.say("Le dossier est ouvert", "The record is open"),
      model
    )
  }
}
