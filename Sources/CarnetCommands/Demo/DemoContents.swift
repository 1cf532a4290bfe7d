import CarnetCore
import Crypto
import EventLog
import MedicalRecord
import RecordService
import Simulation

/// What becomes of the contents of simulated documents.
package enum DemoContents: String, Sendable, CaseIterable {
  /// Written, and not kept: the records hold what is known of a document, never the document.
  case none
  /// A page of text each, sealed in the content store.
  case short
}

/// Collects the contents of a few lives, and stores them with one synchronisation.
final class ContentCollector {
  private let service: RecordService
  private let contents: DemoContents
  private var waiting: [(record: Pseudonym, bytes: [UInt8])] = []
  private(set) var count = 0

  /// Contents a synchronisation.
  private static let putMax = 512

  init(_ service: RecordService, _ contents: DemoContents) {
    self.service = service
    self.contents = contents
  }

  func keep(_ bytes: [UInt8], of record: Pseudonym) throws -> KeptContent {
    let sha1 = Array(Insecure.SHA1.hash(data: bytes))
    count += 1
    switch contents {
    case .none: return KeptContent(name: EventLog.SHA256.digest(of: bytes).bytes, sha1: sha1)
    case .short:
      let reference = try service.contents.reference(bytes, record: record)
      waiting.append((record, bytes))
      return KeptContent(name: reference.name.bytes, sha1: sha1)
    }
  }

  /// Makes durable what was kept: before any event that refers to it is appended.
  func settle() throws {
    for start in stride(from: 0, to: waiting.count, by: Self.putMax) {
      _ = try service.contents.put(
        Array(waiting[start..<min(start + Self.putMax, waiting.count)])
      )
    }
    waiting = []
  }
}
