import ArgumentParser
import CarnetCore
import Foundation
import Logging
import RecordService
import SystemPackage
import WebService

/// `carnet serve`: the record as a service over HTTP.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Le dossier comme service : FHIR, événements, preuves, mesures.",
      "The record as a service: FHIR, events, proofs, metrics."
    ),
    discussion: say(
      """
      Sans TLS, seulement sur la machine même. Arrêt propre par SIGTERM : les réponses en cours
      finissent, le journal est fermé. Description complète : docs/service.md, /openapi.json.
      Exemple : carnet serve --development-tokens
                carnet serve --config carnet.json --address 0.0.0.0 --tls-certificate c.pem --tls-key k.pem
      """,
      """
      Without TLS on the machine itself only. Ends cleanly on SIGTERM: answers under way are
      finished, the log is closed. All of it: docs/service.md, /openapi.json.
      Example: carnet serve --development-tokens
               carnet serve --config carnet.json --address 0.0.0.0 --tls-certificate c.pem --tls-key k.pem
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Fichier de configuration : émetteurs de jetons, limites (docs/service.md).",
        "Configuration file: issuers of tokens, limits (docs/service.md)."
      ),
      valueName: "file"
    )
  )
  var config: String?

  @Option(
    help: ArgumentHelp(
      say("Adresse d'écoute (défaut : 127.0.0.1).", "Address (default: 127.0.0.1)."),
      valueName: "host"
    )
  )
  var address: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Port (défaut : \(ServiceConfiguration.defaultPort) ; 0 : au choix du système).",
        "Port (default: \(ServiceConfiguration.defaultPort); 0: the system's choice)."
      ),
      valueName: "n"
    )
  )
  var port: Int?

  @Option(
    help: ArgumentHelp(
      say("Chaîne de certificats (PEM).", "Certificate chain (PEM)."),
      valueName: "file"
    )
  )
  var tlsCertificate: String?

  @Option(
    help: ArgumentHelp(
      say("Clé du certificat (PEM).", "The certificate's key (PEM)."),
      valueName: "file"
    )
  )
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Autorités des certificats clients (PEM) : TLS mutuel des établissements.",
        "Authorities of client certificates (PEM): mutual TLS of establishments."
      ),
      valueName: "file"
    )
  )
  var clientCa: String?

  @Flag(
    help: ArgumentHelp(
      say("Refuse les clients sans certificat.", "Turn clients without a certificate away.")
    )
  )
  var requireClientCertificate = false

  @Flag(
    help: ArgumentHelp(
      say(
        "Accepte les jetons de « carnet token » ; sur la machine même seulement.",
        "Accept tokens of \"carnet token\"; on the machine itself only."
      )
    )
  )
  var developmentTokens = false

  @Option(
    help: ArgumentHelp(
      say(
        "Écrit les échéances échues toutes les n secondes (sinon : carnet clock run).",
        "Write what fell due every n seconds (else: carnet clock run)."
      ),
      valueName: "n"
    )
  )
  var clockSeconds: Int?

  @Option(
    help: ArgumentHelp(
      say(
        "Port des messages HL7 v2 (MLLP), sur la machine même.",
        "Port of HL7 v2 messages (MLLP), on the machine itself."
      ),
      valueName: "n"
    )
  )
  var mllpPort: Int?

  func validate() throws {
    for port in [port, mllpPort].compactMap({ $0 }) where !(0...65_535).contains(port) {
      throw ValidationError(say("Un port va de 0 à 65535.", "A port is 0 to 65535."))
    }
    if (tlsCertificate == nil) != (tlsKey == nil) {
      throw ValidationError(
        say(
          "--tls-certificate et --tls-key vont ensemble.",
          "--tls-certificate and --tls-key go together."
        )
      )
    }
    if tlsCertificate == nil, clientCa != nil || requireClientCertificate {
      throw ValidationError(
        say("Le TLS mutuel demande --tls-certificate.", "Mutual TLS needs --tls-certificate.")
      )
    }
    if requireClientCertificate, clientCa == nil {
      throw ValidationError(
        say(
          "--require-client-certificate demande --client-ca.",
          "--require-client-certificate needs --client-ca."
        )
      )
    }
    if let clockSeconds, clockSeconds < 1 {
      throw ValidationError(
        say("--clock-seconds : au moins 1.", "--clock-seconds: at least 1.")
      )
    }
  }

  private func serviceConfiguration() async throws -> ServiceConfiguration {
    var configuration = ServiceConfiguration()
    if let config {
      let path = DataOptions.absolute(config)
      do {
        configuration = try await ServiceConfiguration(
          file: try RealFileSystem().readAll(path, limit: 1 << 20),
          in: path.removingLastComponent()
        )
      } catch let problem as ConfigurationProblem {
        throw Told(
          say("\(config) : ", "\(config): ")
            + say(problem.french, problem.english),
          .wrongUsage
        )
      }
    }
    if let address { configuration.address = address }
    if let port { configuration.port = port }
    if let tlsCertificate, let tlsKey {
      configuration.tls = TLSSettings(
        certificates: DataOptions.absolute(tlsCertificate),
        key: DataOptions.absolute(tlsKey)
      )
    }
    if let clientCa { configuration.tls?.clientAuthorities = DataOptions.absolute(clientCa) }
    if requireClientCertificate { configuration.tls?.requiresClientCertificate = true }
    if let personas {
      do {
        configuration.personas = try DemonstrationPersonas(
          DataOptions.absolute(personas),
          RealFileSystem()
        )
      } catch is DecodingError {
        throw Told(
          say(
            "\(personas) n'est pas un fichier de personnages : « carnet demo » en écrit un à côté des données, au nom terminé par .personas.json",
            "\(personas) is no file of personas: \"carnet demo\" writes one beside the data, with a name that ends in .personas.json"
          ),
          .wrongUsage
        )
      } catch {
        throw Told(
          say(
            "\(personas) ne se lit pas comme les personnages de « carnet demo » : \(error)",
            "\(personas) does not read as the personas of \"carnet demo\": \(error)"
          ),
          .wrongUsage
        )
      }
    }
    if developmentTokens { configuration.acceptsDevelopmentTokens = true }
    if let clockSeconds { configuration.clockSeconds = clockSeconds }
    if let mllpPort { configuration.mllp = MLLPSettings(port: mllpPort) }
    return configuration
  }

  @Option(
    help: ArgumentHelp(
      say(
        "Démonstration : les personnages de « carnet demo », dans la peau desquels entrer ; sur la machine même.",
        "Demonstration: the personas of \"carnet demo\" to step into; on the machine itself."
      ),
      valueName: "file"
    )
  )
  var personas: String?

  func run() async throws {
    let configuration = try await serviceConfiguration()
    if let problem = configuration.problem() { throw Self.told(problem) }
    let logger = Logger(label: "carnet") { JSONLinesLog($0) }
    try await Opened.forWriting(data.directory) { service in
      let application = try await ServiceApplication(service, configuration, logger: logger)
      let scheme = configuration.tls == nil ? "http" : "https"
      try await application.run { address, port in
        let host = address.contains(":") && !address.hasPrefix("[") ? "[\(address)]" : address
        Console.print(
          say(
            "Carnet écoute sur \(scheme)://\(host):\(port) ; arrêt : Ctrl-C ou SIGTERM\n",
            "Carnet listens on \(scheme)://\(host):\(port); stop: Ctrl-C or SIGTERM\n"
          )
        )
      }
    }
  }

  static func told(_ problem: ServiceConfiguration.Problem) -> Told {
    switch problem {
    case .developmentTokensBeyondLoopback(let address):
      Told(
        say(
          "les jetons de développement ne valent que sur la machine même, pas sur \(address) ; rien n'a été ouvert",
          "development tokens are for the machine itself, not for \(address); nothing was opened"
        ),
        .notAllowed
      )
    case .personasBeyondLoopback(let address):
      Told(
        say(
          "les personnages d'une démonstration, dans la peau desquels on entre sans mot de passe, ne valent que sur la machine même, pas sur \(address) ; rien n'a été ouvert",
          "the personas of a demonstration, whom one steps into without a password, are for the machine itself, not for \(address); nothing was opened"
        ),
        .notAllowed
      )
    case .clearTextProvider(let issuer):
      Told(
        say(
          "le fournisseur d'identité \(issuer) n'est pas chiffré : son adresse commence par https://, sauf sur la machine même ; rien n'a été ouvert",
          "the identity provider \(issuer) is not encrypted: its address begins with https:// but on the machine itself; nothing was opened"
        ),
        .notAllowed
      )
    case .clearTextBeyondLoopback(let address):
      Told(
        say(
          "sans TLS, le service n'écoute que sur la machine même, pas sur \(address) : donnez --tls-certificate et --tls-key ; rien n'a été ouvert",
          "without TLS the service listens on the machine itself, not on \(address): give --tls-certificate and --tls-key; nothing was opened"
        ),
        .notAllowed
      )
    case .issuerTwice(let name):
      Told(
        say("l'émetteur \(name) est configuré deux fois", "the issuer \(name) is configured twice"),
        .wrongUsage
      )
    case .unknownChannel(let name):
      Told(
        say("le canal \(name) n'existe pas", "there is no channel \(name)"),
        .wrongUsage
      )
    }
  }
}
