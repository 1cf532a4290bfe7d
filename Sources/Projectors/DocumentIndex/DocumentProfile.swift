import MedicalRecord
import Views

/// What many documents have in common: their codes, language and media type.
///
/// A row of the dictionary `profile`, so that a document's own row holds one number for all of it.
struct DocumentProfile: Hashable {
  static let columns = [
    "type_system", "type", "type_display", "class_system", "class", "class_display",
    "format_system", "format", "confidentiality", "setting_system", "setting", "setting_display",
    "facility_system", "facility", "facility_display", "language", "media_type",
  ]

  private var codes: [String]

  init(_ added: DocumentAdded) {
    let (type, documentClass, format) = (added.type, added.documentClass, added.format)
    let (setting, facility) = (added.practiceSetting, added.facilityType)
    codes = [
      type.system, type.code, type.display, documentClass.system, documentClass.code,
      documentClass.display, format.system, format.code,
      ListText.join(added.confidentiality.flatMap { [$0.system, $0.code] }),
      setting.system, setting.code, setting.display, facility.system, facility.code,
      facility.display, added.language, added.mediaType,
    ]
  }

  /// Hashes the codes that tell most documents apart; the rest is compared when they are equal.
  func hash(into hasher: inout Hasher) {
    hasher.combine(codes[1])
    hasher.combine(codes[10])
    hasher.combine(codes[13])
  }

  func bind(to statement: Statement) {
    for (index, code) in codes.enumerated() { statement.bind(Int32(index) + 1, code) }
  }
}

/// The first author of a document and the structure they wrote for: a row of the dictionary
/// `author`.
struct DocumentAuthorRow: Hashable {
  static let columns = [
    "identifier", "identifier_system", "family", "given", "specialty_system", "specialty",
    "role_system", "role", "structure", "structure_system", "structure_name",
  ]

  private var number: UInt64 = 0
  private var structureNumber: UInt64 = 0
  private var words: [String]

  init(_ author: Carnet_V1_Author) {
    var identifier = ""
    switch author.identifier {
    case .number(let value): number = value
    case .text(let text): identifier = text
    case nil: break
    }
    var structure = ""
    switch author.structure {
    case .structureNumber(let value): structureNumber = value
    case .structureText(let text): structure = text
    case nil: break
    }
    let (specialty, role) = (author.specialty, author.role)
    words = [
      identifier, author.identifierSystem, author.family, author.given, specialty.system,
      specialty.code, role.system, role.code, structure, author.structureSystem,
      author.structureName,
    ]
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    hasher.combine(structureNumber)
    if number == 0 { hasher.combine(words[0]) }
  }

  /// Identifiers as numbers where they came as numbers.
  func bind(to statement: Statement) {
    for (index, word) in words.enumerated() { statement.bind(Int32(index) + 1, word) }
    if number != 0 { statement.bind(1, Int64(bitPattern: number)) }
    if structureNumber != 0 { statement.bind(9, Int64(bitPattern: structureNumber)) }
  }
}
