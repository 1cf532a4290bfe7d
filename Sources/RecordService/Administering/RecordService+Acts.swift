package import CarnetCore
import EventLog
package import MedicalRecord
package import SystemPackage
import Vault

extension DataDirectory {
  /// Notes of what was done beside the writer, each until it is in the log.
  package var acts: FilePath { root.appending("acts") }
}

// What is done to the service stands in its log.
extension RecordService {
  /// Acts that wait for a writer, and notes that cannot be believed.
  package struct PendingActs: Sendable {
    package var acts: [AdministrativeAct] = []
    package var damaged: [FilePath] = []
  }

  /// So many notes are turned into events at a time.
  private static let actsMax = 4096

  /// Notes an act for the next writer, or appends it where this process is the writer.
  ///
  /// When this returns, the act is durable: in the log, or as a sealed note beside it.
  package func note(_ act: AdministrativeAct) async throws {
    if isWriter {
      try await append(act)
      return
    }
    try BackupFiles.makeFolders(fileSystem, directory.acts)
    try SealedFile.save(
      act.encoded(),
      as: AdministrativeAct.use,
      at: directory.acts.appending(act.fileName),
      keys,
      fileSystem
    )
  }

  /// The notes that no writer has turned into events yet, in the order of what was done.
  package func pendingActs() throws -> PendingActs {
    var pending = PendingActs()
    guard try fileSystem.exists(directory.acts) else { return pending }
    let names = try fileSystem.list(directory.acts).filter(AdministrativeAct.isFileName).sorted()
    for name in names.prefix(Self.actsMax) {
      let path = directory.acts.appending(name)
      let bytes: [UInt8]
      do throws(VaultFailure) {
        bytes = try SealedFile.load(AdministrativeAct.use, at: path, keys, fileSystem)
      } catch {
        switch error {
        // The writer was faster.
        case .sealedFileMissing: break
        case .sealedFileDamaged: pending.damaged.append(path)
        default: throw error
        }
        continue
      }
      if let act = AdministrativeAct(decoding: bytes), act.fileName == name {
        pending.acts.append(act)
      } else {
        pending.damaged.append(path)
      }
    }
    pending.acts.sort { $0.time < $1.time }
    return pending
  }

  /// Turns what was noted beside the writer into events, and removes the notes.
  ///
  /// If the process dies between the two, the next writer appends the same event again, which adds
  /// nothing. A note that does not open stays where it is.
  ///
  /// - Returns: the notes that cannot be believed.
  package func recordPendingActs() async throws -> [FilePath] {
    guard isWriter else { throw ServiceFailure.openedForReading }
    let pending = try pendingActs()
    for act in pending.acts {
      try await append(act)
      try fileSystem.remove(directory.acts.appending(act.fileName))
    }
    if !pending.acts.isEmpty { try fileSystem.syncDirectory(directory.acts) }
    return pending.damaged
  }

  private func append(_ act: AdministrativeAct) async throws {
    let now = clock()
    var context = act.context
    // The recorded time says it where the act is written as it is done.
    if abs(now.milliseconds - act.time.milliseconds) < 1000 { context.occurred = 0 }
    let events = events(
      [.administrationDone(act.done)],
      context: context,
      ids: { _ in act.id },
      time: now
    )
    _ = try await append(Write(record: .system, expecting: .any, events: events))
  }
}

extension RecordService {
  /// Of the service's own events so many of the last are looked through.
  package static let actsLookedThrough = 100_000

  /// When the last act of a kind was done, by the log or by a note that waits; nil if never, or
  /// not among the last `actsLookedThrough`.
  package func lastDone(_ action: Carnet_V1_Administration) throws -> Instant? {
    var last = try pendingActs().acts.last { $0.done.action == action }?.time
    guard let head = index.head(of: .system) else { return last }
    let opener = EventOpener(opener)
    var scratch = BodyOpener.Scratch()
    var failure: (any Error)?
    var count = 0
    try reader.walkBack(from: head) { block, index in
      count += 1
      if count > Self.actsLookedThrough { return false }
      guard block.types[index].rawValue == FactKind.administrationDone.rawValue else { return true }
      do {
        guard case .body(let body) = try opener.content(block, index, &scratch),
          case .administrationDone(let done)? = body.fact, done.action == action
        else { return true }
        let occurred = body.context.occurred
        let time = occurred == 0 ? block.times[index] : Instant(milliseconds: occurred)
        last = max(last ?? time, time)
        return false
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return last
  }
}
