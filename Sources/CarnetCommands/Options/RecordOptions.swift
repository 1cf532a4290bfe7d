import ArgumentParser
import CarnetCore
import RecordDirectory
import RecordService
import Views

/// Which record: by pseudonym, or by matricule where one record alone carries it.
struct RecordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("Dossier, par son pseudonyme (r-…).", "Record, by its pseudonym (r-…)."),
      valueName: "r-…"
    )
  )
  var record: String?

  @Option(
    help: ArgumentHelp(
      say("Dossier, par le matricule INS.", "Record, by the INS."),
      valueName: "ins"
    )
  )
  var ins: String?

  func validate() throws {
    if record == nil, ins == nil {
      throw ValidationError(
        say("Indiquez --record ou --ins.", "Give --record or --ins.")
      )
    }
    if let record, Pseudonym(record) == nil {
      throw ValidationError(
        say(
          "« \(record) » n'est pas un dossier : r- et 16 chiffres hexadécimaux.",
          "\"\(record)\" is not a record: r- and 16 hexadecimal digits."
        )
      )
    }
  }

  /// Finds the record; the views must be up to date.
  func resolve(in service: RecordService) throws -> Pseudonym {
    if let record, let pseudonym = Pseudonym(record) {
      guard service.index.head(of: pseudonym) != nil else {
        throw ServiceFailure.unknownRecord(pseudonym)
      }
      return pseudonym
    }
    let reader = ViewReader(RecordDirectory.self, in: service.directory.views)
    let entries = try reader.read { try $0.entries(matricule: ins ?? "") }
    guard let first = entries.first else {
      throw Told(
        say("aucun dossier sous ce matricule", "no record under this INS"),
        .notFound
      )
    }
    if entries.count > 1 {
      let list = entries.map(\.record.description).joined(separator: ", ")
      throw Told(
        say(
          "\(entries.count) dossiers portent ce matricule : choisissez avec --record (\(list))",
          "\(entries.count) records carry this INS: choose with --record (\(list))"
        ),
        .notFound
      )
    }
    return first.record
  }
}
