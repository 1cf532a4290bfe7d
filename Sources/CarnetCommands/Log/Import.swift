import ArgumentParser
import CarnetCore
import EventLog
import Foundation
package import MedicalRecord
import RecordService

extension Channel: WordedArgument {
  package static let words: [(String, Channel)] = [
    ("site", .site), ("pharmacy", .pharmacy), ("cpam", .insuranceDesk),
    ("gp", .generalPractitioner), ("hospital", .hospital), ("automatic", .automatic),
    ("takeover", .takeover),
  ]

  /// The word of the command line, and of machine formats.
  package var word: String { term }
}

/// `carnet import`: documents in any form that is read, event files, folders of them.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Importe des documents (CDA R2, XDM, HL7 v2, FHIR), des événements NDJSON, des dossiers de fichiers.",
      "Import documents (CDA R2, XDM, HL7 v2, FHIR), event NDJSON, folders of them."
    ),
    discussion: say(
      """
      Les documents vont au dossier de leur patient, ouvert s'il le faut ; un matricule porté par deux
      personnes n'en fait jamais une : voyez « carnet quarantine ». Les documents d'un même lot entrent
      tous ou aucun. Relancer un import, même interrompu, n'ajoute rien deux fois.
      Exemple : carnet import documents/ --channel hospital --consent-given
                carnet import --watch depot/ --report import.txt
      """,
      """
      Documents go to their patient's record, opened if need be; one INS carried by two people never
      makes them one: see "carnet quarantine". Documents of one submission go in together or not at all.
      Running an import again, an interrupted one too, adds nothing twice.
      Example: carnet import documents/ --channel hospital --consent-given
               carnet import --watch inbox/ --report import.txt
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Argument(
    help: ArgumentHelp(say("Fichiers ou dossiers.", "Files or folders."), valueName: "path")
  )
  var paths: [String] = []

  @Option(
    name: .customLong("channel"),
    help: ArgumentHelp(
      say(
        "Canal d'ouverture des dossiers nouveaux.",
        "Channel of newly opened records."
      ),
      valueName: "channel"
    )
  )
  var channelWord = Word(Channel.takeover)
  var channel: Channel { channelWord.value }

  @Flag(
    help: ArgumentHelp(
      say(
        "Les titulaires ont consenti à l'ouverture de leur dossier ; sans cela, seuls automatic et takeover ouvrent des dossiers.",
        "The holders consented to the opening of their records; without it, only automatic and takeover open any."
      )
    )
  )
  var consentGiven = false

  @Option(help: ArgumentHelp(say("Qui importe.", "Who imports."), valueName: "name"))
  var `operator`: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "Ne montre que ce qui n'est pas simplement entré.",
        "Show only what did not simply go in."
      )
    )
  )
  var quiet = false

  @Option(
    help: ArgumentHelp(
      say(
        "Surveille un répertoire : ses fichiers entrent dès qu'ils sont complets, puis vont dans done/ ou refused/.",
        "Watch a folder: its files go in as soon as they are whole, then to done/ or refused/."
      ),
      valueName: "folder"
    )
  )
  var watch: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Écrit un compte rendu lisible de l'import dans ce fichier.",
        "Write a report that people can read to this file."
      ),
      valueName: "file"
    )
  )
  var report: String?

  func validate() throws {
    if paths.isEmpty, watch == nil {
      throw ValidationError(
        say(
          "Donnez des fichiers ou des dossiers, ou --watch RÉPERTOIRE.",
          "Give files or folders, or --watch FOLDER."
        )
      )
    }
  }

  func run() async throws {
    if !paths.isEmpty { try await runOnce() }
    if let watch { try await runWatch(watch) }
  }

  private func runOnce() async throws {
    let files = try ImportFiles.under(paths)
    if files.isEmpty {
      throw Told(
        say(
          "aucun fichier à importer sous \(paths.joined(separator: ", "))",
          "no file to import under \(paths.joined(separator: ", "))"
        ),
        .notFound
      )
    }
    let refused = try await Opened.forWriting(data.directory) { service in
      var listing = ImportListing(quiet: quiet, format: output.format)
      var page = ImportPage()
      let run = try ImportRun(service, context: context, channel, consentGiven: consentGiven)
      try await run.take(files) { outcome in
        listing.add(outcome)
        if report != nil { page.add(outcome) }
      }
      try run.finish()
      if run.hasDocuments { try listing.print(run.report) }
      if let report {
        let sums = ImportListing.sums(run.report, unreadable: listing.unreadable)
        try page.write(to: report, sums: sums, at: service.clock())
      }
      return run.refused
    }
    if refused > 0, watch == nil { throw ExitCode(ExitStatus.foundSomething.rawValue) }
  }

  /// Takes files as they come until it is told to stop.
  ///
  /// The data directory is opened for each batch, so that other commands may write between them.
  private func runWatch(_ path: String) async throws {
    let folder = try WatchedFolder(path)
    let stop = StopSignal()
    Console.tell(
      say(
        "carnet : surveille \(path) ; Ctrl-C pour arrêter",
        "carnet: watching \(path); Ctrl-C stops"
      )
    )
    var isWaiting = false
    while !stop.isSet {
      let ready = try folder.ready()
      if !ready.isEmpty {
        do {
          try await take(ready, from: folder, until: stop)
          isWaiting = false
        } catch LogFailure.lockedByAnotherWriter {
          // Another command writes: the files wait with us.
          if !isWaiting {
            Console.tell(
              say(
                "carnet : les données sont ouvertes ailleurs ; l'import attend",
                "carnet: the data are open elsewhere; the import waits"
              )
            )
          }
          isWaiting = true
        }
      }
      await stop.wait(WatchedFolder.interval)
    }
    Console.tell(say("carnet : arrêté", "carnet: stopped"))
  }

  private func take(
    _ files: [String],
    from folder: WatchedFolder,
    until stop: StopSignal
  ) async throws {
    try await Opened.forWriting(data.directory) { service in
      var listing = ImportListing(quiet: quiet, format: output.format)
      var page = ImportPage()
      let run = try ImportRun(service, context: context, channel, consentGiven: consentGiven)
      try await run.take(files, until: { stop.isSet }) { outcome in
        listing.add(outcome)
        if report != nil { page.add(outcome) }
        try folder.fileAway(outcome)
      }
      try run.finish()
      try listing.print(run.report)
      if let report {
        let sums = ImportListing.sums(run.report, unreadable: listing.unreadable)
        try page.append(to: report, sums: sums, at: service.clock())
      }
    }
  }

  private var context: EventContext {
    var context = EventContext()
    context.actor = Actor(
      .operator,
      identifier: self.operator ?? ProcessInfo.processInfo.environment["CARNET_OPERATOR"]
        ?? NSUserName()
    )
    context.purpose = .feeding
    return context
  }
}
