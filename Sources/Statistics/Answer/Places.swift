import CarnetCore
import Interop
import MedicalRecord

/// What communes belong to: intermunicipal bodies and arrondissements cross each other, the
/// department is the sum of both.
struct Places: Sendable {
  private let communes: [String: CommuneTable.Commune]
  private let epciNames: [String: String]
  /// The edition of the list, which populations come with.
  let edition: String

  init() throws {
    let tables = try CodeTables.standard()
    communes = Dictionary(
      tables.communes.communes.map { ($0.code.description, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    epciNames = Dictionary(
      tables.communes.communes.map { ($0.epci, $0.epciName) },
      uniquingKeysWith: { first, _ in first }
    )
    edition = tables.versions.first { $0.name == "communes-76" }?.edition ?? ""
    table = tables.communes
  }

  private let table: CommuneTable

  /// Of a commune that became part of another one, that one; what is no code stays as it is.
  private func canonical(_ text: String) -> String {
    do throws(MalformedIdentifier) {
      return table[code: try CommuneCode(text)]?.code.description ?? text
    } catch {
      return text
    }
  }

  /// The key of a commune's code at a level; empty for one that is unknown or of elsewhere.
  func key(_ commune: String, at dimension: Dimension) -> String {
    let code = canonical(commune)
    switch dimension {
    case .epci: return communes[code]?.epci ?? ""
    case .arrondissement: return communes[code]?.arrondissement ?? ""
    default: return code
    }
  }

  /// What a commune's key is summed up to.
  func ancestors(_ key: String) -> [String] {
    [communes[key]?.epci ?? "", communes[key]?.arrondissement ?? ""]
  }

  func label(_ key: String, at dimension: Dimension) -> String? {
    switch dimension {
    case .commune: communes[key]?.name
    case .epci: epciNames[key]
    default: nil
    }
  }

  /// The legal population of each commune.
  var populations: [(commune: String, count: Int)] {
    communes.values.map { ($0.code.description, $0.population) }.sorted { $0.0 < $1.0 }
  }
}
