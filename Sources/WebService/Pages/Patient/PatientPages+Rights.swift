import Audit
import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// "Mes droits": consents, those who may read, the record's end (domain 1.3 to 1.6, 1.2).
extension PatientPages {
  var rightsRoutes: [Route] {
    [
      site.get("/my/rights", .patient, rights),
      site.post("/my/rights/consent", .patient, consent),
      site.post("/my/rights/revoke", .patient) { visit in
        try await choose(
          visit,
          .revoke(try Self.professional(visit)),
          "Autorisation retirée.",
          "Authorisation revoked."
        )
      },
      site.post("/my/rights/doctor", .patient) { visit in
        try await choose(
          visit,
          .endTreatingDoctor(try Self.professional(visit)),
          "Ce n'est plus un de vos médecins traitants ; son accès reste, vous pouvez le retirer.",
          "No longer a treating doctor of yours; the access stays, you may revoke it."
        )
      },
      site.post("/my/rights/close", .patient, close),
      site.post("/my/rights/reopen", .patient, reopen),
      site.post("/my/rights/erase", .patient, erase),
    ]
  }

  private static let questions: [(ConsentSubject, String)] = [
    (.reading, "reading"), (.feeding, "feeding"), (.emergency, "emergency"),
    (.regulation, "regulation"),
  ]

  static func professional(_ visit: Visit) throws -> Actor {
    guard let who = visit.form["who"], who.utf8.count <= 64 else { throw WebRefusal.notFound }
    return Actor(.professional, identifier: who)
  }

  @Sendable private func rights(_ visit: Visit) async throws -> Response {
    let holding = try await visit.desk.holding(of: visit.caller)
    let sheet = try await visit.desk.rightsSheet(of: try Self.own(visit), for: visit.caller).value
    let people = RightsPeople(sheet, visit.text)
    let canWrite = holding.standing == .active
    var model = PatientRightsPage(
      consents: Self.questions.compactMap { subject, word in
        consent(subject, word, sheet.rights.consents[subject], visit)
      },
      doctors: people.doctors,
      authorised: people.authorised,
      blocked: people.blocked,
      former: people.former,
      representatives: people.representatives,
      known: people.known,
      canWrite: canWrite,
      end: end(holding, visit)
    )
    let wordings = PatientRightsPage.wordings
    model.wording = visit.say(wordings.french, wordings.english)
    return try Self.page(visit, visit.say("Mes droits", "My rights"), model)
  }

  private func consent(
    _ subject: ConsentSubject,
    _ word: String,
    _ answer: Bool?,
    _ visit: Visit
  ) -> PatientRightsPage.Consent? {
    guard let question = HolderWords.question(subject, visit.language) else { return nil }
    // Nobody asked means presumed for all but the general consent to reading (R1111-46, BB#101).
    let isGiven = answer ?? (subject != .reading)
    let state =
      switch answer {
      case true: Mark(visit.say("vous acceptez", "you agree"), .good)
      case false: Mark(visit.say("vous refusez", "you refuse"), .care)
      case nil:
        isGiven
          ? Mark(visit.say("accepté tant que vous ne refusez pas", "agreed unless you refuse"))
          : Mark(visit.say("vous n'avez pas répondu", "you have not answered"))
      }
    let unanswered = visit.say(
      "Votre équipe de soins et ceux que vous autorisez lisent votre dossier ; les autres non.",
      "Your care team and those you authorise read your record; others do not."
    )
    return PatientRightsPage.Consent(
      word: word,
      title: question.title,
      state: state,
      now: answer == nil && subject == .reading ? unanswered : isGiven ? question.yes : question.no,
      other: isGiven ? question.no : question.yes,
      isGiven: isGiven,
      needsReason: subject == .feeding && isGiven
    )
  }

  private func end(_ holding: Holding, _ visit: Visit) -> PatientRightsPage.End {
    var (isClosed, wasDeath, due) = (false, false, Instant?.none)
    if case .closed(let reason, _, _, let erasure) = holding.standing {
      (isClosed, wasDeath, due) = (true, reason == .death, erasure)
    }
    let directives =
      holding.directives == 0
      ? nil
      : visit.say(
        "Vos directives anticipées ne seront plus trouvées par personne, même en urgence. Remettez-en une copie à votre médecin ou à votre personne de confiance.",
        "Nobody will find your advance directives any more, not even in an emergency. Give a copy to your doctor or person of trust."
      )
    let documents = visit.text.count(
      holding.documents,
      ("document deviendra inaccessible", "document becomes unreachable"),
      ("documents deviendront inaccessibles", "documents become unreachable")
    )
    var receipts = [PageFrame.Link("/my/receipts/opening", receipt(.opening, visit))]
    if isClosed { receipts.append(.init("/my/receipts/closure", receipt(.closure, visit))) }
    if due != nil {
      receipts.append(
        .init("/my/receipts/erasure-request", receipt(.erasureRequest, visit))
      )
    }
    return PatientRightsPage.End(
      receipts: receipts,
      isOpen: !isClosed,
      mayReactivate: isClosed && !wasDeath,
      mayErase: isClosed && due == nil,
      erasure: due.map {
        visit.say("Effacement demandé : fait au plus tard le ", "Erasure requested: done by ")
          + visit.text.day(at: $0)
      },
      documents: documents + visit.say(" aux professionnels.", " for professionals."),
      directives: directives
    )
  }

  private func receipt(_ subject: RecordReceipt.Subject, _ visit: Visit) -> String {
    ReceiptWords(visit.text).title(subject)
  }

  // MARK: Choices

  func choose(
    _ visit: Visit,
    _ choice: RightsChoice,
    _ french: String,
    _ english: String
  ) async throws -> Response {
    do {
      _ = try await visit.desk.choose(choice, in: try Self.own(visit), by: visit.caller)
    } catch {
      return try visit.back("/my/rights", error)
    }
    return visit.go("/my/rights", saying: french, english)
  }

  @Sendable private func consent(_ visit: Visit) async throws -> Response {
    guard let (subject, _) = Self.questions.first(where: { $0.1 == visit.form["subject"] }),
      let question = HolderWords.question(subject, visit.language)
    else { throw WebRefusal.notFound }
    if visit.form["answer"] == "yes" {
      return try await choose(
        visit,
        .grant(subject, wording: "\(question.title). \(question.yes)"),
        "Votre accord est noté.",
        "Your consent is recorded."
      )
    }
    let reason = visit.form["reason"] ?? ""
    guard reason.count <= 200 else {
      return visit.back(
        "/my/rights",
        error: "Le motif tient en 200 caractères.",
        "The reason takes 200 characters at most."
      )
    }
    return try await choose(
      visit,
      .withdraw(subject, reason: reason),
      "Votre refus est noté. Il vaut dès maintenant.",
      "Your refusal is recorded. It holds from now on."
    )
  }

  @Sendable private func close(_ visit: Visit) async throws -> Response {
    guard visit.form.isOn("sure") else {
      return visit.back(
        "/my/rights#end",
        error: "Cochez la case : rien n'a été fermé.",
        "Tick the box: nothing was closed."
      )
    }
    do {
      _ = try await visit.desk.close(try Self.own(visit), by: visit.caller)
    } catch {
      return try visit.back("/my/rights", error)
    }
    return visit.go("/my", saying: "Votre dossier est clos.", "Your record is closed.")
  }

  @Sendable private func reopen(_ visit: Visit) async throws -> Response {
    guard visit.form.isOn("consent") else {
      return visit.back(
        "/my/rights#end",
        error: "Cochez votre accord : sans lui, rien n'est rouvert.",
        "Tick your consent: without it nothing is reopened."
      )
    }
    let wordings = PatientRightsPage.wordings
    do {
      _ = try await visit.desk.reactivate(
        try Self.own(visit),
        wording: visit.say(wordings.french, wordings.english),
        by: visit.caller
      )
    } catch {
      return try visit.back("/my/rights", error)
    }
    return visit.go("/my", saying: "Votre dossier est rouvert.", "Your record is open again.")
  }

  @Sendable private func erase(_ visit: Visit) async throws -> Response {
    do {
      _ = try await visit.desk.requestErasure(of: try Self.own(visit), by: visit.caller)
    } catch {
      return try visit.back("/my/rights", error)
    }
    return visit.go(
      "/my/rights",
      saying: "L'effacement est demandé. Vous en serez prévenu.",
      "The erasure is requested. You will be told."
    )
  }
}
