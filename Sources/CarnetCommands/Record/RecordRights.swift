import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record rights`: professionals authorised and blocked (TD1.6), traced before it is shown.
struct RecordRights: AsyncParsableCommand {
  enum Mode: String, ExpressibleByArgument, CaseIterable {
    case active
    case interdite
    case all
  }

  static let configuration = CommandConfiguration(
    commandName: "rights",
    abstract: say(
      "Professionnels autorisés ou bloqués, depuis quand, par qui (TD1.6) ; tracé.",
      "Professionals authorised or blocked, since when, by whom (TD1.6); traced."
    ),
    discussion: say(
      "Exemple : carnet record rights --record r-… --show interdite --as holder",
      "Example: carnet record rights --record r-… --show interdite --as holder"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("Lesquels.", "Which."), valueName: "active|interdite|all"))
  var show: Mode = .all

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      let context = acting.context()
      try await service.authorise(
        AccessRequest(
          actor: context.actor,
          purpose: context.purpose,
          reason: context.reason,
          target: .record(.rights)
        ),
        on: target,
        place: acting.place,
        isSecret: acting.secret
      )
      let rows = RecordProfessionals(try service.history(of: target)).rows
      try output.print(
        Self.table(rows.filter(isAsked)),
        empty: say("Personne.", "Nobody.")
      )
    }
  }

  private func isAsked(_ row: RecordProfessionals.Row) -> Bool {
    switch show {
    case .active: row.standing == .valid
    case .interdite: row.standing == .forbidden
    case .all: true
    }
  }

  private static func table(_ rows: [RecordProfessionals.Row]) -> Table {
    var table = Table([
      Column("who", say("qui", "who")), Column("name", say("nom", "name")),
      Column("scope", say("portée", "scope")),
      Column("profession", say("profession", "profession")),
      Column("structure", say("structure", "structure")), Column("mode", say("mode", "mode")),
      Column("treating_doctor", say("médecin traitant", "treating doctor")),
      Column("since", say("depuis le", "since")), Column("acted", say("dernier acte", "last act")),
      Column("by", say("par", "by")), Column("until", say("jusqu'au", "until")),
    ])
    for row in rows {
      table.add([
        .text(row.identifier), .text(row.name), .text(row.scope.term), .text(row.profession),
        .text(row.structure), .text(word(row.standing)),
        .term(String(row.isTreatingDoctor), shown: row.isTreatingDoctor ? say("oui", "yes") : ""),
        .text(row.since.description), .text(row.acted.description), .text(row.by.word),
        .text(row.until?.description ?? ""),
      ])
    }
    return table
  }

  /// In the DMP's own words.
  private static func word(_ standing: RecordProfessionals.Standing) -> String {
    switch standing {
    case .valid: "VALIDE"
    case .expired: "EXPIRE"
    case .forbidden: "INTERDIT"
    }
  }
}
