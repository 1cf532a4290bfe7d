import CarnetCore
import Foundation
package import Logging
import RecordService
import Synchronization

/// Diagnostic output as JSON, a line each, on standard error.
///
/// What stands in it names routes, statuses, times and errors' own safe descriptions; never a path
/// or a query as it was sent, an identifier of a person or the content of anything.
package struct JSONLinesLog: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level
  private let label: String
  private static let output = Mutex(())

  package init(_ label: String, level: Logger.Level = .info) {
    self.label = label
    logLevel = level
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var members = [
      ("time", JSONText.string(RecordService.systemClock().description)),
      ("level", JSONText.string(event.level.rawValue)), ("logger", JSONText.string(label)),
      ("message", JSONText.string(event.message.description)),
    ]
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      members.append((key, Self.json(value)))
    }
    if let error = event.error { members.append(("error", JSONText.string("\(error)"))) }
    let line = Data((JSONText.object(members) + "\n").utf8)
    Self.output.withLock { _ in FileHandle.standardError.write(line) }
  }

  private static func json(_ value: Logger.Metadata.Value) -> String {
    switch value {
    case .string(let text): JSONText.string(text)
    case .stringConvertible(let value):
      value is any BinaryInteger || value is Double ? "\(value)" : JSONText.string("\(value)")
    case .array(let values): JSONText.array(values.map(json))
    case .dictionary(let values): JSONText.object(values.map { ($0.key, json($0.value)) })
    }
  }
}
