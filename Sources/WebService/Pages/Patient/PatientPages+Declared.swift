import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// What holders state of themselves, and how they are reached.
extension PatientPages {
  var declaredRoutes: [Route] {
    [
      site.get("/my/health", .patient, declared),
      site.get("/my/health/{number}", .patient, statement),
      site.post("/my/health/declare", .patient, declare),
      site.post("/my/health/withdraw", .patient, withdraw),
      site.post("/my/health/contact", .patient, contact),
    ]
  }

  private static let bloodGroups = ["O+", "O−", "A+", "A−", "B+", "B−", "AB+", "AB−"]
  private static let textMax = 200

  @Sendable private func declared(_ visit: Visit) async throws -> Response {
    let declared = try await visit.desk.declared(of: try Self.own(visit), for: visit.caller)
    let holding = try await visit.desk.holding(of: visit.caller)
    let words = try DocumentWords(visit.text)
    let directives = declared.value.directives.map {
      PatientHomePage.Document(
        href: "/my/documents/\($0.number)",
        title: words.title($0),
        type: nil,
        day: words.day($0),
        author: nil
      )
    }
    let sections = HolderWords.kinds(visit.language)
      .map { kind in
        PatientDeclaredPage.Section(
          word: kind.word,
          title: kind.title,
          valueLabel: kind.valueLabel,
          hint: kind.hint.isEmpty ? nil : kind.hint,
          detailLabel: kind.detailLabel,
          entries: declared.value.entries.map(\.statement)
            .filter { $0.kind == kind.kind && $0.isCurrent }
            .map { entry($0, visit) },
          values: kind.kind == .bloodGroup ? Self.bloodGroups : [],
          documents: kind.kind == .directivesPlace ? directives : []
        )
      }
    let contact = declared.value.contact ?? ContactRecorded()
    let model = PatientDeclaredPage(
      sections: sections,
      reach: .init(
        address: contact.address.joined(separator: "\n"),
        postalCode: contact.postalCode,
        city: contact.city,
        phone: contact.phone,
        mobile: contact.mobile,
        email: contact.email
      ),
      canWrite: holding.standing == .active
    )
    return try Self.page(visit, visit.say("Ce que je déclare", "What I state"), model)
  }

  private func entry(
    _ statement: RecordState.Statement,
    _ visit: Visit
  ) -> PatientDeclaredPage.Entry {
    let mark: Mark
    if statement.verifiedBy != nil {
      mark = Mark(visit.say("vérifié par un professionnel", "verified by a professional"), .good)
    } else if statement.declaredBy == .professional {
      mark = Mark(visit.say("noté par un professionnel", "noted by a professional"))
    } else {
      mark = Mark(visit.say("déclaré par vous", "stated by you"))
    }
    return PatientDeclaredPage.Entry(
      number: statement.number,
      value: statement.value,
      detail: statement.detail.isEmpty ? nil : statement.detail,
      mark: mark
    )
  }

  @Sendable private func statement(_ visit: Visit) async throws -> Response {
    let declared = try await visit.desk.declared(of: try Self.own(visit), for: visit.caller)
    guard let number = UInt32(visit.call.value("number")),
      let found = declared.value.entries.first(where: { $0.statement.number == number }),
      found.isCurrent,
      let kind = HolderWords.kinds(visit.language).first(where: { $0.kind == found.statement.kind })
    else { throw WebRefusal.notFound }
    let model = PatientStatementPage(
      number: number,
      word: kind.word,
      title: kind.title,
      valueLabel: kind.valueLabel,
      value: found.statement.value,
      detailLabel: kind.detailLabel,
      detail: found.statement.detail,
      wasVerified: found.statement.verifiedBy != nil
    )
    return try Self.page(visit, kind.title, model)
  }

  @Sendable private func declare(_ visit: Visit) async throws -> Response {
    let form = visit.form
    guard let kind = HolderWords.kinds(visit.language).first(where: { $0.word == form["kind"] })
    else { throw WebRefusal.notFound }
    let (value, detail) = (form["value"] ?? "", form["detail"] ?? "")
    guard value.count <= Self.textMax, detail.count <= Self.textMax else {
      return visit.back(
        "/my/health",
        error: "Chaque texte tient en \(Self.textMax) caractères.",
        "Each text takes \(Self.textMax) characters at most."
      )
    }
    let declaration = RecordState.Declaration(
      kind.kind,
      value,
      detail: detail,
      replaces: form["replaces"].flatMap { UInt32($0) }
    )
    return try await done(visit, "Enregistré.", "Saved.") {
      _ = try await visit.desk.declare(declaration, in: try Self.own(visit), by: visit.caller)
    }
  }

  @Sendable private func withdraw(_ visit: Visit) async throws -> Response {
    guard let number = visit.form["number"].flatMap({ UInt32($0) }) else {
      throw WebRefusal.notFound
    }
    return try await done(visit, "Déclaration retirée.", "Statement withdrawn.") {
      _ = try await visit.desk.withdrawStatement(
        number,
        in: try Self.own(visit),
        by: visit.caller
      )
    }
  }

  @Sendable private func contact(_ visit: Visit) async throws -> Response {
    let form = visit.form
    var change = RecordState.ContactChange()
    change.address = (form["address"] ?? "")
      .split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init)
    change.postalCode = form["postalCode"] ?? ""
    change.city = form["city"] ?? ""
    change.phone = form["phone"] ?? ""
    change.mobile = form["mobile"] ?? ""
    change.email = form["email"] ?? ""
    let asked = change
    return try await done(visit, "Coordonnées enregistrées.", "Saved.") {
      _ = try await visit.desk.recordContact(asked, in: try Self.own(visit), by: visit.caller)
    }
  }

  private func done(
    _ visit: Visit,
    _ french: String,
    _ english: String,
    _ act: () async throws -> Void
  ) async throws -> Response {
    do {
      try await act()
    } catch {
      return try visit.back("/my/health", error)
    }
    return visit.go("/my/health", saying: french, english)
  }
}
