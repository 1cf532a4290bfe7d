package import Interop

// Refusals that come from the request's form, before the domain is asked.
extension FHIRFailure {
  /// There is nothing under that address, or nothing that this caller may know of.
  package static func notFound(_ what: String) -> FHIRFailure {
    FHIRFailure(
      404,
      FHIRIssue(.notFound, "\(what) : inconnu", "\(what): not found")
    )
  }

  /// It was there (ITI-68: a content whose document was deleted or replaced).
  package static func gone(_ what: String) -> FHIRFailure {
    FHIRFailure(
      410,
      FHIRIssue(.deleted, "\(what) : n'est plus disponible", "\(what): no longer available")
    )
  }

  /// Asked of metadata that PATCH may not touch, or of an interaction that is not offered.
  package static func methodNotAllowed(_ french: String, _ english: String) -> FHIRFailure {
    FHIRFailure(405, FHIRIssue(.notSupported, french, english))
  }

  package static func notAcceptable(offered: String) -> FHIRFailure {
    FHIRFailure(
      406,
      FHIRIssue(
        .notSupported,
        "aucun format accepté n'est disponible ; disponibles : \(offered)",
        "no accepted format is available; available: \(offered)"
      )
    )
  }

  package static func unsupportedMediaType(accepted: String) -> FHIRFailure {
    FHIRFailure(
      415,
      FHIRIssue(
        .notSupported,
        "type de contenu non pris en charge ; acceptés : \(accepted)",
        "the media type is not supported; accepted: \(accepted)"
      )
    )
  }

  package static func unauthenticated() -> FHIRFailure {
    FHIRFailure(
      401,
      FHIRIssue(.login, "authentification requise", "authentication is required")
    )
  }

  package static func tooManyRequests() -> FHIRFailure {
    FHIRFailure(
      429,
      FHIRIssue(
        .throttled,
        "trop de demandes ; réessayez plus tard",
        "too many requests; retry later"
      )
    )
  }

  /// The version that the caller saw is not the current one (If-Match).
  package static func versionConflict(current: String) -> FHIRFailure {
    FHIRFailure(
      412,
      FHIRIssue(
        .conflict,
        "la ressource a changé entre-temps ; version actuelle : \(current)",
        "the resource has changed meanwhile; current version: \(current)"
      )
    )
  }

  /// Several resources match where one is meant (conditional PATCH).
  package static func severalMatch(_ count: Int) -> FHIRFailure {
    FHIRFailure(
      412,
      FHIRIssue(
        .duplicate,
        "\(count) ressources correspondent ; une seule est attendue",
        "\(count) resources match; one is expected"
      )
    )
  }

  /// Something inside went wrong; what, stands in the service's own journal under this request.
  package static func internalError(request: String) -> FHIRFailure {
    FHIRFailure(
      500,
      FHIRIssue(
        .exception,
        "erreur interne ; rien n'a été changé au-delà de ce qui a été confirmé (demande \(request))",
        "internal error; nothing was changed beyond what was confirmed (request \(request))"
      )
    )
  }

  /// The service does not write at the moment: it is stopping, or the disk refuses.
  package static func unavailable() -> FHIRFailure {
    FHIRFailure(
      503,
      FHIRIssue(
        .exception,
        "service momentanément indisponible ; rien n'a été changé, réessayez plus tard",
        "the service is unavailable for the moment; nothing was changed, retry later"
      )
    )
  }

  package init(_ malformed: JSONValue.Malformed) {
    let isTooLong = if case .tooLong = malformed.reason { true } else { false }
    self.init(
      isTooLong ? 413 : 400,
      FHIRIssue(
        isTooLong ? .tooLong : .structure,
        "JSON illisible à l'octet \(malformed.offset + 1) : \(malformed.reason.french)",
        malformed.description
      )
    )
  }

  package init(_ refusal: FHIRXMLRefusal) {
    self.init(
      400,
      FHIRIssue(
        .structure,
        "XML illisible : \(refusal.french)",
        refusal.description
      )
    )
  }
}

extension JSONValue.Malformed.Reason {
  fileprivate var french: String {
    switch self {
    case .notUTF8: "les octets ne sont pas de l'UTF-8"
    case .value: "une valeur est attendue"
    case .string: "chaîne sans fin, caractère de contrôle ou échappement faux"
    case .number: "nombre mal formé"
    case .separator: "une virgule, deux-points ou un crochet fermant est attendu"
    case .trailing: "quelque chose suit la valeur"
    case .repeatedName: "un nom figure deux fois dans un objet"
    case .tooLong(let maximum): "plus de \(maximum) octets"
    case .tooDeep(let maximum): "plus de \(maximum) niveaux"
    case .tooMany(let maximum): "plus de \(maximum) valeurs"
    }
  }
}

extension FHIRXMLRefusal {
  fileprivate var french: String {
    switch self {
    case .xml(let error):
      "ligne \(error.line), colonne \(error.column) : le document n'est pas du XML accepté"
    case .unknownResource(let name, let line):
      "ligne \(line) : \(name) n'est pas une ressource lue ici"
    case .unknownElement(let path, let line):
      "ligne \(line) : \(path) n'est pas un élément de FHIR R4"
    case .unknownAttribute(let path, let line):
      "ligne \(line) : \(path) n'est pas un attribut de FHIR R4"
    case .repeated(let path, let line): "ligne \(line) : \(path) ne peut figurer qu'une fois"
    case .text(let path, let line): "ligne \(line) : texte dans \(path), où seuls des éléments vont"
    case .value(let path, let line): "ligne \(line) : la valeur de \(path) n'est pas de son type"
    case .empty(let path, let line): "ligne \(line) : \(path) est vide"
    }
  }
}
