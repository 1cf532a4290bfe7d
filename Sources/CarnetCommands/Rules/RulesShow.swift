import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet rules show`.
struct RulesShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say(
      "Les règles en vigueur, maintenant ou à un moment passé.",
      "The rules in force, now or at a past moment."
    ),
    discussion: say(
      "Exemple : carnet rules show --at 2024-01-01",
      "Example: carnet rules show --at 2024-01-01"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("À quel moment.", "At which moment."), valueName: "date"))
  var at: MomentArgument?

  @Flag(
    help: ArgumentHelp(
      say("La matrice, dans la forme que « publish » lit.", "The matrix, as \"publish\" reads it.")
    )
  )
  var matrix = false

  func run() async throws {
    let moment = at?.moment
    try await Opened.forReading(data.directory) { service in
      let rules = try service.rules(at: moment ?? service.clock())
      if matrix {
        Console.print(ReadMatrixCSV.text(rules.matrix))
      } else {
        try output.print(Self.table(rules), empty: "")
      }
    }
  }

  private static func table(_ rules: Rules) -> Table {
    var table = Table([
      Column("rule", say("règle", "rule")), Column("value", say("valeur", "value")),
    ])
    func add(_ key: String, _ french: String, _ value: String) {
      table.add([.term(key, shown: say(french, key)), .text(value)])
    }
    add("version", "version", String(rules.version))
    add("title", "titre", rules.title)
    add("source", "source", rules.source)
    add("opening-by-channel", "ouverture par canal", String(rules.opening.byChannel))
    add("opening-by-announcement", "ouverture annoncée", String(rules.opening.byAnnouncement))
    add("labels-cumulate", "cumul des masquages", String(rules.functions.labelsCumulate))
    add("minors", "fonctions pour mineurs", String(rules.functions.minors))
    for period in TimerArgument.periods {
      add(period.name, period.name, String(rules.timers[keyPath: period.path]))
    }
    add("matrix-rows", "lignes de la matrice", String(rules.matrix.rows.count))
    for (type, documentClass) in rules.classes.sorted(by: { $0.key < $1.key }) {
      add("class-of-\(type)", "classe de \(type)", documentClass)
    }
    return table
  }
}

/// `carnet rules history`.
struct RulesHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: say("Ce qui a été publié, et quand.", "What was published, and when."),
    discussion: say("Exemple : carnet rules history", "Example: carnet rules history")
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      var table = Table([
        Column("version", "version"), Column("position", say("position", "position")),
        Column("effective", say("en vigueur le", "effective")),
        Column("title", say("titre", "title")), Column("source", "source"),
        Column("parts", say("parties", "parts")),
      ])
      for (position, fact) in try service.rulesHistory().publications {
        var parts: [String] = []
        if fact.hasMatrix { parts.append("matrix") }
        if fact.hasTimers { parts.append("timers") }
        if fact.hasOpening { parts.append("opening") }
        if fact.hasFunctions { parts.append("functions") }
        if !fact.typeClasses.isEmpty { parts.append("classes") }
        table.add([
          .number(Int(fact.version)), .number(Int(position.rawValue)),
          .text(Instant(milliseconds: fact.effective).description), .text(fact.title),
          .text(fact.source), .text(parts.joined(separator: " ")),
        ])
      }
      try output.print(
        table,
        empty: say(
          "Rien n'a été publié : les règles fournies avec le programme valent (version 0).",
          "Nothing was published: the rules that come with the program hold (version 0)."
        )
      )
    }
  }
}
