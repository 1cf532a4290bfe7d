import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet search`: whose record, by matricule or traits (TD0.5); the records of a professional
/// (TD0.4).
struct Search: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Cherche un dossier par matricule ou par traits (TD0.5), ou ceux d'un professionnel (TD0.4).",
      "Find a record by matricule or traits (TD0.5), or a professional's records (TD0.4)."
    ),
    discussion: say(
      """
      Tracé dans chaque dossier trouvé ; au-delà de dix, rien n'est montré : précisez.
      Exemple :
        carnet search --name MARTIN --born 1979-03-28 --as professional --actor 899700218896
        carnet search --mine --as professional --actor 899700218896
      """,
      """
      Traced in every record that is found; beyond ten nothing is shown: narrow it.
      Example:
        carnet search --name MARTIN --born 1979-03-28 --as professional --actor 899700218896
        carnet search --mine --as professional --actor 899700218896
      """
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("Matricule INS.", "INS."), valueName: "ins"))
  var ins: String?

  @Option(help: ArgumentHelp(say("Nom de naissance.", "Birth name."), valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp(say("Prénom.", "Given name."), valueName: "name"))
  var given: String?

  @Option(help: ArgumentHelp(say("Date de naissance.", "Birth date."), valueName: "date"))
  var born: String?

  @Flag(help: ArgumentHelp(say("Mes dossiers autorisés.", "Records I am authorised on.")))
  var mine = false

  @Option(help: ArgumentHelp(say("Nombre de lignes au plus.", "Rows at most."), valueName: "n"))
  var limit = 1000

  func run() async throws {
    if mine { return try await listMine() }
    let criteria = try criteria()
    try await Opened.forWriting(acting.data.directory) { service in
      let matches = try await PatientSearch(service).run(criteria, acting.context())
      var table = Table([
        Column("record", say("dossier", "record")), Column("ins", "INS"),
        Column("birth_name", say("nom", "birth name")),
        Column("given_names", say("prénoms", "given names")),
        Column("birth_date", say("né(e) le", "born")),
        Column("opposes_emergency", say("opposé au bris de glace", "opposes breaking the glass")),
        Column("opposes_regulation", say("opposé à la régulation", "opposes regulation")),
      ])
      for match in matches {
        table.add([
          .text(match.record.description), .text(match.matricule ?? ""),
          .text(match.birthName), .text(match.givenNames.joined(separator: " ")),
          .text(match.birthDate), Self.flag(match.opposesEmergency),
          Self.flag(match.opposesRegulation),
        ])
      }
      try output.print(table, empty: say("Personne.", "Nobody."))
    }
  }

  private static func flag(_ value: Bool) -> Cell {
    .term(String(value), shown: value ? say("oui", "yes") : "")
  }

  private func criteria() throws -> PatientSearch.Criteria {
    if let ins { return .matricule(ins) }
    guard let name, let born, let date = PartialDate(born) else {
      throw Told(
        say(
          "indiquez --ins, ou --name avec --born (1979-03-28, 1979-03 ou 1979)",
          "give --ins, or --name with --born (1979-03-28, 1979-03 or 1979)"
        ),
        .wrongUsage
      )
    }
    return .traits(birthName: name, birthDate: date, sex: nil, givenName: given)
  }

  private func listMine() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      let rows = try await AuthorisedRecords(service).run(acting.context(), limit: limit)
      var table = Table([
        Column("record", say("dossier", "record")), Column("until", say("jusqu'au", "until")),
        Column("treating_doctor", say("médecin traitant", "treating doctor")),
        Column("documents", say("documents", "documents")),
      ])
      for row in rows {
        table.add([
          .text(row.record.description), .text(row.until?.description ?? ""),
          Self.flag(row.isTreatingDoctor), .number(row.documents),
        ])
      }
      try output.print(table, empty: say("Aucun dossier.", "No record."))
    }
  }
}
