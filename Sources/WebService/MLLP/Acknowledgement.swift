import CarnetCore
import RecordService

/// The answer to an HL7 v2 message (HL7 v2.5 section 2.9.2, original mode).
struct Acknowledgement: Hashable, Sendable {
  enum Code: String, Sendable {
    /// What it brings is durable.
    case accept = "AA"
    /// It was read and is refused: sending it again changes nothing.
    case error = "AE"
    /// It could not be taken now, or is no message: see the text.
    case reject = "AR"
  }

  var code: Code
  var text: String

  /// The answer's segments, addressed to the sender that the message names.
  func message(to received: [UInt8], now: Instant) -> String {
    let header = Header(received)
    let moment = now.description.filter(\.isNumber).prefix(14)
    var answer = "MSH|^~\\&|CARNET||\(header.application)|\(header.facility)|\(moment)||ACK|"
    answer += "\(header.control)|\(header.processing)|\(header.version)\r"
    answer += "MSA|\(code.rawValue)|\(header.control)\r"
    if !text.isEmpty { answer += "ERR||||E||||\(Self.escaped(text))\r" }
    return answer
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.prefix(500) {
      switch character {
      case "|": result += "\\F\\"
      case "^": result += "\\S\\"
      case "&": result += "\\T\\"
      case "~": result += "\\R\\"
      case "\\": result += "\\E\\"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// What an answer repeats of a message's first segment; empty where it is not there or too long.
  private struct Header {
    var application = ""
    var facility = ""
    var control = ""
    var processing = "P"
    var version = "2.5"

    init(_ message: [UInt8]) {
      let line = message.prefix(2048).prefix { $0 != 0x0d && $0 != 0x0a }
      guard line.starts(with: "MSH".utf8), line.count > 3 else { return }
      let fields = line.split(
        separator: line[line.startIndex + 3],
        omittingEmptySubsequences: false
      )
      func field(_ number: Int) -> String? {
        // MSH-1 is the separator itself: MSH-3 is the third part.
        guard number - 1 < fields.count, (1...199).contains(fields[number - 1].count),
          fields[number - 1].allSatisfy({ $0 >= 0x20 && $0 != 0x7c })
        else { return nil }
        return String(validating: fields[number - 1], as: UTF8.self)
      }
      application = field(3) ?? ""
      facility = field(4) ?? ""
      control = field(10) ?? ""
      processing = field(11) ?? "P"
      version = field(12) ?? "2.5"
    }
  }
}
