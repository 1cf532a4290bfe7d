import Audit
import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import Pages

extension AuditPages {
  var answerRoutes: [Route] {
    [
      site.get("/audit/answers/{answer}", .audit, answer),
      site.get("/audit/answers/{answer}/rows.csv", .audit, rows),
      site.post("/audit/answers/{answer}/go", .audit, follow),
      site.post("/audit/answers/{answer}/evidence", .audit, evidence),
    ]
  }

  private static func kept(_ visit: Visit) throws(WebRefusal) -> KeptAnswer {
    guard let kept = visit.session.answers.answer(visit.call.value("answer")) else {
      throw .answerGone
    }
    return kept
  }

  /// The answer that an address names, once it is there.
  private static func sheet(_ visit: Visit) throws -> (KeptAnswer, AnswerSheet) {
    let kept = try kept(visit)
    guard let given = try kept.given() else { throw WebRefusal.answerNotReady }
    return (kept, kept.sheet(given, visit.answerWords))
  }

  @Sendable private func answer(_ visit: Visit) throws -> Response {
    let kept = try Self.kept(visit)
    guard let page = QuestionPage.named(kept.call.question) else { throw WebRefusal.notFound }
    let name = visit.say(page.name.french, page.name.english)
    do {
      guard let given = try kept.given() else { return try waiting(kept, name, visit) }
      let model = AnswerBuilding(kept, page, given, visit).page
      return try visit.page(name, model, isWide: true)
    } catch {
      guard let words = visit.auditWords(error) else { throw error }
      return visit.go(
        "/audit/questions/\(page.id)?again=\(kept.id)",
        PageFrame.Notice(words, isError: true)
      )
    }
  }

  private func waiting(_ kept: KeptAnswer, _ name: String, _ visit: Visit) throws -> Response {
    let address = "/audit/answers/\(kept.id)"
    let model = AnswerWaitingPage(
      name: name,
      since: visit.text.length(seconds: (ContinuousClock.now - kept.started).components.seconds),
      address: address
    )
    var response = try visit.page(name, model)
    // Browsers follow it without scripts too.
    response.headers[.refresh] = "2; url=\(address)"
    return response
  }

  @Sendable private func rows(_ visit: Visit) throws -> Response {
    let (kept, sheet) = try Self.sheet(visit)
    let choice = AnswerChoice(visit.call.query)
    var shown = sheet
    shown.rows = sheet.rows.filter { choice.takes($0.facet) }
    var response = Response.text(shown.csv, type: "text/csv; charset=utf-8")
    response.headers[.contentDisposition] =
      "attachment; filename=\"carnet-\(kept.call.question).csv\""
    return response
  }

  /// From a cell to the question that it leads to.
  @Sendable private func follow(_ visit: Visit) async throws -> Response {
    let (_, sheet) = try Self.sheet(visit)
    let place = (visit.form["go"] ?? "").split(separator: ".").map { Int($0) }
    guard place.count == 2, let row = place[0], let cell = place[1],
      sheet.rows.indices.contains(row), sheet.rows[row].cells.indices.contains(cell),
      let next = sheet.rows[row].cells[cell].next,
      let page = QuestionPage.named(next.question)
    else { throw WebRefusal.notFound }
    return try await ask(page, next.values, visit)
  }

  /// Asks once more and packs the answer with its proofs; the digest stands in the new question's
  /// own event.
  @Sendable private func evidence(_ visit: Visit) async throws -> Response {
    let kept = try Self.kept(visit)
    guard let page = QuestionPage.named(kept.call.question) else { throw WebRefusal.notFound }
    let session = visit.auditSession()
    do {
      let given = try await AuditQueue.run {
        try await page.make(QuestionInput(kept.call.values, in: visit.service))
          .ask(session, visit.answerWords)
      }
      guard let package = given.evidence else { throw WebRefusal.internalFailure }
      kept.packed = KeptAnswer.Packed(
        digest: package.digest.description,
        bytes: package.bytes.count,
        trace: given.coverage.trace
      )
      return .zip(package.bytes, name: "carnet-\(page.id)-\(given.coverage.trace).zip")
    } catch {
      guard let words = visit.auditWords(error) else { throw error }
      return visit.go(
        "/audit/answers/\(kept.id)",
        PageFrame.Notice(words, isError: true)
      )
    }
  }
}

extension Response {
  /// A zip to be kept.
  static func zip(_ bytes: [UInt8], name: String) -> Response {
    var response = Response.bytes(bytes, type: "application/zip")
    response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return response
  }
}

extension WebRefusal {
  static let answerGone = WebRefusal(
    .notFound,
    .notFound,
    "cette réponse n'est plus là : une session garde les seize dernières ; posez la question à nouveau",
    "this answer is no longer there: a session keeps the last sixteen; ask the question again"
  )

  static let answerNotReady = WebRefusal(
    .conflict,
    .conflict,
    "la réponse n'est pas encore prête : revenez à sa page",
    "the answer is not ready yet: go back to its page"
  )
}

extension HTTPField.Name {
  static let refresh = token("Refresh")
}
