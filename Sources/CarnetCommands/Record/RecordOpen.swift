import ArgumentParser
import CarnetCore
import Interop
import MedicalRecord
import RecordService

/// Who a person is: the INS and the five traits.
struct IdentityOptions: ParsableArguments {
  @Option(help: ArgumentHelp(say("Matricule INS.", "INS."), valueName: "ins"))
  var ins: String?

  @Flag(
    name: .customLong("test-ins"),
    help: ArgumentHelp(say("Le matricule est de test.", "The INS is a test one."))
  )
  var isTest = false

  @Option(help: ArgumentHelp(say("Nom de naissance.", "Birth name."), valueName: "name"))
  var name: String

  @Option(
    name: .customLong("given"),
    help: ArgumentHelp(say("Prénom (répétable).", "Given name (repeatable)."), valueName: "name")
  )
  var given: [String] = []

  @Option(help: ArgumentHelp(say("F, M ou I.", "F, M or I."), valueName: "sex"))
  var sex: String = ""

  @Option(
    name: .customLong("born"),
    help: ArgumentHelp(say("Date de naissance.", "Birth date."), valueName: "date")
  )
  var born: String

  @Option(
    name: .customLong("birth-place"),
    help: ArgumentHelp(
      say("Commune de naissance (code INSEE).", "Commune of birth (INSEE code)."),
      valueName: "code"
    )
  )
  var birthPlace: String?

  @Option(
    help: ArgumentHelp(
      say("Commune de résidence (code INSEE).", "Commune of residence (INSEE code)."),
      valueName: "code"
    )
  )
  var commune: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "Une autre personne que celle d'un dossier aux mêmes traits : vérifié ; le doute est noté.",
        "Another person than that of a record with the same traits: checked; the doubt is noted."
      )
    )
  )
  var anotherPerson = false

  @Option(
    help: ArgumentHelp(
      say(
        "La même personne que celle de ce dossier, annoncé ou refusé : vérifié.",
        "The same person as that of this record, announced or refused: checked."
      ),
      valueName: "r-…"
    )
  )
  var samePerson: String?

  func validate() throws {
    if let samePerson, Pseudonym(samePerson) == nil {
      throw ValidationError(
        say("« \(samePerson) » n'est pas un dossier.", "\"\(samePerson)\" is not a record.")
      )
    }
    if samePerson != nil, anotherPerson {
      throw ValidationError(
        say(
          "--same-person et --another-person se contredisent.",
          "--same-person and --another-person contradict each other."
        )
      )
    }
  }

  func identity() throws -> (PatientIdentity, findings: [String]) {
    guard let date = PartialDate(born) else {
      throw Told(
        say(
          "« \(born) » n'est pas une date de naissance : 1979-03-28, 1979-03 ou 1979",
          "\"\(born)\" is not a birth date: 1979-03-28, 1979-03 or 1979"
        ),
        .wrongUsage
      )
    }
    let sexes: [String: Sex] = ["F": .female, "M": .male, "I": .undetermined, "": .unknown]
    guard let sex = sexes[self.sex.uppercased()] else {
      throw Told(
        say("« \(self.sex) » : F, M ou I", "\"\(self.sex)\": F, M or I"),
        .wrongUsage
      )
    }
    var identity = PatientIdentity(
      birthName: name,
      givenNames: given,
      firstGivenName: given.first,
      sex: sex,
      birthDate: date
    )
    var findings: [String] = []
    do throws(MalformedIdentifier) {
      if let ins {
        let number = try INS(ins, authority: isTest ? .test : .nir)
        if !number.findings.isEmpty { findings.append("ins-key-differs") }
        identity.ins = number
      }
      if let birthPlace { identity.birthPlace = try CommuneCode(birthPlace) }
      if let commune { _ = try CommuneCode(commune) }
    } catch {
      throw Told(Sentences.malformed(error), .wrongUsage)
    }
    return (identity, findings)
  }
}

/// `carnet record open`: opens a record at a channel (TD1.1).
struct RecordOpen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: say(
      "Ouvre un dossier à la demande de la personne (TD1.1).",
      "Open a record at the person's request (TD1.1)."
    ),
    discussion: say(
      """
      Le consentement est obligatoire ; les deux accès d'urgence sont permis sauf opposition.
      Exemple :
        carnet record open --name MARTIN --given Anne --sex F --born 1979-03-28 \\
          --ins 279035121518989 --commune 76540 --channel pharmacy --consent-given
      """,
      """
      Consent is compulsory; both emergency modes are allowed unless opposed.
      Example:
        carnet record open --name MARTIN --given Anne --sex F --born 1979-03-28 \\
          --ins 279035121518989 --commune 76540 --channel pharmacy --consent-given
      """
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var person: IdentityOptions

  @Option(
    name: .customLong("channel"),
    help: ArgumentHelp(say("Canal.", "Channel."), valueName: "channel")
  )
  var channelWord = Word(Channel.pharmacy)
  var channel: Channel { channelWord.value }

  @Flag(help: ArgumentHelp(say("La personne a consenti.", "The person consented.")))
  var consentGiven = false

  @Flag(
    help: ArgumentHelp(say("Opposée au bris de glace.", "Opposed to breaking the glass."))
  )
  var opposeEmergency = false

  @Flag(help: ArgumentHelp(say("Opposée à la régulation.", "Opposed to regulation.")))
  var opposeRegulation = false

  @Option(
    help: ArgumentHelp(
      say("Écrit l'accusé de création ici.", "Write the creation receipt here."),
      valueName: "file.html"
    )
  )
  var receipt: String?

  func run() async throws {
    let (identity, findings) = try person.identity()
    var opening = RecordOpening(identity, .channel(channel))
    opening.findings = findings
    opening.commune = person.commune ?? ""
    opening.isAnotherPerson = person.anotherPerson
    opening.samePersonAs = person.samePerson.flatMap { Pseudonym($0) }
    opening.consentGiven = consentGiven
    opening.emergency = !opposeEmergency
    opening.regulation = !opposeRegulation
    let asked = opening
    try await Opened.forWriting(acting.data.directory) { service in
      let opened = try await service.open(asked, acting.context())
      try tell(opened, service)
      if let receipt {
        try await ReceiptFiles.write(
          .opening,
          of: opened.record,
          to: receipt,
          acting.context(),
          service
        )
      }
    }
  }
}

/// `carnet record announce`: tells a person that a record will be opened (R1111-28).
struct RecordAnnounce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "announce",
    abstract: say(
      "Annonce l'ouverture : la personne a six semaines pour s'y opposer (R1111-28).",
      "Announce an opening: the person has six weeks to object (R1111-28)."
    ),
    discussion: say(
      "Exemple : carnet record announce --name MARTIN --given Anne --born 1979-03-28 --by post",
      "Example: carnet record announce --name MARTIN --given Anne --born 1979-03-28 --by post"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var person: IdentityOptions

  @Option(help: ArgumentHelp(say("mail ou post.", "mail or post."), valueName: "means"))
  var by = "mail"

  func validate() throws {
    if by != "mail", by != "post" {
      throw ValidationError(say("--by accepte mail ou post.", "--by accepts mail or post."))
    }
  }

  func run() async throws {
    let (identity, findings) = try person.identity()
    var opening = RecordOpening(identity, .announcement(by == "post" ? .post : .mail))
    opening.findings = findings
    opening.commune = person.commune ?? ""
    opening.isAnotherPerson = person.anotherPerson
    opening.samePersonAs = person.samePerson.flatMap { Pseudonym($0) }
    let asked = opening
    try await Opened.forWriting(acting.data.directory) { service in
      let opened = try await service.open(asked, acting.context())
      try tell(opened, service)
    }
  }
}

private func tell(_ opened: OpenedRecord, _ service: RecordService) throws {
  try ActingOptions.tell(opened.receipt, opened.record, service)
  if !opened.doubts.isEmpty {
    let list = opened.doubts.map(\.description).joined(separator: ", ")
    Console.tell(
      say(
        "carnet : peut-être la même personne que \(list) (même matricule et autres traits, ou l'inverse) : voyez « carnet quarantine »",
        "carnet: perhaps the same person as \(list) (same INS and other traits, or the reverse): see \"carnet quarantine\""
      )
    )
  }
}
