import CarnetCore
import Crypto
import MedicalRecord

/// What a feed says of a document around its content: the XDS metadata of a package, the
/// DocumentReference of a bundle, the segments of a message.
///
/// Where the content is a CDA document, its own header is believed, and the envelope is only held
/// against it; elsewhere the envelope is all that is known.
struct DocumentEnvelope {
  var vocabulary: Vocabulary
  var identity: PatientIdentity?
  var uniqueID: InstanceIdentifier?
  var title: String?
  var type: Code?
  var classCode: Code?
  var format: Code?
  var confidentiality: [Code] = []
  var facilityType: Code?
  var practiceSetting: Code?
  var creationTime: Instant?
  var serviceStart: Instant?
  var serviceStop: Instant?
  var language: String?
  var authors: [DocumentAuthor] = []
  var legalAuthenticator: DocumentAuthor?
  var custodian: Institution?
  var eventCodes: [Code] = []
  /// The uniqueId of the document that this one replaces.
  var replaces: String?
  var mediaType: String?
  /// Bytes of the content.
  var size: Int?
  /// SHA-1 of the content.
  var sha1: [UInt8]?
  var findings = FindingCollector()

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Checks the content against the envelope and makes a document of both.
  mutating func document(
    _ content: [UInt8],
    reader: CDAReader
  ) throws(EnvelopeRefusal) -> IncomingDocument {
    guard !content.isEmpty else { throw .empty }
    if let size, size != content.count {
      throw .sizeDiffers(found: content.count, expected: size)
    }
    if let sha1, sha1 != Array(Insecure.SHA1.hash(data: content)) { throw .hashDiffers }
    guard IncomingFormat(content) == .cda else { return try file(content, reader.tables) }
    let document: CDADocument
    do throws(CDARefusal) {
      document = try reader.read(content)
    } catch {
      throw .cda(error)
    }
    return try compared(with: IncomingDocument(document, bytes: content))
  }

  // MARK: CDA content

  /// Two identifiers or two patients are refused, as XDS does (XDSDocumentUniqueIdError,
  /// XDSPatientIdDoesNotMatch); lesser differences are findings.
  private mutating func compared(
    with document: IncomingDocument
  ) throws(EnvelopeRefusal) -> IncomingDocument {
    var document = document
    if let uniqueID {
      let isSame = uniqueID.description.lowercased() == document.metadata.uniqueID.lowercased()
      guard isSame else { throw .uniqueIDDiffers }
    }
    if let identity {
      try compare(identity, with: document.identity)
    }
    if let type, type != document.metadata.type { note(differs: .type) }
    if let replaces {
      if document.metadata.replaces == nil {
        document.metadata.replaces = replaces
      } else if document.metadata.replaces != replaces {
        note(differs: .replaces)
      }
    }
    document.hiddenFrom.formUnion(confidentiality.compactMap(Visibility.init(label:)))
    document.findings += findings.findings
    return document
  }

  private mutating func compare(
    _ identity: PatientIdentity,
    with other: PatientIdentity
  ) throws(EnvelopeRefusal) {
    if let ins = identity.ins, let otherINS = other.ins {
      // The CDA may carry a second INS of the same patient.
      let others = other.otherIdentifiers.compactMap(\.extension)
      guard ins.hasNumber(of: otherINS) || others.contains(ins.description) else {
        throw .patientDiffers
      }
    }
    guard !identity.isBareNumber else { return }
    if case .conflicting = identity.compared(with: other) { note(differs: .patient) }
  }

  // MARK: Other content

  private mutating func file(
    _ content: [UInt8],
    _ tables: CodeTables
  ) throws(EnvelopeRefusal) -> IncomingDocument {
    guard let identity else { throw .missing(vocabulary.name(.patient)) }
    guard let uniqueID else { throw .missing(vocabulary.name(.uniqueID)) }
    guard var type, !type.system.isEmpty else { throw .missing(vocabulary.name(.type)) }
    guard let creationTime else { throw .missing(vocabulary.name(.creationTime)) }
    guard !authors.isEmpty else { throw .missing(vocabulary.name(.author)) }
    guard let mediaType else { throw .missing(vocabulary.name(.mediaType)) }
    guard CDAReader.isMediaType(mediaType) else { throw .invalid(vocabulary.name(.mediaType)) }

    let label = tables.label(ofType: type)
    type.display = type.display ?? label
    let classOfType = tables.documentClass(ofType: type)
    if label == nil, classOfType == nil { findings.note(.typeUnknown(type), line: 0) }
    if let classCode, let classOfType, classCode != classOfType { note(differs: .class) }
    if classCode == nil, classOfType == nil { findings.note(.classMissing(type), line: 0) }

    var metadata = DocumentMetadata(
      uniqueID: uniqueID.description,
      title: title ?? defaulted(.title, label ?? type.code),
      type: type,
      confidentiality: levels(tables),
      creationTime: creationTime,
      language: language ?? defaulted(.language, "fr-FR"),
      authors: authors,
      mediaType: mediaType
    )
    metadata.classCode = classOfType ?? classCode
    metadata.format = format
    metadata.serviceStart = serviceStart
    metadata.serviceStop = serviceStop
    metadata.legalAuthenticator = legalAuthenticator
    metadata.custodian = custodian
    metadata.eventCodes = eventCodes
    metadata.replaces = replaces
    metadata.facilityType = facilityType
    metadata.practiceSetting = practiceSetting
    noteDoubts(tables)
    if identity.isBareNumber { findings.note(.traitsMissing, line: 0) }

    var document = IncomingDocument(
      identity: identity,
      metadata: metadata,
      content: content,
      form: .file,
      findings: findings.findings
    )
    document.hiddenFrom = Set(confidentiality.compactMap(Visibility.init(label:)))
    return document
  }

  /// The levels without the labels that hide, which are facts of their own; N where there is none.
  private mutating func levels(_ tables: CodeTables) -> [Code] {
    for code in confidentiality where tables.label(ofConfidentiality: code) == nil {
      findings.note(.confidentialityUnknown(code), line: 0)
    }
    let levels = confidentiality.filter { Visibility(label: $0) == nil }
    guard levels.isEmpty else { return levels }
    if confidentiality.isEmpty { note(missing: .confidentiality) }
    let normal = Code(system: "2.16.840.1.113883.5.25", code: "N")
    return [
      Code(
        system: normal.system,
        code: normal.code,
        display: tables.label(ofConfidentiality: normal)
      )
    ]
  }

  private mutating func noteDoubts(_ tables: CodeTables) {
    if let facilityType {
      if tables.label(ofFacilityType: facilityType) == nil {
        findings.note(.facilityTypeUnknown(facilityType), line: 0)
      }
    } else {
      note(missing: .facilityType)
    }
    if let practiceSetting {
      if tables.label(ofPracticeSetting: practiceSetting) == nil {
        findings.note(.practiceSettingUnknown(practiceSetting), line: 0)
      }
    } else {
      note(missing: .practiceSetting)
    }
    if serviceStart == nil { note(missing: .serviceStart) }
    if legalAuthenticator == nil { note(missing: .legalAuthenticator) }
  }

  private mutating func defaulted(_ attribute: Attribute, _ value: String) -> String {
    note(missing: attribute)
    return value
  }

  private mutating func note(missing attribute: Attribute) {
    findings.note(.envelopeMissing(vocabulary.name(attribute)), line: 0)
  }

  private mutating func note(differs attribute: Attribute) {
    findings.note(.envelopeDiffers(vocabulary.name(attribute)), line: 0)
  }
}

extension DocumentEnvelope {
  /// An attribute of a document, by whatever name a standard gives it.
  enum Attribute {
    case uniqueID, patient, title, type, `class`, creationTime, confidentiality, language, author
    case mediaType, facilityType, practiceSetting, serviceStart, legalAuthenticator, replaces
    case size, hash
  }

  /// The names that senders know attributes by.
  enum Vocabulary {
    case xds, fhir, hl7v2

    func name(_ attribute: Attribute) -> String {
      switch self {
      case .xds: Self.xdsName(attribute)
      case .fhir: Self.fhirName(attribute)
      case .hl7v2: Self.hl7v2Name(attribute)
      }
    }

    private static func xdsName(_ attribute: Attribute) -> String {
      switch attribute {
      case .uniqueID: "uniqueId"
      case .patient: "sourcePatientInfo"
      case .title: "title"
      case .type: "typeCode"
      case .class: "classCode"
      case .creationTime: "creationTime"
      case .confidentiality: "confidentialityCode"
      case .language: "languageCode"
      case .author: "author"
      case .mediaType: "mimeType"
      case .facilityType: "healthcareFacilityTypeCode"
      case .practiceSetting: "practiceSettingCode"
      case .serviceStart: "serviceStartTime"
      case .legalAuthenticator: "legalAuthenticator"
      case .replaces: "RPLC"
      case .size: "size"
      case .hash: "hash"
      }
    }

    private static func fhirName(_ attribute: Attribute) -> String {
      switch attribute {
      case .uniqueID: "masterIdentifier"
      case .patient: "subject"
      case .title: "content.attachment.title"
      case .type: "type"
      case .class: "category"
      case .creationTime: "content.attachment.creation"
      case .confidentiality: "securityLabel"
      case .language: "content.attachment.language"
      case .author: "author"
      case .mediaType: "content.attachment.contentType"
      case .facilityType: "context.facilityType"
      case .practiceSetting: "context.practiceSetting"
      case .serviceStart: "context.period.start"
      case .legalAuthenticator: "authenticator"
      case .replaces: "relatesTo"
      case .size: "content.attachment.size"
      case .hash: "content.attachment.hash"
      }
    }

    private static func hl7v2Name(_ attribute: Attribute) -> String {
      switch attribute {
      case .uniqueID: "TXA-12"
      case .patient: "PID"
      case .type: "TXA-2"
      default: xdsName(attribute)
      }
    }
  }
}
