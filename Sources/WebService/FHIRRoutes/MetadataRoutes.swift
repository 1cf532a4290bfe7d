import FHIR
import Hummingbird
import RecordService

/// What this service really does, as a CapabilityStatement.
struct MetadataRoutes: Sendable {
  let ground: FHIRGround

  private static let pdsm = "https://interop.esante.gouv.fr/ig/fhir/pdsm/"
  private static let mhd = "https://profiles.ihe.net/ITI/MHD/CapabilityStatement/"

  var routes: [Route] {
    [
      Route(
        method: .get,
        path: RoutePath("/fhir/metadata"),
        family: .fhir,
        access: .anyone,
        summary: Words("CapabilityStatement", "CapabilityStatement"),
        answers: [FHIRRoutes.answer("CapabilityStatement", "CapabilityStatement")]
      ) { call in
        var response = try ground.answer(.capabilityStatement(statement, at: ground.site), to: call)
        response.headers[.cacheControl] = "no-cache"
        return response
      }
    ]
  }

  private var statement: FHIRCapabilities {
    var documents = FHIRCapabilities.Resource(
      "DocumentReference",
      profile: Self.pdsm + "StructureDefinition/pdsm-comprehensive-document-reference",
      interactions: [.create, .read, .searchType, .patch]
    )
    documents.parameters = FHIRCapabilities.Parameter.documentReference
    documents.includes = DocumentQuery.includes
    documents.conditionalCreate = true
    documents.conditionalPatch = true
    documents.isVersioned = true
    var lists = FHIRCapabilities.Resource("List", interactions: [.searchType])
    lists.parameters = FHIRCapabilities.Parameter.list
    var patients = FHIRCapabilities.Resource("Patient", interactions: [.searchType])
    patients.parameters = FHIRCapabilities.Parameter.patient.filter { $0.name == "identifier" }
    var consents = FHIRCapabilities.Resource("Consent", interactions: [.searchType])
    consents.parameters = [
      FHIRCapabilities.Parameter("patient", .reference),
      FHIRCapabilities.Parameter("patient.identifier", .token),
    ]
    var traces = FHIRCapabilities.Resource("AuditEvent", interactions: [.searchType])
    traces.parameters = FHIRCapabilities.Parameter.auditEvent
    let contents = FHIRCapabilities.Resource("Binary", interactions: [.read])
    var statement = FHIRCapabilities(
      version: CarnetVersion.text,
      date: ground.desk.service.clock(),
      title: "Carnet",
      description: "Dossier médical partagé : PDSm 3.1.1, IHE MHD",
      resources: [contents, consents, documents, lists, patients, traces],
      takesTransactions: true
    )
    statement.instantiates = [
      Self.pdsm + "CapabilityStatement/PDSm-GestionnaireDePartageDeDocuments",
      Self.mhd + "IHE.MHD.DocumentResponder", Self.mhd + "IHE.MHD.DocumentRecipient.Simplified",
      Self.mhd + "IHE.MHD.DocumentRecipient.Comprehensive",
    ]
    statement.guides = [Self.pdsm + "ImplementationGuide/ans.fhir.fr.pdsm"]
    statement.operations = [
      FHIRCapabilities.Operation(
        "export",
        definition: "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export"
      )
    ]
    statement.security = "Bearer JWT (Pro Santé Connect), TLS mutuel"
    return statement
  }
}
