package import CarnetCore
import Synchronization
package import SystemPackage

/// The last event of a record.
package struct RecordHead: Hashable, Sendable {
  package var position: Position
  package var revision: Revision

  package init(position: Position, revision: Revision) {
    self.position = position
    self.revision = revision
  }

  fileprivate var packed: UInt64 { position.rawValue << 24 | UInt64(revision.rawValue) }

  fileprivate init(packed: UInt64) {
    position = Position(packed >> 24)
    revision = Revision(UInt32(packed & 0xff_ffff))
  }
}

/// Which events are in the log, by identity, and the last event of each record.
///
/// New entries stand in memory; when there are many, they are written to sorted files (`LookupRun`)
/// that are merged as they grow, so that memory and opening time stay flat whatever the log's size.
/// Everything here is derived from the log: after a crash, or when the folder is deleted, what is
/// missing is read from the log again.
package final class EventIndex: Sendable {
  /// Entries that stand in memory alone.
  private struct Tables: Sendable {
    /// Fingerprint to position.
    ///
    /// Events whose fingerprints are equal stand in `collisions`.
    var ids = OpenTable()
    var collisions: [UInt64: [UInt64]] = [:]
    var heads = OpenTable()
    /// The range of positions.
    var start: UInt64
    var end: UInt64

    func candidates(_ key: UInt64) -> [UInt64] {
      if let several = collisions[key] { return several }
      return ids[key].map { [$0] } ?? []
    }
  }

  private struct State {
    var tables = Tables(start: 0, end: 0)
    /// Full tables that are being written to files; additions go to `tables` meanwhile.
    var frozen: Tables?
    var idRuns: [LookupRun] = []
    var headRuns: [LookupRun] = []
  }

  private let state = Mutex(State())
  private let seed: UInt64
  private let fileSystem: any FileSystem
  private let directory: FilePath

  /// More revisions than a head has room for; a record never gets there in a human life.
  package static let revisionMax: UInt32 = 0xff_fffe
  private static let mergeFactor = 8

  package init(_ fileSystem: any FileSystem, directory: FilePath, log: LogID) {
    self.fileSystem = fileSystem
    self.directory = directory
    seed = log.low
  }

  /// Loads the runs that are whole and follow each other from 0, none beyond `limit` events, and
  /// says how far they reach.
  ///
  /// Files that no longer fit are removed when `mayWrite`.
  package func load(limit: UInt64, mayWrite: Bool) throws(FileSystemError) -> UInt64 {
    guard try fileSystem.exists(directory) else { return 0 }
    var ids: [LookupRun] = []
    var heads: [LookupRun] = []
    var stale: [String] = []
    let names = try fileSystem.list(directory)
    // Of overlapping files the longest counts: the others are what a merge was about to remove.
    let ranges = names.compactMap { name in LookupRun.range(of: name).map { (name, $0) } }
      .sorted { ($0.1.from, $1.1.to) < ($1.1.from, $0.1.to) }
    for (name, range) in ranges {
      let runs = range.kind == .ids ? ids : heads
      let expected = runs.last?.to ?? 0
      if range.from == expected, range.to <= limit,
        let run = try LookupRun(fileSystem, directory.appending(name)), run.from == range.from,
        run.to == range.to, run.kind == range.kind
      {
        if range.kind == .ids { ids.append(run) } else { heads.append(run) }
      } else {
        stale.append(name)
      }
    }
    // Both kinds are written together; a crash in between leaves one ahead of the other.
    while let last = ids.last?.to, last > (heads.last?.to ?? 0) {
      stale.append(ids.removeLast().path.lastComponent?.string ?? "")
    }
    while let last = heads.last?.to, last > (ids.last?.to ?? 0) {
      stale.append(heads.removeLast().path.lastComponent?.string ?? "")
    }
    let covered = ids.last?.to ?? 0
    if (heads.last?.to ?? 0) != covered {
      // Merged at different points: neither can be cut to the other. Begin anew.
      stale.append(contentsOf: (ids + heads).compactMap { $0.path.lastComponent?.string })
      ids = []
      heads = []
    }
    if mayWrite {
      for name in stale where try fileSystem.exists(directory.appending(name)) {
        try fileSystem.remove(directory.appending(name))
      }
    }
    let reached = ids.last?.to ?? 0
    state.withLock { state in
      state = State()
      state.idRuns = ids
      state.headRuns = heads
      state.tables = Tables(start: reached, end: reached)
    }
    return reached
  }

  /// Takes note of an event; events come in order.
  package func add(_ id: EventID, record: Pseudonym, revision: Revision, at position: Position) {
    state.withLock { state in
      add(id, record, revision, position, &state)
    }
  }

  /// Takes note of a block's events.
  package func add(_ block: EventBlock, from start: Int = 0) {
    state.withLock { state in
      for index in start..<block.count {
        add(
          block.ids[index],
          block.records[index],
          block.revisions[index],
          block.position(index),
          &state
        )
      }
    }
  }

  private func add(
    _ id: EventID,
    _ record: Pseudonym,
    _ revision: Revision,
    _ position: Position,
    _ state: inout State
  ) {
    precondition(position.rawValue == state.tables.end, "events enter the index in order")
    let key = Mixing.fingerprint(id, seed: seed)
    if let other = state.tables.ids[key] {
      state.tables.collisions[key, default: [other]].append(position.rawValue)
    } else {
      state.tables.ids.set(key, position.rawValue)
    }
    state.tables.heads.set(
      record.rawValue,
      RecordHead(position: position, revision: revision).packed
    )
    state.tables.end += 1
  }

  /// Positions at which the event may stand; whoever asks compares the identity there.
  package func candidates(for id: EventID) -> [Position] {
    let key = Mixing.fingerprint(id, seed: seed)
    return state.withLock { state in
      var found = state.tables.candidates(key)
      if let frozen = state.frozen { found += frozen.candidates(key) }
      for run in state.idRuns {
        for index in run.find(key) { found.append(run.value(index)) }
      }
      return found.map { Position($0) }
    }
  }

  /// The record's last event; nil when it has none.
  package func head(of record: Pseudonym) -> RecordHead? {
    state.withLock { state in
      if let packed = state.tables.heads[record.rawValue] ?? state.frozen?.heads[record.rawValue] {
        return RecordHead(packed: packed)
      }
      for run in state.headRuns.reversed() {
        if let index = run.find(record.rawValue).first {
          return RecordHead(packed: run.value(index))
        }
      }
      return nil
    }
  }

  /// Number of events the index knows.
  package var size: UInt64 { state.withLock { $0.tables.end } }

  /// Number of events that no file covers yet.
  package var unwritten: Int {
    state.withLock { Int($0.tables.end - ($0.frozen ?? $0.tables).start) }
  }

  /// Sets the entries in memory aside to be written by `writeFrozen`, and says up to which event
  /// they reach; nil when there are fewer than `minimum` or some are set aside already.
  package func freeze(minimum: Int) -> UInt64? {
    state.withLock { state in
      guard state.frozen == nil, state.tables.end - state.tables.start >= UInt64(max(1, minimum))
      else { return nil }
      let end = state.tables.end
      state.frozen = state.tables
      state.tables = Tables(start: end, end: end)
      return end
    }
  }

  /// Writes what was set aside to files and merges older ones where they have become many.
  ///
  /// The events concerned must be durable in the log. Look-ups and additions go on meanwhile.
  package func writeFrozen() throws(FileSystemError) {
    guard let tables = state.withLock({ $0.frozen }) else { return }
    if try !fileSystem.exists(directory) { try fileSystem.createDirectory(directory) }
    var idEntries = tables.ids.sorted
    for (key, positions) in tables.collisions {
      for position in positions.dropFirst() { idEntries.append((key, position)) }
    }
    if !tables.collisions.isEmpty { idEntries.sort { ($0.key, $0.value) < ($1.key, $1.value) } }
    let idRun = try write(.ids, tables.start, tables.end, idEntries)
    let headRun = try write(.heads, tables.start, tables.end, tables.heads.sorted)
    state.withLock { state in
      state.idRuns.append(idRun)
      state.headRuns.append(headRun)
      state.frozen = nil
    }
    try mergeWhileCrowded()
  }

  private func write(
    _ kind: LookupRun.Kind,
    _ from: UInt64,
    _ to: UInt64,
    _ entries: [(key: UInt64, value: UInt64)]
  ) throws(FileSystemError) -> LookupRun {
    let path = try LookupRun.write(
      kind,
      from: from,
      to: to,
      entries: entries,
      in: directory,
      fileSystem
    )
    guard let run = try LookupRun(fileSystem, path) else {
      throw FileSystemError("read back", path, .ioError)
    }
    return run
  }

  /// Merges the newest runs while `mergeFactor` of them together are no smaller than the run before.
  private func mergeWhileCrowded() throws(FileSystemError) {
    while true {
      let (ids, heads) = state.withLock { ($0.idRuns, $0.headRuns) }
      guard ids.count >= Self.mergeFactor else { return }
      let newest = Array(ids.suffix(Self.mergeFactor))
      let largest = newest.map { $0.to - $0.from }.max() ?? 0
      let total = newest.reduce(0) { $0 + ($1.to - $1.from) }
      // Eight of a size, give or take: merging a small tail into a large run would write it again
      // and again.
      guard largest * 3 <= total else { return }
      let first = newest[0].from
      let last = newest[newest.count - 1].to
      let oldHeads = heads.filter { $0.from >= first }
      let idEntries = Self.merge(newest, keepingAll: true)
      let headEntries = Self.merge(oldHeads, keepingAll: false)
      let idRun = try write(.ids, first, last, idEntries)
      let headRun = try write(.heads, first, last, headEntries)
      state.withLock { state in
        state.idRuns.removeAll { $0.from >= first }
        state.idRuns.append(idRun)
        state.headRuns.removeAll { $0.from >= first }
        state.headRuns.append(headRun)
      }
      for run in newest + oldHeads { try fileSystem.remove(run.path) }
      try fileSystem.syncDirectory(directory)
    }
  }

  /// Entries of several runs in key order; of equal keys all, or the newest run's alone.
  private static func merge(
    _ runs: [LookupRun],
    keepingAll: Bool
  ) -> [(key: UInt64, value: UInt64)] {
    var cursors = [Int](repeating: 0, count: runs.count)
    var merged: [(key: UInt64, value: UInt64)] = []
    merged.reserveCapacity(runs.reduce(0) { $0 + $1.count })
    while true {
      var best = -1
      var bestKey: UInt64 = 0
      for (index, run) in runs.enumerated() where cursors[index] < run.count {
        let key = run.key(cursors[index])
        // Of equal keys the older run comes first, so that the newer one replaces it.
        if best < 0 || key < bestKey {
          best = index
          bestKey = key
        }
      }
      if best < 0 { return merged }
      let entry = (key: bestKey, value: runs[best].value(cursors[best]))
      cursors[best] += 1
      if !keepingAll, let last = merged.last, last.key == entry.key {
        merged[merged.count - 1] = entry
      } else {
        merged.append(entry)
      }
    }
  }
}
