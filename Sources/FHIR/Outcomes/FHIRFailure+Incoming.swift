package import Interop

extension FHIRFailure {
  /// Why documents of a request cannot be taken.
  package init(_ refusal: FHIRRefusal) {
    switch refusal {
    case .json(let malformed): self.init(malformed)
    case .document(let envelope, let number): self.init(envelope, document: number)
    case .notFHIR, .resource, .bundleType, .unexpected, .method, .noDocument,
      .compositionNotFirst:
      self.init(400, FHIRIssue(.invalid, refusal.french, refusal.description))
    case .severalSubmissionSets, .submissionIncomplete, .notCurrent, .severalContents:
      self.init(
        422,
        FHIRIssue(
          .invariant,
          code: "XDSRegistryMetadataError",
          refusal.french,
          refusal.description
        )
      )
    }
  }

  package init(_ refusal: EnvelopeRefusal, document number: Int) {
    let (kind, code): (FHIRIssue.Kind, String) =
      switch refusal {
      case .missing(let attribute):
        (.required, attribute.contains("attachment.data") ? "XDSMissingDocument" : Self.metadata)
      case .empty, .contentElsewhere: (.required, "XDSMissingDocument")
      case .invalid: (.value, Self.metadata)
      case .sizeDiffers: (.invariant, Self.metadata)
      case .hashDiffers: (.invariant, "XDSNonIdenticalHash")
      case .uniqueIDDiffers: (.invariant, "XDSDocumentUniqueIdError")
      case .patientDiffers: (.invariant, "XDSPatientIdDoesNotMatch")
      case .content, .contentShared, .cda: (.value, Self.metadata)
      case .tooMany: (.tooCostly, Self.metadata)
      }
    self.init(
      422,
      FHIRIssue(
        kind,
        code: code,
        "document \(number) : \(refusal.french)",
        "document \(number): \(refusal.description)"
      )
    )
  }

  private static let metadata = "XDSRegistryMetadataError"
}

extension FHIRRefusal {
  fileprivate var french: String {
    let accepted = "Bundle de type transaction, ou DocumentReference avec attachment.data"
    return switch self {
    case .json(let malformed): malformed.description
    case .notFHIR: "pas une ressource FHIR ; accepté : \(accepted)"
    case .resource(let name): "\(name) n'est pas un document ; accepté : \(accepted)"
    case .bundleType(let type): "un Bundle de type \(type) n'est pas pris ; accepté : \(accepted)"
    case .unexpected(let name, let entry):
      "entrée \(entry) : \(name) n'est pas pris ; acceptés : DocumentReference, Binary, la List du "
        + "lot de soumission, et le patient, les auteurs et les structures qu'ils nomment"
    case .method(let method, let entry):
      "entrée \(entry) : \(method) n'est pas pris ; POST est accepté"
    case .noDocument: "aucune DocumentReference"
    case .compositionNotFirst: "la première entrée d'un document est sa Composition"
    case .severalSubmissionSets: "plus d'un lot de soumission ; un seul est accepté"
    case .submissionIncomplete:
      "le lot de soumission nomme un document qui n'a pas été envoyé avec lui"
    case .notCurrent(let status, let document):
      "document \(document) : son statut est \(status) ; current est accepté"
    case .severalContents(let document):
      "document \(document) : plus d'un contenu ; un seul est accepté"
    case .document(let refusal, let document): "document \(document) : \(refusal.french)"
    }
  }
}

extension EnvelopeRefusal {
  fileprivate var french: String {
    switch self {
    case .missing(let attribute): "\(attribute) manque dans les métadonnées"
    case .invalid(let attribute): "\(attribute) des métadonnées est illisible"
    case .empty: "le document est vide"
    case .sizeDiffers(let found, let expected):
      "le document a \(found) octets, ses métadonnées en annoncent \(expected)"
    case .hashDiffers: "l'empreinte SHA-1 du document n'est pas celle de ses métadonnées"
    case .uniqueIDDiffers: "l'identifiant du document n'est pas celui de ses métadonnées"
    case .patientDiffers: "le patient du document n'est pas celui de ses métadonnées"
    case .content: "le contenu n'est pas en Base64"
    case .contentElsewhere: "le contenu est ailleurs ; il doit être envoyé avec la demande"
    case .contentShared: "deux documents nomment le même contenu"
    case .tooMany(let attribute): "plus de \(Self.countMax) \(attribute)"
    case .cda: "le contenu est un document CDA illisible"
    }
  }
}
