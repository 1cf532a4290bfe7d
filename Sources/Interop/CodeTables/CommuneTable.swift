package import MedicalRecord

/// The communes of a department, found by code or by what people write in an address.
package struct CommuneTable: Sendable {
  /// In the order of their codes.
  package let communes: [Commune]

  private let byCode: [CommuneCode: Int]
  /// The commune that a former one, or one that keeps a town hall of its own, belongs to.
  private let parents: [CommuneCode: CommuneCode]
  private let byPostalCode: [String: [Int]]
  private let delegatedNames: [CommuneCode: [NormalizedName]]

  /// A commune with the groups that statistics count by.
  package struct Commune: Hashable, Sendable {
    package var code: CommuneCode
    package var name: String
    package var arrondissement: String
    /// SIREN of the intermunicipal body.
    package var epci: String
    package var epciName: String
    /// Legal municipal population of 2023.
    package var population: Int
    package var postalCodes: [String]
  }

  init(communes rows: [[Substring]], delegated: [[Substring]]) throws(CodeTableDamage) {
    var communes: [Commune] = []
    for (index, row) in rows.enumerated() {
      func damage(_ expected: String) -> CodeTableDamage {
        CodeTableDamage(table: "communes-76", problem: .row(index + 1, expected))
      }
      guard let code = CommuneCode(cell: row[0]) else { throw damage("a commune code") }
      guard let population = Int(row[5]), population >= 0 else { throw damage("a population") }
      communes.append(
        Commune(
          code: code,
          name: String(row[1]),
          arrondissement: String(row[2]),
          epci: String(row[3]),
          epciName: String(row[4]),
          population: population,
          postalCodes: row[6].split(separator: "|").map(String.init)
        )
      )
    }
    self.communes = communes.sorted { $0.code < $1.code }

    var byCode: [CommuneCode: Int] = [:]
    var byPostalCode: [String: [Int]] = [:]
    for (index, commune) in self.communes.enumerated() {
      byCode[commune.code] = index
      for postalCode in commune.postalCodes { byPostalCode[postalCode, default: []].append(index) }
    }
    var parents: [CommuneCode: CommuneCode] = [:]
    var names: [CommuneCode: [NormalizedName]] = [:]
    for (index, row) in delegated.enumerated() {
      guard let code = CommuneCode(cell: row[0]), let parent = CommuneCode(cell: row[2]),
        byCode[parent] != nil
      else {
        throw CodeTableDamage(
          table: "delegated-communes-76",
          problem: .row(index + 1, "a commune code and the code of a commune of the department")
        )
      }
      // The seat of a merger is a delegated commune of itself.
      if code != parent { parents[code] = parent }
      names[parent, default: []].append(Self.addressName(row[1]))
    }
    self.byCode = byCode
    self.byPostalCode = byPostalCode
    self.parents = parents
    delegatedNames = names
  }

  /// The commune of a code; of a delegated commune, the one it belongs to.
  package subscript(code code: CommuneCode) -> Commune? {
    byCode[parents[code] ?? code].map { communes[$0] }
  }

  /// The commune of an address; nil when the address does not decide.
  ///
  /// Among the communes of the postal code it is the one whose name it is, or that of one of its
  /// delegated communes; the only one of its postal code whatever the name.
  package func commune(postalCode: String, city: String?) -> Commune? {
    let candidates = byPostalCode[postalCode] ?? []
    if let city {
      let name = Self.addressName(city)
      let named = candidates.filter { index in
        Self.addressName(communes[index].name) == name
          || delegatedNames[communes[index].code]?.contains(name) == true
      }
      if let only = named.first, named.count == 1 { return communes[only] }
    }
    guard let only = candidates.first, candidates.count == 1 else { return nil }
    return communes[only]
  }

  /// A name as addresses write it: ST and STE are SAINT and SAINTE, and CEDEX with what follows is
  /// left out.
  private static func addressName(_ text: some StringProtocol) -> NormalizedName {
    let words = NormalizedName(text).words.prefix { $0 != "CEDEX" }
    let spelt = words.map { word in
      switch word {
      case "ST": "SAINT"
      case "STE": "SAINTE"
      default: word
      }
    }
    return NormalizedName(joining: spelt)
  }
}

extension CommuneCode {
  /// Reads a cell of a table; nil for what is no code.
  fileprivate init?(cell: Substring) {
    do throws(MalformedIdentifier) {
      try self.init(cell)
    } catch {
      return nil
    }
  }
}
