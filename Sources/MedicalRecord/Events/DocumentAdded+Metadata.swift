import CarnetCore

extension Carnet_V1_DocumentAdded {
  /// The event's fields for a document, before its number and content are known.
  package init(_ metadata: DocumentMetadata, findings: [String]) {
    self.init()
    uniqueID = metadata.uniqueID
    setID = metadata.setID ?? ""
    version = UInt32(clamping: metadata.versionNumber ?? 0)
    type = Carnet_V1_Code(metadata.type)
    if let code = metadata.classCode { documentClass = Carnet_V1_Code(code) }
    if let code = metadata.format { format = Carnet_V1_Code(code) }
    confidentiality = metadata.confidentiality.map(Carnet_V1_Code.init)
    if let code = metadata.practiceSetting { practiceSetting = Carnet_V1_Code(code) }
    if let code = metadata.facilityType { facilityType = Carnet_V1_Code(code) }
    title = metadata.title
    created = metadata.creationTime.milliseconds
    serviceStart = metadata.serviceStart?.milliseconds ?? 0
    serviceStop = metadata.serviceStop?.milliseconds ?? 0
    language = metadata.language
    mediaType = metadata.mediaType
    authors = metadata.authors.map(Carnet_V1_Author.init)
    if let author = metadata.legalAuthenticator { legalAuthenticator = Carnet_V1_Author(author) }
    eventCodes = metadata.eventCodes.map(Carnet_V1_Code.init)
    replaces = metadata.replaces ?? ""
    self.findings = findings
  }
}

extension Carnet_V1_Code {
  package init(_ code: Code) {
    self.init()
    system = code.system
    self.code = code.code
    display = code.display ?? ""
  }
}

extension Carnet_V1_Author {
  package init(_ author: DocumentAuthor) {
    self.init()
    switch author.identifier {
    case .national(let identifier):
      setIdentifier(identifier.description)
    case .other(let identifier):
      identifierSystem = identifier.root
      setIdentifier(identifier.extension ?? "")
    case nil: break
    }
    family = author.family ?? author.device ?? ""
    given = author.given ?? ""
    if let code = author.specialty { specialty = Carnet_V1_Code(code) }
    if let code = author.role { role = Carnet_V1_Code(code) }
    guard let institution = author.institution else { return }
    structureName = institution.name ?? ""
    switch institution.identifier {
    case .national(let identifier): setStructure(identifier.description)
    case .other(let identifier):
      structureSystem = identifier.root
      setStructure(identifier.extension ?? "")
    case nil: break
    }
  }

  private mutating func setIdentifier(_ value: String) {
    if value.isEmpty { return }
    if let number = CompactNumber.number(value) { self.number = number } else { text = value }
  }

  private mutating func setStructure(_ value: String) {
    if value.isEmpty { return }
    if let number = CompactNumber.number(value) {
      structureNumber = number
    } else {
      structureText = value
    }
  }
}
