import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// Ways into a record: the holder's consent, an emergency, the regulation of a call.
extension CarePages {
  var entering: [Route] {
    [
      site.get("/care/records/{record}/door", .care, door),
      site.post("/care/records/{record}/authorise", .care, authorise),
      site.post("/care/records/{record}/emergency", .care, enter),
      site.post("/care/records/{record}/emergency/end", .care, leave),
    ]
  }

  @Sendable private func door(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let kept = visit.session.shelved("care-door-\(record)", as: AtDoor.self)
    let existence: Existence
    if let kept {
      existence = kept.existence
    } else {
      existence = try await visit.desk.existence(of: .record(record), for: visit.caller).value
    }
    let rules = try visit.service.rules(at: visit.service.clock())
    let profession = visit.caller.actor.profession
    let isOpen = existence.status == .active
    let opposed = visit.say(
      "La personne s'est opposée à cet accès.",
      "The person opposed this access."
    )
    let model = CareDoorPage(
      handle: visit.call.value("record"),
      who: kept.map { "INS " + IdentityWords.spaced($0.matricule) }
        ?? visit.say("Personne trouvée dans cette session", "A person found in this session"),
      status: status(existence, visit),
      isOpen: isOpen,
      mayAuthorise: true,
      isPhysician: Profession.code(of: profession) == "10",
      needsExpress: Profession.needsExpressConsent(profession),
      mayBreakGlass: true,
      emergencyOpposed: existence.opposesEmergency ? opposed : nil,
      mayRegulate: Self.mayRegulate(visit),
      regulationOpposed: existence.opposesRegulation ? opposed : nil,
      minutes: visit.text.length(seconds: Int64(rules.timers.emergencySessionMinutes) * 60)
    )
    return try visit.page(visit.say("Entrer dans le dossier", "Enter the record"), model)
  }

  private func status(_ existence: Existence, _ visit: Visit) -> String {
    switch existence.status {
    case .closed:
      return visit.say(
        "Ce dossier est clos : il ne se lit plus.",
        "This record is closed: it is read no more."
      )
    case .suspended:
      return visit.say(
        "Ce dossier est suspendu : personne n'y entre jusqu'à ce que ce soit réglé.",
        "This record is suspended: nobody enters until that is settled."
      )
    case .active: break
    }
    switch existence.authorisation {
    case .valid: return visit.say("Ce dossier vous est ouvert.", "This record is open to you.")
    case .expired:
      return visit.say(
        "Le dossier existe. Votre autorisation a expiré.",
        "There is a record. Your authorisation has expired."
      )
    case .forbidden:
      return visit.say(
        "Le dossier existe. La personne vous a retiré l'accès ou l'a refusé.",
        "There is a record. The person took your access away or refused it."
      )
    case .none:
      return visit.say(
        "Le dossier existe. Vous n'y êtes pas encore autorisé.",
        "There is a record. You are not authorised yet."
      )
    }
  }

  @Sendable private func authorise(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let base = Self.base(record, visit)
    guard visit.form["consent"] == "yes" else {
      return visit.back(
        base + "/door",
        error: "Sans l'accord de la personne, rien n'est enregistré.",
        "Without the person's consent nothing is recorded."
      )
    }
    var colleague: Actor?
    if let identifier = visit.form["identifier"] {
      do throws(MalformedIdentifier) {
        let number = try IDNPS(identifier.filter { !$0.isWhitespace }, strictness: .strict)
        colleague = Actor(
          .professional,
          identifier: number.text,
          profession: Self.professions.contains(visit.form["profession"] ?? "")
            ? visit.form["profession"] ?? "" : "G15_10",
          name: String((visit.form["name"] ?? "").prefix(100))
        )
      } catch {
        return visit.back(
          base + "/rights",
          error: "L'identifiant n'est pas valable : 8 suivi des 11 chiffres du RPPS, clé comprise.",
          "The identifier is not valid: 8 followed by the 11 digits of the RPPS with its key."
        )
      }
    }
    do {
      _ = try await visit.desk.authorise(
        .add(
          for: colleague,
          asTreatingDoctor: colleague == nil && visit.form["treating"] == "yes",
          express: visit.form["express"] == "yes"
        ),
        in: .record(record),
        by: visit.caller
      )
      visit.session.shelve("care-door-\(record)", nil)
      return visit.go(
        colleague == nil ? base : base + "/rights",
        saying: "Accord enregistré pour un an ; la personne peut le retirer à tout moment.",
        "Consent recorded for a year; the person can take it back at any time."
      )
    } catch {
      return try visit.back(colleague == nil ? base + "/door" : base + "/rights", error)
    }
  }

  private static let professions: Set<String> = [
    "G15_10", "G15_60", "G15_21", "G15_50", "G15_40", "G15_70",
  ]

  @Sendable private func enter(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let base = Self.base(record, visit)
    guard let mode = Self.mode(visit) else {
      return visit.back(
        base + "/door",
        error:
          "Un accès en urgence demande un motif de 4 à 200 caractères, ou un numéro d'appel en régulation.",
        "A reason of 4 to 200 characters is needed, or the number of a call in regulation."
      )
    }
    var caller = visit.caller
    caller.mode = mode
    do {
      let opened = try await visit.desk.openEmergency(in: .record(record), by: caller).value
      visit.session.enter(record, PageSession.Emergency(mode: mode, until: opened.until))
      return visit.go(base)
    } catch {
      return try visit.back(base + "/door", error)
    }
  }

  @Sendable private func leave(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    // The end is an event too: whoever reads the trail sees how long it lasted.
    do {
      _ = try await visit.desk.endEmergency(in: .record(record), by: visit.caller(in: record))
    } catch .refused(.noEmergencySession) {
      // It ended by itself meanwhile.
    }
    visit.session.enter(record, nil)
    return visit.go(
      "/care",
      saying: "Vous n'êtes plus dans le dossier en urgence.",
      "You have left the record."
    )
  }
}
