import Foundation
import Testing

/// The program itself, as people start it, on a data directory of a test's own.
final class CarnetProgram {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program stands beside the test bundle when everything was built together; the bundle is
  /// the program itself, or an argument of the one that loads it.
  static let path = CommandLine.arguments.map { URL(fileURLWithPath: $0) }
    .map { $0.deletingLastPathComponent().appending(path: "carnet") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  let folder: URL
  /// The names of subcommands of `carnet record` that were run.
  private(set) var ran: Set<String> = []

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let made = try run(["init"])
    #expect(made.status == 0, "\(made.errors)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> String { folder.appending(path: name).path }

  func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = try #require(Self.path, "carnet does not stand beside the tests")
    process.arguments = arguments + ["--lang", "en"]
    process.currentDirectoryURL = folder
    process.environment = [
      "CARNET_DATA": file("data"), "CARNET_OPERATOR": "desk-1", "LANG": "en_US.UTF-8",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    // Files and not pipes: nothing has to be read while the program runs.
    let (output, errors) = (folder.appending(path: "out"), folder.appending(path: "err"))
    for url in [output, errors] {
      guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
        throw CocoaError(.fileWriteUnknown)
      }
    }
    let (out, err) = (
      try FileHandle(forWritingTo: output), try FileHandle(forWritingTo: errors)
    )
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = err
    try process.run()
    process.waitUntilExit()
    try out.close()
    try err.close()
    if arguments.first == "record", arguments.count > 1 { ran.insert(arguments[1]) }
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8)
    )
  }

  /// Runs what must succeed, and gives what it printed.
  @discardableResult
  func done(_ line: String, _ more: [String] = []) throws -> String {
    let outcome = try run(line.split(separator: " ").map(String.init) + more)
    #expect(outcome.status == 0, "\(line): \(outcome.errors)")
    return outcome.output
  }

  /// Runs what must be refused, and gives the sentence.
  @discardableResult
  func refused(_ line: String, _ status: Int32, _ more: [String] = []) throws -> String {
    let outcome = try run(line.split(separator: " ").map(String.init) + more)
    #expect(outcome.status == status, "\(line): \(outcome.status), \(outcome.errors)")
    return outcome.errors
  }

  /// Opens a record at a pharmacy, and gives its pseudonym.
  func open(_ name: String, born: String = "1979-03-28", _ more: [String] = []) throws -> String {
    let told = try done(
      "record open --name \(name) --given Anne --sex F --born \(born) --consent-given",
      more
    )
    return try Self.record(in: told)
  }

  static func record(in text: String) throws -> String {
    let match = try #require(text.firstMatch(of: /r-[0-9a-f]{16}/), "\(text)")
    return String(match.0)
  }
}
