import Foundation
import Testing

/// The auditor's program must not be able to hold what it has no business with.
struct VerifierProgramTests {
  /// Both programs stand beside the test bundle when everything was built together; the bundle is
  /// the program itself, or an argument of the one that loads it.
  private static let folder = CommandLine.arguments.map { URL(fileURLWithPath: $0) }
    .map { $0.deletingLastPathComponent() }
    .first { FileManager.default.fileExists(atPath: $0.appending(path: "carnet-verify").path) }

  private static func names(_ words: [String], in program: String) throws -> [String] {
    let folder = try #require(Self.folder, "carnet-verify does not stand beside the tests")
    let bytes = try Data(contentsOf: folder.appending(path: program))
    return words.filter { bytes.range(of: Data($0.utf8)) != nil }
  }

  @Test func `carnet-verify links neither SQLite, nor a network, nor what holds record keys`()
    throws
  {
    // Names as the linker has them: modules are mangled with their length.
    let words = [
      "sqlite3_open", "4GRDB", "5Vault", "8KeyStore", "RootKey", "13MedicalRecord", "7NIOCore",
      "11Hummingbird",
    ]
    #expect(try Self.names(words, in: "carnet-verify") == [])
    // The search finds them where they are: in the whole program.
    let linked = try Self.names(words, in: "carnet")
    #expect(linked.contains("sqlite3_open") && linked.contains("5Vault"))
  }
}
