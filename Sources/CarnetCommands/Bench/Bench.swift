import ArgumentParser
import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import SystemPackage
import Views
import WebService

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// `carnet bench`: what this machine does, beside the plain C reference in the same run.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Mesure les appends, le rejeu, la vérification, la reconstruction.",
      "Measure appends, replay, verification, rebuild."
    ),
    discussion: say(
      """
      Avec --reference (tools/reference/build en donne le chemin), chaque mesure est suivie de celle
      du même travail en C, et de leur rapport : seuls les rapports se comparent d'une machine à
      l'autre. tools/bench fait les deux.
      """,
      """
      With --reference (tools/reference/build prints its path) each figure is followed by that of the
      same work in C, and their ratio: only ratios compare between machines. tools/bench does both.
      """
    )
  )

  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("Nombre d'événements.", "Number of events."), valueName: "n"))
  var events = 1_000_000

  @Option(
    help: ArgumentHelp(say("Programme de référence.", "Reference program."), valueName: "file")
  )
  var reference: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Où mesurer (défaut : répertoire temporaire).",
        "Where to measure (default: a temporary directory)."
      ),
      valueName: "dir"
    )
  )
  var dir: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Une seule mesure, par exemple append-64, batch-1000, replay, verify, rebuild, search-64.",
        "One measure alone, append-64, batch-1000, replay, verify, rebuild, search-64 say."
      ),
      valueName: "name"
    )
  )
  var only: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Garde le journal de batch-1000 sous ce nom, sa clé racine à côté.",
        "Keep the log of batch-1000 under this name, its root key beside it."
      ),
      valueName: "dir"
    )
  )
  var keep: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Ne mesure rien : sert « hello » sur ce port de la machine même, référence de tools/service-bench.",
        "Measure nothing: serve \"hello\" on this port of the machine itself, the reference of tools/service-bench."
      ),
      valueName: "port"
    )
  )
  var hello: Int?

  @Option(help: ArgumentHelp(say("Langue.", "Language."), valueName: "fr|en"))
  var lang: String?

  func validate() throws {
    if let keep, FileManager.default.fileExists(atPath: keep) {
      throw ValidationError(say("--keep : \(keep) existe déjà.", "--keep: \(keep) exists."))
    }
    guard hello.map({ (0...65_535).contains($0) }) ?? true else {
      throw ValidationError(
        say("--hello : un port de 0 à 65 535.", "--hello: a port from 0 to 65,535.")
      )
    }
    guard events >= 10_000 else {
      throw ValidationError(say("--events : au moins 10 000.", "--events: at least 10,000."))
    }
  }

  func run() async throws {
    if let hello {
      try await BareServer.run(port: hello) { port in
        FileHandle.standardError.write(Data("http://127.0.0.1:\(port)/\n".utf8))
      }
      return
    }
    let base = dir.map { DataOptions.absolute($0).string } ?? NSTemporaryDirectory()
    let folder = URL(fileURLWithPath: base)
      .appendingPathComponent("carnet-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var session = BenchSession(
      folder: folder,
      events: events,
      reference: reference.map {
        BenchReference(path: $0, directory: folder.appendingPathComponent("reference").path)
      }
    )
    session.only = only
    session.keep = keep.map { DataOptions.absolute($0) }
    try await session.run()
    try output.print(session.table, empty: "")
  }
}

private struct BenchSession {
  let folder: URL
  let events: Int
  let reference: BenchReference?
  private let clock = ContinuousClock()
  var only: String?
  /// Where the log of batch-1000 stays.
  var keep: FilePath?
  var table = Table([
    Column("measure", say("mesure", "measure")), Column("events", say("événements", "events")),
    Column("carnet_per_second", "carnet/s"), Column("p50_us", "p50 µs"), Column("p99_us", "p99 µs"),
    Column("reference_per_second", say("référence/s", "reference/s")),
    Column("ratio", say("rapport", "ratio")),
  ])

  init(folder: URL, events: Int, reference: BenchReference?) {
    self.folder = folder
    self.events = events
    self.reference = reference
  }

  mutating func run() async throws {
    for writers in [1, 8, 64, 512] where isWanted("append-\(writers)") { try await append(writers) }
    if isWanted("search-64") { try await search(64) }
    if only == "search-64" { return }
    if isWanted("batch-100") { try await batches(100, min(events, 500_000)) }
    // What reads needs the log.
    let directory = try await batches(1000, events)
    if only != "batch-1000" { try await read(directory) }
  }

  private func isWanted(_ name: String) -> Bool { only == nil || only == name }

  private func directory(_ name: String) -> DataDirectory {
    if name == "batch-1000", let keep { return DataDirectory(keep) }
    return DataDirectory(FilePath(folder.appendingPathComponent(name).path))
  }

  private func open(
    _ name: String,
    _ count: Int
  ) throws -> (DataDirectory, RecordService, BenchLoad) {
    let directory = directory(name)
    _ = try RecordService.create(directory, origin: "carnet.example/bench")
    let service = try RecordService.openForWriting(directory)
    let records = try service.keys.reserve(BenchLoad.recordCount(for: count))
    return (directory, service, BenchLoad(records: records, events: count))
  }

  private mutating func add(
    _ name: String,
    _ count: Int,
    _ rate: Double,
    latencies: [Double] = [],
    _ arguments: [String]
  ) throws {
    var cells: [Cell] = [.text(name), .number(count), .number(Int(rate))]
    let sorted = latencies.sorted()
    for share in [0.5, 0.99] {
      cells.append(
        sorted.isEmpty ? .none : .number(Int(sorted[Int(Double(sorted.count - 1) * share)] * 1e6))
      )
    }
    if let reference, !arguments.isEmpty {
      var found = try reference.eventsPerSecond(arguments)
      for _ in 0..<2 where found.isVoid { found = try reference.eventsPerSecond(arguments) }
      cells += [
        .number(Int(found.rate)),
        found.isVoid
          ? .text(say("nul (disque occupé)", "void (busy disk)")) : .decimal(rate / found.rate),
      ]
    } else {
      cells += [.none, .none]
    }
    table.add(cells)
    Console.tell("\(name): \(Cell.grouped(Int(rate)))/s")
  }

  /// One event a commit from many tasks at once.
  private mutating func append(_ writers: Int) async throws {
    let count = min(events, [1: 10_000, 8: 60_000, 64: 200_000, 512: 300_000][writers] ?? 10_000)
    var (_, service, load) = try open("append-\(writers)", count)
    var writes: [Write] = []
    writes.reserveCapacity(count)
    for _ in 0..<count { writes.append(load.next()) }
    // Each task takes every n-th write of a stretch, so that records are written in order enough.
    let share = count / writers
    let clock = clock
    let start = clock.now
    let work = writes
    let target = service
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for task in 0..<writers {
        group.addTask {
          var latencies: [Double] = []
          latencies.reserveCapacity(share)
          for index in 0..<share {
            let before = clock.now
            _ = try await target.append(work[index * writers + task])
            latencies.append((clock.now - before) / .seconds(1))
          }
          return latencies
        }
      }
      var all: [Double] = []
      for try await some in group { all += some }
      return all
    }
    let seconds = (clock.now - start) / .seconds(1)
    try service.close()
    try add(
      "append-\(writers)",
      share * writers,
      Double(share * writers) / seconds,
      latencies: latencies,
      ["append", "--writers", String(writers), "--events", String(count), "--seconds", "0"]
    )
    try FileManager.default.removeItem(at: folder.appendingPathComponent("append-\(writers)"))
  }

  /// Searches of one record's documents from many tasks at once, each with its durable trace.
  private mutating func search(_ tasks: Int) async throws {
    let directory = directory("search")
    _ = try RecordService.create(directory, origin: "carnet.example/bench")
    let service = try RecordService.openForWriting(directory)
    let progress = Progress("search", unit: say("évén.", "events"))
    let total = UInt64(events)
    let bench = try await BenchSearch(service, events: events) {
      progress.update(UInt64($0), of: total)
    }
    progress.finish()
    let count = min(events / 2, 100_000)
    for (name, isSkewed) in [
      (say("uniforme", "uniform"), false), (say("inégal", "skewed"), true),
    ] {
      let found = try await bench.run(tasks: tasks, count: count, isSkewed: isSkewed)
      try add(
        "search-\(tasks) \(name), \(bench.records.count) \(say("dossiers", "records"))",
        count,
        Double(found.latencies.count) / found.seconds,
        latencies: found.latencies,
        []
      )
    }
    try service.close()
    try FileManager.default.removeItem(atPath: directory.root.string)
  }

  /// Writes in groups; only the appends are timed, not the making of the events.
  @discardableResult
  private mutating func batches(_ size: Int, _ count: Int) async throws -> DataDirectory {
    var (directory, service, load) = try open("batch-\(size)", count)
    var seconds = 0.0
    var done = 0
    let progress = Progress("batch-\(size)", unit: say("évén.", "events"))
    while done < count {
      var writes: [Write] = []
      writes.reserveCapacity(size)
      for _ in 0..<size { writes.append(load.next()) }
      let elapsed = try await clock.measure {
        for outcome in try await service.append(writes) { _ = try outcome.get() }
      }
      seconds += elapsed / .seconds(1)
      done += size
      progress.update(UInt64(done), of: UInt64(count))
    }
    progress.finish()
    try service.close()
    try add(
      "batch-\(size)",
      count,
      Double(count) / seconds,
      ["batch", "--batch", String(size), "--events", String(count)]
    )
    return directory
  }

  private mutating func read(_ directory: DataDirectory) async throws {
    var service: RecordService?
    let opening = try clock.measure { service = try RecordService.openForReading(directory) }
    guard let service else { return }
    table.add([
      .text(say("ouverture (ms)", "opening (ms)")), .number(events),
      .number(Int(opening / .milliseconds(1))), .none, .none, .none, .none,
    ])
    let size = try service.reader.readableSize()
    let count = ["--events", String(events)]

    if isWanted("replay") { try replay(service, size, count) }
    if isWanted("replay-open") { try openAll(service, size, count) }
    if isWanted("verify") { try await verify(directory, size, count) }
    if isWanted("rebuild") { try rebuild(service, directory, size, count) }
    try sizes(directory, size)
  }

  private mutating func replay(_ service: RecordService, _ size: UInt64, _ count: [String]) throws {
    let replay = try clock.measure {
      let cursor = try service.reader.cursor(from: .zero)
      while try cursor.next(bytesMax: 1 << 20) != nil {}
    }
    try add("replay", events, Double(size) / (replay / .seconds(1)), ["replay"] + count)
  }

  private mutating func openAll(_ service: RecordService, _ size: UInt64, _ count: [String]) throws
  {
    let feed = LogFeed(service)
    let opened = try clock.measure { try feed.read(from: .zero, to: Position(size)) { _ in } }
    try add(
      "replay-open",
      events,
      Double(size) / (opened / .seconds(1)),
      ["replay", "--open"] + count
    )
  }

  private mutating func verify(
    _ directory: DataDirectory,
    _ size: UInt64,
    _ count: [String]
  ) async throws {
    let verifier = LogVerifier(RealFileSystem(), directory.log)
    let start = clock.now
    let report = try await verifier.verify()
    let verified = (clock.now - start) / .seconds(1)
    guard report.isIntact else { throw Told("verify: \(report.findings)", .foundSomething) }
    try add("verify", events, Double(size) / verified, ["verify", "--threads", "2"] + count)
  }

  private mutating func rebuild(
    _ service: RecordService,
    _ directory: DataDirectory,
    _ size: UInt64,
    _ count: [String]
  ) throws {
    let feed = LogFeed(service)
    let rebuilt = try clock.measure {
      _ = try Rebuild(AllViews.projectors, in: directory.views).run(feed)
    }
    try add(
      "rebuild",
      events,
      Double(size) / (rebuilt / .seconds(1)),
      ["rebuild", "--threads", "2"] + count
    )
  }

  private mutating func sizes(_ directory: DataDirectory, _ size: UInt64) throws {
    for (name, path) in [
      ("log", directory.log.log), ("index", directory.log.index), ("keys", directory.keys),
      ("views", directory.viewsFolder),
    ] {
      let bytes = try Self.bytes(under: path.string)
      table.add([
        .text(say("octets par événement, \(name)", "bytes an event, \(name)")), .number(events),
        .decimal(Double(bytes) / Double(size)), .none, .none, .none, .none,
      ])
    }
    var usage = rusage()
    getrusage(Self.thisProcess, &usage)
    table.add([
      .text(say("mémoire, au plus (Mio)", "memory, at most (MiB)")), .number(events),
      .number(usage.ru_maxrss / 1024), .none, .none, .none, .none,
    ])
  }

  #if canImport(Darwin)
  private static let thisProcess = RUSAGE_SELF
  #else
  private static let thisProcess = __rusage_who_t(RUSAGE_SELF.rawValue)
  #endif

  private static func bytes(under path: String) throws -> Int {
    let files = FileManager.default.enumerator(atPath: path)
    var total = 0
    while let name = files?.nextObject() as? String {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
      if attributes[.type] as? FileAttributeType == .typeRegular {
        total += (attributes[.size] as? NSNumber)?.intValue ?? 0
      }
    }
    return total
  }
}
