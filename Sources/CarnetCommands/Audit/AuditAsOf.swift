import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet audit as-of`: what a record showed to somebody at a moment of the past.
struct AuditAsOf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "as-of",
    abstract: say(
      "Ce que ce dossier montrait à cette personne à cet instant, et pourquoi.",
      "What this record showed to this person at that moment, and why."
    ),
    discussion: say(
      """
      L'état du dossier et les règles sont ceux de l'instant demandé. Sans --profession ni
      --structure, ceux du dernier événement de cette personne avant cet instant. Jamais le contenu
      d'un document ; son titre seulement avec --titles, qui est tracé.
      Exemple : carnet audit as-of --record r-… --user 810000000001 --at 2026-03-01T10:00:00Z \
      --reason "plainte 7"
      Pas à pas : ajoutez --step.
      """,
      """
      The record's state and the rules are those of that moment. Without --profession and --structure,
      those of the person's last event before it. Never what a document says; its title only with
      --titles, which is traced.
      Example: carnet audit as-of --record r-… --user 810000000001 --at 2026-03-01T10:00:00Z \
      --reason "complaint 7"
      Step by step: add --step.
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      say("Qui lit : identifiant (IDNPS).", "Who reads: identifier (IDNPS)."),
      valueName: "id"
    )
  )
  var user: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      say("Qualité du lecteur.", "In which capacity."),
      valueName: "professional|holder|representative|heir"
    )
  )
  var kind: ReaderKind = .professional

  @Option(
    help: ArgumentHelp(
      say("Profession et spécialité (G15_10/SM26).", "Profession, speciality (G15_10/SM26)."),
      valueName: "code"
    )
  )
  var profession: String?

  @Option(help: ArgumentHelp(say("Structure (IDNST).", "Structure (IDNST)."), valueName: "id"))
  var structure: String?

  @Option(help: ArgumentHelp(say("But.", "Purpose."), valueName: "care|emergency|regulation"))
  var purpose: ReadPurpose = .care

  @Option(
    help: ArgumentHelp(
      say("Instant (RFC 3339 ou jour) ou position.", "Moment (RFC 3339 or day) or position."),
      valueName: "time|n"
    )
  )
  var at: String

  @Flag(help: ArgumentHelp(say("Événement par événement.", "Event by event.")))
  var step = false

  @Flag(help: ArgumentHelp(say("Montre aussi les titres.", "Show titles as well.")))
  var titles = false

  enum ReaderKind: String, ExpressibleByArgument, CaseIterable {
    case professional
    case holder
    case representative
    case heir

    var actor: Carnet_V1_ActorKind {
      switch self {
      case .professional: .professional
      case .holder: .patient
      case .representative: .representative
      case .heir: .heir
      }
    }
  }

  enum ReadPurpose: String, ExpressibleByArgument, CaseIterable {
    case care
    case emergency
    case regulation

    var purpose: Purpose {
      switch self {
      case .care: .care
      case .emergency: .emergency
      case .regulation: .regulation
      }
    }
  }

  func validate() throws {
    if user == nil, kind != .holder {
      throw ValidationError(
        say("Indiquez --user, ou --as holder.", "Give --user, or --as holder.")
      )
    }
    _ = try point()
  }

  private func point() throws -> PastPoint {
    if let position = UInt64(at) { return .before(Position(position)) }
    return .moment(try PeriodOptions.moment(at, isEnd: true))
  }

  private func reader() -> AuditedReader {
    AuditedReader(
      kind.actor,
      user ?? "",
      profession: profession,
      structure: structure,
      purpose: kind == .professional ? purpose.purpose : .patientAccess
    )
  }

  func run() async throws {
    let point = try point()
    let empty = say("Aucun document alors.", "No document then.")
    if step {
      try await options.ask(empty: say("Aucun événement alors.", "No event then.")) {
        AsOfSteps(try record.resolve(in: $0), reader(), through: point)
      } table: {
        steps($0)
      }
      return
    }
    try await options.ask(empty: empty) {
      var question = AsOf(try record.resolve(in: $0), reader(), at: point)
      question.titles = titles
      return question
    } table: {
      documents($0)
    }
  }

  private func documents(_ rows: [AsOf.Row]) -> Table {
    var table = Table([
      Column("document", say("doc.", "doc.")), Column("type", say("type", "type")),
      Column("class", say("classe", "class")), Column("created", say("du", "of")),
      Column("added", say("versé à", "added at")), Column("current", say("en cours", "current")),
      Column("hidden_from", say("masqué à", "hidden from")),
      Column("shown", say("montré", "shown")), Column("rule", say("règle", "rule")),
      Column("why", say("pourquoi", "why")), Column("relation", say("lien", "relation")),
      Column("policy", say("version des règles", "rules version")),
    ])
    if titles { table.columns.append(Column("title", say("titre", "title"))) }
    for row in rows {
      var cells: [Cell] = [
        .number(Int(row.number)), .text(row.type), .text(row.documentClass),
        .text(row.created.description), .number(Int(row.added.rawValue)),
        .term(String(row.isCurrent), shown: row.isCurrent ? say("oui", "yes") : say("non", "no")),
        .text(row.hiddenFrom.map { "\($0)" }.sorted().joined(separator: " ")),
        .term(String(row.isShown), shown: row.isShown ? say("oui", "yes") : say("non", "no")),
        .number(Int(row.rule.rawValue)), .term("\(row.rule)", shown: row.rule.sentence),
        .term(row.relation.code, shown: row.relation.word), .number(Int(row.policy)),
      ]
      if titles { cells.append(.text(row.title ?? "")) }
      table.add(cells)
    }
    return table
  }

  private func steps(_ rows: [AsOfSteps.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("event", say("événement", "event")), Column("status", say("état", "status")),
      Column("shown", say("montrés", "shown")), Column("withheld", say("non montrés", "withheld")),
      Column("change", say("changement", "change")), Column("rule", say("règle", "rule")),
      Column("why", say("pourquoi", "why")),
    ])
    for row in rows {
      let change =
        row.appeared.map { "+\($0)" } + row.vanished.map { "−\($0)" }
      table.add([
        .number(Int(row.position.rawValue)), .text(row.time.description),
        .text(
          EventLine.name(of: row.type) + (row.isErased ? say(" (effacé)", " (erased)") : "")
        ),
        .term("\(row.status)", shown: row.status.word), .number(row.shown),
        .number(row.withheld), .text(change.joined(separator: " ")),
        .number(Int(row.rule.rawValue)), .term("\(row.rule)", shown: row.rule.sentence),
      ])
    }
    return table
  }
}
