import CarnetCore
import MedicalRecord

extension FHIRValue {
  /// A moment with the offset of Paris, as French profiles show it: `2026-11-23T09:30:00.125+01:00`;
  /// milliseconds only where there are any.
  static func moment(_ moment: Instant?) -> FHIRValue? {
    guard let moment else { return nil }
    let offset = ParisTime.offsetMinutes(at: moment)
    let local = Instant(milliseconds: moment.milliseconds + Int64(offset) * 60_000)
    var text = String(local.description.dropLast())
    if text.hasSuffix(".000") { text.removeLast(4) }
    return .string("\(text)+0\(offset / 60):00")
  }

  /// A primitive that a profile asks for and nobody knows, to be set below `_name`.
  static let unknownPrimitive: FHIRValue = ["extension": [absence]]

  /// An element that a profile asks for and nobody knows.
  static let unknownElement: FHIRValue = ["extension": [absence]]

  private static let absence: FHIRValue = [
    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown",
  ]
}
