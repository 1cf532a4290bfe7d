import CarnetCore
import MedicalRecord

/// A record's state as named fields, to say what an event changed.
///
/// What a field says of the person or their health is left out: that it changed is told, not from
/// what to what.
enum StateFields {
  /// The value of a field that auditors are told the existence of alone.
  static let withheld = "…"

  static func fields(of state: RecordState) -> [String: String] {
    var fields: [String: String] = ["status": String(describing: state.status)]
    if state.isDead { fields["dead"] = "true" }
    if state.contact != nil { fields["contact"] = withheld }
    if state.erasureWasRequested { fields["erasure"] = "requested" }
    if let suspension = state.suspension { fields["suspension"] = "\(suspension)" }
    if let other = state.samePersonAs { fields["same-person-as"] = other.description }
    for hold in state.legalHolds { fields["legal-hold.\(hold)"] = "placed" }
    for other in state.openConflicts { fields["identity-conflict.\(other)"] = "open" }
    for (subject, isGranted) in state.consents {
      fields["consent.\(subject)"] = isGranted ? "granted" : "withdrawn"
    }
    for (key, due) in state.deadlines {
      let subject = key.subject.isEmpty ? "" : ".\(key.subject)"
      fields["deadline.\(key.kind)\(subject)"] = due.description
    }
    for (revision, verdict) in state.emergencies {
      fields["emergency.\(revision)"] = "\(verdict)"
    }
    add(state.rights, to: &fields)
    for document in state.documents.values { add(document, to: &fields) }
    for statement in state.statements.values {
      let name = "statement.\(statement.number)"
      fields[name] = withheld
      fields["\(name).kind"] = "\(statement.kind)"
      if statement.verifiedBy != nil { fields["\(name).verified"] = "true" }
      if !statement.isCurrent { fields["\(name).current"] = "false" }
    }
    return fields
  }

  private static func add(_ rights: Rights, to fields: inout [String: String]) {
    for (person, authorisation) in rights.authorisations {
      let value =
        switch authorisation {
        case .valid(let until, let isExpress):
          "valid" + (until.map { " until \($0)" } ?? "") + (isExpress ? " express" : "")
        case .expired: "expired"
        case .revoked: "revoked"
        }
      fields["authorisation.\(person)"] = value
    }
    for person in rights.treatingDoctors { fields["treating-doctor.\(person)"] = "named" }
    for member in rights.careTeam {
      let episode = member.episode.isEmpty ? "" : ".\(member.episode)"
      fields["care-team.\(member.member)\(episode)"] = "member"
    }
    for (structure, answers) in rights.answers {
      fields["episode.\(structure).feeding"] = "\(answers.feeding)"
      fields["episode.\(structure).reading"] = "\(answers.reading)"
    }
    for blocked in rights.blocked {
      fields["blocked.\(blocked.scope).\(blocked.identifier)"] = "blocked"
    }
    for person in rights.representatives { fields["representative.\(person)"] = "named" }
    for (person, heir) in rights.heirs { fields["heir.\(person)"] = "\(heir.motive)" }
  }

  private static func add(
    _ document: RecordState.Document,
    to fields: inout [String: String]
  ) {
    let name = "document.\(document.number)"
    fields[name] = "present"
    fields["\(name).type"] = document.type.code
    if let by = document.replacedBy { fields["\(name).replaced-by"] = String(by) }
    for label in document.hiddenFrom { fields["\(name).hidden-from.\(label)"] = "true" }
    if document.isArchived { fields["\(name).archived"] = "true" }
    if document.isDeleted { fields["\(name).deleted"] = "true" }
  }
}
