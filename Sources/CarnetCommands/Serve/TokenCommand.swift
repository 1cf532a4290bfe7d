import ArgumentParser
import CarnetCore
import RecordDirectory
import RecordService
import Views
import WebService

extension DevelopmentSubject.Kind: ExpressibleByArgument {}

/// `carnet token`: a short-lived token for development.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: say(
      "Un jeton de courte durée, pour le développement.",
      "A short-lived token, for development."
    ),
    discussion: say(
      """
      Accepté seulement par « carnet serve --development-tokens », sur la machine même.
      Exemple :
        curl -H "Authorization: Bearer $(carnet token --as professional --identifier 899700000005)" \\
          'http://127.0.0.1:8480/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8|…'
      """,
      """
      Accepted by "carnet serve --development-tokens" alone, on the machine itself.
      Example:
        curl -H "Authorization: Bearer $(carnet token --as professional --identifier 899700000005)" \\
          'http://127.0.0.1:8480/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8|…'
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      say(
        "Qualité : professional, patient, structure, auditor, operator, cpam.",
        "Capacity: professional, patient, structure, auditor, operator, cpam."
      ),
      valueName: "kind"
    )
  )
  var kind: DevelopmentSubject.Kind

  @Option(
    help: ArgumentHelp(
      say(
        "Identifiant : IDNPS (8 et RPPS), matricule INS, IDNST, ou un nom pour les autres.",
        "Identifier: IDNPS (8 and RPPS), INS, IDNST, or a name for the others."
      ),
      valueName: "id"
    )
  )
  var identifier: String

  @Option(
    help: ArgumentHelp(
      say("Profession (G15_10/SM26).", "Profession (G15_10/SM26)."),
      valueName: "code"
    )
  )
  var profession = "G15_10/SM26"

  @Option(help: ArgumentHelp(say("Structure (IDNST).", "Structure (IDNST)."), valueName: "id"))
  var structure = ""

  @Option(
    help: ArgumentHelp(say("Secteur d'activité (SA07).", "Sector (SA07)."), valueName: "code")
  )
  var sector = "SA07"

  @Option(help: ArgumentHelp(say("Nom.", "Name."), valueName: "text"))
  var name = ""

  @Flag(help: ArgumentHelp(say("Médecin régulateur.", "Regulating doctor.")))
  var regulator = false

  @Option(
    help: ArgumentHelp(
      say("Durée en minutes (défaut : 15).", "Minutes (default: 15)."),
      valueName: "n"
    )
  )
  var minutes = 15

  func validate() throws {
    let max = DevelopmentIssuer.lifeSecondsMax / 60
    guard (1...max).contains(minutes) else {
      throw ValidationError(say("--minutes : de 1 à \(max).", "--minutes: 1 to \(max)."))
    }
    guard (1...128).contains(identifier.utf8.count) else {
      throw ValidationError(say("--identifier : 1 à 128 octets.", "--identifier: 1 to 128 bytes."))
    }
  }

  /// Who gave the number, as the directory knows it: demonstrations use numbers of the test authority.
  private func authority(in service: RecordService) -> String {
    let directory = ViewReader(RecordDirectory.self, in: service.directory.views)
    // A directory that was not built yet knows nobody: the register's own authority then.
    let entries = (try? directory.read { try $0.entries(matricule: identifier) }) ?? []
    return entries.lazy.compactMap { $0.identity?.authority }.first ?? ""
  }

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      var subject = DevelopmentSubject(kind, identifier: identifier)
      subject.profession = profession
      subject.structure = structure
      subject.sector = sector
      subject.name = name
      subject.isRegulator = regulator
      if kind == .patient { subject.authority = authority(in: service) }
      let token = try DevelopmentIssuer(service)
        .token(for: subject, seconds: minutes * 60, now: service.clock())
      Console.print(token + "\n")
    }
  }
}
