import CarnetCore
import Foundation
import RecordService
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension NoticeDelivery.Message {
  /// The notice as it is handed over: one JSON object.
  var json: Data {
    get throws {
      try JSONSerialization.data(
        withJSONObject: [
          "id": identifier, "kind": kind.term, "recipient": recipient.term, "address": address,
          "subject": subject, "text": text, "raised": raised.description,
        ],
        options: [.sortedKeys, .withoutEscapingSlashes]
      )
    }
  }
}

/// Hands notices to a program: JSON on its input, a receipt on its output.
struct NoticeProgram: Sendable {
  var path: String
  /// A program that hangs must not hold the others up.
  var timeoutSeconds = 30.0

  /// A program that ends without reading its notice must not end this one.
  private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

  func send(_ message: NoticeDelivery.Message) async -> NoticeDelivery.Outcome {
    Self.ignoresBrokenPipes
    do {
      return try await run(try message.json)
    } catch {
      return .failed(Sentences.told(error).sentence)
    }
  }

  private func run(_ input: Data) async throws -> NoticeDelivery.Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    let wasKilled = Flag()
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        return continuation.resume(throwing: error)
      }
      let watch = DispatchWorkItem {
        if process.isRunning {
          wasKilled.set()
          // Not the signal that asks: a program that hangs does not answer it.
          kill(process.processIdentifier, SIGKILL)
        }
      }
      DispatchQueue.global().asyncAfter(deadline: .now() + timeoutSeconds, execute: watch)
      // A program that does not read its input ends it: that is its exit status to say.
      try? standardInput.fileHandleForWriting.write(contentsOf: input)
      try? standardInput.fileHandleForWriting.close()
    }
    if wasKilled.isSet { return .failed("no answer within \(Int(timeoutSeconds)) s") }
    guard status == 0 else { return .failed("exit status \(status)") }
    let output = try standardOutput.fileHandleForReading.read(upToCount: 4096) ?? Data()
    let first = String(decoding: output, as: UTF8.self).split(separator: "\n").first ?? ""
    return .sent(receipt: Cell.printable(String(first)))
  }
}

/// Set once, from another thread.
private final class Flag: Sendable {
  private let value = Mutex(false)

  var isSet: Bool { value.withLock { $0 } }
  func set() { value.withLock { $0 = true } }
}

/// Hands notices to an address: POST, JSON; any 2xx is taken as delivered.
struct NoticeWebhook: Sendable {
  let url: URL
  let host: String

  init?(_ text: String) {
    guard let url = URL(string: text), let host = url.host else { return nil }
    let isLoopback = ["127.0.0.1", "localhost", "::1"].contains(host)
    guard url.scheme == "https" || (url.scheme == "http" && isLoopback) else { return nil }
    self.url = url
    self.host = host
  }

  func send(_ message: NoticeDelivery.Message) async -> NoticeDelivery.Outcome {
    do {
      var request = URLRequest(url: url, timeoutInterval: 30)
      request.httpMethod = "POST"
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.setValue(message.identifier, forHTTPHeaderField: "Idempotency-Key")
      request.httpBody = try message.json
      let (data, response) = try await URLSession.shared.data(for: request)
      guard let status = (response as? HTTPURLResponse)?.statusCode else {
        return .failed("no HTTP answer")
      }
      guard (200..<300).contains(status) else { return .failed("HTTP \(status)") }
      let text = String(decoding: data.prefix(200), as: UTF8.self)
      let first = text.split(separator: "\n").first.map(String.init) ?? ""
      return .sent(receipt: "HTTP \(status) " + Cell.printable(first))
    } catch {
      return .failed(String(describing: type(of: error)))
    }
  }
}
