import CarnetCore
package import MedicalRecord

extension DocumentMetadata {
  /// The metadata again from the event that keeps them.
  ///
  /// The custodian is not kept, and a device stands under its name as if it were a person's.
  package init(_ event: DocumentAdded) {
    self.init(
      uniqueID: event.uniqueID,
      title: event.title,
      type: Code(event.type),
      confidentiality: event.confidentiality.map(Code.init),
      creationTime: Instant(milliseconds: event.created),
      language: event.language,
      authors: event.authors.map(DocumentAuthor.init),
      mediaType: event.mediaType
    )
    setID = event.setID.isEmpty ? nil : event.setID
    versionNumber = event.version == 0 ? nil : Int(event.version)
    classCode = event.hasDocumentClass ? Code(event.documentClass) : nil
    format = event.hasFormat ? Code(event.format) : nil
    practiceSetting = event.hasPracticeSetting ? Code(event.practiceSetting) : nil
    facilityType = event.hasFacilityType ? Code(event.facilityType) : nil
    serviceStart = event.serviceStart == 0 ? nil : Instant(milliseconds: event.serviceStart)
    serviceStop = event.serviceStop == 0 ? nil : Instant(milliseconds: event.serviceStop)
    legalAuthenticator =
      event.hasLegalAuthenticator ? DocumentAuthor(event.legalAuthenticator) : nil
    eventCodes = event.eventCodes.map(Code.init)
    replaces = event.replaces.isEmpty ? nil : event.replaces
  }
}

extension Code {
  package init(_ code: Carnet_V1_Code) {
    self.init(
      system: code.system,
      code: code.code,
      display: code.display.isEmpty ? nil : code.display
    )
  }
}

extension DocumentAuthor {
  package init(_ author: Carnet_V1_Author) {
    self.init(
      identifier: Self.identifier(author.identifierText, system: author.identifierSystem)
    )
    family = author.family.isEmpty ? nil : author.family
    given = author.given.isEmpty ? nil : author.given
    specialty = author.hasSpecialty ? Code(author.specialty) : nil
    role = author.hasRole ? Code(author.role) : nil
    let structure = Institution.identifier(
      author.structureIdentifier,
      system: author.structureSystem
    )
    if structure != nil || !author.structureName.isEmpty {
      institution = Institution(
        identifier: structure,
        name: author.structureName.isEmpty ? nil : author.structureName
      )
    }
  }

  /// An identifier as events keep it: the national one without a system.
  package static func identifier(_ text: String, system: String) -> Identifier? {
    if text.isEmpty && system.isEmpty { return nil }
    do throws(MalformedIdentifier) {
      return system.isEmpty
        ? .national(try IDNPS(text))
        : .other(try InstanceIdentifier(root: system, extension: text.isEmpty ? nil : text))
    } catch {
      // What was taken leniently once and has no form: known by its text alone.
      return nil
    }
  }
}

extension Institution {
  package static func identifier(_ text: String, system: String) -> Identifier? {
    if text.isEmpty && system.isEmpty { return nil }
    do throws(MalformedIdentifier) {
      return system.isEmpty
        ? .national(try IDNST(text))
        : .other(try InstanceIdentifier(root: system, extension: text.isEmpty ? nil : text))
    } catch {
      return nil
    }
  }
}
