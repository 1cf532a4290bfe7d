import ArgumentParser
import CarnetCore
import EventLog
import Foundation
package import MedicalRecord
import RecordService

extension Carnet_V1_ActorKind: WordedArgument {
  package static let words: [(String, Carnet_V1_ActorKind)] = [
    ("professional", .professional), ("holder", .patient), ("representative", .representative),
    ("heir", .heir), ("structure", .structure), ("cpam", .insuranceAgent),
    ("operator", .operator), ("device", .device),
  ]
}

/// Who acts, and why: it stands in the event.
struct ActingOptions: ParsableArguments {
  @OptionGroup var data: DataOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(say("Qualité de qui agit.", "Capacity of who acts."), valueName: "kind")
  )
  var kindWord = Word(Carnet_V1_ActorKind.operator)
  var kind: Carnet_V1_ActorKind { kindWord.value }

  @Option(
    name: .customLong("actor"),
    help: ArgumentHelp(
      say(
        "Identifiant national de qui agit (défaut : l'utilisateur du système).",
        "National identifier of who acts (default: the system's user)."
      ),
      valueName: "id"
    )
  )
  var identifier: String?

  @Option(
    name: .customLong("actor-profession"),
    help: ArgumentHelp(
      say("Sa profession (G15_10/SM26).", "Their profession (G15_10/SM26)."),
      valueName: "code"
    )
  )
  var profession = ""

  @Option(
    name: .customLong("actor-structure"),
    help: ArgumentHelp(say("Sa structure (IDNST).", "Their structure (IDNST)."), valueName: "id")
  )
  var structure = ""

  @Option(help: ArgumentHelp(say("Motif.", "Reason."), valueName: "text"))
  var reason = ""

  @Option(
    help: ArgumentHelp(say("Poste ou adresse.", "Workstation or address."), valueName: "text")
  )
  var place = ""

  @Flag(
    help: ArgumentHelp(
      say("Connexion secrète d'un mineur.", "A minor's secret connection.")
    )
  )
  var secret = false

  var actor: Actor {
    let environment = ProcessInfo.processInfo.environment
    let name =
      identifier
      ?? (kind == .patient ? "" : environment["CARNET_OPERATOR"] ?? NSUserName())
    return Actor(kind, identifier: name, profession: profession, structure: structure)
  }

  func context(_ purpose: Purpose? = nil) -> EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose =
      purpose
      ?? {
        switch kind {
        case .professional, .structure, .device: .care
        case .patient, .representative, .heir: .patientAccess
        default: .administration
        }
      }()
    context.reason = reason
    context.place = place
    context.secret = secret
    return context
  }

  /// Takes a decision on a record and says what became of it.
  func perform(
    on options: RecordOptions,
    _ decide: @escaping @Sendable (DecisionGround) throws(Refusal) -> [Fact]
  ) async throws {
    try await Opened.forWriting(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let record = try options.resolve(in: service)
      let receipt = try await service.perform(on: record, context()) {
        (ground) throws(Refusal) in
        try decide(ground)
      }
      try Self.tell(receipt, record, service)
    }
  }

  static func tell(
    _ receipt: AppendReceipt?,
    _ record: Pseudonym,
    _ service: RecordService
  ) throws {
    guard let receipt, let first = receipt.positions.first else {
      Console.print(
        say("Rien à changer : c'était déjà ainsi.\n", "Nothing to change: it was so already.\n")
      )
      return
    }
    var names: [String] = []
    for position in receipt.positions {
      let (block, index) = try service.reader.block(containing: position)
      names.append(EventLine.name(of: block.types[index]))
    }
    Console.print(
      say(
        "Fait : dossier \(record), événement \(first) (\(names.joined(separator: ", "))).\n",
        "Done: record \(record), event \(first) (\(names.joined(separator: ", "))).\n"
      )
    )
  }
}

/// Whom an act is about: a professional, a structure, a representative, an heir.
struct SubjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("Identifiant de la personne ou structure.", "Identifier of the person or structure."),
      valueName: "id"
    )
  )
  var who = ""

  @Option(help: ArgumentHelp(say("Sa profession.", "Their profession."), valueName: "code"))
  var profession = ""

  @Option(help: ArgumentHelp(say("Sa structure.", "Their structure."), valueName: "id"))
  var structure = ""

  @Option(help: ArgumentHelp(say("Son nom.", "Their name."), valueName: "text"))
  var name = ""

  func actor(_ kind: Carnet_V1_ActorKind) -> Actor {
    Actor(kind, identifier: who, profession: profession, structure: structure, name: name)
  }
}
