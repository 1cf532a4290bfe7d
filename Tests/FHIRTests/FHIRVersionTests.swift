import FHIR
import Testing

@Test func `Carnet speaks FHIR R4`() { #expect(FHIRVersion.text == "4.0.1") }
