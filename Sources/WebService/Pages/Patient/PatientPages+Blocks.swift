import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// Keeping people out, after seeing what that changes (P4D, TD0.2, NB1).
extension PatientPages {
  var blockRoutes: [Route] {
    [
      site.post("/my/rights/block", .patient, thinkOfBlocking),
      site.get("/my/rights/block", .patient, previewBlock),
      site.post("/my/rights/block/confirm", .patient, block),
      site.post("/my/rights/unblock", .patient, unblock),
      site.post("/my/rights/look", .patient, thinkOfLooking),
      site.get("/my/rights/look", .patient, look),
    ]
  }

  /// Whom the page is about: kept in the session, never in an address.
  private struct Target: Sendable {
    var actor: Actor
    var scope: BlockScope
  }

  static func word(_ scope: BlockScope) -> String {
    switch scope {
    case .structure: "structure"
    case .profession: "profession"
    case .professional, .unspecified, .UNRECOGNIZED: "professional"
    }
  }

  private static func scope(_ word: String?) -> BlockScope {
    switch word {
    case "structure": .structure
    case "profession": .profession
    default: .professional
    }
  }

  /// - Throws: not found without a number, or with one that no register could have.
  private static func target(_ visit: Visit, _ known: [RightsSheet.Known]) throws -> Target {
    let scope = scope(visit.form["scope"])
    let text = (visit.form["who"] ?? "").filter { !$0.isWhitespace }
    guard (1...64).contains(text.utf8.count) else { throw WebRefusal.notFound }
    switch scope {
    case .structure:
      // A bare FINESS or SIRET number is an IDNST behind its prefix.
      let prefix = text.utf8.count == 9 ? "1" : text.utf8.count == 14 ? "3" : ""
      let number = text.allSatisfy(\.isNumber) ? prefix + text : text
      return Target(actor: Actor(.structure, identifier: number, structure: number), scope: scope)
    case .profession:
      return Target(actor: Actor(.professional, profession: text), scope: scope)
    case .professional, .unspecified, .UNRECOGNIZED:
      // A bare RPPS number is an IDNPS behind an 8.
      let number =
        text.utf8.count == 11 && text.allSatisfy(\.isNumber) ? "8" + text : text
      let actor = known.first { $0.actor.identifierText == number }?.actor
      return Target(
        actor: actor ?? Actor(.professional, identifier: number),
        scope: .professional
      )
    }
  }

  @Sendable private func thinkOfBlocking(_ visit: Visit) async throws -> Response {
    let sheet = try await visit.desk.rightsSheet(of: try Self.own(visit), for: visit.caller).value
    let target = try Self.target(visit, sheet.known)
    let isWellFormed =
      target.scope == .structure
      ? (try? IDNST(target.actor.identifierText)) != nil
      : (try? IDNPS(target.actor.identifierText)) != nil
    guard isWellFormed else {
      return visit.back(
        "/my/rights#blocked",
        error: "Un RPPS a 11 chiffres, un FINESS 9, un SIRET 14. Personne n'a été bloqué.",
        "An RPPS has 11 digits, a FINESS 9, a SIRET 14. Nobody was blocked."
      )
    }
    visit.session.shelve("my.block", target)
    return visit.go("/my/rights/block")
  }

  @Sendable private func previewBlock(_ visit: Visit) async throws -> Response {
    guard let target = visit.session.shelved("my.block", as: Target.self) else {
      return visit.go("/my/rights")
    }
    do {
      let model = try await preview(
        visit,
        target,
        .block(target.actor, target.scope, until: nil),
        title: visit.say("Bloquer : ce que cela change", "Keep out: what it changes"),
        confirm: ("/my/rights/block/confirm", visit.say("Bloquer", "Keep out"))
      )
      return try Self.page(visit, model.title, model)
    } catch {
      return try visit.back("/my/rights", error)
    }
  }

  @Sendable private func thinkOfLooking(_ visit: Visit) async throws -> Response {
    let sheet = try await visit.desk.rightsSheet(of: try Self.own(visit), for: visit.caller).value
    visit.session.shelve("my.look", try Self.target(visit, sheet.known))
    return visit.go("/my/rights/look")
  }

  @Sendable private func look(_ visit: Visit) async throws -> Response {
    guard let target = visit.session.shelved("my.look", as: Target.self) else {
      return visit.go("/my/rights")
    }
    let model = try await preview(
      visit,
      target,
      nil,
      title: visit.say("Ce que cette personne voit", "What this person sees"),
      confirm: nil
    )
    return try Self.page(visit, model.title, model)
  }

  private func preview(
    _ visit: Visit,
    _ target: Target,
    _ choice: RightsChoice?,
    title: String,
    confirm: (path: String, label: String)?
  ) async throws -> PatientPreviewPage {
    var reader = target.actor
    // Somebody who works there stands for a structure.
    if target.scope == .structure {
      reader = Actor(
        .professional,
        identifier: "*",
        profession: "G15_10/SM26",
        structure: target.actor.identifierText
      )
    } else if reader.profession.isEmpty {
      reader.profession = "G15_10/SM26"
    }
    let shown = try await visit.desk.preview(
      choice,
      for: AccessPreview.Reader(reader),
      in: try Self.own(visit),
      by: visit.caller
    )
    let row = shown.value.row
    let words = try DocumentWords(visit.text)
    func titles(_ numbers: [UInt32]) -> [String] {
      numbers.compactMap { shown.value.visible[$0] }
        .map { "\(words.title($0)), \(words.day($0))" }
    }
    // What waits for its announcement is not counted: that would tell that it is there.
    let sees = titles(row.sees)
    let loses = titles(row.loses)
    func state(_ rule: AccessRule, _ count: Int) -> String {
      let why = AccessWords.rule(rule, visit.language)
      let documents = visit.text.count(count, ("document", "document"), ("documents", "documents"))
      if rule.allows {
        return visit.say("Lit \(documents) (\(why)).", "Reads \(documents) (\(why)).")
      }
      return count == 0
        ? visit.say("N'entre pas (\(why)).", "Does not enter (\(why)).")
        : visit.say(
          "N'entre pas (\(why)), mais relit \(documents) de sa main.",
          "Does not enter (\(why)), but reads \(documents) of their own."
        )
    }
    return PatientPreviewPage(
      title: title,
      name: RightsPeople.name(target.actor),
      capacity: capacity(target, visit),
      before: state(row.before, sees.count + loses.count - titles(row.gains).count),
      after: choice == nil ? nil : state(row.after, sees.count),
      loses: loses,
      sees: sees,
      confirmPath: confirm?.path,
      confirmLabel: confirm?.label ?? ""
    )
  }

  private func capacity(_ target: Target, _ visit: Visit) -> String? {
    switch target.scope {
    case .structure:
      visit.say("et tous ceux qui y travaillent", "and all who work there")
    case .professional, .profession, .unspecified, .UNRECOGNIZED:
      target.actor.profession.isEmpty ? nil : SpecialityNames.name(target.actor.profession)
    }
  }

  @Sendable private func block(_ visit: Visit) async throws -> Response {
    guard let target = visit.session.shelved("my.block", as: Target.self) else {
      return visit.go("/my/rights")
    }
    visit.session.shelve("my.block", nil)
    return try await choose(
      visit,
      .block(target.actor, target.scope, until: nil),
      "Bloqué : cette personne n'entre plus dans votre dossier.",
      "Kept out: they no longer enter your record."
    )
  }

  @Sendable private func unblock(_ visit: Visit) async throws -> Response {
    let scope = Self.scope(visit.form["scope"])
    guard let who = visit.form["who"], who.utf8.count <= 64 else { throw WebRefusal.notFound }
    let actor: Actor =
      switch scope {
      case .structure: Actor(.structure, identifier: who, structure: who)
      case .profession: Actor(.professional, profession: who)
      case .professional, .unspecified, .UNRECOGNIZED: Actor(.professional, identifier: who)
      }
    return try await choose(visit, .unblock(actor, scope), "Débloqué.", "Unblocked.")
  }
}
