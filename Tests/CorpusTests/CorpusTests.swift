import EventLog
import FHIR
import Foundation
import Interop
import Ledger
import Testing

/// Replays every kept fuzzer input: what crashed a parser once never does again.
struct CorpusTests {
  @Test func `every kept batch is read without a trap`() throws {
    try replay("batch", through: fuzzBatch)
  }

  @Test func `every kept envelope and small file is read without a trap`() throws {
    try replay("envelope", through: fuzzEnvelope)
  }

  @Test func `every kept note, key, proof and path is read without a trap`() throws {
    try replay("checkpoint", through: fuzzCheckpoint)
  }

  @Test func `every kept CDA document is read without a trap`() throws {
    try replay("cda", through: fuzzCDA)
  }

  @Test func `every kept archive is read without a trap`() throws {
    try replay("zip", through: fuzzZip)
  }

  @Test func `every kept HL7 v2 message is read without a trap`() throws {
    try replay("hl7v2", through: fuzzHL7v2)
  }

  @Test func `every kept FHIR resource is read without a trap`() throws {
    try replay("fhir", through: fuzzFHIR)
  }

  @Test func `every kept FHIR request is read without a trap`() throws {
    try replay("fhir-request", through: fuzzFHIRRequest)
  }

  /// Also cut short and with nothing at all: what a disk or a sender leaves half done.
  private func replay(_ target: String, through entry: (UnsafeRawBufferPointer) -> Void) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Corpora/\(target)")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: nil
    )
    #expect(!files.isEmpty, "the corpus \(target) is there")
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: file))
      bytes.withUnsafeBytes { memory in
        for count in [0, 1, memory.count / 2, max(0, memory.count - 1), memory.count] {
          entry(UnsafeRawBufferPointer(rebasing: memory.prefix(count)))
        }
      }
    }
  }
}
