import CarnetCore
import Testing

@testable import CarnetCommands

/// What a restore tells beside its figures: one is one, and many are many.
struct RestoreWordsTests {
  private static let records = (1...25).map { Pseudonym(rawValue: UInt64($0)) }
  private static let positions = (1...25).map { Position(UInt64($0)) }

  @Test func `one event is later, and two are`() {
    #expect(RestoreWords.later(1).hasPrefix(say("1 événement gardé est", "1 event that was")))
    #expect(RestoreWords.later(2).hasPrefix(say("2 événements gardés sont", "2 events that were")))
  }

  @Test func `one record does not open, and two do not`() {
    let one = RestoreWords.withoutKeys(Array(Self.records.prefix(1)))
    #expect(one.hasPrefix(say("1 dossier est", "1 record is")))
    #expect(one.hasSuffix("r-0000000000000001"))
    let two = RestoreWords.withoutKeys(Array(Self.records.prefix(2)))
    #expect(two.hasPrefix(say("2 dossiers sont", "2 records are")))
  }

  @Test
  func `contents that are missing are named, and beyond twenty it is said that there are more`() {
    let one = RestoreWords.missing(Array(Self.positions.prefix(1)), isFromBackup: true)
    #expect(
      one
        == say(
          "1 document était dans le journal sans son contenu (événement 1)",
          "1 document was in the log without its content (event 1)"
        )
    )
    let two = RestoreWords.missing(Array(Self.positions.prefix(2)), isFromBackup: false)
    #expect(
      two
        == say(
          "le contenu de 2 documents manque dans la copie (événements 1, 2)",
          "the content of 2 documents is missing from the copy (events 1, 2)"
        )
    )
    #expect(RestoreWords.missing(Self.positions, isFromBackup: true).hasSuffix("20, …)"))
    #expect(!two.contains("…"))
  }
}
