import MedicalRecord
import Testing

/// What changed between two versions, word for word.
struct MetadataDifferenceTests {
  @Test func `versions are compared word for word`() {
    var old = Life.document("1.1")
    old.title = "Lettre de liaison du 3 mars"
    old.created = 1000
    var new = Life.document("1.2", replaces: "1.1")
    new.title = "Lettre de sortie du 3 mars, corrigée"
    new.created = 1000
    let found = MetadataDifference.between(old, new)
    #expect(found.map(\.field) == ["uniqueId", "title"])
    #expect(
      found[1].parts == [
        .same("Lettre de"), .removed("liaison"), .added("sortie"), .same("du 3"),
        .removed("mars"), .added("mars, corrigée"),
      ]
    )
    #expect(MetadataDifference.between(old, old).isEmpty)
  }

  @Test(arguments: [
    ("a b c", "a b c"), ("", "x"), ("x", ""), ("a b c d", "d c b a"), ("a a a", "a a"),
    ("one  two", "one two"),
  ])
  func `the parts give both versions again`(_ before: String, _ after: String) {
    var (old, new): ([String], [String]) = ([], [])
    for part in MetadataDifference.parts(before, after) {
      switch part {
      case .same(let text):
        old.append(text)
        new.append(text)
      case .removed(let text): old.append(text)
      case .added(let text): new.append(text)
      }
    }
    #expect(old.joined(separator: " ") == before && new.joined(separator: " ") == after)
  }

  @Test func `a field of many words is told as a whole`() {
    let long = String(repeating: "mot ", count: 500)
    #expect(MetadataDifference.parts(long, long + "fin") == [.removed(long), .added(long + "fin")])
  }
}
