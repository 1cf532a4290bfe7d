package import MedicalRecord
import Views

/// Who acted, as the event states it: a row of the dictionary `actor`.
///
/// A patient's own name and number are left out, because the record says them.
package struct AuditActor: Hashable, Sendable {
  /// A national identifier or another one; whole numbers take a third of the room.
  package enum Identifier: Hashable, Sendable {
    case none
    case number(Int64)
    case text(String)
  }

  /// The catalogue's number of the actor's kind.
  package var kind: Int
  package var identifier: Identifier
  package var profession: String
  package var structure: Identifier
  package var name: String

  init(_ actor: Actor) {
    kind = actor.kind.rawValue
    profession = actor.profession
    if actor.kind == .patient {
      identifier = .none
      name = ""
    } else {
      identifier =
        switch actor.identifier {
        case .number(let number): .number(Int64(bitPattern: number))
        case .text(let text): .text(text)
        case nil: .none
        }
      name = actor.name
    }
    structure =
      switch actor.structure {
      case .structureNumber(let number): .number(Int64(bitPattern: number))
      case .structureText(let text): .text(text)
      case nil: .none
      }
  }

  /// As the catalogue names the kind; `unspecified` for one that this version does not know.
  package var actorKind: Carnet_V1_ActorKind { Carnet_V1_ActorKind(rawValue: kind) ?? .unspecified }

  /// Hashes what tells nearly all actors apart; words are compared only when that is equal.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(identifier)
    hasher.combine(structure)
  }
}

extension AuditActor {
  static let columns = ["kind", "identifier", "profession", "structure", "name"]

  func bind(to statement: Statement) {
    statement.bind(1, kind)
    identifier.bind(to: statement, 2)
    statement.bind(3, profession)
    structure.bind(to: statement, 4)
    statement.bind(5, name)
  }

  /// Reads the five columns from `column` on.
  init(_ row: Statement, from column: Int32) {
    kind = Int(row.integer(column))
    identifier = Identifier(row, column + 1)
    profession = row.text(column + 2)
    structure = Identifier(row, column + 3)
    name = row.text(column + 4)
  }
}

extension AuditActor.Identifier: CustomStringConvertible {
  /// The identifier as the interchange formats write it; national identifiers without leading zero
  /// are numbers, so the digits are the text.
  package init(_ text: String) {
    if text.isEmpty {
      self = .none
    } else if text.utf8.count <= 18, let number = Int64(text), number > 0,
      String(number) == text
    {
      self = .number(number)
    } else {
      self = .text(text)
    }
  }

  package var description: String {
    switch self {
    case .none: ""
    case .number(let number): String(UInt64(bitPattern: number))
    case .text(let text): text
    }
  }

  fileprivate func bind(to statement: Statement, _ index: Int32) {
    switch self {
    case .none: statement.bind(index, "")
    case .number(let number): statement.bind(index, number)
    case .text(let text): statement.bind(index, text)
    }
  }

  fileprivate init(_ row: Statement, _ column: Int32) {
    if row.kind(column) == .integer {
      self = .number(row.integer(column))
    } else {
      let text = row.text(column)
      self = text.isEmpty ? .none : .text(text)
    }
  }

  var value: SQLValue {
    switch self {
    case .none: .text("")
    case .number(let number): .integer(number)
    case .text(let text): .text(text)
    }
  }
}
