import CarnetCore
import Interop
import MedicalRecord

/// The three things that a patch may change, while its operations are applied one after the other.
struct PatchDraft {
  private var status: FHIRDocument.Status
  private var labels: [Code]
  private var isArchived: Bool

  init(_ document: FHIRDocument) {
    status = document.status
    labels = document.securityLabels
    isArchived = document.isArchived
  }

  mutating func apply(_ operation: PatchOperation) throws(FHIRFailure) {
    switch operation.target {
    case .status: try applyStatus(operation)
    case .labels: try applyLabels(operation)
    case .label(let index): try apply(operation, at: index)
    case .newLabel: labels.append(try Self.label(operation.value))
    case .archiveFlag, .archiveExtension: try applyArchive(operation)
    }
  }

  private mutating func applyStatus(_ operation: PatchOperation) throws(FHIRFailure) {
    guard operation.kind != .remove else { throw PatchOperation.refused("remove status") }
    guard let named = operation.value?.text.flatMap(FHIRDocument.Status.init) else {
      throw Self.value(
        "status : current, superseded ou entered-in-error est attendu",
        "status: current, superseded or entered-in-error is expected"
      )
    }
    if operation.kind == .test {
      guard named == status else { throw Self.testFailed("status") }
    } else {
      status = named
    }
  }

  private mutating func applyLabels(_ operation: PatchOperation) throws(FHIRFailure) {
    if operation.kind == .remove {
      labels = []
      return
    }
    var read: [Code] = []
    for element in operation.value?.elements ?? [] { read.append(try Self.label(element)) }
    if operation.kind == .test {
      guard Set(read) == Set(labels) else { throw Self.testFailed("securityLabel") }
    } else {
      labels = read
    }
  }

  private mutating func apply(
    _ operation: PatchOperation,
    at index: Int
  ) throws(FHIRFailure) {
    let end = operation.kind == .add ? labels.count : labels.count - 1
    guard index >= 0, index <= end else {
      throw Self.value(
        "securityLabel n'a pas d'élément \(index)",
        "securityLabel has no element \(index)"
      )
    }
    switch operation.kind {
    case .add: labels.insert(try Self.label(operation.value), at: index)
    case .replace: labels[index] = try Self.label(operation.value)
    case .remove: labels.remove(at: index)
    case .test:
      guard labels[index] == (try Self.label(operation.value)) else {
        throw Self.testFailed("securityLabel")
      }
    }
  }

  private mutating func applyArchive(_ operation: PatchOperation) throws(FHIRFailure) {
    if operation.kind == .remove {
      isArchived = false
      return
    }
    let flag = try Self.flag(operation)
    if operation.kind == .test {
      guard flag == isArchived else { throw Self.testFailed("extension") }
    } else {
      isArchived = flag
    }
  }

  private static func flag(_ operation: PatchOperation) throws(FHIRFailure) -> Bool {
    if operation.target == .archiveFlag, case .bool(let flag)? = operation.value { return flag }
    let element = operation.value?.elements.first
    if operation.target == .archiveExtension, let element, let url = element["url"]?.text {
      // Any other extension is metadata that no patch may set.
      guard url == FHIRValue.isArchivedExtension, operation.value?.elements.count == 1 else {
        throw PatchOperation.refused("extension \(url)")
      }
      if case .bool(let flag)? = element["valueBoolean"] { return flag }
    }
    throw value(
      "l'extension d'archivage a pour valeur true ou false",
      "the value of the archive extension is true or false"
    )
  }

  private static func label(_ concept: JSONValue?) throws(FHIRFailure) -> Code {
    // A bare Coding is what some clients of FHIRPath Patch send.
    let code = FHIRTypes.concept(concept) ?? FHIRTypes.code(concept)
    guard let code else {
      throw value(
        "securityLabel : un CodeableConcept est attendu",
        "securityLabel: a CodeableConcept is expected"
      )
    }
    let isLevel = code.system == CodeSystems.confidentialityOID
    guard isLevel || Visibility(label: code) != nil else {
      throw value(
        "securityLabel : MASQUE_PS, INVISIBLE_PATIENT ou INVISIBLE_REPRESENTANTS_LEGAUX de TRE_A07, "
          + "ou un niveau de confidentialité, est attendu",
        "securityLabel: MASQUE_PS, INVISIBLE_PATIENT or INVISIBLE_REPRESENTANTS_LEGAUX of TRE_A07, "
          + "or a level of confidentiality, is expected"
      )
    }
    return code
  }

  private static func value(_ french: String, _ english: String) -> FHIRFailure {
    FHIRFailure(422, FHIRIssue(.value, french, english))
  }

  private static func testFailed(_ name: String) -> FHIRFailure {
    FHIRFailure(
      422,
      FHIRIssue(
        .conflict,
        "\(name) n'a pas la valeur que l'opération test attend ; rien n'a été changé",
        "\(name) is not what the operation test expects; nothing was changed"
      )
    )
  }

  // MARK: The difference

  func difference(from document: FHIRDocument) throws(FHIRFailure) -> DocumentMetadataPatch {
    var patch = DocumentMetadataPatch()
    // A level that is not mentioned stays; one that would change is the author's, by replacement.
    let levels = Set(labels.filter { Visibility(label: $0) == nil })
    guard levels.isSubset(of: document.metadata.confidentiality) else {
      throw PatchOperation.refused("securityLabel (v3-Confidentiality)")
    }
    let wanted = Set(labels.compactMap { Visibility(label: $0) })
    patch.hides = wanted.subtracting(document.hiddenFrom)
    patch.reveals = document.hiddenFrom.subtracting(wanted)
    patch.archives = isArchived == document.isArchived ? nil : isArchived
    switch (document.status, status) {
    case (.current, .current), (.superseded, .superseded), (.enteredInError, .enteredInError):
      break
    // The DMP's draft writes a deletion in both ways (domain 5.1): a replacement alone makes a
    // document superseded.
    case (.current, .superseded), (.current, .enteredInError), (.superseded, .enteredInError):
      patch.deletes = true
    case (.superseded, .current), (.enteredInError, .current), (.enteredInError, .superseded):
      throw FHIRFailure(
        409,
        FHIRIssue(
          .conflict,
          "un document remplacé ou supprimé ne redevient pas courant",
          "a document that was replaced or deleted does not become current again"
        )
      )
    }
    return patch
  }
}
