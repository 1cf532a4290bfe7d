import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// The report of an import that a person reads: sums first, then what asks for an act, then the rest.
///
/// It names files, records and documents, and nobody.
struct ImportPage {
  private var refused: [String] = []
  private var quarantined: [String] = []
  private var remarked: [String] = []
  private var consents: [String] = []
  private var simple: [String] = []

  mutating func add(_ outcome: FileOutcome) {
    if let problem = outcome.problem { refused.append("\(outcome.file)\n    \(problem)") }
    if let lines = outcome.lines {
      simple.append(
        say(
          "\(outcome.file) : \(Words.eventsAdded(lines.added)), \(lines.alreadyThere) déjà là",
          "\(outcome.file): \(Words.eventsAdded(lines.added)), \(lines.alreadyThere) there already"
        )
      )
    }
    for entry in outcome.entries { add(entry) }
  }

  private mutating func add(_ entry: ImportEntry) {
    let remarks = entry.findings.map { "\n    " + Sentences.remark($0) }.joined()
    switch entry.outcome {
    case .added(let record, let number):
      let line = say(
        "\(entry.name) → dossier \(record), document \(number)",
        "\(entry.name) → record \(record), document \(number)"
      )
      if remarks.isEmpty { simple.append(line) } else { remarked.append(line + remarks) }
    case .alreadyThere(let record, let number):
      simple.append(
        say(
          "\(entry.name) : déjà là, dossier \(record), document \(number)",
          "\(entry.name): there already, record \(record), document \(number)"
        )
      )
    case .quarantined(let record, let number, let traits):
      let doubt = ImportListing.doubt(traits)
      quarantined.append(
        say(
          "\(entry.name) → dossier \(record), document \(number) : \(doubt)",
          "\(entry.name) → record \(record), document \(number): \(doubt)"
        ) + remarks
      )
    case .consents(let read):
      consents.append(entry.name + say(" : ", ": ") + Sentences.consents(read) + remarks)
    case .refused(let refusal):
      refused.append("\(entry.name)\n    \(Sentences.refusal(refusal))")
    }
  }

  func text(sums: String, at time: Instant) -> String {
    let sections = [
      (
        say("Refusés : à corriger et à renvoyer", "Refused: to be corrected and sent again"),
        refused
      ),
      (
        say(
          "En quarantaine : à trancher avec « carnet quarantine »",
          "In quarantine: to be settled with \"carnet quarantine\""
        ), quarantined
      ),
      (say("Entrés avec des remarques", "In, with remarks"), remarked),
      (say("Consentements lus", "Consents read"), consents),
      (say("Entrés ou déjà là", "In, or there already"), simple),
    ]
    var text = say("Compte rendu d'import, \(time)\n", "Import report, \(time)\n") + sums + "\n"
    for (heading, lines) in sections where !lines.isEmpty {
      text += "\n\(heading) (\(lines.count))\n\n"
      for line in lines {
        // Each line of a remark by itself: names from outside bring no line ends of their own.
        let shown = line.split(separator: "\n").map { Cell.printable(String($0)) }
        text += "  " + shown.joined(separator: "\n  ") + "\n"
      }
    }
    return text
  }

  /// Writes the page in place of what was there, whole or not at all.
  func write(to file: String, sums: String, at time: Instant) throws {
    try Self.telling(file) {
      try Data(text(sums: sums, at: time).utf8)
        .write(to: URL(fileURLWithPath: file), options: .atomic)
    }
  }

  /// Adds the page behind those of earlier batches.
  func append(to file: String, sums: String, at time: Instant) throws {
    try Self.telling(file) {
      if !FileManager.default.fileExists(atPath: file) {
        try Data().write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
      }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
      defer { handle.closeFile() }
      try handle.seekToEnd()
      try handle.write(contentsOf: Data((text(sums: sums, at: time) + "\n").utf8))
    }
  }

  private static func telling(_ file: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw Told(
        say(
          "le compte rendu \(file) ne peut pas être écrit ; l'import lui-même est fait",
          "the report \(file) cannot be written; the import itself is done"
        ),
        .foundSomething
      )
    }
  }
}
