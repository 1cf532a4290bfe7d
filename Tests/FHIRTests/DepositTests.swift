import CarnetCore
import Foundation
import Interop
import MedicalRecord
import Testing

@testable import FHIR

/// Transactions of ITI-65 and simple deposits of ITI-105.
struct DepositTests {
  private static let corpus = Repository.root.appending(path: "Tests/Corpora/fhir")

  private func body(_ name: String) throws -> FHIRRequestBody {
    try FHIRRequestBody(
      [UInt8](Data(contentsOf: Self.corpus.appending(path: "\(name).json"))),
      .json
    )
  }

  private func reader() throws -> FHIRReader { FHIRReader(try CDAReader()) }

  @Test func `a transaction gives its documents and says what each entry is, in its order`() throws
  {
    let body = try body("iti-65-two-documents")
    let deposit = try FHIRDeposit(transaction: body, reader: try reader())
    #expect(deposit.submission.documents.count == 2)
    #expect(deposit.entries.count == body.value.list("entry").count)
    #expect(deposit.entries.filter { $0 == .submissionSet }.count == 1)
    #expect(deposit.entries.contains(.document(0)) && deposit.entries.contains(.document(1)))
    let contents = deposit.entries.compactMap { entry -> Int? in
      if case .content(let document) = entry { document } else { nil }
    }
    #expect(Set(contents) == [0, 1])
  }

  @Test func `the same transaction in XML is the same deposit`() throws {
    let body = try body("iti-65-two-documents")
    let xml = try FHIRRequestBody(FHIRValue(body.value).xmlBytes(), .xml)
    let one = try FHIRDeposit(transaction: body, reader: try reader())
    let other = try FHIRDeposit(transaction: xml, reader: try reader())
    #expect(one.submission == other.submission)
    #expect(one.entries == other.entries)
  }

  @Test func `a simple deposit has one document`() throws {
    let deposit = try FHIRDeposit(
      documentReference: try body("iti-105-pdf"),
      reader: try reader()
    )
    #expect(deposit.entries == [.document(0)])
    #expect(deposit.submission.documents.count == 1)
  }

  @Test func `what PDSm asks for and is not there is a warning, and a refusal when strict`() throws
  {
    let value = try body("iti-105-pdf").value
    guard case .object(var members) = value else { return }
    members["custodian"] = nil
    let body = try FHIRRequestBody(FHIRValue(.object(members)).jsonBytes(), .json)
    let deposit = try FHIRDeposit(documentReference: body, reader: try reader())
    #expect(deposit.warnings.contains { $0.expression == ["DocumentReference.custodian"] })
    let failure = #expect(throws: FHIRFailure.self) {
      try FHIRDeposit(documentReference: body, reader: try reader(), isStrict: true)
    }
    #expect(failure?.status == 422)
  }

  @Test func `a replacement by address says which document it means`() throws {
    guard case .object(var members) = try body("iti-105-pdf").value else { return }
    let id = Samples.id(9)
    members["relatesTo"] = .array([
      .object([
        "code": .string("replaces"),
        "target": .object(["reference": .string("DocumentReference/\(id)")]),
      ])
    ])
    let body = try FHIRRequestBody(FHIRValue(.object(members)).jsonBytes(), .json)
    let deposit = try FHIRDeposit(documentReference: body, reader: try reader())
    #expect(deposit.replacements == [FHIRDeposit.Replacement(document: 0, target: id)])
  }

  @Test func `one form in the place of the other is refused`() throws {
    #expect(throws: FHIRFailure.self) {
      try FHIRDeposit(transaction: try body("iti-105-pdf"), reader: try reader())
    }
    #expect(throws: FHIRFailure.self) {
      try FHIRDeposit(documentReference: try body("iti-65-two-documents"), reader: try reader())
    }
    #expect(throws: FHIRFailure.self) {
      try FHIRDeposit(transaction: try body("document-bundle"), reader: try reader())
    }
  }

  @Test func `media types are told apart whatever their parameters`() {
    #expect(FHIRFormat(mediaType: "application/fhir+json; charset=utf-8") == .json)
    #expect(FHIRFormat(mediaType: "application/fhir+xml;fhirVersion=4.0") == .xml)
    #expect(FHIRFormat(mediaType: "text/html") == nil)
    #expect(DocumentMetadataPatch.Form(mediaType: "application/json-patch+json") == .jsonPatch)
    #expect(DocumentMetadataPatch.Form(mediaType: "application/fhir+json") == .fhirPath(.json))
  }
}
