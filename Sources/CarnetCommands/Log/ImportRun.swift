import CarnetCore
import EventLog
import Foundation
import Interop
import MedicalRecord
import RecordService

/// What became of one file.
struct FileOutcome {
  var file: String
  /// An entry a document.
  var entries: [ImportEntry] = []
  /// Why the file could not be read, or where its event lines stop.
  var problem: String?
  /// Event lines that are in, of a file of such.
  var lines: (added: Int, alreadyThere: Int)?

  var isRefused: Bool {
    problem != nil
      || entries.contains { if case .refused = $0.outcome { true } else { false } }
  }
}

/// One import: files in, a word about each as soon as what it says is durable.
final class ImportRun {
  private let service: RecordService
  private let documents: DocumentImport
  private(set) var hasDocuments = false
  /// Files and documents that are not in.
  private(set) var refused = 0

  private static let groupCount = 32
  private static let groupBytes = 16 << 20
  private static let fileBytesMax = 96 << 20

  init(
    _ service: RecordService,
    context: EventContext,
    _ channel: Channel,
    consentGiven: Bool
  ) throws {
    self.service = service
    try service.runner.requireUpToDate(LogFeed(service))
    documents = try DocumentImport(
      service,
      context: context,
      channel: channel,
      consentGiven: consentGiven
    )
  }

  var report: ImportReport { documents.report }

  /// Brings the views to the end of the log.
  func finish() throws { try service.runner.requireUpToDate(LogFeed(service)) }

  /// Takes files in their order, several at a time.
  ///
  /// - Parameters:
  ///   - files: their paths.
  ///   - shouldStop: asked between groups; what was told of is in, the rest is untouched.
  ///   - tell: called for each file once what it brought is durable.
  func take(
    _ files: [String],
    until shouldStop: () -> Bool = { false },
    _ tell: (FileOutcome) throws -> Void
  ) async throws {
    let progress = Progress(say("Import", "Import"), unit: say("fichiers", "files"))
    var group: [DocumentImport.Source] = []
    var bytes = 0
    var done = 0
    func told(_ outcome: FileOutcome) throws {
      done += 1
      try tell(outcome)
      progress.update(UInt64(done), of: UInt64(files.count))
    }
    func takeGroup() async throws {
      let entries = Dictionary(grouping: try await documents.run(group)) { $0.source }
      for source in group {
        let outcome = FileOutcome(file: source.name, entries: entries[source.name] ?? [])
        for entry in outcome.entries {
          if case .refused = entry.outcome { refused += 1 }
        }
        try told(outcome)
      }
      group = []
      bytes = 0
    }
    for file in files {
      if group.isEmpty, shouldStop() { break }
      do {
        if try ImportFiles.isEventLines(file) {
          try await takeGroup()
          try told(try await takeLines(file))
          continue
        }
        let content = try RealFileSystem()
          .readAll(DataOptions.absolute(file), limit: Self.fileBytesMax)
        hasDocuments = true
        group.append(DocumentImport.Source(name: file, bytes: content))
        bytes += content.count
      } catch let error as FileSystemError {
        hasDocuments = true
        refused += 1
        try told(FileOutcome(file: file, problem: Sentences.told(error).sentence))
        continue
      }
      if group.count >= Self.groupCount || bytes >= Self.groupBytes { try await takeGroup() }
    }
    try await takeGroup()
    progress.finish()
  }

  /// Imports an event file; at a line that is refused it stops, with all before it in.
  private func takeLines(_ file: String) async throws -> FileOutcome {
    let lines = EventImport(service)
    let progress = Progress(file, unit: say("évén.", "events"))
    var group: [[UInt8]] = []
    var number = 1
    var outcome = FileOutcome(file: file)
    do {
      for try await line in LineReader(file) {
        group.append(line)
        if group.count >= 4096 {
          try await lines.run(group, first: number)
          number += group.count
          group = []
          progress.update(UInt64(number), of: nil)
        }
      }
      try await lines.run(group, first: number)
    } catch let refusal as EventImport.Refusal {
      refused += 1
      outcome.problem = say(
        "ligne \(refusal.line) : \(Sentences.line(refusal.reason)) ; les lignes précédentes sont entrées",
        "line \(refusal.line): \(Sentences.line(refusal.reason)); the lines before it are in"
      )
      Console.tell(
        say(
          "carnet : \(file), ligne \(refusal.line) : \(Sentences.line(refusal.reason)) ; les lignes précédentes sont entrées",
          "carnet: \(file), line \(refusal.line): \(Sentences.line(refusal.reason)); the lines before it are in"
        )
      )
    }
    progress.finish()
    outcome.lines = (lines.added, lines.alreadyThere)
    Console.tell(
      say(
        "\(file) : \(Words.eventsAdded(lines.added)), \(Cell.grouped(lines.alreadyThere)) déjà là",
        "\(file): \(Words.eventsAdded(lines.added)), \(Cell.grouped(lines.alreadyThere)) there already"
      )
    )
    return outcome
  }
}
