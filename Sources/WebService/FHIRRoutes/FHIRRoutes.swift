import FHIR
import HTTPTypes
import Hummingbird

/// The FHIR R4 interface (PDSm 3.1.1, IHE MHD).
struct FHIRRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] {
    MetadataRoutes(ground: ground).routes + DocumentRoutes(ground: ground).routes
      + DepositRoutes(ground: ground).routes + PatientRoutes(ground: ground).routes
      + ListRoutes(ground: ground).routes + ConsentRoutes(ground: ground).routes
      + AuditEventRoutes(ground: ground).routes
      + ExportRoutes(ground: ground, jobs: ExportJobs()).routes
  }

  static let media = ["application/fhir+json", "application/fhir+xml"]
  static let bodies = media + ["application/json", "application/xml", "text/xml"]
  static let form = "application/x-www-form-urlencoded"

  static func answer(_ french: String, _ english: String) -> (Int, [String], Words) {
    (200, media, Words(french, english))
  }

  static func parameter(
    _ name: String,
    _ french: String,
    _ english: String,
    required: Bool = false
  ) -> Route.Parameter {
    .init(name: name, place: .query, words: Words(french, english), isRequired: required)
  }
}
