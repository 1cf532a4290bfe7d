import ArgumentParser
import Audit
import CarnetCore
import EventLog
import Foundation
import Ledger
import RecordService

/// `carnet prove`: an inclusion or a consistency proof.
struct Prove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Preuve qu'un événement est dans le journal, ou que le journal prolonge une tête gardée.",
      "Prove that an event is in the log, or that the log extends a head you kept."
    ),
    discussion: say(
      """
      Exemples :
        carnet prove --position 12 --out evenement-12.tlog-proof
        carnet prove --since tete-gardee.txt
      """,
      """
      Examples:
        carnet prove --position 12 --out event-12.tlog-proof
        carnet prove --since head-that-i-kept.txt
      """
    )
  )

  @OptionGroup var options: ProveOptions

  func run() async throws { try await options.run() }
}

/// What to prove, and where the proof goes.
struct ProveOptions: ParsableArguments {
  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp(say("Position de l'événement.", "Position of the event."), valueName: "n")
  )
  var position: UInt64?

  @Option(
    help: ArgumentHelp(
      say("Identité de l'événement (UUID).", "Identity of the event (UUID)."),
      valueName: "id"
    )
  )
  var event: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Tête gardée, ou nombre d'événements : preuve de continuité.",
        "Head that you kept, or a number of events: consistency proof."
      ),
      valueName: "file|n"
    )
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      say("Fichier à écrire (défaut : sortie).", "File to write (default: standard output)."),
      valueName: "file"
    )
  )
  var out: String?

  func validate() throws {
    let given = [position != nil, event != nil, since != nil].count { $0 }
    guard given == 1 else {
      throw ValidationError(
        say(
          "Indiquez une seule de --position, --event, --since.",
          "Give exactly one of --position, --event, --since."
        )
      )
    }
    if let event, EventID(event) == nil {
      throw ValidationError(say("--event est un UUID.", "--event is a UUID."))
    }
  }

  func run() async throws {
    let text = try await Opened.forWriting(data.directory) { service -> String in
      if let since { return try consistency(service, since) }
      return try service.prove(try place(service)).encoded
    }
    guard let out else {
      Console.print(text)
      return
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
    Console.tell(say("preuve écrite dans \(out)", "proof written to \(out)"))
  }

  private func place(_ service: RecordService) throws -> Position {
    if let position {
      let size = try service.reader.readableSize()
      guard position < size else { throw LogFailure.beyondEnd(Position(position), size: size) }
      return Position(position)
    }
    guard let id = event.flatMap(EventID.init), let found = try service.position(of: id) else {
      throw Told(say("aucun événement de cette identité", "no event of this identity"), .notFound)
    }
    return found
  }

  /// The head that was kept, from its file; or, for a number, the log's own head at that size.
  private func head(_ service: RecordService, _ since: String) throws -> Checkpoint {
    let path = DataOptions.absolute(since)
    let files = RealFileSystem()
    if let size = UInt64(since), try !files.exists(path) {
      let end = try service.reader.readableSize()
      guard size <= end else { throw LogFailure.beyondEnd(Position(size), size: end) }
      return Checkpoint(
        origin: service.identity.origin,
        size: size,
        root: try service.tree.root(atSize: size)
      )
    }
    let bytes = try files.readAll(path, limit: SignedNote.bytesMax)
    return try Checkpoint(note: bytes, verifier: NoteVerifier(service.identity.verifierKey))
  }

  /// The body of a C2SP add-checkpoint request: old size, proof, empty line, signed head.
  private func consistency(_ service: RecordService, _ since: String) throws -> String {
    let old = try head(service, since)
    let note = try service.signCheckpoint()
    let new = try Checkpoint(parsing: note.text)
    guard old.size <= new.size else {
      throw LogFailure.beyondEnd(Position(old.size), size: new.size)
    }
    let proof = try service.tree.consistency(from: old.size, to: new.size)
    do throws(ProofFailure) {
      try proof.verify(firstRoot: old.root, secondRoot: new.root)
    } catch {
      throw Told(
        say(
          "le journal ne prolonge PAS la tête gardée : ce n'est pas le même passé",
          "the log does NOT extend the head you kept: it is another past"
        ),
        .integrity
      )
    }
    return "old \(old.size)\n"
      + proof.path.map { Base64.encode($0.bytes) + "\n" }.joined() + "\n" + note.encoded
  }
}
