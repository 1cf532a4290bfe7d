/// The registry objects of a METADATA.XML (ebRIM 3.0 as IHE ITI TF-3 4.2 uses it), by kind.
struct RegistryObjects {
  private(set) var documents: [RegistryObject] = []
  private(set) var packages: [RegistryObject] = []
  /// Associations by the object they begin at.
  private(set) var associations: [String: [XMLElement]] = [:]
  private(set) var documentsByID: [String: RegistryObject] = [:]
  /// Ids of the packages that a classification of its own calls a submission set.
  private(set) var submissionSets: Set<String> = []
  private(set) var folders: Set<String> = []

  private static let rim = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
  private static let allowance = XMLTree.Allowance(elements: 100_000, textBytes: 64 << 10)

  /// Nil for XML that is no submission.
  init?(
    _ bytes: [UInt8],
    limits: XMLReader.Limits
  ) throws(XMLError) {
    let result: Result<RegistryObjects?, XMLError> = bytes.withUnsafeBytes { buffer in
      Result { () throws(XMLError) in try Self.reading(buffer, limits) }
    }
    guard let objects = try result.get() else { return nil }
    self = objects
  }

  private init() {}

  private static func reading(
    _ bytes: UnsafeRawBufferPointer,
    _ limits: XMLReader.Limits
  ) throws(XMLError) -> RegistryObjects? {
    var reader = try XMLReader(bytes, limits: limits)
    var tree = XMLTree()
    var allowance = allowance
    var indices: [Int] = []
    guard try reader.next() == .start, reader.name.local == "SubmitObjectsRequest" else {
      return nil
    }
    var foundList = false
    while let token = try reader.next() {
      guard token == .start else { continue }
      guard reader.name.namespace == rim else {
        try reader.skipElement()
        continue
      }
      if reader.depth == 2, reader.name.local == "RegistryObjectList", !foundList {
        foundList = true
      } else if reader.depth == 3, foundList {
        indices.append(try tree.read(&reader, within: &allowance))
      } else {
        try reader.skipElement()
      }
    }
    guard foundList else { return nil }
    var objects = RegistryObjects()
    for index in indices { objects.take(XMLElement(tree: tree, index: index)) }
    return objects
  }

  private mutating func take(_ element: XMLElement) {
    switch element.name {
    case "ExtrinsicObject":
      let document = RegistryObject(element)
      documents.append(document)
      if let id = document.id { documentsByID[id] = document }
    case "RegistryPackage":
      let package = RegistryObject(element)
      packages.append(package)
      for classification in element.children("Classification") {
        note(classification, of: package.id)
      }
    case "Association":
      associations[element["sourceObject"] ?? "", default: []].append(element)
    case "Classification": note(element, of: element["classifiedObject"])
    default: return
    }
  }

  private mutating func note(_ classification: XMLElement, of id: String?) {
    guard let id else { return }
    switch classification["classificationNode"] {
    case XDSScheme.submissionSetNode?: submissionSets.insert(id)
    case XDSScheme.folderNode?: folders.insert(id)
    default: return
    }
  }
}

/// A document or a package: its slots, classifications and external identifiers by what they are.
struct RegistryObject {
  let element: XMLElement
  let id: String?
  private let slots: [String: [String]]
  private let classifications: [String: [XMLElement]]
  private let identifiers: [String: String]

  init(_ element: XMLElement) {
    self.element = element
    id = element["id"]
    slots = Self.slots(of: element)
    classifications = Dictionary(grouping: element.children("Classification")) {
      $0["classificationScheme"] ?? ""
    }
    var identifiers: [String: String] = [:]
    for identifier in element.children("ExternalIdentifier") {
      guard let scheme = identifier["identificationScheme"], let value = identifier["value"],
        identifiers[scheme] == nil
      else { continue }
      identifiers[scheme] = value
    }
    self.identifiers = identifiers
  }

  static func slots(of element: XMLElement) -> [String: [String]] {
    var slots: [String: [String]] = [:]
    for slot in element.children("Slot") {
      guard let name = slot["name"], slots[name] == nil else { continue }
      slots[name] = slot.children("ValueList").flatMap { $0.children("Value") }.map(\.text)
        .filter { !$0.isEmpty }
    }
    return slots
  }

  func values(_ slot: String) -> [String] { slots[slot] ?? [] }

  func value(_ slot: String) -> String? { slots[slot]?.first }

  func classifications(_ scheme: String) -> [XMLElement] { classifications[scheme] ?? [] }

  func identifier(_ scheme: String) -> String? { identifiers[scheme] }

  /// The value of Name or Description: that of its first LocalizedString.
  func localized(_ name: String) -> String? {
    element.child(name)?.child("LocalizedString")?["value"]
  }
}

/// The UUIDs by which XDS tells its attributes apart (IHE ITI TF-3 table 4.3.1.1-3 and others).
enum XDSScheme {
  static let submissionSetNode = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
  static let folderNode = "urn:uuid:d9d542f3-6cc4-48b6-8870-ea235fbc94c2"
  static let onDemandDocument = "urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248"

  // Of documents
  static let author = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
  static let classCode = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
  static let confidentiality = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
  static let eventCode = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4"
  static let format = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
  static let facilityType = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
  static let practiceSetting = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
  static let type = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
  static let uniqueID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
  static let patientID = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"

  // Of submission sets
  static let setUniqueID = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
  static let setSourceID = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
  static let setPatientID = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
}
