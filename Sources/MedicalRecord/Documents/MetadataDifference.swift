import CarnetCore

/// What changed between two versions of a document, word for word: in their metadata, never in what
/// they say.
package struct MetadataDifference: Hashable, Sendable {
  /// A run of words that both have, or one alone.
  package enum Part: Hashable, Sendable {
    case same(String)
    case removed(String)
    case added(String)
  }

  package var field: String
  package var before: String
  package var after: String
  package var parts: [Part]

  /// The fields that differ, in the order of the catalogue.
  package static func between(_ old: DocumentAdded, _ new: DocumentAdded) -> [Self] {
    zip(fields(of: old), fields(of: new))
      .filter { $0.value != $1.value }
      .map { before, after in
        Self(
          field: before.name,
          before: before.value,
          after: after.value,
          parts: parts(before.value, after.value)
        )
      }
  }

  private static func fields(of document: DocumentAdded) -> [(name: String, value: String)] {
    func words(_ codes: [Carnet_V1_Code]) -> String { codes.map(words).joined(separator: ", ") }
    func words(_ code: Carnet_V1_Code) -> String {
      code.display.isEmpty ? code.code : "\(code.code) \(code.display)"
    }
    func moment(_ milliseconds: Int64) -> String {
      milliseconds == 0 ? "" : Instant(milliseconds: milliseconds).description
    }
    func person(_ author: Carnet_V1_Author) -> String {
      [author.given, author.family, author.identifierText, author.structureName]
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
    return [
      ("uniqueId", document.uniqueID), ("setId", document.setID),
      ("version", document.version == 0 ? "" : String(document.version)),
      ("type", words(document.type)), ("class", words(document.documentClass)),
      ("format", words(document.format)), ("confidentiality", words(document.confidentiality)),
      ("practiceSetting", words(document.practiceSetting)),
      ("facilityType", words(document.facilityType)), ("title", document.title),
      ("created", moment(document.created)), ("serviceStart", moment(document.serviceStart)),
      ("serviceStop", moment(document.serviceStop)), ("language", document.language),
      ("mediaType", document.mediaType),
      ("authors", document.authors.map(person).joined(separator: ", ")),
      (
        "legalAuthenticator",
        document.hasLegalAuthenticator ? person(document.legalAuthenticator) : ""
      ),
      ("eventCodes", words(document.eventCodes)), ("bytes", String(document.contentBytes)),
      ("sha1", Hex.encode(Array(document.sha1))),
    ]
  }

  /// Words beyond which a field is told as a whole: the table of pairs would grow with their product.
  private static let wordsMax = 400

  /// The longest common sequence of words, and what stands between.
  package static func parts(_ before: String, _ after: String) -> [Part] {
    let old = before.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let new = after.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if before.isEmpty { return [.added(after)] }
    if after.isEmpty { return [.removed(before)] }
    guard old.count <= wordsMax, new.count <= wordsMax else {
      return [.removed(before), .added(after)]
    }
    var lengths = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
    for row in old.indices.reversed() {
      for column in new.indices.reversed() {
        lengths[row][column] =
          old[row] == new[column]
          ? lengths[row + 1][column + 1] + 1
          : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    var runs: [(kind: Int, words: [String])] = []
    func take(_ kind: Int, _ word: String) {
      if runs.last?.kind == kind {
        runs[runs.count - 1].words.append(word)
      } else {
        runs.append((kind, [word]))
      }
    }
    var (row, column) = (0, 0)
    while row < old.count || column < new.count {
      if row < old.count, column < new.count, old[row] == new[column] {
        take(0, old[row])
        row += 1
        column += 1
      } else if column == new.count
        || (row < old.count && lengths[row + 1][column] >= lengths[row][column + 1])
      {
        take(1, old[row])
        row += 1
      } else {
        take(2, new[column])
        column += 1
      }
    }
    return runs.map { run in
      let text = run.words.joined(separator: " ")
      return run.kind == 0 ? .same(text) : run.kind == 1 ? .removed(text) : .added(text)
    }
  }
}
