import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record show`: state, rights and deadlines of a record; nothing clinical.
struct RecordShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say(
      "État, droits et échéances d'un dossier ; rien de médical. Tracé.",
      "State, rights and deadlines of a record; nothing clinical. Traced."
    ),
    discussion: say(
      "Exemple : carnet record show --record r-… --reason \"appel du titulaire\"",
      "Example: carnet record show --record r-… --reason \"the holder called\""
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      let context = acting.context()
      let read = try await service.authorise(
        AccessRequest(
          actor: context.actor,
          purpose: context.purpose,
          reason: context.reason,
          target: .record(.rights)
        ),
        on: target,
        place: acting.place
      )
      try output.print(table(read.state), empty: "")
    }
  }

  private func table(_ state: RecordState) -> Table {
    var table = Table([
      Column("item", say("élément", "item")), Column("value", say("valeur", "value")),
      Column("detail", say("détail", "detail")),
    ])
    func add(_ key: String, _ french: String, _ value: String, _ detail: String = "") {
      table.add([.term(key, shown: say(french, key)), .text(value), .text(detail)])
    }
    add("status", "état", state.status.word)
    for subject in [ConsentSubject.opening, .reading, .feeding, .emergency, .regulation] {
      let answer = state.consents[subject]
      let word =
        answer.map { $0 ? say("oui", "yes") : say("non", "no") } ?? say("non demandé", "not asked")
      add("consent", "consentement", Sentences.word(subject), word)
    }
    for (person, authorisation) in state.rights.authorisations.sorted(by: { $0.key < $1.key }) {
      let word =
        switch authorisation {
        case .valid(let until, _):
          "VALIDE" + (until.map { " → \($0)" } ?? "")
        case .expired: "EXPIRE"
        case .revoked: "INTERDIT"
        }
      add("authorisation", "autorisation", person, word)
    }
    for person in state.rights.treatingDoctors.sorted() {
      add("treating-doctor", "médecin traitant", person)
    }
    for member in state.rights.careTeam.sorted(by: {
      ($0.member, $0.episode) < ($1.member, $1.episode)
    }) {
      add("care-team", "équipe de soins", member.member, member.episode)
    }
    for blocked in state.rights.blocked.sorted(by: { $0.identifier < $1.identifier }) {
      add("blocked", "bloqué", blocked.identifier, blocked.scope.term)
    }
    for person in state.rights.representatives.sorted() {
      add("representative", "représentant", person)
    }
    for (person, heir) in state.rights.heirs.sorted(by: { $0.key < $1.key }) {
      add("heir", "ayant droit", person, heir.motive.term)
    }
    for reference in state.legalHolds.sorted() { add("hold", "conservation", reference) }
    let due = state.deadlines.sorted { ($0.value, $0.key.subject) < ($1.value, $1.key.subject) }
    for (key, moment) in due {
      add(
        "deadline",
        "échéance",
        key.kind.term + (key.subject.isEmpty ? "" : " \(key.subject)"),
        moment.description
      )
    }
    add("documents", "documents", String(state.documents.values.filter(\.isCurrent).count))
    return table
  }
}

/// `carnet record exists`: whether there is a record and who may read it (TD0.2).
struct RecordExists: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exists",
    abstract: say(
      "Le dossier existe-t-il, et puis-je le lire ? (TD0.2)",
      "Is there a record, and may I read it? (TD0.2)"
    ),
    discussion: say(
      "Exemple : carnet record exists --ins 279035121518989 --as professional --actor 899700218896",
      "Example: carnet record exists --ins 279035121518989 --as professional --actor 899700218896"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      let context = acting.context()
      let read = try await service.authorise(
        AccessRequest(
          actor: context.actor,
          purpose: context.purpose,
          reason: context.reason,
          target: .record(.existence)
        ),
        on: target,
        place: acting.place
      )
      let rights = read.state.rights
      let authorisation = rights.authorisationWord(of: context.actor)
      var table = Table([
        Column("record", say("dossier", "record")), Column("status", say("état", "status")),
        Column("authorisation", say("autorisation", "authorisation")),
        Column("treating_doctor", say("médecin traitant", "treating doctor")),
      ])
      table.add([
        .text(target.description), .term("\(read.state.status)", shown: read.state.status.word),
        .text(authorisation),
        .term(
          rights.isTreatingDoctor(context.actor) ? "true" : "false",
          shown: rights.isTreatingDoctor(context.actor) ? say("oui", "yes") : say("non", "no")
        ),
      ])
      try output.print(table, empty: "")
    }
  }
}

extension Rights {
  /// A professional's authorisation in the DMP's own words.
  func authorisationWord(of actor: Actor) -> String {
    if isBlocked(actor) { return "INTERDIT" }
    switch authorisations[actor.identifierText] {
    case .valid: return "VALIDE"
    case .expired: return "EXPIRE"
    case .revoked: return "INTERDIT"
    case nil: return "NON_EXISTE"
    }
  }
}
