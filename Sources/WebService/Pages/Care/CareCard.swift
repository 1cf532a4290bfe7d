import MedicalRecord
import Pages
import RecordService

/// The emergency card: what whoever treats needs first, in the order in which they need it.
struct CareCard {
  private let text: PageText

  init(_ text: PageText) { self.text = text }

  private static let order: [StatementKind] = [
    .allergy, .bloodGroup, .treatment, .condition, .contact, .trustedPerson, .directivesPlace,
    .organDonation, .note,
  ]

  func parts(_ overview: RecordOverview) -> [CareRecordPage.Part] {
    var parts = Self.order.compactMap { kind -> CareRecordPage.Part? in
      let lines = overview.statements.filter { $0.kind == kind }.map(line)
      guard !lines.isEmpty else { return nil }
      return CareRecordPage.Part(
        name: RecordWords.statement(kind, text.language),
        isGrave: kind == .allergy,
        lines: lines
      )
    }
    if let contact = overview.contact {
      let reached = [contact.mobile, contact.phone].filter { !$0.isEmpty }
        .joined(separator: ", ")
      let place = (contact.address + [contact.postalCode + " " + contact.city])
        .filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: ", ")
      if !reached.isEmpty || !place.isEmpty {
        parts.append(
          CareRecordPage.Part(
            name: text.language.say("Joindre la personne", "Reaching the person"),
            isGrave: false,
            lines: [
              CareRecordPage.Part.Line(
                text: reached.isEmpty ? place : reached,
                detail: reached.isEmpty || place.isEmpty ? nil : place,
                marks: []
              )
            ]
          )
        )
      }
    }
    return parts
  }

  private func line(_ statement: RecordState.Statement) -> CareRecordPage.Part.Line {
    CareRecordPage.Part.Line(
      text: statement.value,
      detail: statement.detail.isEmpty ? nil : statement.detail,
      marks: statement.verifiedBy == nil
        ? [] : [Mark(text.language.say("vérifié", "verified"), .good)]
    )
  }
}
