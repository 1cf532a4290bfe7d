import Audit
import Foundation
import Pages

/// One of the 28 questions as a page asks it: its names, what it wants to know, how it is put.
struct QuestionPage: Sendable {
  enum Group: Int, Sendable, CaseIterable {
    case accesses
    case suspicions
    case service
    case proofs

    var words: Words {
      switch self {
      case .accesses: Words("Qui a vu, qui a fait", "Who saw, who did")
      case .suspicions: Words("Ce qui mérite un regard", "What deserves a look")
      case .service: Words("Le service et ses droits", "The service and its rights")
      case .proofs: Words("Preuves et intégrité", "Proofs and integrity")
      }
    }
  }

  /// As its address and its command name it.
  let id: String
  let number: Int
  let group: Group
  /// Its short name.
  let name: Words
  /// What it answers.
  let words: Words
  let fields: [QuestionField]
  /// What an answer without rows says.
  let empty: Words
  let make: @Sendable (QuestionInput) throws -> AskedQuestion

  init(
    _ number: Int,
    _ id: String,
    _ group: Group,
    _ name: Words,
    _ words: Words,
    _ fields: [QuestionField],
    empty: Words = Words("Rien à montrer.", "Nothing to show."),
    _ make: @escaping @Sendable (QuestionInput) throws -> AskedQuestion
  ) {
    self.id = id
    self.number = number
    self.group = group
    self.name = name
    self.words = words
    self.fields = fields
    self.empty = empty
    self.make = make
  }

  /// All of them, in the order of docs/auditing.md.
  static let all = (accesses + suspicions + service + proofs + persons)
    .sorted {
      $0.number < $1.number
    }

  static func named(_ id: String) -> QuestionPage? { all.first { $0.id == id } }

  /// Whether all words of a search stand in its names.
  func matches(_ search: String, _ language: PageLanguage) -> Bool {
    let own = Self.folded(
      [name, words].map { language.say($0.french, $0.english) }.joined(separator: " ")
        + " \(id) \(number)"
    )
    return Self.folded(search).split(separator: " ").allSatisfy { own.contains($0) }
  }

  /// Without accents and capitals.
  private static func folded(_ text: String) -> String {
    String(
      text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
        .filter { !$0.properties.isDiacritic }
        .map { $0 == "’" || $0 == "'" ? " " : Character($0) }
    )
  }
}

/// A question that is ready to be asked, and how its rows are told.
struct AskedQuestion: Sendable {
  /// What was found, and what it rests on.
  struct Given: Sendable {
    var coverage: Coverage
    var sheet: @Sendable (AnswerWords) -> AnswerSheet
    var evidence: EvidencePackage?
  }

  /// As the event that it was asked names it.
  let name: String
  let parameters: [String]
  /// Asks; with words it packs the answer in that language too.
  let ask: @Sendable (AuditSession, _ packing: AnswerWords?) async throws -> Given

  init<Q: AuditQuestion>(
    _ question: Q,
    _ sheet: @escaping @Sendable ([Q.Row], AnswerWords) -> AnswerSheet
  ) {
    name = question.name
    parameters = question.parameters
    ask = { session, words in
      let answer: Answer<Q.Row>
      if let words {
        answer = try await session.ask(question) { found in
          try Self.pack(found, question, session, sheet(found.rows, words), words)
        }
      } else {
        answer = try await session.ask(question)
      }
      let rows = answer.rows
      return Given(
        coverage: answer.coverage,
        sheet: { sheet(rows, $0) },
        evidence: answer.evidence
      )
    }
  }

  private static func pack<Q: AuditQuestion>(
    _ found: Found<Q.Row>,
    _ question: Q,
    _ session: AuditSession,
    _ sheet: AnswerSheet,
    _ words: AnswerWords
  ) throws -> EvidencePackage {
    let document = EvidenceDocument(
      found,
      to: question,
      asked: session,
      isFrench: words.language == .french
    )
    return try EvidencePackage(
      found,
      to: question,
      asked: session,
      EvidencePackage.Presentation(
        csv: sheet.csv,
        json: try sheet.json(),
        page: document.html(
          sheet.columns.map(\.heading),
          sheet.rows.map { $0.cells.map(\.shown) }
        ),
        readme: EvidenceDocument.readme
      )
    )
  }
}
