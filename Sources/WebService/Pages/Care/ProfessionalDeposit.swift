import CarnetCore
import Interop
import MedicalRecord
import Pages
import RecordService

/// A form with a file, as the submission that a record takes.
struct ProfessionalDeposit {
  /// What is wrong with what was sent, and what would be accepted.
  struct Problem: Error, Sendable {
    var words: Words

    init(_ french: String, _ english: String) { words = Words(french, english) }
  }

  static let bytesMax = 50_000_000

  private(set) var submission: IncomingSubmission

  init(
    _ form: PageForm,
    by professional: Caller.Professional,
    for identity: PatientIdentity,
    replacing old: DocumentView?,
    now: Instant
  ) throws {
    guard let file = form.file("file"), !file.bytes.isEmpty else {
      throw Problem("Choisissez un fichier.", "Choose a file.")
    }
    guard file.bytes.count <= Self.bytesMax else {
      throw Problem(
        "Le fichier dépasse 50 Mo : réduisez-le ou découpez-le.",
        "The file is over 50 MB: make it smaller or cut it."
      )
    }
    var document: IncomingDocument
    switch IncomingFormat(file.bytes) {
    case .cda, .xml: document = try Self.cda(file.bytes)
    default:
      document = try Self.file(file.bytes, form, professional, identity, now)
    }
    if let old {
      document.metadata.replaces = old.uniqueID
      if document.form == .file {
        let set = old.metadata.setID
        document.metadata.setID = set.isEmpty ? old.uniqueID : set
        document.metadata.versionNumber = Int(max(old.metadata.version, 1)) + 1
      }
    }
    switch form["label"] {
    case "1"?: document.hiddenFrom.insert(.professionals)
    case "2"?: document.hiddenFrom.insert(.patient)
    default: break
    }
    submission = IncomingSubmission(submitted: now, documents: [document])
  }

  private static func cda(_ bytes: [UInt8]) throws -> IncomingDocument {
    let tables = try CodeTables.standard()
    do throws(CDARefusal) {
      return IncomingDocument(try CDAReader(tables: tables).read(bytes), bytes: bytes)
    } catch {
      throw Problem(
        "Ce CDA ne peut pas être lu (\(error)) : rien n'a été déposé.",
        "This CDA cannot be read (\(error)): nothing was filed."
      )
    }
  }

  private static func file(
    _ bytes: [UInt8],
    _ form: PageForm,
    _ professional: Caller.Professional,
    _ identity: PatientIdentity,
    _ now: Instant
  ) throws -> IncomingDocument {
    guard let mediaType = mediaType(bytes) else {
      throw Problem(
        "Ce format n'est pas accepté : PDF, JPEG, PNG, texte en UTF-8 ou CDA.",
        "This format is not accepted: PDF, JPEG, PNG, text in UTF-8 or CDA."
      )
    }
    let tables = try CodeTables.standard()
    guard let type = tables.typesByLabel.first(where: { $0.code == form["type"] }), mayFile(type)
    else {
      throw Problem("Choisissez un type de document.", "Choose a type of document.")
    }
    guard let uniqueID = form["unique"], isFresh(uniqueID) else {
      throw Problem(
        "Rouvrez la page et recommencez.",
        "Open the page again and retry."
      )
    }
    let today = PageText.day(of: now)
    var day = today
    if let typed = form["day"] {
      guard let date = PartialDate(typed), let month = date.month, let number = date.day,
        let known = CalendarDay(year: date.year, month: month, day: number), known <= today
      else {
        throw Problem(
          "La date de l'acte n'est pas une date passée.",
          "The date of care is not a day of the past."
        )
      }
      day = known
    }
    var metadata = DocumentMetadata(
      uniqueID: uniqueID,
      title: form["title"].map { String($0.prefix(200)) } ?? type.display ?? type.code,
      type: type,
      confidentiality: [Code(system: "2.16.840.1.113883.5.25", code: "N", display: "Normal")],
      creationTime: now,
      language: "fr-FR",
      authors: [author(professional)],
      mediaType: mediaType
    )
    metadata.classCode = tables.documentClass(ofType: type)
    metadata.format = tables.format(ofTemplates: [], mediaType: mediaType)
    metadata.serviceStart = ParisTime.moment(ofLocal: day.start)
    metadata.setID = uniqueID
    metadata.versionNumber = 1
    return IncomingDocument(
      identity: identity,
      metadata: metadata,
      content: bytes,
      form: .file
    )
  }

  private static func author(_ professional: Caller.Professional) -> DocumentAuthor {
    var author = DocumentAuthor(identifier: .national(professional.identifier))
    let names = professional.name.split(separator: " ").map(String.init)
    author.family = names.last
    author.given = names.dropLast().joined(separator: " ")
    author.specialty = Code(
      system: "1.2.250.1.213.1.1.4.5",
      code: professional.speciality,
      display: SpecialityNames.name(professional.speciality)
    )
    if let structure = try? IDNST(professional.structure) {
      author.institution = Institution(
        identifier: .national(structure),
        name: professional.structureName.isEmpty ? nil : professional.structureName
      )
    }
    return author
  }

  /// What bytes are, by themselves and not by the name that they came under.
  private static func mediaType(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: Array("%PDF-".utf8)) { return "application/pdf" }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return "image/png" }
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { return nil }
    return "text/plain"
  }

  /// Types that professionals file: not those of patients (class 90) nor of the insurance.
  static func mayFile(_ type: Code) -> Bool {
    !type.code.hasPrefix("DOCPAT") && !type.code.hasPrefix("EXPPAT") && type.code != "REMB"
      && type.code != "74465-6"
  }

  // MARK: Identifiers

  /// An identifier under the arc of UUIDs (ITU-T X.667): nobody else makes the same.
  ///
  /// It is made with the form, so that a form that is sent twice files one document.
  static func freshUniqueID() -> String {
    "2.25.\(UInt128.random(in: 1...UInt128.max))"
  }

  private static func isFresh(_ text: String) -> Bool {
    text.hasPrefix("2.25.") && (6...44).contains(text.utf8.count)
      && text.dropFirst(5).utf8.allSatisfy { (0x30...0x39).contains($0) }
      && text.dropFirst(5).first != "0"
  }
}
