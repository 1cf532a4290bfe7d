import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Results go to standard output, everything else to standard error.
package enum Console {
  package static func print(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  package static func tell(_ sentence: String) {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }

  /// A question, without a newline after it.
  package static func ask(_ question: String) {
    FileHandle.standardError.write(Data(question.utf8))
  }

  package static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Progress of work that lasts over a second: a bar on a terminal, a line every ten seconds in a log.
package final class Progress {
  private let what: String
  private let unit: String
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var wasShown = false

  package init(_ what: String, unit: String) {
    self.what = what
    self.unit = unit
    last = start
  }

  package func update(_ done: UInt64, of total: UInt64?) {
    let now = ContinuousClock.now
    let interval: Duration = Console.errorIsTerminal ? .milliseconds(200) : .seconds(10)
    guard now - start >= .seconds(1), now - last >= interval else { return }
    last = now
    let seconds = max(0.001, (now - start) / .seconds(1))
    let rate = Double(done) / seconds
    var text = "\(what): \(Cell.grouped(Int(done)))"
    if let total, total > 0 {
      let share = min(1, Double(done) / Double(total))
      let filled = Int(share * 24)
      text =
        "\(what) [" + String(repeating: "█", count: filled)
        + String(repeating: "·", count: 24 - filled) + "] \(Int(share * 100)) %  "
        + "\(Cell.grouped(Int(done)))/\(Cell.grouped(Int(total)))"
      if rate > 0, total > done {
        let left = Int((Double(total - done) / rate).rounded(.up))
        text += say(", reste \(left) s", ", \(left) s left")
      }
    }
    text += "  \(Cell.grouped(Int(rate))) \(unit)/s"
    if Console.errorIsTerminal {
      FileHandle.standardError.write(Data(("\r\u{1b}[2K" + text).utf8))
    } else {
      Console.tell(text)
    }
    wasShown = true
  }

  package func finish() {
    if wasShown, Console.errorIsTerminal {
      FileHandle.standardError.write(Data("\r\u{1b}[2K".utf8))
    }
  }
}
