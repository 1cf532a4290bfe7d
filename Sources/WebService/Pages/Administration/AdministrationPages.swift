import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService
import Vault
import Views

/// How the service is, for those who run it.
///
/// They see how records are kept, never what is in one; what they do stands in the log with their
/// reason.
struct AdministrationPages: Sendable {
  let site: PageSite

  static let rooms = [
    PageRoom("/admin", "Exploitation", "Operations"),
    PageRoom("/admin/views", "Vues", "Views"),
    PageRoom("/admin/log", "Journal", "Log"),
    PageRoom("/admin/keys", "Clés et effacements", "Keys and erasures"),
    PageRoom("/admin/deadlines", "Échéances", "Deadlines"),
    PageRoom("/admin/health", "Santé", "Health"),
  ]

  var desk: OperatorDesk { site.operations }

  var routes: [Route] {
    [
      site.get("/admin", .administration, overview),
      site.get("/admin/views", .administration, views),
      site.get("/admin/views/progress", .administration) { visit in
        let part = rebuildPart(visit)
        return try visit.part(part, isLast: !part.isRunning)
      },
      site.post("/admin/views/rebuild", .administration, rebuild),
      site.post("/admin/views/rollback", .administration, rollBack),
      site.post("/admin/views/retry", .administration, retry),
      site.get("/admin/log", .administration, log),
      site.get("/admin/log/progress", .administration) { visit in
        let part = verificationPart(visit)
        return try visit.part(part, isLast: !part.isRunning)
      },
      site.post("/admin/log/verify", .administration, verify),
      site.get("/admin/keys", .administration, keys),
      site.post("/admin/keys/erase", .administration, erase),
      site.post("/admin/keys/rotate", .administration, rotate),
      site.get("/admin/keys/certificate/{record}", .administration, certificate),
      site.get("/admin/keys/certificate/{record}/proof", .administration, certificateProof),
      site.get("/admin/deadlines", .administration, deadlines),
      site.post("/admin/deadlines/run", .administration, runClock),
      site.get("/admin/health", .administration, health),
    ]
  }

  // MARK: What all pages do

  /// The operator with the reason of this act; nil where it is too short or too long.
  func context(_ visit: Visit) -> EventContext? {
    guard let reason = visit.form["reason"], (4...200).contains(reason.count) else { return nil }
    var context = visit.caller.context(.administration)
    context.reason = reason
    return context
  }

  /// Writes down that an operator is shown a list that names records, before it leaves; an empty list
  /// names nobody.
  func trace(_ list: String, rows: Int, _ visit: Visit) async throws {
    guard rows > 0 else { return }
    _ = try await visit.service.traceQuestion(
      list,
      [],
      answers: UInt64(rows),
      visit.caller.context(.administration)
    )
  }

  func backForReason(_ visit: Visit, _ path: String) -> Response {
    visit.back(
      path,
      error: "Le motif tient en 4 à 200 caractères ; rien n'a été fait.",
      "The reason takes 4 to 200 characters; nothing was done."
    )
  }

  /// Why a view cannot be had, in the language of the page.
  static func words(_ failure: ViewFailure) -> Words {
    switch failure {
    case .anotherVersion(_, let found, let expected):
      Words(
        "faite par la version \(found) de son projecteur, celle-ci est \(expected) : à reconstruire",
        "made by version \(found) of its projector, this is \(expected): to be rebuilt"
      )
    case .beyondTheLog(_, let applied, let size):
      Words(
        "\(applied) événements appliqués, le journal en a \(size) : à reconstruire",
        "\(applied) events applied, the log holds \(size): to be rebuilt"
      )
    case .anotherHistory(_, let size):
      Words(
        "faite d'un autre journal, les racines à \(size) événements diffèrent : à reconstruire",
        "made from another log, the roots at \(size) events differ: to be rebuilt"
      )
    case .noPreviousGeneration:
      Words("aucune génération précédente", "no generation before")
    case .beingRebuilt:
      Words(
        "un autre processus la reconstruit déjà",
        "another process is rebuilding it already"
      )
    case .beingUpdated:
      Words("un autre processus la met à jour", "another process is updating it")
    case .cancelled: Words("interrompue", "interrupted")
    case .fileSystem, .sqlite, .noSuchView, .malformedPointer, .notThisView, .gap, .feedEndedEarly,
      .behind, .purgeHeldUpByReaders:
      Words(failure.description, failure.description)
    }
  }

  static func words(_ failure: VaultFailure) -> Words {
    switch failure {
    case .system:
      Words(
        "le disque ne l'a pas pris : voyez la place libre, puis « carnet status »",
        "the disk did not take it: see the room that is left, then \"carnet status\""
      )
    case .register(_, let path):
      Words(
        "\(path) ne se lit pas, ou est d'un autre journal : voyez docs/disasters",
        "\(path) cannot be read, or is another log's: see docs/disasters"
      )
    case .noRootKey(let path), .wrongRootKey(let path), .rootKeyMalformed(let path, _):
      Words(
        "la clé racine \(path) manque ou n'est pas celle de ce trousseau",
        "the root key \(path) is missing or is not this key store's"
      )
    default:
      Words(
        "le trousseau est endommagé : « carnet verify » dit où, une sauvegarde le remplace",
        "the key store is damaged: \"carnet verify\" says where, a backup replaces it"
      )
    }
  }

  static func words(_ error: any Error) -> Words {
    if let failure = error as? ViewFailure { return words(failure) }
    if let failure = error as? VaultFailure { return words(failure) }
    if let refusal = WebRefusal(error) { return refusal.words }
    return Words("\(error)", "\(error)")
  }

  func say(_ words: Words, _ visit: Visit) -> String { visit.say(words.french, words.english) }

  func events(_ count: UInt64, _ visit: Visit) -> String {
    visit.text.count(Int(clamping: count), ("événement", "event"), ("événements", "events"))
  }

  /// What every part about background work says of it.
  func part<Outcome: Sendable>(
    _ standing: BackgroundWork<Outcome>.Standing?,
    _ visit: Visit,
    address: String,
    running: Words,
    none: Words,
    _ told: (Outcome) -> (Mark, [String])
  ) -> WorkPart {
    guard let standing else {
      return WorkPart(
        address: address,
        isRunning: false,
        headline: say(none, visit),
        mark: Mark(visit.say("jamais", "never")),
        done: 0,
        total: 0,
        lines: []
      )
    }
    let text = visit.text
    let begun = visit.say(
      "Lancée par \(standing.by) le \(text.moment(standing.began)).",
      "Started by \(standing.by) on \(text.moment(standing.began))."
    )
    let progress = standing.progress
    var part = WorkPart(
      address: address,
      isRunning: standing.isRunning,
      headline: say(running, visit),
      mark: Mark(visit.say("en cours", "running"), .care),
      done: Int(clamping: progress.done),
      total: Int(clamping: progress.total),
      lines: [begun]
    )
    switch standing.result {
    case nil:
      let left = progress.secondsLeft.map { text.length(seconds: Int64($0.rounded(.up))) }
      let rate = text.decimal(progress.perSecond, 0)
      let (done, total) = (text.number(progress.done), text.number(progress.total))
      part.lines.append(
        visit.say(
          "\(done) événements sur \(total), \(rate) par seconde, reste \(left ?? "…")",
          "\(done) of \(total) events, \(rate) a second, \(left ?? "…") left"
        )
      )
    case .success(let outcome):
      let (mark, lines) = told(outcome)
      part.mark = mark
      part.lines += lines
    case .failure(let error):
      part.mark = Mark(visit.say("échec", "failed"), .alarm)
      part.lines.append(say(Self.words(error), visit))
    }
    if let ended = standing.ended {
      part.lines.append(
        visit.say("Terminée le \(text.moment(ended)).", "Ended on \(text.moment(ended)).")
      )
    }
    return part
  }
}
