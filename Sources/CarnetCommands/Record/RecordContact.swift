import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record contact`: updates the administrative block (TD1.3b).
struct RecordContact: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact",
    abstract: say(
      "Met à jour l'adresse, le téléphone, l'adresse électronique (TD1.3).",
      "Update address, telephone and e-mail (TD1.3)."
    ),
    discussion: say(
      """
      Ce qui n'est pas dit reste ; un texte vide retire. Les traits d'identité viennent de l'INS.
      Exemple :
        carnet record contact --record r-… --address "12 rue du Port" --postal-code 76600 \\
          --city "Le Havre" --mobile "06 00 00 00 00" --email anne@example.fr
      """,
      """
      What is not said stays; an empty text takes out. Identity traits come with the INS.
      Example:
        carnet record contact --record r-… --address "12 rue du Port" --postal-code 76600 \\
          --city "Le Havre" --mobile "06 00 00 00 00" --email anne@example.fr
      """
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Ligne d'adresse (répétable).", "Line of the address (repeatable)."))
  )
  var address: [String] = []

  @Option(help: ArgumentHelp(say("Code postal.", "Postal code."), valueName: "code"))
  var postalCode: String?

  @Option(help: ArgumentHelp(say("Ville.", "City."), valueName: "name"))
  var city: String?

  @Option(
    help: ArgumentHelp(
      say("Commune de résidence (code INSEE).", "Commune of residence (INSEE code)."),
      valueName: "code"
    )
  )
  var commune: String?

  @Option(help: ArgumentHelp(say("Téléphone.", "Telephone."), valueName: "number"))
  var phone: String?

  @Option(help: ArgumentHelp(say("Téléphone mobile.", "Mobile telephone."), valueName: "number"))
  var mobile: String?

  @Option(help: ArgumentHelp(say("Adresse électronique.", "E-mail address."), valueName: "address"))
  var email: String?

  func run() async throws {
    var change = RecordState.ContactChange()
    if !address.isEmpty { change.address = address }
    change.postalCode = postalCode
    change.city = city
    change.commune = commune
    change.phone = phone
    change.mobile = mobile
    change.email = email
    let asked = change
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.recordContact(asked)
    }
  }
}

/// `carnet record identity`: reads the administrative block (TD1.3a), traced before it is shown.
struct RecordIdentity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity",
    abstract: say(
      "Identité, adresse et représentants d'un dossier (TD1.3) ; tracé.",
      "Identity, address and representatives of a record (TD1.3); traced."
    ),
    discussion: say(
      "Exemple : carnet record identity --record r-… --reason \"appel du titulaire\"",
      "Example: carnet record identity --record r-… --reason \"the holder called\""
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
          target: .record(.identity)
        ),
        on: target,
        place: acting.place,
        isSecret: acting.secret
      )
      try output.print(Self.table(read.state), empty: "")
    }
  }

  private static func table(_ state: RecordState) -> Table {
    var table = Table([
      Column("item", say("élément", "item")), Column("value", say("valeur", "value")),
    ])
    func add(_ key: String, _ french: String, _ value: String) {
      if value.isEmpty { return }
      table.add([.term(key, shown: say(french, key)), .text(value)])
    }
    let identity = state.identity ?? IdentityRecorded()
    let contact = state.contact ?? ContactRecorded()
    add("ins", "INS", identity.matricule)
    add("birth-name", "nom de naissance", identity.birthName)
    add("given-names", "prénoms", identity.givenNames.joined(separator: " "))
    add("used-name", "nom utilisé", identity.usedName)
    add("used-given-name", "prénom utilisé", identity.usedGivenName)
    add("sex", "sexe", identity.sex == .unknown ? "" : "\(identity.sex)")
    add("birth-date", "né(e) le", identity.birthDate)
    add("birth-place", "lieu de naissance", identity.birthPlace)
    for line in contact.address { add("address", "adresse", line) }
    // What a document said last, where nobody has stated the address itself.
    add("postal-code", "code postal", contact.postalCode.orElse(identity.postalCode))
    add("city", "ville", contact.city.orElse(identity.city))
    add("commune", "commune", contact.commune)
    add("phone", "téléphone", contact.phone)
    add("mobile", "mobile", contact.mobile)
    add("email", "adresse électronique", contact.email)
    for person in state.rights.representatives.sorted() {
      add("representative", "représentant", person)
    }
    return table
  }
}

extension String {
  fileprivate func orElse(_ other: String) -> String { isEmpty ? other : self }
}
