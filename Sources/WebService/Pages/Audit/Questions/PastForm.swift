import Audit
import CarnetCore
import Interop
import MedicalRecord
import Pages

/// Which record, through whose eyes, when: what questions about the past ask for.
struct PastForm: Sendable {
  var record: Pseudonym
  var reader: AuditedReader
  var point: PastPoint
  var showsTitles: Bool

  static let readerFields: [QuestionField] = [
    .record,
    QuestionField(
      "as",
      Words("Lu par", "Read by"),
      .choice([
        ("professional", Words("un professionnel", "a professional")),
        ("holder", Words("le titulaire", "the holder")),
        ("representative", Words("un représentant légal", "a legal representative")),
        ("heir", Words("un ayant droit", "an heir")),
      ])
    ),
    QuestionField(
      "person",
      Words("Son identifiant", "Their identifier"),
      hint: Words(
        "IDNPS d'un professionnel ; inutile pour le titulaire.",
        "IDNPS of a professional; not needed for the holder."
      )
    ),
    QuestionField(
      "purpose",
      Words("But", "Purpose"),
      .choice([
        ("care", Words("soins", "care")), ("emergency", Words("bris de glace", "emergency")),
        ("regulation", Words("régulation", "regulation")),
      ])
    ),
    QuestionField(
      "profession",
      Words("Profession", "Profession"),
      hint: Words(
        "G15_10/SM26 ; vide : celle de son dernier acte avant cet instant.",
        "G15_10/SM26; empty: that of their last deed before that moment."
      )
    ),
    QuestionField(
      "structure",
      Words("Structure", "Structure"),
      hint: Words("Vide : celle de son dernier acte.", "Empty: that of their last deed.")
    ),
    QuestionField(
      "titles",
      Words("Montrer aussi les titres", "Show titles as well"),
      hint: Words("Qu'ils ont été montrés est inscrit.", "That they were shown is written down."),
      .flag
    ),
  ]

  static let fields =
    readerFields + [
      QuestionField(
        "at",
        Words("À l'instant", "At the moment"),
        hint: Words("Heure de Paris, à la minute.", "Time in Paris, to the minute."),
        .moment
      ),
      QuestionField(
        "position",
        Words("Ou avant la position", "Or before the position"),
        hint: Words("D'un événement du journal.", "Of an event of the log.")
      ),
    ]

  init(_ input: QuestionInput) throws {
    record = try input.record()
    showsTitles = input.isOn("titles")
    let kind: Carnet_V1_ActorKind =
      switch input.text("as") {
      case "holder": .patient
      case "representative": .representative
      case "heir": .heir
      default: .professional
      }
    let purpose: Purpose =
      switch input.text("purpose") {
      case "emergency": .emergency
      case "regulation": .regulation
      default: .care
      }
    let identifier = try input.anyPerson()
    if identifier == nil, kind != .patient {
      throw QuestionInput.Problem(
        "person",
        "indiquez l'identifiant de qui lit",
        "give the identifier of who reads"
      )
    }
    reader = AuditedReader(
      kind,
      kind == .patient ? "" : identifier ?? "",
      profession: input.text("profession"),
      structure: input.text("structure"),
      purpose: kind == .professional ? purpose : .patientAccess
    )
    if let text = input.text("position") {
      guard let number = UInt64(text) else {
        throw QuestionInput.Problem(
          "position",
          "une position est un nombre",
          "a position is a number"
        )
      }
      point = .before(Position(number))
    } else {
      point = .moment(try input.moment("at") ?? input.service.clock())
    }
  }

  func question(at point: PastPoint) -> AsOf {
    var question = AsOf(record, reader, at: point)
    question.titles = showsTitles
    return question
  }
}

extension AnswerWords {
  /// A document type's name; its code where the table lacks it.
  func typeName(_ code: String) -> String {
    guard let tables = try? CodeTables.standard() else { return code }
    // LOINC, and the French list beside it (TRE_A05).
    return ["2.16.840.1.113883.6.1", "1.2.250.1.213.1.1.4.12"]
      .compactMap { tables.label(ofType: Code(system: $0, code: code)) }.first ?? code
  }
}
