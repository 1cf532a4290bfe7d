import CarnetCore
import Foundation
import Hummingbird
import Interop
import MedicalRecord
import Pages
import RecordService

/// Documents that a professional files.
extension CarePages {
  var feeding: [Route] {
    [
      site.get("/care/records/{record}/new", .care, form),
      site.post("/care/records/{record}/new", .care, file),
    ]
  }

  /// What was typed with a file that could not be taken: a file itself cannot be shown again.
  struct Unfiled: Sendable {
    var problem: String
    var title: String
    var type: String
  }

  /// The document that a new version takes the place of.
  private func predecessor(
    _ number: String?,
    _ record: Pseudonym,
    _ visit: Visit
  ) async throws -> DocumentView? {
    guard let number = number.flatMap({ UInt32($0) }), number > 0 else { return nil }
    return try await visit.desk.document(.number(number, of: record), for: visit.caller).value
  }

  @Sendable private func form(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let unfiled = visit.session.shelved("care-unfiled", as: Unfiled.self)
    visit.session.shelve("care-unfiled", nil)
    let old = try await predecessor(visit.call.query["replaces"], record, visit)
    let identity = try await visit.desk.identity(of: .record(record), for: visit.caller).value
    let words = try DocumentWords(visit.text)
    let chosen = unfiled?.type ?? old?.type.code ?? "11488-4"
    let (year, month, day) = PageText.day(of: visit.service.clock()).components
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let model = CareDepositPage(
      base: Self.base(record, visit),
      who: CareWords.name(identity),
      uniqueID: ProfessionalDeposit.freshUniqueID(),
      replaces: old.map { words.title($0) },
      replacesNumber: old.map { "\($0.number)" } ?? "",
      types: try CodeTables.standard().typesByLabel
        .filter { ProfessionalDeposit.mayFile($0) }
        .map {
          CareRecordPage.Choice($0.code, $0.display ?? $0.code, isChosen: $0.code == chosen)
        },
      titleTyped: unfiled?.title ?? old.map { words.title($0) } ?? "",
      today: "\(year)-\(two(month))-\(two(day))",
      problem: unfiled?.problem
    )
    return try visit.page(visit.say("Ajouter un document", "Add a document"), model)
  }

  @Sendable private func file(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let base = Self.base(record, visit)
    let replaced = visit.form["replaces"]
    func again(_ french: String, _ english: String) -> Response {
      visit.session.shelve(
        "care-unfiled",
        Unfiled(
          problem: visit.say(french, english),
          title: String((visit.form["title"] ?? "").prefix(200)),
          type: visit.form["type"] ?? ""
        )
      )
      return visit.go(base + "/new" + (replaced.map { "?replaces=" + QueryText.encode($0) } ?? ""))
    }
    do {
      let old = try await predecessor(replaced, record, visit)
      let identity = try await visit.desk.identity(of: .record(record), for: visit.caller).value
      guard case .professional(let professional) = visit.session.identity else {
        throw WebRefusal.notYourPage
      }
      let submission = try ProfessionalDeposit(
        visit.form,
        by: professional,
        for: identity.patientIdentity,
        replacing: old,
        now: visit.service.clock()
      )
      .submission
      let written = try await visit.desk.deposit(
        submission,
        into: .record(record),
        by: visit.caller
      )
      guard let filed = written.value.first else { throw WebRefusal.internalFailure }
      return visit.go(
        "\(base)/documents/\(filed.number)",
        saying: filed.outcome == .added
          ? "Document déposé : la personne le voit dans son historique."
          : "Ce document était déjà dans le dossier : rien n'a été ajouté.",
        filed.outcome == .added
          ? "Document filed: the person sees it in their history."
          : "This document was in the record already: nothing was added."
      )
    } catch let problem as ProfessionalDeposit.Problem {
      return again(problem.words.french, problem.words.english)
    } catch {
      guard let words = PageRefusals.words(error) else { throw error }
      return again(words.french, words.english)
    }
  }
}
