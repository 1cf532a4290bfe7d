import MedicalRecord
import Views

/// A row of `identity`: whose record it is, as the last `IdentityRecorded` states it.
struct IdentityRow {
  static let columns = """
    matricule, authority, birth_name, given_names, first_given_name, used_name, used_given_name,
    sex, birth_date, birth_place, postal_code, city, local_identifiers, findings, name_key
    """
  static let insert = """
    INSERT OR REPLACE INTO identity (record, \(columns))
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private let recorded: IdentityRecorded

  init(_ recorded: IdentityRecorded) { self.recorded = recorded }

  func bind(to statement: Statement, from index: Int32) {
    statement.bindIfSaid(index, recorded.matricule)
    statement.bindIfSaid(index + 1, recorded.authority)
    statement.bind(index + 2, recorded.birthName)
    statement.bind(index + 3, ListText.join(recorded.givenNames))
    statement.bindIfSaid(index + 4, recorded.firstGivenName)
    statement.bindIfSaid(index + 5, recorded.usedName)
    statement.bindIfSaid(index + 6, recorded.usedGivenName)
    statement.bind(index + 7, recorded.sex.rawValue)
    statement.bind(index + 8, recorded.birthDate)
    statement.bindIfSaid(index + 9, recorded.birthPlace)
    statement.bindIfSaid(index + 10, recorded.postalCode)
    statement.bindIfSaid(index + 11, recorded.city)
    statement.bindIfSaid(
      index + 12,
      ListText.join(recorded.localIdentifiers.flatMap { [$0.root, $0.extension] })
    )
    statement.bindIfSaid(index + 13, ListText.join(recorded.findings))
    statement.bind(index + 14, Self.nameKey(recorded.birthName))
  }

  /// A name in the form in which names are compared.
  static func nameKey(_ name: String) -> String {
    NormalizedName(name).words.joined(separator: " ")
  }
}
