import CarnetCore
import Foundation
import RecordService
import Testing

@testable import CarnetCommands

/// Handing notices over: a program's exit status and first line, an address's answer.
struct NoticeMeansTests {
  private static let message = NoticeDelivery.Message(
    identifier: "12-1",
    kind: .emergencyAccess,
    recipient: .holder,
    address: "279035121518989",
    subject: "subject",
    text: "text",
    raised: Instant(milliseconds: 1_795_420_800_000)
  )

  private func program(_ script: String) throws -> (NoticeProgram, URL) {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-notice-\(UUID().uuidString).sh")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
    return (NoticeProgram(path: file.path, timeoutSeconds: 2), file)
  }

  @Test func `a program that exits with 0 has sent it, and its first line is the receipt`()
    async throws
  {
    let (program, file) = try program("grep -q '\"id\":\"12-1\"' && printf 'r-77\\nmore\\n'")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(await program.send(Self.message) == .sent(receipt: "r-77"))
  }

  @Test func `a program that fails has not`() async throws {
    let (program, file) = try program("exit 75")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(await program.send(Self.message) == .failed("exit status 75"))
  }

  @Test func `a program that hangs is ended`() async throws {
    let (program, file) = try program("exec sleep 60")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(await program.send(Self.message) == .failed("no answer within 2 s"))
  }

  @Test func `a program that is not there is a failure, not a crash`() async {
    let outcome = await NoticeProgram(path: "/nowhere/at/all").send(Self.message)
    guard case .failed = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test(arguments: [
    ("https://notices.example/send", true), ("http://127.0.0.1:8080/", true),
    ("http://localhost/x", true), ("http://notices.example/send", false),
    ("ftp://notices.example", false), ("notices", false), ("", false),
  ])
  func `a webhook is https, or http on loopback`(text: String, isAccepted: Bool) {
    #expect((NoticeWebhook(text) != nil) == isAccepted)
  }

  @Test func `a notice is one JSON object with its identifier`() throws {
    let object = try JSONSerialization.jsonObject(with: try Self.message.json)
    let members = try #require(object as? [String: String])
    #expect(members["id"] == "12-1")
    #expect(members["kind"] == "emergency-access")
    #expect(
      Set(members.keys) == ["id", "kind", "recipient", "address", "subject", "text", "raised"]
    )
  }

  @Test func `a webhook that answers 2xx has it, any other has not`() async throws {
    let server = """
      import http.server, sys
      class H(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
          body = self.rfile.read(int(self.headers["Content-Length"]))
          good = b'"id":"12-1"' in body and self.headers["Idempotency-Key"] == "12-1"
          self.send_response(202 if good and self.path == "/ok" else 503)
          self.end_headers()
          self.wfile.write(b"queued\\n")
        def log_message(self, *a): pass
      s = http.server.HTTPServer(("127.0.0.1", 0), H)
      print(s.server_address[1], flush=True)
      s.serve_forever()
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", server]
    let output = Pipe()
    process.standardOutput = output
    // Whoever keeps the tests' own outputs open keeps those who read them waiting.
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    let good = try #require(NoticeWebhook("http://127.0.0.1:\(port)/ok"))
    #expect(await good.send(Self.message) == .sent(receipt: "HTTP 202 queued"))
    let bad = try #require(NoticeWebhook("http://127.0.0.1:\(port)/no"))
    #expect(await bad.send(Self.message) == .failed("HTTP 503"))
  }
}
