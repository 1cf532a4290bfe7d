import CarnetCore
import EventLog
import FileSystemSimulation
import Foundation
import MedicalRecord
import RecordService
import Testing

struct EventLineTests {
  private static let lines: [String] = {
    let file = Repository.snapshot(1).appendingPathComponent("events.ndjson")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }()

  private static func failure(_ line: String) -> EventLineFailure? {
    do throws(EventLineFailure) {
      _ = try EventLine(decoding: Array(line.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func `every line of the reference log is read and written again to the same bytes`() throws
  {
    #expect(Self.lines.count > 18)
    for line in Self.lines {
      #expect(try EventLine(decoding: Array(line.utf8)).encoded() == line)
    }
  }

  @Test func `members may stand in any order, with spaces between them`() throws {
    let line = try #require(Self.lines.first)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    )
    let members = try object.keys.sorted().reversed()
      .map { name in
        let value = try #require(object[name])
        let written = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
        return " \"\(name)\" :\t\(String(decoding: written, as: UTF8.self)) "
      }
    let turned = " {" + members.joined(separator: ",") + "} "
    #expect(try EventLine(decoding: Array(turned.utf8)).encoded() == line)
  }

  @Test func `a body with a field of a later version travels as bytes, so that nothing is lost`()
    throws
  {
    var closed = Carnet_V1_RecordClosed()
    closed.reason = .merged
    // Field 1000, one byte: nothing that this version has.
    let bytes =
      EventBody(.recordClosed(closed), context: EventContext()).encoded() + [0xc2, 0x3e, 1, 7]
    let body = try EventBody(decoding: bytes, type: FactKind.recordClosed.rawValue)
    let line = EventLine(
      position: .zero,
      id: EventID(high: 1, low: 2),
      type: EventType(rawValue: FactKind.recordClosed.rawValue),
      record: Pseudonym(rawValue: 5),
      revision: .zero,
      time: Instant(milliseconds: 0),
      content: .body(body)
    )
    let written = try line.encoded()
    guard case .bytes(let read) = try EventLine(decoding: Array(written.utf8)).content else {
      Issue.record("\(written)")
      return
    }
    #expect(read == body.encoded())
    #expect(read.suffix(4) == [0xc2, 0x3e, 1, 7])
  }

  @Test func `a member that nobody knows is refused rather than lost`() throws {
    let line = try #require(Self.lines.first)
    let more = "{\"colour\":\"red\"," + line.dropFirst()
    guard case .member("colour", let accepted) = Self.failure(more) else {
      Issue.record("\(String(describing: Self.failure(more)))")
      return
    }
    #expect(accepted.contains("revision"))
  }

  @Test(
    arguments: [
      ("", EventLineFailure.notJSON), ("{", .notJSON), ("[]", .notJSON), ("{}x", .notJSON),
      ("{\"a\"}", .notJSON), ("{\"a\":}", .notJSON), ("{\"a\":1,}", .notJSON),
      ("{\"a\":[1}", .notJSON), ("{\"a\":\"", .notJSON), ("{\"a\":\"\\", .notJSON),
      ("{\"\\u0061\":1}", .notJSON),
      ("{\"id\":1,\"id\":2}", .member("id", accepted: "each member once")),
      ("{\"position\":-1}", .member("position", accepted: "a whole number, 0 or more")),
      ("{\"position\":1e3}", .member("position", accepted: "a whole number, 0 or more")),
      (
        "{\"position\":99999999999999999999}",
        .member("position", accepted: "a whole number, 0 or more")
      ),
      ("{}", .member("position", accepted: "a whole number, 0 or more")),
      ("{\"position\":1,\"id\":7}", .member("id", accepted: "a text without escapes")),
    ]
  )
  func `a line that is no event is refused with what would be accepted`(
    line: String,
    expected: EventLineFailure
  ) {
    #expect(Self.failure(line) == expected)
  }

  @Test func `brackets that close across members never move a value into another place`() throws {
    let line = try #require(Self.lines.first { $0.contains("\"purpose\":") })
    for value in ["[}", "{]", "1{}", "tru e", "\"a\"\"b\"", "{\"x\":1}},\"y\":{"] {
      let forged = line.replacing(/"purpose":"[^"]*"/) { _ in "\"purpose\":\(value)" }
      #expect(Self.failure(forged) != nil, "\(value)")
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `changed lines are refused or say what they say`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<400 {
      var bytes = Array(Self.lines[Int(random.next() % UInt64(Self.lines.count))].utf8)
      for _ in 0...(random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        default: bytes.insert(Array("{}[]\",:\\0".utf8)[Int(random.next() % 9)], at: place)
        }
      }
      guard let event = try? EventLine(decoding: bytes) else { continue }
      let written = try event.encoded()
      #expect(
        try EventLine(decoding: Array(written.utf8)).encoded() == written,
        "seed \(seed): \(String(decoding: bytes, as: UTF8.self))"
      )
    }
  }
}
