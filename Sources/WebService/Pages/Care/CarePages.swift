import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// Records as professionals read and feed them.
struct CarePages: Sendable {
  let site: PageSite

  static let rooms = [PageRoom("/care", "Patients", "Patients")]

  var routes: [Route] {
    [
      site.get("/care", .care, home), site.post("/care/find", .care, find),
      site.post("/care/list", .care, list), site.post("/care/traits", .care, traits),
      site.get("/care/found", .care, found),
    ] + entering + reading + feeding + rights
  }

  /// The address of a record in this session.
  static func base(_ record: Pseudonym, _ visit: Visit) -> String {
    "/care/records/" + visit.handle(for: record)
  }

  /// What stays in sight while an emergency lasts (EX_0.2-1050).
  static func banner(_ record: Pseudonym, _ visit: Visit) -> PageFrame.Banner? {
    guard let emergency = visit.session.emergency(in: record, now: visit.service.clock()) else {
      return nil
    }
    let text =
      switch emergency.mode {
      case .regulation(let call):
        visit.say("Régulation de l'appel \(call).", "Regulation of call \(call).")
      case .breakGlass(let reason):
        visit.say("Bris de glace : \(reason).", "The glass is broken: \(reason).")
      case .normal: ""
      }
    return PageFrame.Banner(
      text,
      until: visit.text.time(emergency.until),
      ending: base(record, visit) + "/emergency/end"
    )
  }

  // MARK: Finding

  /// What was found of a record at the door, kept so that it is not asked for again.
  struct AtDoor: Sendable {
    var existence: Existence
    /// As it was typed, to be shown back.
    var matricule: String
  }

  struct Listed: Sendable {
    var rows: [AuthorisedRecords.Row]
    var time: Instant
  }

  struct Typed: Sendable {
    var ins: String
    var problem: String
  }

  struct Found: Sendable {
    var matches: [PatientSearch.Match]
    var reason: String
    var call: String
  }

  private static let listMax = 100

  @Sendable private func home(_ visit: Visit) async throws -> Response {
    let typed = visit.session.shelved("care-typed", as: Typed.self)
    visit.session.shelve("care-typed", nil)
    let listed = visit.session.shelved("care-list", as: Listed.self)
    var model = CareHomePage(
      typedINS: typed?.ins ?? "",
      problem: typed?.problem,
      people: (listed?.rows ?? []).map { person($0, visit) },
      listed: listed.map { visit.text.time($0.time) },
      mayRegulate: Self.mayRegulate(visit)
    )
    model.isCut = (listed?.rows.count ?? 0) == Self.listMax
    return try visit.page(visit.say("Patients", "Patients"), model)
  }

  static func mayRegulate(_ visit: Visit) -> Bool {
    if case .professional(let professional) = visit.session.identity {
      professional.mayRegulate
    } else {
      false
    }
  }

  private func person(_ row: AuthorisedRecords.Row, _ visit: Visit) -> CareHomePage.Person {
    let text = visit.text
    return CareHomePage.Person(
      href: Self.base(row.record, visit),
      name: row.identity.map { CareWords.name($0) } ?? row.record.description,
      words: row.identity.map { CareWords.birth($0, text) } ?? "",
      documents: text.number(row.documents),
      right: row.until.map {
        visit.say("jusqu'au ", "until ") + text.shortDay(PageText.day(of: $0))
      }
        ?? visit.say("sans terme", "without end"),
      marks: row.isTreatingDoctor
        ? [Mark(visit.say("médecin traitant", "treating doctor"), .good)] : []
    )
  }

  @Sendable private func list(_ visit: Visit) async throws -> Response {
    do {
      var rows = try await visit.desk.authorisedRecords(for: visit.caller, limit: Self.listMax)
      rows.sort { left, right in
        (left.identity.map { CareWords.name($0) } ?? "")
          < (right.identity.map { CareWords.name($0) } ?? "")
      }
      visit.session.shelve("care-list", Listed(rows: rows, time: visit.service.clock()))
      return visit.go("/care")
    } catch {
      return try visit.back("/care", error)
    }
  }

  @Sendable private func find(_ visit: Visit) async throws -> Response {
    let typed = visit.form["ins"] ?? ""
    func again(_ problem: String) -> Response {
      visit.session.shelve("care-typed", Typed(ins: String(typed.prefix(24)), problem: problem))
      return visit.go("/care")
    }
    let ins: INS
    do throws(MalformedIdentifier) {
      ins = try INS(typed.filter { !$0.isWhitespace }, authority: .nir, strictness: .strict)
    } catch {
      return again(IdentityWords.problem(error, visit.language))
    }
    do {
      let existence = try await visit.desk.existence(of: .number(ins), for: visit.caller).value
      let record = existence.record
      visit.session.shelve(
        "care-door-\(record)",
        AtDoor(existence: existence, matricule: ins.description)
      )
      if case .valid = existence.authorisation { return visit.go(Self.base(record, visit)) }
      return visit.go(Self.base(record, visit) + "/door")
    } catch ServingFailure.notFound {
      return again(
        visit.say(
          "Aucun dossier ouvert ne porte ce matricule. Vous pouvez en ouvrir un si la personne est devant vous.",
          "No open record has this INS. You can open one if the person is in front of you."
        )
      )
    } catch {
      guard let refusal = WebRefusal(error), refusal.code != .internalFailure else { throw error }
      return again(visit.say(refusal.words.french, refusal.words.english))
    }
  }

  @Sendable private func traits(_ visit: Visit) async throws -> Response {
    let form = visit.form
    guard let name = form["name"], name.count <= 80, let born = CareWords.date(form["born"]) else {
      return visit.back(
        "/care",
        error: "Il faut le nom de naissance et une date, comme 28/03/1979 ou 1979.",
        "A birth name and a date are needed, as 28/03/1979 or 1979."
      )
    }
    guard let mode = Self.mode(visit) else {
      return visit.back(
        "/care",
        error: "Une recherche en urgence demande un motif de 4 à 200 caractères.",
        "A search in an emergency needs a reason of 4 to 200 characters."
      )
    }
    var caller = visit.caller
    caller.mode = mode
    let sex: Sex? = form["sex"] == "F" ? .female : form["sex"] == "M" ? .male : nil
    do {
      let matches = try await visit.desk.people(
        .traits(
          birthName: name,
          birthDate: born,
          sex: sex,
          givenName: form["given"].map { String($0.prefix(80)) }
        ),
        for: caller
      )
      visit.session.shelve(
        "care-found",
        Found(matches: matches, reason: form["reason"] ?? "", call: form["call"] ?? "")
      )
      return visit.go("/care/found")
    } catch {
      return try visit.back("/care", error)
    }
  }

  /// The mode that a form asks for: regulation where a call is named by one who regulates, else the
  /// broken glass with its reason; nil where the reason is missing.
  static func mode(_ visit: Visit) -> Caller.Mode? {
    if mayRegulate(visit), let call = visit.form["call"], (2...60).contains(call.count) {
      return .regulation(call: call)
    }
    guard let reason = visit.form["reason"], (4...200).contains(reason.count) else { return nil }
    return .breakGlass(reason: reason)
  }

  @Sendable private func found(_ visit: Visit) async throws -> Response {
    guard let found = visit.session.shelved("care-found", as: Found.self) else {
      return visit.go("/care")
    }
    let model = CareFoundPage(
      matches: found.matches.map { match in
        let isOpposed =
          found.call.isEmpty ? match.opposesEmergency : match.opposesRegulation
        return CareFoundPage.Match(
          handle: visit.handle(for: match.record),
          name: ([match.birthName] + match.givenNames).joined(separator: " "),
          words: CareWords.birth(match.birthDate, match.sex, visit.text),
          matricule: match.matricule.map(IdentityWords.spaced)
            ?? visit.say("inconnu", "unknown"),
          opposed: isOpposed
            ? visit.say(
              "Cette personne s'est opposée à cet accès : le dossier ne s'ouvre pas.",
              "This person opposed this access: the record does not open."
            ) : nil
        )
      },
      reason: found.reason,
      call: found.call
    )
    return try visit.page(visit.say("Qui est-ce ?", "Who is it?"), model)
  }
}
