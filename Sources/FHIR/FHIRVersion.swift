/// The version of FHIR that Carnet speaks.
package enum FHIRVersion {
  package static let text = "4.0.1"
}
