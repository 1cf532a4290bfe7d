import ArgumentParser
import CarnetCore
import Foundation
import MedicalRecord
import RecordService

extension Channel: ExpressibleByArgument {
  static let words: [(String, Channel)] = [
    ("site", .site), ("pharmacy", .pharmacy), ("cpam", .insuranceDesk),
    ("gp", .generalPractitioner), ("hospital", .hospital), ("automatic", .automatic),
    ("takeover", .takeover),
  ]

  package init?(argument: String) {
    guard let found = Self.words.first(where: { $0.0 == argument }) else { return nil }
    self = found.1
  }

  package static var allValueStrings: [String] { words.map(\.0) }
  package var defaultValueDescription: String { word }

  /// The word of the command line, and of machine formats.
  package var word: String { Self.words.first { $0.1 == self }?.0 ?? "unknown" }
}

/// `carnet import`: CDA documents, event files, folders of them.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Importe des documents CDA R2, des événements NDJSON, des dossiers de fichiers.",
      "Import CDA R2 documents, event NDJSON, folders of them."
    ),
    discussion: say(
      """
      Les documents vont au dossier de leur patient, ouvert s'il le faut ; un matricule porté par deux
      personnes n'en fait jamais une : voyez « carnet quarantine ». Relancer un import n'ajoute rien.
      Exemple : carnet import documents/ --channel hospital --consent-given
      """,
      """
      Documents go to their patient's record, opened if need be; one INS carried by two people never
      makes them one: see "carnet quarantine". Running an import again adds nothing.
      Example: carnet import documents/ --channel hospital --consent-given
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Argument(
    help: ArgumentHelp(say("Fichiers ou dossiers.", "Files or folders."), valueName: "path")
  )
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      say(
        "Canal d'ouverture des dossiers nouveaux.",
        "Channel of newly opened records."
      ),
      valueName: "channel"
    )
  )
  var channel: Channel = .takeover

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

  private static let groupCount = 32
  private static let groupBytes = 16 << 20
  private static let fileBytesMax = 96 << 20

  func run() async throws {
    let files = try Self.files(under: paths)
    if files.isEmpty {
      throw Told(
        say(
          "aucun fichier .xml ou .ndjson sous \(paths.joined(separator: ", "))",
          "no .xml or .ndjson file under \(paths.joined(separator: ", "))"
        ),
        .notFound
      )
    }
    let refused = try await Opened.forWriting(data.directory) { service in
      try await run(files, in: service)
    }
    if refused > 0 { throw ExitCode(ExitStatus.foundSomething.rawValue) }
  }

  private func run(_ files: [String], in service: RecordService) async throws -> Int {
    try service.runner.requireUpToDate(LogFeed(service))
    var context = EventContext()
    context.actor = Actor(
      .operator,
      identifier: self.operator ?? ProcessInfo.processInfo.environment["CARNET_OPERATOR"]
        ?? NSUserName()
    )
    context.purpose = .feeding
    let documents = try DocumentImport(
      service,
      context: context,
      channel: channel,
      consentGiven: consentGiven
    )
    let progress = Progress(say("Import", "Import"), unit: say("fichiers", "files"))
    var listing = Listing(quiet: quiet, format: output.format)
    var group: [DocumentImport.Source] = []
    var bytes = 0
    var done = 0
    var refused = 0
    func take() async throws {
      for entry in try await documents.run(group) { listing.add(entry) }
      done += group.count
      group = []
      bytes = 0
      progress.update(UInt64(done), of: UInt64(files.count))
    }
    for file in files {
      if file.hasSuffix(".ndjson") {
        try await take()
        if try await importEvents(file, service) == false { refused += 1 }
        done += 1
        continue
      }
      guard let content = try read(file, &listing) else { continue }
      group.append(DocumentImport.Source(name: file, bytes: content))
      bytes += content.count
      if group.count >= Self.groupCount || bytes >= Self.groupBytes { try await take() }
    }
    try await take()
    progress.finish()
    try service.runner.requireUpToDate(LogFeed(service))
    // Event files have had their own sums.
    if files.contains(where: { !$0.hasSuffix(".ndjson") }) { try listing.print(documents.report) }
    return refused + documents.report.refused + listing.unreadable
  }

  private func read(_ file: String, _ listing: inout Listing) throws -> [UInt8]? {
    do {
      return try RealFileSystem()
        .readAll(
          DataOptions.absolute(file),
          limit: Self.fileBytesMax
        )
    } catch {
      listing.addUnreadable(file, Sentences.told(error).sentence)
      return nil
    }
  }

  /// Imports an event file; false when a line was refused, with all before it in.
  private func importEvents(_ file: String, _ service: RecordService) async throws -> Bool {
    let lines = EventImport(service)
    let progress = Progress(file, unit: say("évén.", "events"))
    var group: [[UInt8]] = []
    var number = 1
    var isWhole = true
    do {
      for try await line in LineReader(file) {
        group.append(line)
        if group.count >= 4096 {
          try await lines.run(group, first: number)
          number += group.count
          group = []
          progress.update(UInt64(number), of: nil)
        }
      }
      try await lines.run(group, first: number)
    } catch let refusal as EventImport.Refusal {
      isWhole = false
      Console.tell(
        say(
          "carnet : \(file), ligne \(refusal.line) : \(Sentences.line(refusal.reason)) ; les lignes précédentes sont entrées",
          "carnet: \(file), line \(refusal.line): \(Sentences.line(refusal.reason)); the lines before it are in"
        )
      )
    }
    progress.finish()
    Console.tell(
      say(
        "\(file) : \(Cell.grouped(lines.added)) événements ajoutés, \(Cell.grouped(lines.alreadyThere)) déjà là",
        "\(file): \(Cell.grouped(lines.added)) events added, \(Cell.grouped(lines.alreadyThere)) there already"
      )
    )
    return isWhole
  }

  /// The importable files under the paths, in a stable order.
  static func files(under paths: [String]) throws -> [String] {
    var found: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Told(say("\(path) n'existe pas", "\(path) does not exist"), .notFound)
      }
      if !isFolder.boolValue {
        found.append(path)
        continue
      }
      let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      for name in names.sorted() {
        let lower = name.lowercased()
        if lower.hasSuffix(".xml") || lower.hasSuffix(".ndjson") {
          found.append(path.hasSuffix("/") ? path + name : path + "/" + name)
        }
      }
    }
    return found
  }
}

/// What an import tells: a row a file, then the sums.
private struct Listing {
  var quiet: Bool
  var format: RowFormat
  private(set) var unreadable = 0
  private var table = Table([
    Column("file", say("fichier", "file")), Column("outcome", say("issue", "outcome")),
    Column("record", say("dossier", "record")), Column("document", say("n°", "no.")),
    Column("remarks", say("remarques", "remarks")),
  ])

  init(quiet: Bool, format: RowFormat) {
    self.quiet = quiet
    self.format = format
  }

  mutating func addUnreadable(_ file: String, _ reason: String) {
    unreadable += 1
    table.add([
      .text(file), .term("refused", shown: say("refusé", "refused")), .none, .none,
      .text(Cell.printable(reason)),
    ])
  }

  mutating func add(_ entry: ImportEntry) {
    let remarks = entry.findings.map { Cell.printable(Sentences.remark($0)) }
    switch entry.outcome {
    case .added(let record, let number):
      if quiet, remarks.isEmpty { return }
      row(entry, .term("added", shown: say("ajouté", "added")), record, number, remarks)
    case .alreadyThere(let record, let number):
      if quiet { return }
      row(entry, .term("already-there", shown: say("déjà là", "there already")), record, number, [])
    case .quarantined(let record, let number, let traits):
      let doubt =
        say("même matricule, traits différents : ", "same INS, other traits: ")
        + traits.map(\.rawValue).joined(separator: ", ")
      row(
        entry,
        .term("quarantined", shown: say("quarantaine", "quarantine")),
        record,
        number,
        [doubt] + remarks
      )
    case .refused(let reason):
      table.add([
        .text(entry.name), .term("refused", shown: say("refusé", "refused")), .none, .none,
        .text(Cell.printable(Sentences.refusal(reason))),
      ])
    }
  }

  private mutating func row(
    _ entry: ImportEntry,
    _ outcome: Cell,
    _ record: Pseudonym,
    _ number: UInt32,
    _ remarks: [String]
  ) {
    table.add([
      .text(entry.name), outcome, .text(record.description), .number(Int(number)),
      .text(remarks.joined(separator: " · ")),
    ])
  }

  func print(_ report: ImportReport) throws {
    if format != .table {
      Console.print(try table.rendered(format))
    } else {
      // Remarks are longer than a terminal is wide: below their file rather than beside it.
      for row in table.rows {
        Console.print("\(row[1].shown)  \(row[0].shown)")
        if row[2] != .none { Console.print("  → \(row[2].shown) n° \(row[3].shown)") }
        Console.print("\n")
        for remark in row[4].shown.components(separatedBy: " · ") where !remark.isEmpty {
          Console.print("    \(remark)\n")
        }
      }
    }
    let sums = say(
      """
      \(report.added) ajoutés · \(report.alreadyThere) déjà là · \(report.quarantined) en quarantaine · \
      \(report.refused + unreadable) refusés · \(report.opened) dossiers ouverts · \(report.withFindings) avec remarques
      """,
      """
      \(report.added) added · \(report.alreadyThere) there already · \(report.quarantined) in quarantine · \
      \(report.refused + unreadable) refused · \(report.opened) records opened · \(report.withFindings) with remarks
      """
    )
    if format == .table { Console.print(sums + "\n") } else { Console.tell(sums) }
    if report.quarantined > 0 {
      Console.tell(
        say(
          "Levez les doutes avec « carnet quarantine list » puis « carnet quarantine settle ».",
          "Settle the doubts with \"carnet quarantine list\" and \"carnet quarantine settle\"."
        )
      )
    }
  }
}

/// The lines of a file, one after the other, in bounded memory; `-` is standard input.
struct LineReader: AsyncSequence {
  typealias Element = [UInt8]

  private let path: String
  static let lineBytesMax = 8 << 20

  init(_ path: String) { self.path = path }

  func makeAsyncIterator() -> Iterator { Iterator(path) }

  struct Iterator: AsyncIteratorProtocol {
    private let handle: FileHandle?
    private let path: String
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    init(_ path: String) {
      self.path = path
      handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    }

    mutating func next() async throws -> [UInt8]? {
      guard let handle else {
        throw Told(say("\(path) n'existe pas", "\(path) does not exist"), .notFound)
      }
      while true {
        if let end = buffer[start...].firstIndex(of: 0x0a) {
          defer { start = end + 1 }
          return Array(buffer[start..<end])
        }
        if isAtEnd {
          defer { start = buffer.count }
          return start < buffer.count ? Array(buffer[start...]) : nil
        }
        guard buffer.count - start <= LineReader.lineBytesMax else {
          throw Told(
            say(
              "\(path) : ligne de plus de \(LineReader.lineBytesMax) octets",
              "\(path): a line of more than \(LineReader.lineBytesMax) bytes"
            ),
            .wrongUsage
          )
        }
        buffer.removeFirst(start)
        start = 0
        guard let more = try handle.read(upToCount: 1 << 20), !more.isEmpty else {
          isAtEnd = true
          continue
        }
        buffer.append(contentsOf: more)
      }
    }
  }
}
