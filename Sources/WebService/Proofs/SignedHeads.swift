import CarnetCore
import EventLog
import Ledger
import RecordService

/// The newest signed head of the tree, with the cosignatures that witnesses gave it.
///
/// Cosignatures stand in the log's own file of heads, durable before the witness hears of it.
actor SignedHeads {
  private let service: RecordService
  let witnesses: [WitnessVerifier]
  private var newest: SignedNote?
  private var newestSize: UInt64 = 0
  /// The last head that a configured witness signed too.
  private var witnessed: SignedNote?
  private var signedAt: ContinuousClock.Instant?

  /// Anyone may ask for a proof of the last event: heads made for that come once a second at most.
  private static let pause = Duration.seconds(1)

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
    witnessed =
      witnesses.isEmpty
      ? nil
      : kept.checkpoints.last { entry in
        do throws(NoteFailure) {
          return try !entry.note.cosignatures(by: witnesses).isEmpty
        } catch {
          // A line under a witness's name that is not by its key: nothing that the witness said.
          return false
        }
      }?
      .note
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

  /// The last head with a cosignature of a configured witness.
  func cosigned() -> SignedNote? { witnessed }

  /// A head that covers so many events.
  func head(covering size: UInt64) async throws -> SignedNote? {
    if let signedAt, newestSize < size {
      let wait = Self.pause - (ContinuousClock.now - signedAt)
      if wait > .zero { try await Task.sleep(for: wait) }
    }
    if newestSize >= size, let newest { return newest }
    return try sign()
  }

  private func signed() throws -> SignedNote {
    let note = try service.signCheckpoint()
    let size = try Checkpoint(parsing: note.text).size
    newest = note
    newestSize = size
    signedAt = .now
    return note
  }

  enum CosignatureRefusal: Error {
    case anotherHead(size: UInt64)
    case unknownWitness
    case bad
  }

  /// Adds a witness's cosignature lines to the newest head; durable when this returns.
  ///
  /// Lines of others are left out: anyone may send some.
  func add(_ lines: String) throws -> SignedNote {
    guard let newest else { throw CosignatureRefusal.anotherHead(size: 0) }
    var joined = newest
    do {
      let sent = try SignedNote(parsing: Array((newest.encoded + lines).utf8))
      guard sent.text == newest.text else { throw CosignatureRefusal.bad }
      for line in sent.signatures.dropFirst(newest.signatures.count)
      where witnesses.contains(where: { $0.name == line.name && $0.keyID == line.keyID })
        && !joined.signatures.contains(where: { $0.name == line.name && $0.keyID == line.keyID })
      {
        joined = try joined.adding(line)
      }
    } catch {
      throw CosignatureRefusal.bad
    }
    guard joined.signatures.count > newest.signatures.count else {
      throw CosignatureRefusal.unknownWitness
    }
    do throws(NoteFailure) {
      _ = try joined.cosignatures(by: witnesses)
    } catch {
      // A signature of a witness that does not fit: of another head, most often.
      throw CosignatureRefusal.anotherHead(size: newestSize)
    }
    guard try service.keepCosigned(joined) else {
      throw CosignatureRefusal.anotherHead(size: newestSize)
    }
    self.newest = joined
    witnessed = joined
    return joined
  }
}
