import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// Whether an act is only tried, to see what it would change.
struct PreviewOptions: ParsableArguments {
  @OptionGroup var output: OutputOptions

  @Flag(
    help: ArgumentHelp(
      say(
        "Montre qui verrait encore quoi, sans rien changer.",
        "Show who would still see what, and change nothing."
      )
    )
  )
  var preview = false
}

extension ActingOptions {
  /// Takes a decision on a record, or shows what it would change of who sees what.
  ///
  /// Trying is a look at the record's rights, and traced as one.
  func perform(
    on options: RecordOptions,
    _ preview: PreviewOptions,
    _ decide: @escaping @Sendable (DecisionGround) throws(Refusal) -> [Fact]
  ) async throws {
    guard preview.preview else { return try await perform(on: options, decide) }
    try await Opened.forWriting(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let record = try options.resolve(in: service)
      let context = context()
      try await service.authorise(
        AccessRequest(
          actor: context.actor,
          purpose: context.purpose,
          reason: context.reason,
          target: .record(.rights)
        ),
        on: record,
        place: place,
        isSecret: secret
      )
      let history = try service.history(of: record)
      let state = try history.state(after: history.events.count)
      let now = service.clock()
      let rules = try service.rules(at: now)
      let ground = DecisionGround(
        dossier: try service.dossier(of: record),
        rules: rules,
        now: now
      )
      let facts: [Fact]
      do throws(Refusal) {
        facts = try decide(ground)
      } catch {
        throw ServiceFailure.refused(error)
      }
      let rows = AccessPreview.rows(
        facts,
        by: context,
        on: state,
        readers: AccessPreview.readers(
          of: state,
          known: history.events.compactMap { $0.body?.context.actor }
        ),
        rules: rules
      )
      try preview.output.print(Self.table(rows), empty: "")
      preview.output.note(
        say("Essai : rien n'a été changé.", "A trial: nothing was changed.")
      )
    }
  }

  private static func table(_ rows: [AccessPreview.Row]) -> Table {
    var table = Table([
      Column("who", say("qui", "who")), Column("kind", say("qualité", "kind")),
      Column("way", say("comment", "way")), Column("before", say("règle avant", "rule before")),
      Column("after", say("règle après", "rule after")),
      Column("loses", say("ne voit plus", "no longer sees")),
      Column("gains", say("voit en plus", "sees besides")),
      Column("sees", say("voit", "sees")),
    ])
    func numbers(_ documents: [UInt32]) -> Cell {
      .text(documents.map(String.init).joined(separator: " "))
    }
    for row in rows {
      let actor = row.reader.actor
      let isAnybody = actor == AccessPreview.anyPhysician
      table.add([
        isAnybody
          ? .term("any-physician", shown: say("tout médecin", "any physician"))
          : .text(actor.identifierText),
        .text(actor.kind.word), .term("\(row.reader.purpose)", shown: row.reader.purpose.word),
        .term(String(row.before.rawValue), shown: row.before.sentence),
        .term(String(row.after.rawValue), shown: row.after.sentence), numbers(row.loses),
        numbers(row.gains), numbers(row.sees),
      ])
    }
    return table
  }
}
