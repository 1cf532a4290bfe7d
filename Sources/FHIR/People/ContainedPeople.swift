import MedicalRecord

/// The people and structures that one resource carries inside itself, each once.
struct ContainedPeople {
  private(set) var resources: [FHIRValue] = []
  private var counts: [String: Int] = [:]

  private mutating func add(_ kind: String, _ make: (String) -> FHIRValue) -> String {
    counts[kind, default: 0] += 1
    let count = counts[kind] ?? 1
    let id = count == 1 ? kind : "\(kind)-\(count)"
    let resource = make(id)
    // The same structure behind two authors is one resource.
    if let same = resources.first(where: { Self.isSame($0, resource) })?["id"]?.text {
      counts[kind] = count - 1
      return "#\(same)"
    }
    resources.append(resource)
    return "#\(id)"
  }

  private static func isSame(_ left: FHIRValue, _ right: FHIRValue) -> Bool {
    var (left, right) = (left, right)
    left.set("id", nil)
    right.set("id", nil)
    return left == right
  }

  mutating func add(_ institution: Institution) -> FHIRValue {
    .reference(
      add("structure") { id in
        [
          "resourceType": "Organization", "id": .string(id),
          "identifier": .identifiers(institution.identifier), "name": .text(institution.name),
        ]
      }
    )
  }

  mutating func add(_ subject: FHIRSubject) -> FHIRValue {
    .reference(add("patient") { id in .patient(id: id, subject) })
  }

  /// An author: the patient, a device, or a professional in their role.
  mutating func add(_ author: DocumentAuthor, subject: FHIRSubject) -> FHIRValue {
    if case .other(let identifier) = author.identifier,
      INS.Authority.isOfPatients(identifier.root)
    {
      return add(subject)
    }
    if let device = author.device {
      return .reference(
        add("device") { id in
          let name: FHIRValue = ["name": .string(device), "type": "user-friendly-name"]
          return [
            "resourceType": "Device", "id": .string(id),
            "identifier": .identifiers(author.identifier), "deviceName": [name],
          ]
        }
      )
    }
    let institution = author.institution.map { add($0) }
    let isPerson =
      author.identifier != nil || author.family?.isEmpty == false
      || author.given?.isEmpty == false
    let person = isPerson ? addPerson(author) : nil
    if author.specialty == nil, author.role == nil, institution == nil, let person {
      return person
    }
    return .reference(
      add("author") { id in
        [
          "resourceType": "PractitionerRole", "id": .string(id), "practitioner": person,
          "organization": institution, "code": .list([.concept(author.role)]),
          "specialty": .list([.concept(author.specialty)]),
        ]
      }
    )
  }

  private mutating func addPerson(_ author: DocumentAuthor) -> FHIRValue {
    .reference(
      add("professional") { id in
        let name: FHIRValue = [
          "family": .text(author.family), "given": .list([.text(author.given)]),
          "prefix": .list([.text(author.prefix)]), "suffix": .list([.text(author.suffix)]),
        ]
        return [
          "resourceType": "Practitioner", "id": .string(id),
          "identifier": .identifiers(author.identifier), "name": name.isEmpty ? nil : .list([name]),
        ]
      }
    )
  }
}

extension FHIRValue {
  /// A patient with what is known of them: traits only where the subject has them.
  static func patient(id: String, _ subject: FHIRSubject) -> FHIRValue {
    let identity = subject.identity
    return [
      "resourceType": "Patient", "id": .string(id),
      "identifier": subject.ins.map { [.identifier($0)] },
      "name": identity.flatMap { .names($0) },
      "gender": identity.map { .gender($0.sex) },
      "birthDate": .text(identity?.birthDate?.description),
    ]
  }

  /// The birth name is the official one, with the list of given names beside it; the names in use
  /// are another (fr-core-patient-ins).
  static func names(_ identity: PatientIdentity) -> FHIRValue? {
    var names: [FHIRValue] = []
    if !identity.birthName.isEmpty {
      let list: FHIRValue? =
        identity.givenNames.isEmpty
        ? nil
        : [
          "url": .string(
            "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name"
          ),
          "valueString": .string(identity.givenNames.joined(separator: " ")),
        ]
      let first = identity.firstGivenName ?? identity.givenNames.first
      names.append([
        "extension": .list([list]), "use": "official", "family": .string(identity.birthName),
        "given": .list([.text(first)]),
      ])
    }
    if identity.usedName != nil || identity.usedGivenName != nil {
      names.append([
        "use": "usual", "family": .text(identity.usedName),
        "given": .list([.text(identity.usedGivenName)]),
      ])
    }
    return .list(names)
  }

  static func gender(_ sex: Sex) -> FHIRValue {
    switch sex {
    case .female: "female"
    case .male: "male"
    case .undetermined: "other"
    case .unknown: "unknown"
    }
  }
}

extension INS.Authority {
  /// Whether a root gives numbers of patients (domain 4).
  static func isOfPatients(_ root: String) -> Bool {
    root.hasPrefix("1.2.250.1.213.1.4.")
  }
}
