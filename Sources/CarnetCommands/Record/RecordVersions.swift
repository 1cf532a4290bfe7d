import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record versions`: the chain of a document's versions, and what each changed.
struct RecordVersions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions",
    abstract: say(
      "Les versions d'un document, et ce que chacune a changé, mot à mot ; tracé.",
      "A document's versions, and what each one changed, word for word; traced."
    ),
    discussion: say(
      """
      Compare les métadonnées ; [-retiré-] {+ajouté+}. Seules les versions visibles sont montrées.
      Exemple : carnet record versions --record r-… --document 2 --as holder
      """,
      """
      Compares metadata; [-removed-] {+added+}. Only versions that may be seen are shown.
      Example: carnet record versions --record r-… --document 2 --as holder
      """
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var access: AccessOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("Numéro.", "Number."), valueName: "n"))
  var document: UInt32

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      var request = access.request(acting, .record(.list))
      request.listsEverything = true
      let read = try await service.authorise(
        request,
        on: target,
        place: acting.place,
        isSecret: acting.secret
      )
      let shown = Set(read.decision.shown)
      guard shown.contains(document) else {
        throw ServiceFailure.refused(.unknownDocument(number: document))
      }
      var added: [UInt32: DocumentAdded] = [:]
      for event in try service.history(of: target).events {
        if case .documentAdded(let fact)? = event.body?.fact { added[fact.number] = fact }
      }
      let chain = Self.chain(document, read.state, shown).compactMap { added[$0] }
      try output.print(
        Self.table(chain),
        empty: say("Une seule version visible.", "One version alone may be seen.")
      )
    }
  }

  /// From the first version to the last that may be seen.
  private static func chain(
    _ number: UInt32,
    _ state: RecordState,
    _ shown: Set<UInt32>
  ) -> [UInt32] {
    var before: [UInt32: UInt32] = [:]
    for document in state.documents.values {
      if let by = document.replacedBy { before[by] = document.number }
    }
    var chain = [number]
    var seen: Set<UInt32> = [number]
    while let first = chain.first, let older = before[first], seen.insert(older).inserted {
      chain.insert(older, at: 0)
    }
    while let last = chain.last, let newer = state.documents[last]?.replacedBy,
      seen.insert(newer).inserted
    {
      chain.append(newer)
    }
    return chain.filter(shown.contains)
  }

  private static func table(_ chain: [DocumentAdded]) -> Table {
    var table = Table([
      Column("from", say("de n°", "from no.")), Column("to", say("à n°", "to no.")),
      Column("field", say("champ", "field")), Column("before", say("avant", "before")),
      Column("after", say("après", "after")), Column("words", say("mot à mot", "word for word")),
    ])
    for (old, new) in zip(chain, chain.dropFirst()) {
      for difference in MetadataDifference.between(old, new) {
        let words = difference.parts
          .map { part in
            switch part {
            case .same(let text): text
            case .removed(let text): "[-\(text)-]"
            case .added(let text): "{+\(text)+}"
            }
          }
          .joined(separator: " ")
        table.add([
          .number(Int(old.number)), .number(Int(new.number)), .text(difference.field),
          .text(difference.before), .text(difference.after), .text(words),
        ])
      }
    }
    return table
  }
}
