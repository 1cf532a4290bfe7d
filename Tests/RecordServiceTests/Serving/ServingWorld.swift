import CarnetCore
import EventLog
import FileSystemSimulation
import Foundation
import Interop
import MedicalRecord
import RecordService

/// A service with one record, and people who call it; everybody is made up.
struct ServingWorld {
  let fixture: ServiceFixture
  let service: RecordService
  let desk: RecordDesk
  let ins: INS
  let record: Pseudonym

  static let numbers = [
    "277076322082910", "279035121518989", "284058832102532", "255081416802538",
  ]

  /// - Parameters:
  ///   - birthDate: the holder's.
  ///   - disk: a disk that may fail, for all but the views.
  init(birthDate: String = "1977-07-12", disk: SimulatedFileSystem? = nil) async throws {
    fixture = try ServiceFixture()
    if let disk {
      // Views stand on the real disk, whatever the log stands on.
      try FileManager.default.createDirectory(
        atPath: fixture.directory.root.string,
        withIntermediateDirectories: true
      )
      var options = LogOptions()
      options.segmentBytes = 1 << 20
      options.allocationBytesMin = 1 << 16
      options.reserveBytes = 0
      _ = try RecordService.create(
        fixture.directory,
        origin: "carnet.example/test",
        fileSystem: disk,
        clock: fixture.clock
      )
      service = try RecordService.openForWriting(
        fixture.directory,
        fileSystem: disk,
        options: options,
        clock: fixture.clock
      )
    } else {
      try fixture.create()
      service = try fixture.open()
    }
    desk = RecordDesk(service)
    ins = try INS(Self.numbers[0], authority: .nir)
    record = try await Self.open(service, ins, birthDate: birthDate)
  }

  static func open(
    _ service: RecordService,
    _ ins: INS,
    name: String = "LEFEVRE",
    birthDate: String = "1977-07-12"
  ) async throws -> Pseudonym {
    let identity = PatientIdentity(
      ins: ins,
      birthName: name,
      givenNames: ["ANNE"],
      sex: .female,
      birthDate: PartialDate(birthDate)
    )
    var opening = RecordOpening(identity, .channel(.pharmacy))
    opening.consentGiven = true
    return try await service.open(opening, ServiceFixture.importer).record
  }

  // Who calls

  static func professional(
    _ number: Int,
    profession: String = "10",
    structure: String = "1750000001",
    mode: Caller.Mode = .normal,
    mayRegulate: Bool = false
  ) throws -> Caller {
    Caller(
      .professional(
        Caller.Professional(
          try IDNPS("8100000000\(number < 10 ? "0" : "")\(number)"),
          profession: profession,
          skill: profession == "10" ? "SM26" : "",
          structure: structure,
          sector: "SA07",
          mayRegulate: mayRegulate
        )
      ),
      mode: mode,
      request: RequestID(rawValue: UInt64(1000 + number)),
      client: "test",
      network: "internet"
    )
  }

  var holder: Caller { Caller(.patient(ins, name: "ANNE"), request: RequestID(rawValue: 7)) }

  func stranger() throws -> Caller {
    Caller(
      .patient(try INS(Self.numbers[1], authority: .nir), name: "X"),
      request: RequestID(rawValue: 8)
    )
  }

  static func auditor(reason: String = "control") -> Caller {
    Caller(
      .auditor(identifier: "auditor", name: ""),
      reason: reason,
      request: RequestID(rawValue: 9)
    )
  }

  // What they do

  func document(
    _ uniqueID: String,
    type: String = "11490-0",
    class documentClass: String = "10",
    by author: Caller? = nil,
    hiddenFrom labels: Set<Visibility> = [],
    replaces: String? = nil,
    serviceDay: Int = 0,
    content: String = "content"
  ) -> IncomingDocument {
    var writer = DocumentAuthor()
    if case .professional(let professional)? = author?.identity {
      writer = DocumentAuthor(identifier: .national(professional.identifier))
    }
    var metadata = DocumentMetadata(
      uniqueID: uniqueID,
      title: "title \(uniqueID)",
      type: Code(system: "2.16.840.1.113883.6.1", code: type),
      confidentiality: [],
      creationTime: Instant(milliseconds: 1_780_000_000_000),
      language: "fr-FR",
      authors: [writer],
      mediaType: "text/plain"
    )
    metadata.classCode = Code(system: "1.2.250.1.213.1.1.4.1", code: documentClass)
    metadata.serviceStart = Instant(
      milliseconds: 1_770_000_000_000 + Int64(serviceDay) * 86_400_000
    )
    metadata.replaces = replaces
    var document = IncomingDocument(
      identity: PatientIdentity(ins: ins, birthName: "", sex: .unknown),
      metadata: metadata,
      content: Array((content + uniqueID).utf8),
      form: .file
    )
    document.hiddenFrom = labels
    return document
  }

  @discardableResult
  func deposit(
    _ documents: IncomingDocument...,
    by caller: Caller,
    set: String? = nil
  ) async throws -> Written<[Deposited]> {
    try await desk.deposit(
      IncomingSubmission(uniqueID: set, documents: documents),
      into: .record(record),
      by: caller
    )
  }

  func authorise(_ caller: Caller, asTreatingDoctor: Bool = false) async throws {
    _ = try await desk.choose(
      .authorise(caller.actor, asTreatingDoctor: asTreatingDoctor, express: false),
      in: .ins(ins),
      by: holder
    )
  }

  /// The event at a position.
  func fact(_ position: Position) throws -> (fact: Fact?, context: EventContext?) {
    let body = try service.event(at: position).body
    return (body?.fact, body?.context)
  }
}
