package import CarnetCore
package import MedicalRecord

/// The published French reference lists that reading a document needs: types, classes, formats,
/// settings, specialities, communes.
///
/// They are compiled in as text (`Sources/Interop/Resources`, written by tools/make-code-tables) and
/// parsed once. Each has a version and a digest, so that a record can say by which list it was read.
package struct CodeTables: Sendable {
  /// What each table is, in the order of their names.
  package let versions: [Version]

  private let documentTypes: [Code: String]
  private let typeClasses: [Code: String]
  private let documentClasses: [String: String]
  private let templateFormats: [String: [TemplateFormat]]
  private let facilityTypes: [Code: String]
  private let practiceSettings: [Code: String]
  private let confidentialities: [Code: String]
  private let authorSpecialties: [Code: String]
  /// The communes of Seine-Maritime.
  package let communes: CommuneTable

  struct TemplateFormat {
    var mediaType: String
    var format: String
  }

  /// Which edition of a list this is.
  package struct Version: Hashable, Sendable {
    package let name: String
    /// The day of the edition, or `commit` and the beginning of the commit where the list carries no
    /// date of its own.
    package let edition: String
    /// SHA-256 of the table's text.
    package let digest: Digest
    package let rows: Int
  }

  private static let loaded = Result<CodeTables, CodeTableDamage> {
    () throws(CodeTableDamage) in try CodeTables(Source.all)
  }

  /// The tables that are compiled in.
  package static func standard() throws(CodeTableDamage) -> CodeTables { try loaded.get() }

  /// - Throws: when a table is missing, has another shape than its first line says, or holds what is
  ///   no code.
  init(_ sources: [Source]) throws(CodeTableDamage) {
    var tables: [String: CodeTable] = [:]
    for source in sources { tables[source.name] = try CodeTable(source) }

    func table(_ name: String, _ columns: String...) throws(CodeTableDamage) -> [[Substring]] {
      guard let table = tables[name] else { throw CodeTableDamage(table: name, problem: .missing) }
      guard table.columns == columns else {
        throw CodeTableDamage(table: name, problem: .columns(expected: columns))
      }
      return table.rows
    }
    func labels(_ name: String) throws(CodeTableDamage) -> [Code: String] {
      var labels: [Code: String] = [:]
      for row in try table(name, "system", "code", "label") {
        labels[Code(system: String(row[0]), code: String(row[1]))] = String(row[2])
      }
      return labels
    }

    documentTypes = try labels("document-types")
    facilityTypes = try labels("facility-types")
    practiceSettings = try labels("practice-settings")
    confidentialities = try labels("confidentialities")
    authorSpecialties = try labels("author-specialties")

    var classes: [Code: String] = [:]
    for row in try table("type-classes", "system", "code", "class") {
      classes[Code(system: String(row[0]), code: String(row[1]))] = String(row[2])
    }
    typeClasses = classes

    var names: [String: String] = [:]
    for row in try table("document-classes", "code", "label") {
      names[String(row[0])] = String(row[1])
    }
    documentClasses = names

    var formats: [String: [TemplateFormat]] = [:]
    for row in try table("template-formats", "template", "mediaType", "format", "label") {
      formats[String(row[0]), default: []]
        .append(
          TemplateFormat(mediaType: String(row[1]), format: String(row[2]))
        )
    }
    templateFormats = formats

    communes = try CommuneTable(
      communes: try table(
        "communes-76",
        "code",
        "name",
        "arrondissement",
        "epci",
        "epciName",
        "population",
        "postalCodes"
      ),
      delegated: try table("delegated-communes-76", "code", "name", "parent")
    )
    versions = tables.values.map(\.version).sorted { $0.name < $1.name }
  }

  // MARK: Questions

  /// The label of a document type; nil when no list knows it.
  package func label(ofType code: Code) -> String? { documentTypes[code] }

  /// The class of a document type, with its label; nil when the map has none.
  package func documentClass(ofType code: Code) -> Code? {
    typeClasses[code]
      .map {
        Code(system: Self.classSystem, code: $0, display: documentClasses[$0])
      }
  }

  /// The document types of the list, by their labels: what people choose from.
  package var typesByLabel: [Code] {
    documentTypes.map { Code(system: $0.key.system, code: $0.key.code, display: $0.value) }
      .sorted { ($0.display ?? "", $0.code) < ($1.display ?? "", $1.code) }
  }

  package func label(ofFacilityType code: Code) -> String? { facilityTypes[code] }
  package func label(ofPracticeSetting code: Code) -> String? { practiceSettings[code] }
  package func label(ofConfidentiality code: Code) -> String? { confidentialities[code] }
  package func label(ofSpecialty code: Code) -> String? { authorSpecialties[code] }

  /// The format of a document by the templates it declares.
  ///
  /// - Parameters:
  ///   - templates: the roots of its templateIds, in their order.
  ///   - mediaType: of the embedded file, when the body is one; nil for a structured body.
  /// - Returns: the format of the most particular template known: one of the ANS before one of IHE,
  ///   the longest before shorter ones. An embedded file has the format of its media type.
  package func format(ofTemplates templates: [String], mediaType: String?) -> Code? {
    if let mediaType {
      return templateFormats[Self.unstructuredTemplate]?
        .first { $0.mediaType == mediaType }
        .map { Self.formatCode($0.format) }
    }
    func rank(_ template: String) -> (Int, Int) {
      (template.hasPrefix(Self.frenchTemplates) ? 1 : 0, template.utf8.count)
    }
    return templates.filter { $0 != Self.unstructuredTemplate && templateFormats[$0] != nil }
      .max { rank($0) < rank($1) }
      .flatMap { templateFormats[$0]?.first }
      .map { Self.formatCode($0.format) }
  }

  private static func formatCode(_ format: String) -> Code {
    let isIHE = format.hasPrefix("urn:ihe:") && !format.hasPrefix("urn:ihe:iti-fr:")
    return Code(system: isIHE ? iheFormatSystem : frenchFormatSystem, code: format)
  }

  /// TRE_A03.
  package static let classSystem = "1.2.250.1.213.1.1.4.1"
  private static let frenchFormatSystem = "1.2.250.1.213.1.1.4.2.282"
  private static let iheFormatSystem = "1.3.6.1.4.1.19376.1.2.3"
  private static let frenchTemplates = "1.2.250.1.213.1.1.1."
  /// IHE's template of a document whose body is a file (XDS-SD).
  private static let unstructuredTemplate = "1.3.6.1.4.1.19376.1.2.20"
}
