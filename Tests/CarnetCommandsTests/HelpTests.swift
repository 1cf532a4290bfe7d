import ArgumentParser
import Testing

@testable import CarnetCommands

struct HelpTests {
  @Test func `every command has a help text, and its values are words`() {
    for (path, command) in Self.commands(CarnetCommand.self, "carnet") {
      let help = command.helpMessage(columns: 100)
      #expect(!command.configuration.abstract.isEmpty, "\(path)")
      // A value with neither a word nor a description would be a number of the catalogue.
      #expect(!help.split(separator: "\n").contains { $0.hasSuffix(" - ") }, "\(path):\n\(help)")
    }
  }

  private static func commands(
    _ command: any ParsableCommand.Type,
    _ path: String
  ) -> [(String, any ParsableCommand.Type)] {
    [(path, command)]
      + command.configuration.subcommands.flatMap {
        commands($0, path + " " + ($0.configuration.commandName ?? "\($0)".lowercased()))
      }
  }
}

struct StatusTests {
  @Test func `a view ahead of an older log is told, and does not stop the status`() {
    #expect(Self.word(12, 12) == "up-to-date")
    #expect(Self.word(9, 12) == "behind-3")
    #expect(Self.word(12, 9) == "ahead-3")
  }

  private static func word(_ applied: UInt64, _ end: UInt64) -> String? {
    if case .term(let word, _) = Status.distance(of: applied, to: end) { word } else { nil }
  }
}
