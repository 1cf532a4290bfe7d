import Pages

/// One thing that a question wants to know.
struct QuestionField: Sendable {
  enum Kind: Sendable {
    case text
    case longText
    case day
    case month
    /// Local time in France, to the minute.
    case moment
    case number(ClosedRange<Int>, preset: Int)
    case choice([(value: String, words: Words)])
    /// A box to tick.
    case flag
  }

  var name: String
  var label: Words
  var hint: Words?
  var kind: Kind
  var isRequired = false

  init(
    _ name: String,
    _ label: Words,
    hint: Words? = nil,
    _ kind: Kind = .text,
    isRequired: Bool = false
  ) {
    self.name = name
    self.label = label
    self.hint = hint
    self.kind = kind
    self.isRequired = isRequired
  }

  static let record = record(isRequired: true)
  static let anyRecord = record(isRequired: false)

  private static func record(isRequired: Bool) -> QuestionField {
    QuestionField(
      "record",
      isRequired ? Words("Dossier", "Record") : Words("Un seul dossier", "One record only"),
      hint: Words(
        "Matricule INS, ou pseudonyme du dossier (r-…).",
        "INS number, or the record's pseudonym (r-…)."
      ),
      isRequired: isRequired
    )
  }

  static let person = person(isRequired: true)
  static let anyPerson = person(isRequired: false)

  private static func person(isRequired: Bool) -> QuestionField {
    QuestionField(
      "person",
      isRequired ? Words("Personne", "Person") : Words("Une seule personne", "One person only"),
      hint: Words(
        "Identifiant, tel que les traces l'écrivent : IDNPS d'un professionnel, compte d'un agent.",
        "Identifier as traces write it: IDNPS of a professional, account of an agent."
      ),
      isRequired: isRequired
    )
  }

  static let document = QuestionField(
    "document",
    Words("Document", "Document"),
    hint: Words("Son numéro dans le dossier.", "Its number in the record."),
    .number(1...Int(UInt32.max), preset: 0),
    isRequired: true
  )

  static let event = QuestionField(
    "event",
    Words("Événement", "Event"),
    hint: Words(
      "Position dans le journal, ou identité (UUID).",
      "Position in the log, or identity (UUID)."
    ),
    isRequired: true
  )

  static let period = [
    QuestionField("from", Words("Du", "From"), .day),
    QuestionField(
      "to",
      Words("Au", "To"),
      hint: Words("Ce jour compris ; jours en temps universel.", "That day included; days in UTC."),
      .day
    ),
  ]

  static let limit = QuestionField(
    "limit",
    Words("Lignes au plus", "Rows at most"),
    .number(1...20_000, preset: 1000)
  )

  static func days() -> QuestionField {
    QuestionField(
      "days",
      Words("Jours où une explication compte", "Days within which an explanation counts"),
      hint: Words("Avant et après la lecture.", "Before and after the read."),
      .number(0...36_500, preset: 365)
    )
  }
}

/// A question as it is asked: which, and what about.
///
/// Never part of an address: it names people and records.
struct QuestionCall: Sendable, Hashable {
  var question: String
  var values: [String: String]

  init(_ question: String, _ values: [String: String] = [:]) {
    self.question = question
    self.values = values
  }
}
