import CarnetCore
import Foundation
import Testing

@testable import CarnetCommands

struct AuditCommandTests {
  @Test func `the catalogue has the 28 questions, and each is a command`() {
    let questions = AuditCatalogue.questions
    #expect(questions.count == 28)
    let commands = Set(Audit.configuration.subcommands.compactMap { $0.configuration.commandName })
    for question in questions {
      let name = question.command.split(separator: " ").first.map(String.init) ?? ""
      #expect(commands.contains(name), "\(name)")
    }
    // And the answer to an emergency, which is no question.
    #expect(commands.count == 29 && commands.contains("review"))
  }

  @Test func `names and reasons never become markup in the page`() {
    var table = Table([Column("reason", "motif")])
    table.add([.text("<script>alert('x')</script> & \"co\"\u{1b}[31m")])
    let page = EvidencePage.html(
      table,
      question: "who",
      parameters: ["<b>"],
      askedBy: "a&b",
      reason: "</p><img src=x>",
      at: Instant(milliseconds: 0),
      size: 3,
      root: .zero,
      checkpoint: "carnet.example\n3\n<x>\n"
    )
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("\u{1b}"))
    #expect(page.contains("&lt;script&gt;") && page.contains("a&amp;b"))
    #expect(page.contains("default-src 'none'"))
  }
}
