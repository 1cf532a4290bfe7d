import ArgumentParser
import CarnetCore
import RecordService

/// A record that a question may be narrowed to.
enum OneRecord {
  static func check(_ text: String?) throws {
    guard let text, Pseudonym(text) == nil else { return }
    throw ValidationError(
      say(
        "« \(text) » n'est pas un dossier : r- et 16 chiffres hexadécimaux.",
        "\"\(text)\" is not a record: r- and 16 hexadecimal digits."
      )
    )
  }

  /// - Throws: `ServiceFailure.unknownRecord`.
  static func resolve(_ text: String?, in service: RecordService) throws -> Pseudonym? {
    guard let record = text.flatMap(Pseudonym.init) else { return nil }
    guard service.index.head(of: record) != nil else {
      throw ServiceFailure.unknownRecord(record)
    }
    return record
  }
}
