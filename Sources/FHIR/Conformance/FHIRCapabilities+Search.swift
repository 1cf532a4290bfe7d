// What the searches of this module understand, for whoever offers them.
extension FHIRCapabilities.Parameter {
  private typealias Parameter = FHIRCapabilities.Parameter

  private static let r4 = "http://hl7.org/fhir/SearchParameter/"
  private static let mhd = "https://profiles.ihe.net/ITI/MHD/SearchParameter/"
  private static let pdsm = "https://interop.esante.gouv.fr/ig/fhir/pdsm/SearchParameter/"

  package static let documentReference: [FHIRCapabilities.Parameter] = [
    Parameter("patient", .reference, definition: r4 + "clinical-patient"),
    Parameter("patient.identifier", .token),
    Parameter("status", .token, definition: r4 + "DocumentReference-status"),
    Parameter("identifier", .token, definition: r4 + "clinical-identifier"),
    Parameter("type", .token, definition: r4 + "clinical-type"),
    Parameter("category", .token, definition: r4 + "DocumentReference-category"),
    Parameter("facility", .token, definition: r4 + "DocumentReference-facility"),
    Parameter("setting", .token, definition: r4 + "DocumentReference-setting"),
    Parameter("format", .token, definition: r4 + "DocumentReference-format"),
    Parameter("event", .token, definition: r4 + "DocumentReference-event"),
    Parameter("security-label", .token, definition: r4 + "DocumentReference-security-label"),
    Parameter("language", .token, definition: r4 + "DocumentReference-language"),
    Parameter("contenttype", .token, definition: r4 + "DocumentReference-contenttype"),
    Parameter("relation", .token, definition: r4 + "DocumentReference-relation"),
    Parameter("creation", .date, definition: mhd + "DocumentReference-Creation"),
    Parameter("date", .date, definition: r4 + "DocumentReference-date"),
    Parameter("period", .date, definition: r4 + "DocumentReference-period"),
    Parameter("period-start", .date, definition: pdsm + "PDSm-DocumentReference-period-start"),
    Parameter("period-end", .date, definition: pdsm + "PDSm-DocumentReference-period-end"),
    Parameter("isArchived", .token, definition: pdsm + "PDSm-isArchived"),
    Parameter("PDSm_isArchived", .token, definition: pdsm + "PDSm-isArchived"),
    Parameter("relatesto", .reference, definition: r4 + "DocumentReference-relatesto"),
    Parameter("author.given", .string), Parameter("author.family", .string),
    Parameter("author.identifier", .token),
    Parameter("description", .string, definition: r4 + "DocumentReference-description"),
  ]

  package static let list: [FHIRCapabilities.Parameter] = [
    Parameter("patient", .reference, definition: r4 + "clinical-patient"),
    Parameter("patient.identifier", .token),
    Parameter("code", .token, definition: r4 + "clinical-code"),
    Parameter("status", .token, definition: r4 + "List-status"),
    Parameter("date", .date, definition: r4 + "clinical-date"),
    Parameter("identifier", .token, definition: r4 + "clinical-identifier"),
    Parameter("designationType", .token, definition: mhd + "List-DesignationType"),
    Parameter("sourceId", .token, definition: mhd + "List-SourceId"),
    Parameter("title", .string, definition: r4 + "List-title"),
    Parameter("source.identifier", .token), Parameter("source.given", .string),
    Parameter("source.family", .string),
    Parameter("authorOrg", .token, definition: pdsm + "PDSm-List-authorOrg"),
    Parameter("isArchived", .token, definition: pdsm + "PDSm-isArchived"),
  ]

  package static let patient: [FHIRCapabilities.Parameter] = [
    Parameter("identifier", .token, definition: r4 + "Patient-identifier"),
    Parameter("family", .string, definition: r4 + "individual-family"),
    Parameter("given", .string, definition: r4 + "individual-given"),
    Parameter("birthdate", .date, definition: r4 + "individual-birthdate"),
    Parameter("gender", .token, definition: r4 + "individual-gender"),
  ]

  package static let auditEvent: [FHIRCapabilities.Parameter] = [
    Parameter(
      "date",
      .date,
      definition: r4 + "AuditEvent-date",
      documentation: "obligatoire, avec une borne basse et une borne haute"
    ),
    Parameter(
      "period-start",
      .date,
      definition: "https://interop.esante.gouv.fr/ig/fhir/tde/SearchParameter/"
        + "TDE-AuditEvent-period-start"
    ),
    Parameter("type", .token, definition: r4 + "AuditEvent-type"),
    Parameter("subtype", .token, definition: r4 + "AuditEvent-subtype"),
    Parameter("action", .token, definition: r4 + "AuditEvent-action"),
    Parameter("outcome", .token, definition: r4 + "AuditEvent-outcome"),
    Parameter("agent.identifier", .token),
    Parameter("agent-name", .string, definition: r4 + "AuditEvent-agent-name"),
    Parameter("agent-role", .token, definition: r4 + "AuditEvent-agent-role"),
    Parameter("altid", .token, definition: r4 + "AuditEvent-altid"),
    Parameter("address", .string, definition: r4 + "AuditEvent-address"),
    Parameter("entity.identifier", .token),
    Parameter("entity-type", .token, definition: r4 + "AuditEvent-entity-type"),
    Parameter("entity-role", .token, definition: r4 + "AuditEvent-entity-role"),
    Parameter("patient", .reference, definition: r4 + "AuditEvent-patient"),
    Parameter("patient.identifier", .token),
  ]
}
