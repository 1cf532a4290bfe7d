import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// What an import tells: a row a file, then the sums.
struct ImportListing {
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
    refused(file, reason)
  }

  private mutating func refused(_ name: String, _ reason: String) {
    table.add([
      .text(name), .term("refused", shown: say("refusé", "refused")), .none, .none,
      .text(Cell.printable(reason)),
    ])
  }

  mutating func add(_ outcome: FileOutcome) {
    // Event files have had their own words.
    if outcome.lines == nil, let problem = outcome.problem {
      addUnreadable(outcome.file, problem)
    }
    for entry in outcome.entries { add(entry) }
  }

  private mutating func add(_ entry: ImportEntry) {
    let remarks = entry.findings.map { Cell.printable(Sentences.remark($0)) }
    switch entry.outcome {
    case .added(let record, let number):
      if quiet, remarks.isEmpty { return }
      row(entry, .term("added", shown: say("ajouté", "added")), record, number, remarks)
    case .alreadyThere(let record, let number):
      if quiet { return }
      row(entry, .term("already-there", shown: say("déjà là", "there already")), record, number, [])
    case .quarantined(let record, let number, let traits):
      row(
        entry,
        .term("quarantined", shown: say("quarantaine", "quarantine")),
        record,
        number,
        [Self.doubt(traits)] + remarks
      )
    case .consents(let consents):
      table.add([
        .text(entry.name), .term("consents", shown: say("consentements lus", "consents read")),
        .none, .none, .text(([Sentences.consents(consents)] + remarks).joined(separator: " · ")),
      ])
    case .refused(let reason): refused(entry.name, Sentences.refusal(reason))
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

  /// Why a document went to a record of its own.
  static func doubt(_ traits: [IdentityTrait]) -> String {
    let names = traits.map(\.rawValue).joined(separator: ", ")
    // Of one matricule everything else may differ, the INS never: without it, nothing tells.
    return traits.contains(.ins)
      ? say(
        "peut-être la personne d'un autre dossier, rien ne le dit : \(names)",
        "perhaps the person of another record, nothing tells: \(names)"
      ) : say("même matricule, traits différents : \(names)", "same INS, other traits: \(names)")
  }

  /// The sums in one sentence.
  static func sums(_ report: ImportReport, unreadable: Int) -> String {
    let opened = Words.count(
      report.opened,
      ("dossier ouvert", "dossiers ouverts"),
      ("record opened", "records opened")
    )
    let sums = say(
      """
      \(report.added) ajoutés · \(report.alreadyThere) déjà là · \(report.quarantined) en quarantaine · \
      \(report.refused + unreadable) refusés · \(opened) · \(report.withFindings) avec remarques
      """,
      """
      \(report.added) added · \(report.alreadyThere) there already · \(report.quarantined) in quarantine · \
      \(report.refused + unreadable) refused · \(opened) · \(report.withFindings) with remarks
      """
    )
    guard report.consents > 0 else { return sums }
    return sums
      + say(
        " · "
          + Words.count(
            report.consents,
            ("message de consentement lu", "messages de consentement lus"),
            ("consent message read", "consent messages read")
          ),
        " · "
          + Words.count(
            report.consents,
            ("message de consentement lu", "messages de consentement lus"),
            ("consent message read", "consent messages read")
          )
      )
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
    let sums = Self.sums(report, unreadable: unreadable)
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
