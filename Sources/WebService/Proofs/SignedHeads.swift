import CarnetCore
import EventLog
import Ledger
import RecordService

/// The newest signed head of the tree, with the cosignatures that witnesses gave it.
actor SignedHeads {
  private let service: RecordService
  let witnesses: [WitnessVerifier]
  private var newest: SignedNote?
  private var newestSize: UInt64 = 0

  init(_ service: RecordService, witnesses: [WitnessVerifier]) throws {
    self.service = service
    self.witnesses = witnesses
    let kept = try CheckpointStore.read(
      service.identity,
      service.fileSystem,
      service.directory.log
    )
    if let last = kept.checkpoints.last {
      newest = last.note
      newestSize = last.size
    }
  }

  /// Signs a head if events came since the last one.
  @discardableResult
  func sign() throws -> SignedNote? {
    guard service.writerFailure == nil, try service.reader.readableSize() > newestSize else {
      return newest
    }
    return try signed()
  }

  /// The newest head; nil for a log without events.
  func head() throws -> SignedNote? { try newest ?? sign() }

  /// A head that covers so many events.
  func head(covering size: UInt64) throws -> SignedNote? {
    if newestSize >= size, let newest { return newest }
    return try sign()
  }

  private func signed() throws -> SignedNote {
    let note = try service.signCheckpoint()
    let size = try Checkpoint(parsing: note.text).size
    newest = note
    newestSize = size
    return note
  }

  enum CosignatureRefusal: Error {
    case anotherHead(size: UInt64)
    case unknownWitness
    case bad
  }

  /// Adds a witness's cosignature lines to the newest head.
  func add(_ lines: String) throws -> SignedNote {
    guard let newest else { throw CosignatureRefusal.anotherHead(size: 0) }
    let before = try newest.cosignatures(by: witnesses).count
    let joined: SignedNote
    do {
      joined = try SignedNote(parsing: Array((newest.encoded + lines).utf8))
    } catch {
      throw CosignatureRefusal.bad
    }
    let after: Int
    do {
      after = try joined.cosignatures(by: witnesses).count
    } catch {
      // A signature of a witness that does not fit: of another head, most often.
      throw CosignatureRefusal.anotherHead(size: newestSize)
    }
    guard after > before else { throw CosignatureRefusal.unknownWitness }
    self.newest = joined
    return joined
  }
}
