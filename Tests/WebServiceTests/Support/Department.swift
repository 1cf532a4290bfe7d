import CarnetCore
import Foundation
import Interop
import MedicalRecord
import RecordService

@testable import WebService

/// Records with documents in a world, and what becomes of them; everybody is made up.
struct Department: Sendable {
  let world: ServiceWorld
  let desk: RecordDesk

  static let numbers = [
    "277076322082910", "279035121518989", "284058832102532", "255081416802538",
  ]

  init(_ world: ServiceWorld) {
    self.world = world
    desk = RecordDesk(world.service)
  }

  static func ins(_ place: Int) throws -> INS { try INS(numbers[place], authority: .nir) }

  static let importer: EventContext = {
    var context = EventContext()
    context.actor = Actor(.operator, identifier: "test")
    context.purpose = .feeding
    return context
  }()

  func open(_ place: Int) async throws -> Pseudonym {
    let identity = PatientIdentity(
      ins: try Self.ins(place),
      birthName: "LEFEVRE",
      givenNames: ["ANNE"],
      sex: .female,
      birthDate: PartialDate("1977-07-12")
    )
    var opening = RecordOpening(identity, .channel(.pharmacy))
    opening.consentGiven = true
    return try await world.service.open(opening, Self.importer).record
  }

  /// Files a document, in a submission set of its own.
  func file(
    _ uniqueID: String,
    type: String = "11490-0",
    class documentClass: String = "10",
    by author: Persona,
    in place: Int,
    hiddenFrom labels: Set<Visibility> = [],
    replaces: String? = nil,
    day: Int = 0
  ) async throws {
    var metadata = DocumentMetadata(
      uniqueID: uniqueID,
      title: "title \(uniqueID)",
      type: Code(system: "2.16.840.1.113883.6.1", code: type),
      confidentiality: [],
      creationTime: Instant(milliseconds: 1_780_000_000_000 + Int64(day) * 3_600_000),
      language: "fr-FR",
      authors: [DocumentAuthor(identifier: .national(try IDNPS(author.subject.identifier)))],
      mediaType: "text/plain"
    )
    metadata.classCode = Code(system: "1.2.250.1.213.1.1.4.1", code: documentClass)
    metadata.serviceStart = Instant(milliseconds: 1_770_000_000_000 + Int64(day) * 86_400_000)
    metadata.replaces = replaces
    var document = IncomingDocument(
      identity: PatientIdentity(ins: try Self.ins(place), birthName: "", sex: .unknown),
      metadata: metadata,
      content: Array("content of \(uniqueID)".utf8),
      form: .file
    )
    document.hiddenFrom = labels
    _ = try await desk.deposit(
      IncomingSubmission(uniqueID: "3.\(uniqueID)", documents: [document]),
      into: .ins(try Self.ins(place)),
      by: author.caller
    )
  }

  func choose(_ choice: RightsChoice, in place: Int) async throws {
    _ = try await desk.choose(
      choice,
      in: .ins(try Self.ins(place)),
      by: Persona.holder(try Self.ins(place)).caller
    )
  }
}
