import CarnetCore
import NIOCore
import Testing

@testable import WebService

@Suite("MLLP")
struct MLLPTests {
  @Test func `messages are found however the bytes are cut`() throws {
    let messages = ["MSH|one", "MSH|two\rPID|1", ""]
    var wire: [UInt8] = []
    for message in messages { wire += [0x0b] + message.utf8 + [0x1c, 0x0d] }
    for size in 1...wire.count {
      var framing = MLLPFraming(bytesMax: 1000)
      var found: [String] = []
      for start in stride(from: 0, to: wire.count, by: size) {
        framing.take(ByteBuffer(bytes: wire[start..<min(start + size, wire.count)]))
        while let message = try framing.next() {
          found.append(String(decoding: message, as: UTF8.self))
        }
      }
      #expect(found == messages, "cut every \(size) bytes")
    }
  }

  @Test func `a stream without framing, or without end, is refused`() {
    var unframed = MLLPFraming(bytesMax: 10)
    unframed.take(ByteBuffer(string: "MSH|"))
    #expect(throws: MLLPFraming.Failure.notFramed) { try unframed.next() }
    var endless = MLLPFraming(bytesMax: 10)
    endless.take(ByteBuffer(bytes: [0x0b] + [UInt8](repeating: 0x41, count: 20)))
    #expect(throws: MLLPFraming.Failure.tooLong(max: 10)) { try endless.next() }
  }

  @Test func `an answer repeats the sender and the number, and nothing that breaks its form`() {
    let message = Array("MSH|^~\\&|LAB|CHU|CARNET|X|20260101||MDM^T02|42|P|2.5\rPID|1".utf8)
    let now = Instant(milliseconds: 1_790_000_000_000)
    let answer = Acknowledgement(code: .error, text: "bad | value\rMSH|x")
      .message(to: message, now: now)
    let segments = answer.split(separator: "\r")
    #expect(segments.count == 3)
    #expect(segments[0].hasPrefix("MSH|^~\\&|CARNET||LAB|CHU|"))
    #expect(segments[1] == "MSA|AE|42")
    #expect(!segments[2].contains("| value"))
  }
}
