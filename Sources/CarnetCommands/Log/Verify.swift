import ArgumentParser
import CarnetCore
import EventLog
import Foundation
import Ledger
import RecordService

/// `carnet verify`: checks the whole log from its bytes.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Vérifie tout le journal, octet par octet, sans aucune clé.",
      "Verify the whole log from its bytes, without any key."
    ),
    discussion: say(
      "Exemple : carnet verify --since tete-gardee.txt",
      "Example: carnet verify --since head-that-i-kept.txt"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Tête signée que vous avez gardée : le journal doit en être la suite.",
        "A signed head that you kept: the log must extend it."
      ),
      valueName: "file"
    )
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Clé publique du journal telle qu'on vous l'a donnée : le journal doit nommer la même.",
        "The log's public key as you were given it: the log must name the same."
      ),
      valueName: "key"
    )
  )
  var key: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Écrit dans ce fichier une ligne « taille racine » pour chaque taille, racine recalculée.",
        "Write a line \"size root\" for every size to this file, the roots recomputed."
      ),
      valueName: "file"
    )
  )
  var roots: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "Vérifie aussi les octets scellés des contenus de documents (il faut la clé racine).",
        "Check the sealed bytes of document contents too (needs the root key)."
      )
    )
  )
  var contents = false

  func run() async throws {
    let directory = data.directory
    let files = RealFileSystem()
    let heads = try keptHeads(files, directory.log)
    let progress = Progress(say("Vérification", "Verifying"), unit: say("évén.", "events"))
    var lines: [UInt8] = []
    let note: (UInt64, Digest) -> Void = { size, root in
      lines.append(contentsOf: "\(size) \(root)\n".utf8)
    }
    let report = try await LogVerifier(files, directory.log)
      .verify(
        against: heads,
        roots: roots == nil ? nil : note
      ) { progress.update($0, of: nil) }
    if let roots { try files.replace(DataOptions.absolute(roots), with: lines) }
    progress.finish()
    try tell(report, since: heads.first)
    let areContentsWhole = try !contents || tellContents(directory)
    if !report.isIntact || !areContentsWhole {
      throw ExitCode(ExitStatus.foundSomething.rawValue)
    }
  }

  /// The head that the auditor kept, if there is one, under the key that was given, if one was.
  private func keptHeads(_ files: RealFileSystem, _ log: LogDirectory) throws -> [Checkpoint] {
    guard since != nil || key != nil else { return [] }
    let identity = try LogScan.readIdentity(files, log)
    if let key, key != identity.verifierKey {
      throw Told(
        say(
          "le journal nomme la clé \(identity.verifierKey), on vous a donné \(key)",
          "the log names the key \(identity.verifierKey), you were given \(key)"
        ),
        .foundSomething
      )
    }
    guard let since else { return [] }
    let bytes = try files.readAll(DataOptions.absolute(since), limit: SignedNote.bytesMax)
    return [try Checkpoint(note: bytes, verifier: NoteVerifier(identity.verifierKey))]
  }

  /// Names the contents that do not check; true when all do.
  private func tellContents(_ directory: DataDirectory) throws -> Bool {
    let service = try RecordService.openForReading(directory)
    defer { try? service.close() }
    let contents = service.contents
    let findings = try contents.verify()
    let count = try contents.count
    for finding in findings { Console.tell("✘ " + Sentences.told(finding).sentence) }
    let named = try service.missingContents(upTo: try service.reader.readableSize()) {
      try contents.contains($0)
    }
    for missing in named.missing.prefix(BackupWords.namesMax) {
      Console.tell("✘ " + BackupWords.missingContent(missing.position, missing.record))
    }
    let more = named.missing.count - BackupWords.namesMax
    if more > 0 { Console.tell(BackupWords.more(more)) }
    Console.tell(
      say(
        "contenus : \(Cell.grouped(count)), endommagés : \(findings.count), manquants : \(named.missing.count)",
        "contents: \(Cell.grouped(count)), damaged: \(findings.count), missing: \(named.missing.count)"
      )
    )
    if !named.unopened.isEmpty {
      Console.tell(
        "✘ "
          + Words.count(
            named.unopened.count,
            (
              "événement ne s'ouvre pas sans ses clés : son contenu n'est pas contrôlé",
              "événements ne s'ouvrent pas sans leurs clés : leurs contenus ne sont pas contrôlés"
            ),
            (
              "event does not open without its keys: its content is not checked",
              "events do not open without their keys: their contents are not checked"
            )
          )
      )
    }
    return findings.isEmpty && named.missing.isEmpty && named.unopened.isEmpty
  }

  private func tell(_ report: VerificationReport, since: Checkpoint?) throws {
    let root = report.root?.description ?? "-"
    switch output.format {
    case .table:
      for finding in report.findings { Console.print("✘ " + Sentences.finding(finding) + "\n") }
      let size = Words.events(Int(clamping: report.size))
      let segments = Words.count(report.segments, ("segment", "segments"), ("segment", "segments"))
      Console.print(
        say(
          """
          \(report.isIntact ? "✔ Journal intact" : "✘ Journal endommagé") : \(size), \
          \(segments), \(Cell.grouped(Int(report.bytes))) octets
            racine          \(root)
            têtes signées   \(report.checkpoints), la dernière à \(report.lastCheckpoint.map { Cell.grouped(Int($0.size)) } ?? "-")

          """,
          """
          \(report.isIntact ? "✔ Log intact" : "✘ Log damaged"): \(size), \
          \(segments), \(Cell.grouped(Int(report.bytes))) bytes
            root           \(root)
            signed heads   \(report.checkpoints), the last at \(report.lastCheckpoint.map { Cell.grouped(Int($0.size)) } ?? "-")

          """
        )
      )
      if let since, report.isIntact {
        Console.print(
          say(
            "  prolonge la tête gardée à \(Cell.grouped(Int(since.size))) événements\n",
            "  extends the head kept at \(Cell.grouped(Int(since.size))) events\n"
          )
        )
      }
    case .json, .ndjson, .csv:
      var table = Table([
        Column("size", "size"), Column("root", "root"), Column("intact", "intact"),
        Column("segments", "segments"), Column("bytes", "bytes"),
        Column("checkpoints", "checkpoints"), Column("findings", "findings"),
      ])
      table.add([
        .number(Int(report.size)), .text(root), .text(report.isIntact ? "true" : "false"),
        .number(report.segments), .number(Int(report.bytes)), .number(report.checkpoints),
        .text(report.findings.map(Sentences.finding).joined(separator: "; ")),
      ])
      // One object rather than a list of one.
      Console.print(try table.rendered(output.format == .json ? .ndjson : output.format))
    }
  }
}
