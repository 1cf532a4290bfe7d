import Foundation

/// The plain C program that does the same work (tools/reference), run beside each measurement.
struct BenchReference {
  let path: String
  let directory: String

  /// One figure of the reference; nil when it was void each time (a busy disk).
  func eventsPerSecond(_ arguments: [String]) throws -> (rate: Double, isVoid: Bool) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments + ["--dir", directory]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0,
      let object = try JSONSerialization.jsonObject(with: data) as? [String: Any],
      let rate = object["eventsPerSecond"] as? NSNumber
    else {
      throw Told(
        say(
          "la référence a échoué : \(path) \(arguments.joined(separator: " "))",
          "the reference failed: \(path) \(arguments.joined(separator: " "))"
        ),
        .foundSomething
      )
    }
    return (rate.doubleValue, object["void"] as? Bool ?? false)
  }
}
