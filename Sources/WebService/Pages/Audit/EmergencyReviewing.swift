import Audit
import CarnetCore
import Hummingbird
import MedicalRecord
import Pages

/// Emergency accesses that wait for a second opinion, and what is made of the opinion.
struct EmergencyReviewing: Sendable {
  private let visit: Visit
  private let path: String
  /// Where the accesses were made; nil for auditors, who see all.
  private let structure: String?

  /// Within so long a second person looks at it.
  private static let dueSeconds: Int64 = 72 * 3600
  private static let perPage = 20
  private static let remarkMax = 1000

  init(_ visit: Visit, at path: String, of structure: String?) {
    self.visit = visit
    self.path = path
    self.structure = structure
  }

  private var session: AuditSession {
    // Who reviews need not say each time why: it is their task.
    visit.auditSession(reason: structure == nil ? nil : "revue des accès en urgence")
  }

  func page() async throws -> Response {
    let showsAll = visit.call.query["all"] != nil
    let question = Emergency(unreviewedOnly: !showsAll, of: structure, limit: 5000)
    let session = session
    let answer = try await AuditQueue.run { try await session.ask(question) }
    let now = visit.service.clock()
    // Those that have waited longest come first.
    let rows = answer.rows.sorted { $0.access.position < $1.access.position }
    let pages = max(1, (rows.count + Self.perPage - 1) / Self.perPage)
    let here = min(max(1, visit.call.query["page"].flatMap { Int($0) } ?? 1), pages)
    let shown = rows.dropFirst((here - 1) * Self.perPage).prefix(Self.perPage)
    let suffix = showsAll ? "all=on&" : ""
    let model = EmergencyReviewPage(
      status: status(rows, now),
      action: path + "/verdict",
      page: String(here),
      accesses: shown.map { access($0, now) },
      nothing: rows.isEmpty
        ? visit.say(
          "Aucun accès en urgence n'attend de revue.",
          "No emergency access waits for a review."
        ) : nil,
      other: showsAll ? path : path + "?all=on",
      otherWords: showsAll
        ? visit.say("Seulement ceux qui attendent", "Only those that wait")
        : visit.say("Tous, revus compris", "All, with those reviewed"),
      newer: here > 1 ? "\(path)?\(suffix)page=\(here - 1)" : nil,
      older: here < pages ? "\(path)?\(suffix)page=\(here + 1)" : nil,
      pageWords: pages > 1
        ? visit.say("Page \(here) sur \(pages)", "Page \(here) of \(pages)") : "",
      ground: AnswerBuilding.ground(answer.coverage, visit.text)
    )
    return try visit.page(visit.say("Urgences à revoir", "Emergencies to review"), model)
  }

  private func status(_ rows: [Emergency.Row], _ now: Instant) -> String {
    let waiting = rows.filter { !$0.isSettled }
    let late = waiting.count { Self.waited($0, now) > Self.dueSeconds }
    let count = visit.text.count(
      waiting.count,
      ("accès attend un avis", "access waits for a verdict"),
      ("accès attendent un avis", "accesses wait for a verdict")
    )
    return late == 0
      ? count
      : count + visit.say(", dont \(late) depuis plus de 72 h", ", \(late) of them over 72 h")
  }

  private static func waited(_ row: Emergency.Row, _ now: Instant) -> Int64 {
    (now.milliseconds - row.access.time.milliseconds) / 1000
  }

  private func access(_ row: Emergency.Row, _ now: Instant) -> EmergencyReviewPage.Access {
    let language = visit.language
    let access = row.access
    let isOwn = access.actor.identifier.description == visit.caller.actor.identifierText
    let waited = Self.waited(row, now)
    var marks = [Mark(AuditWords.verdict(row.verdict, language), row.verdict.tone)]
    if !row.isSettled, waited > Self.dueSeconds {
      let length = visit.text.length(seconds: waited)
      marks.append(Mark(visit.say("attend depuis \(length)", "has waited \(length)"), .alarm))
    }
    if row.disputes > 0 {
      marks.append(Mark(visit.say("contesté par le titulaire", "disputed by the holder"), .alarm))
    }
    let name = access.actor.name
    return EmergencyReviewPage.Access(
      position: access.position.description,
      time: visit.text.moment(access.time),
      who: name.isEmpty ? access.actor.identifier.description : name,
      identifier: access.actor.identifier.description,
      profession: SpecialityNames.name(access.actor.profession),
      structure: access.actor.structure.description,
      mode: AuditWords.purpose(access.purpose, language),
      reason: access.reason.isEmpty
        ? visit.say("aucun motif donné", "no reason given") : access.reason,
      record: access.record.description,
      marks: marks,
      reviewed: row.review.map { review in
        let who =
          review.actor.name.isEmpty
          ? review.actor.identifier.description : review.actor.name
        return visit.say("par \(who), le ", "by \(who), on ") + visit.text.moment(review.time)
      },
      leadsOn: structure == nil,
      isOpen: !row.isSettled && !isOwn,
      isOwn: !row.isSettled && isOwn
    )
  }

  func review() async throws -> Response {
    let here = visit.form["page"].flatMap { Int($0) } ?? 1
    let back = here > 1 ? "\(path)?page=\(here)" : path
    let verdict: Carnet_V1_Verdict
    switch visit.form["verdict"] {
    case "justified": verdict = .justified
    case "unjustified": verdict = .unjustified
    case "clarify": verdict = .toClarify
    default:
      return visit.back(
        back,
        error: "Choisissez un avis ; rien n'a été inscrit.",
        "Choose a verdict; nothing was written down."
      )
    }
    guard let remark = visit.form["remark"], remark.count <= Self.remarkMax else {
      return visit.back(
        back,
        error: "Dites en 1000 caractères au plus ce qui fonde l'avis ; rien n'a été inscrit.",
        "Say in 1000 characters at most what the verdict rests on; nothing was written down."
      )
    }
    guard let position = visit.form["position"].flatMap({ UInt64($0) }) else {
      throw WebRefusal.notFound
    }
    let (session, structure) = (session, structure)
    do {
      let place = try await AuditQueue.run {
        try await session.review(Position(position), verdict, remark: remark, of: structure)
      }
      let word = AuditWords.verdict(verdict, visit.language)
      return visit.go(
        back,
        saying: "Avis « \(word) » inscrit à \(place), au dossier et dans sa trace.",
        "Verdict \"\(word)\" written at \(place), in the record and its trail."
      )
    } catch {
      guard let words = visit.auditWords(error) else { throw error }
      return visit.go(back, PageFrame.Notice(words, isError: true))
    }
  }
}

extension Emergency.Row {
  /// Whether a verdict stands that nothing follows.
  fileprivate var isSettled: Bool { verdict == .justified || verdict == .unjustified }
}

extension Carnet_V1_Verdict {
  fileprivate var tone: Mark.Tone {
    switch self {
    case .justified: .good
    case .unjustified: .alarm
    case .toClarify, .unspecified, .UNRECOGNIZED: .care
    }
  }
}
