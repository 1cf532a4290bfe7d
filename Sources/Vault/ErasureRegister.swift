package import CarnetCore
import Crypto
package import SystemPackage

/// Every erasure that was ordered, beside the root key: what a restore of an older backup must do
/// again before anything can be opened.
///
/// It stands outside the data directory and in no backup, is only ever added to, and names no
/// person: pseudonym, scope, instant and the commitments of the keys. A line is durable before the
/// keys are destroyed, so no erasure is missing from it (docs/vault-format.md section 7).
package struct ErasureRegister: Sendable {
  package struct Entry: Hashable, Sendable {
    package var record: Pseudonym
    package var contents: Bool
    package var traces: Bool
    package var time: Instant
    /// 16 bytes each; empty where the key was gone before.
    package var contentCommitment: [UInt8]
    package var traceCommitment: [UInt8]

    package init(
      record: Pseudonym,
      contents: Bool = true,
      traces: Bool = true,
      time: Instant,
      contentCommitment: [UInt8] = [],
      traceCommitment: [UInt8] = []
    ) {
      self.record = record
      self.contents = contents
      self.traces = traces
      self.time = time
      self.contentCommitment = contentCommitment
      self.traceCommitment = traceCommitment
    }
  }

  /// Why a register cannot be believed.
  package enum Failure: Hashable, Sendable {
    case malformed(line: Int)
    case ofAnotherLog(found: String)
  }

  package let log: String
  /// From when on it is complete.
  package let begun: Instant
  package private(set) var entries: [Entry] = []
  /// Whether its last line is the rest of an interrupted write: an erasure that was not begun.
  package private(set) var endsUnfinished = false
  private var end = 0
  private var lastSum = ""

  private static let heading = "carnet-erasures/v1"
  private static let fileLimitBytes = 512 << 20
  /// Complete since the log was made.
  package static let sinceTheBeginning = Instant(milliseconds: 0)

  private init(log: String, begun: Instant) {
    self.log = log
    self.begun = begun
  }

  private static func sum(_ before: String, _ line: String) -> String {
    Hex.encode(Array(Crypto.SHA256.hash(data: Array("\(before) \(line)".utf8)).prefix(8)))
  }

  private static func head(_ log: String, _ begun: Instant) -> String {
    "\(heading) \(log) \(begun)"
  }

  private static func line(_ entry: Entry) -> String {
    func hex(_ bytes: [UInt8]) -> String { bytes.isEmpty ? "-" : Hex.encode(bytes) }
    let scope = (entry.contents ? "c" : "") + (entry.traces ? "t" : "")
    return "erased \(entry.record) \(scope) \(entry.time) \(hex(entry.contentCommitment)) "
      + hex(entry.traceCommitment)
  }
}

extension ErasureRegister {
  /// Reads a register; nil when there is none.
  package static func load(
    _ fileSystem: any FileSystem,
    from path: FilePath,
    log: String
  ) throws(VaultFailure) -> ErasureRegister? {
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(path) ? fileSystem.readAll(path, limit: fileLimitBytes) : nil
    }
    guard let bytes else { return nil }
    if let version = FormatHeading.later(Array(bytes.prefix { $0 != 0x20 }), than: heading) {
      throw .futureFormat(path, version: version)
    }
    return try ErasureRegister(parsing: bytes, path, log: log)
  }

  private init(parsing bytes: [UInt8], _ path: FilePath, log: String) throws(VaultFailure) {
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    // What follows the last newline is an unfinished line, or nothing.
    let rest = lines.removeLast()
    guard let first = lines.first else { throw .register(.malformed(line: 1), path) }
    let head = Self.words(first)
    guard head.count == 4, head[0] == Self.heading, let begun = Instant(head[2]),
      head[2] == begun.description, head[3] == Self.sum("", Self.head(head[1], begun))
    else { throw .register(.malformed(line: 1), path) }
    guard head[1] == log else { throw .register(.ofAnotherLog(found: head[1]), path) }
    self.init(log: log, begun: begun)
    lastSum = head[3]
    end = first.count + 1
    for (number, line) in lines.enumerated().dropFirst() {
      // A newline is written after its line is durable: a line that has one was whole once.
      guard let entry = Self.entry(Self.words(line), after: lastSum) else {
        throw .register(.malformed(line: number + 1), path)
      }
      entries.append(entry.0)
      lastSum = entry.1
      end += line.count + 1
    }
    // A whole line and one byte more: the newline itself was changed.
    if rest.count > 1, Self.entry(Self.words(rest.dropLast()), after: lastSum) != nil {
      throw .register(.malformed(line: lines.count + 1), path)
    }
    endsUnfinished = !rest.isEmpty
  }

  private static func words(_ line: ArraySlice<UInt8>) -> [String] {
    String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
      .map(String.init)
  }

  private static func entry(_ words: [String], after sum: String) -> (Entry, String)? {
    func commitment(_ word: String) -> [UInt8]? {
      if word == "-" { return [] }
      guard let bytes = Hex.decode(word), bytes.count == 16 else { return nil }
      return bytes
    }
    guard words.count == 7, words[0] == "erased", let record = Pseudonym(words[1]),
      ["c", "t", "ct"].contains(words[2]), let time = Instant(words[3]),
      let content = commitment(words[4]), let trace = commitment(words[5])
    else { return nil }
    let entry = Entry(
      record: record,
      contents: words[2].contains("c"),
      traces: words[2].contains("t"),
      time: time,
      contentCommitment: content,
      traceCommitment: trace
    )
    // The very text that is written, not another that reads the same.
    let line = line(entry)
    guard words[..<6].joined(separator: " ") == line, words[6] == Self.sum(sum, line) else {
      return nil
    }
    return (entry, words[6])
  }

  /// Makes an empty register; durable when this returns.
  package static func create(
    _ fileSystem: any FileSystem,
    at path: FilePath,
    log: String,
    begun: Instant
  ) throws(VaultFailure) {
    let head = head(log, begun)
    let bytes = Array("\(head) \(sum("", head))\n".utf8)
    try onDisk { () throws(FileSystemError) in try fileSystem.replace(path, with: bytes) }
  }

  /// Adds erasures at the end, durable when this returns; a register that is missing is made first.
  ///
  /// The newline that ends a line is written once the line is durable: what an interrupted write
  /// leaves has none, so that it cannot be taken for a line that was changed, nor the other way.
  package static func append(
    _ added: [Entry],
    _ fileSystem: any FileSystem,
    to path: FilePath,
    log: String,
    now: Instant
  ) throws(VaultFailure) {
    if try load(fileSystem, from: path, log: log) == nil {
      try create(fileSystem, at: path, log: log, begun: now)
    }
    guard let register = try load(fileSystem, from: path, log: log) else {
      throw .register(.malformed(line: 1), path)
    }
    var last = register.lastSum
    try onDisk { () throws(FileSystemError) in
      let file = try fileSystem.open(path, for: .writing)
      defer { try? file.close() }
      var end = UInt64(register.end)
      if try file.size() > end { try file.truncate(to: end) }
      for entry in added {
        let line = line(entry)
        last = sum(last, line)
        let bytes = Array("\(line) \(last)".utf8)
        try file.write(bytes, at: end)
        try file.sync()
        end += UInt64(bytes.count)
        try file.write([0x0a], at: end)
        try file.sync()
        end += 1
      }
    }
  }

  /// What was noted last of a record's keys, so that an erasure that is repeated states the same.
  func commitments(of record: Pseudonym) -> (content: [UInt8], trace: [UInt8]) {
    let mine = entries.filter { $0.record == record }
    return (
      mine.last { !$0.contentCommitment.isEmpty }?.contentCommitment ?? [],
      mine.last { !$0.traceCommitment.isEmpty }?.traceCommitment ?? []
    )
  }
}
