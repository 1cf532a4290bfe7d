import CarnetCommands
import Testing

struct TableTests {
  @Test func `what came from outside never controls a terminal`() {
    #expect(Cell.printable("a\u{1b}[31mb\nc\u{202e}d") == "a\u{fffd}[31mb\u{fffd}c\u{fffd}d")
  }

  @Test func `csv quotes what would break it`() throws {
    var table = Table([Column("a", "A"), Column("b", "B")])
    table.add([.text("x,\"y\"\n"), .number(1)])
    #expect(try table.rendered(.csv) == "a,b\n\"x,\"\"y\"\"\n\",1\n")
  }

  @Test func `json holds every row as an object in column order`() throws {
    var table = Table([Column("b", "B"), Column("a", "A")])
    table.add([.number(2), .none])
    table.add([.number(3), .text("é\"")])
    #expect(try table.rendered(.ndjson) == "{\"b\":2,\"a\":null}\n{\"b\":3,\"a\":\"é\\\"\"}\n")
    #expect(
      try table.rendered(.json) == "[\n  {\"b\":2,\"a\":null},\n  {\"b\":3,\"a\":\"é\\\"\"}\n]\n"
    )
  }

  @Test(
    arguments: [
      ([:], Language.french), (["LANG": "en_GB.UTF-8"], .english),
      (["LANG": "C.UTF-8"], .french), (["LANG": "de_DE"], .french),
      (["CARNET_LANG": "fr", "LANG": "en_US"], .french),
      (["LC_ALL": "en_US", "LANG": "fr_FR"], .english),
    ])
  func `the language follows the environment, French by default`(
    environment: [String: String],
    expected: Language
  ) {
    #expect(Language.choose(arguments: ["carnet"], environment: environment) == expected)
  }

  @Test func `an option says the language whatever the environment says`() {
    for arguments in [["carnet", "--lang", "en"], ["carnet", "status", "--lang=en"]] {
      #expect(Language.choose(arguments: arguments, environment: ["LANG": "fr_FR"]) == .english)
    }
  }
}
