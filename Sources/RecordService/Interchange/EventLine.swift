package import CarnetCore
package import EventLog
package import MedicalRecord
import SwiftProtobuf

/// One event as interchange writes it: a line of JSON (docs/events.md, schema in
/// docs/events.schema.json).
package struct EventLine: Sendable {
  package var position: Position
  package var id: EventID
  package var type: EventType
  package var record: Pseudonym
  package var revision: Revision
  package var time: Instant
  package var content: Content

  package enum Content: Sendable {
    /// A fact of the catalogue with its context.
    case body(EventBody)
    /// An event of the log's own, or of a later version of the catalogue: its bytes.
    case bytes([UInt8])
    /// The record's keys were destroyed; the event stays, its body is gone.
    case erased
  }

  package init(
    position: Position,
    id: EventID,
    type: EventType,
    record: Pseudonym,
    revision: Revision,
    time: Instant,
    content: Content
  ) {
    self.position = position
    self.id = id
    self.type = type
    self.record = record
    self.revision = revision
    self.time = time
    self.content = content
  }

  /// The catalogue's name of the type, `TailTruncated`, or `Type<number>` for what this version
  /// does not know.
  package static func name(of type: EventType) -> String {
    if type == .tailTruncated { return "TailTruncated" }
    return FactKind(rawValue: type.rawValue)?.name ?? "Type\(type.rawValue)"
  }

  package static func type(named name: String) -> EventType? {
    if name == "TailTruncated" { return .tailTruncated }
    if let kind = FactKind(name: name) { return EventType(rawValue: kind.rawValue) }
    // A number only where there is no name: each type has one way to be written.
    guard name.hasPrefix("Type"), let number = UInt16(name.dropFirst(4)), number > 0,
      Self.name(of: EventType(rawValue: number)) == name
    else { return nil }
    return EventType(rawValue: number)
  }
}

/// Why a line is not an event.
package enum EventLineFailure: Error, Hashable, Sendable {
  case notJSON
  /// The member that is missing or whose value is not what it must be.
  case member(String, accepted: String)
  case unknownType(String)
  /// The body does not have the shape of its type.
  case body(String)
}

extension EventLine {
  private static let contextMembers = [
    "actor", "purpose", "reason", "request", "occurred", "writer", "secret", "place",
  ]

  /// The line, without its newline.
  package func encoded() throws -> String {
    var line = "{\"position\":\(position.rawValue),\"id\":\"\(id)\","
    line += "\"type\":\"\(Self.name(of: type))\",\"record\":\"\(record)\","
    line += "\"revision\":\(revision.rawValue),\"time\":\"\(time)\""
    switch content {
    case .body(let body) where body.holdsUnknownFields:
      // JSON would leave out what a later version added.
      line += ",\"bytes\":\"\(Hex.encode(body.encoded()))\""
    case .body(let body):
      // The context's members stand beside the envelope's: braces off, comma before.
      let context = try body.context.jsonString()
      if context.utf8.count > 2 { line += "," + context.dropFirst().dropLast() }
      line += ",\"body\":" + (try body.fact?.jsonString() ?? "{}")
    case .bytes(let bytes):
      line += ",\"bytes\":\"\(Hex.encode(bytes))\""
    case .erased:
      line += ",\"erased\":true"
    }
    return line + "}"
  }

  /// Reads a line.
  ///
  /// A member that this version does not know is refused: to leave it out would lose something
  /// without a word.
  package init(decoding line: [UInt8]) throws(EventLineFailure) {
    let members = try LineMembers(line)
    func text(_ name: String) throws(EventLineFailure) -> String {
      guard let value = members.values[name], line[value.lowerBound] == UInt8(ascii: "\""),
        let text = LineMembers.text(line[(value.lowerBound + 1)..<(value.upperBound - 1)])
      else { throw .member(name, accepted: "a text without escapes") }
      return text
    }
    func number(_ name: String) throws(EventLineFailure) -> UInt64 {
      guard let value = members.values[name], value.count <= 20,
        line[value].allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
        let number = UInt64(String(decoding: line[value], as: UTF8.self))
      else { throw .member(name, accepted: "a whole number, 0 or more") }
      return number
    }
    for name in members.values.keys.sorted() where !Self.members.contains(name) {
      throw .member(name, accepted: "only " + Self.members.sorted().joined(separator: ", "))
    }
    position = Position(try number("position"))
    guard let id = EventID(try text("id")) else {
      throw .member("id", accepted: "a UUID in lower case")
    }
    self.id = id
    let name = try text("type")
    guard let type = Self.type(named: name) else { throw .unknownType(name) }
    self.type = type
    guard let record = Pseudonym(try text("record")) else {
      throw .member("record", accepted: "r- and 16 hexadecimal digits")
    }
    self.record = record
    guard let revision = UInt32(exactly: try number("revision")) else {
      throw .member("revision", accepted: "a whole number below 2^32")
    }
    self.revision = Revision(revision)
    guard let time = Instant(try text("time")) else {
      throw .member("time", accepted: "RFC 3339, such as 2026-11-23T08:30:00.000Z")
    }
    self.time = time
    let contents = Self.contentMembers.filter { members.values[$0] != nil }
    guard contents.count == 1 else {
      throw .member("body", accepted: "one of body, bytes and erased")
    }
    if members.values["bytes"] != nil {
      guard let decoded = Hex.decode(try text("bytes")) else {
        throw .member("bytes", accepted: "hexadecimal digits")
      }
      guard !type.isOfTheLog || record == .system else {
        throw .member("record", accepted: "\(Pseudonym.system), the log's own stream, for \(name)")
      }
      guard type != .tailTruncated || decoded.count == Self.tailTruncatedBytes else {
        throw .member("bytes", accepted: "\(Self.tailTruncatedBytes) bytes for \(name)")
      }
      content = .bytes(decoded)
    } else if let erased = members.values["erased"] {
      guard line[erased].elementsEqual("true".utf8) else {
        throw .member("erased", accepted: "true")
      }
      content = .erased
    } else {
      content = .body(try Self.body(members, line, type))
    }
  }

  /// docs/log-format.md section 6.
  private static let tailTruncatedBytes = 28
  private static let contentMembers = ["body", "bytes", "erased"]
  private static let members = Set(
    ["position", "id", "type", "record", "revision", "time"] + contextMembers + contentMembers
  )

  private static func body(
    _ members: LineMembers,
    _ line: [UInt8],
    _ type: EventType
  ) throws(EventLineFailure) -> EventBody {
    guard let kind = FactKind(rawValue: type.rawValue) else {
      throw .member("bytes", accepted: "the body of an event of this type, in hexadecimal")
    }
    guard let fact = members.values["body"], line[fact.lowerBound] == UInt8(ascii: "{") else {
      throw .member("body", accepted: "an object")
    }
    // The members as they stand, in the shape that the body's message has.
    var message = Array("{\"context\":{".utf8)
    var isFirst = true
    for name in contextMembers {
      guard let value = members.values[name] else { continue }
      message.append(contentsOf: "\(isFirst ? "" : ",")\"\(name)\":".utf8)
      message.append(contentsOf: line[value])
      isFirst = false
    }
    message.append(contentsOf: "},\"\(kind.fieldName)\":".utf8)
    message.append(contentsOf: line[fact])
    message.append(UInt8(ascii: "}"))
    do {
      return try EventBody(jsonUTF8Bytes: message)
    } catch {
      throw .body(String(describing: error))
    }
  }
}

extension Carnet_V1_Body.OneOf_Fact {
  /// The fact's own message: what stands in the body's JSON between `{"name":` and `}`.
  fileprivate func jsonString() throws -> String {
    var body = EventBody()
    body.fact = self
    let text = try body.jsonString()
    return String(text.dropFirst(kind.fieldName.utf8.count + 4).dropLast())
  }
}
