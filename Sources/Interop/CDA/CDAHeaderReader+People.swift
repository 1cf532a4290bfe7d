import MedicalRecord

// Authors and structures.
extension CDAHeaderReader {
  /// At least one author, each with an identifier.
  mutating func authors() throws(CDARefusal) -> [DocumentAuthor] {
    let accepted = "author/assignedAuthor with id"
    _ = try required("author", accepted: accepted)
    var authors: [DocumentAuthor] = []
    for element in parts.elements("author") {
      guard let assigned = element.child("assignedAuthor") else {
        throw .missing("author/assignedAuthor", line: element.line, accepted: accepted)
      }
      authors.append(author(assigned, role: element.child("functionCode")))
    }
    return authors
  }

  /// Reads an assignedAuthor or assignedEntity.
  mutating func author(_ element: XMLElement, role: XMLElement?) -> DocumentAuthor {
    var author = DocumentAuthor()
    if let id = element.child("id"), let identifier = instanceIdentifier(id) {
      author.identifier = professional(identifier, id)
    }
    author.role = code(role)
    author.specialty = code(element.child("code"))
    if let specialty = author.specialty, tables.label(ofSpecialty: specialty) == nil {
      findings.note(.specialtyUnknown(specialty), at: element.child("code") ?? element)
    }
    if let name = element.descendant("assignedPerson", "name") {
      author.family = joined(name.children("family"))
      author.given = joined(name.children("given"))
      author.prefix = joined(name.children("prefix"))
      author.suffix = joined(name.children("suffix"))
    }
    if let device = element.child("assignedAuthoringDevice") {
      author.device =
        (device.child("softwareName") ?? device.child("manufacturerModelName"))?.text.nonEmpty
    }
    if let organization = element.child("representedOrganization") {
      author.institution = institution(organization)
    }
    return author
  }

  mutating func institution(_ element: XMLElement) -> Institution {
    var institution = Institution(name: element.child("name")?.text.nonEmpty)
    guard let id = element.child("id"), let identifier = instanceIdentifier(id) else {
      return institution
    }
    institution.identifier = .other(identifier)
    guard identifier.root == OID.structures.text else { return institution }
    do throws(MalformedIdentifier) {
      let national = try IDNST(identifier.extension ?? "")
      for finding in national.findings { findings.note(.identifier(finding), at: id) }
      institution.identifier = .national(national)
    } catch {
      findings.note(.identifierRefused(error), at: id)
    }
    return institution
  }

  private mutating func professional(
    _ identifier: InstanceIdentifier,
    _ element: XMLElement
  ) -> DocumentAuthor.Identifier {
    guard identifier.root == OID.professionals.text else { return .other(identifier) }
    do throws(MalformedIdentifier) {
      let national = try IDNPS(identifier.extension ?? "")
      for finding in national.findings { findings.note(.identifier(finding), at: element) }
      return .national(national)
    } catch {
      findings.note(.identifierRefused(error), at: element)
      return .other(identifier)
    }
  }

  private func joined(_ elements: [XMLElement]) -> String? {
    elements.map(\.text).filter { !$0.isEmpty }.joined(separator: " ").nonEmpty
  }
}
