/// The "matrice d'habilitation" (arrêté of 26 October 2023): which profession may read which
/// documents, unless the holder decides otherwise.
///
/// It lists what is read, never what is written.
package struct ReadMatrix: Hashable, Sendable {
  /// One rule for some professions.
  package struct Row: Hashable, Sendable {
    /// Codes of the professions (JDV_J65); empty for all that no row names.
    package var professions: [String]
    package var allows: Bool
    package var exceptions: [Exception]
    package var certainty: Carnet_V1_Certainty
    package var source: String

    package init(
      professions: [String],
      allows: Bool,
      exceptions: [Exception],
      certainty: Carnet_V1_Certainty,
      source: String
    ) {
      self.professions = professions
      self.allows = allows
      self.exceptions = exceptions
      self.certainty = certainty
      self.source = source
    }
  }

  /// Documents for which the opposite of the row holds.
  package enum Exception: Hashable, Sendable {
    case type(String)
    case typesBeginning(String)
    case documentClass(String)

    /// What a class excepts and this type does not.
    case notType(String)

    /// Reads `34112-3`, `EXPPAT_*`, `class:11` or `!83901-9`; nil for an empty text.
    package init?(_ text: String) {
      if text.hasPrefix("!"), text.utf8.count > 1 {
        self = .notType(String(text.dropFirst()))
      } else if text.hasPrefix("class:"), text.utf8.count > 6 {
        self = .documentClass(String(text.dropFirst(6)))
      } else if text.hasSuffix("*"), text.utf8.count > 1 {
        self = .typesBeginning(String(text.dropLast()))
      } else if !text.isEmpty, text != "class:", text != "*", text != "!" {
        self = .type(text)
      } else {
        return nil
      }
    }

    package var text: String {
      switch self {
      case .type(let code): code
      case .typesBeginning(let beginning): beginning + "*"
      case .documentClass(let code): "class:" + code
      case .notType(let code): "!" + code
      }
    }

    func covers(type: String, documentClass: String) -> Bool {
      switch self {
      case .type(let code): code == type
      case .typesBeginning(let beginning): type.hasPrefix(beginning)
      case .documentClass(let code): code == documentClass
      case .notType: false
      }
    }
  }

  package private(set) var rows: [Row]
  private var rowsByProfession: [String: Int] = [:]
  private var elsewhere: Int?

  package init(rows: [Row]) {
    self.rows = rows
    for (index, row) in rows.enumerated() {
      if row.professions.isEmpty { elsewhere = index }
      for profession in row.professions { rowsByProfession[profession] = index }
    }
  }

  /// The row that holds for a profession; nil where the matrix says nothing of it.
  package func row(for profession: String) -> Row? {
    (rowsByProfession[profession] ?? elsewhere).map { rows[$0] }
  }

  /// Whether a profession may read documents of a type; one that no row names may not.
  package func allows(_ profession: String, type: String, documentClass: String) -> Bool {
    guard let row = row(for: profession) else { return false }
    let isExcepted =
      !row.exceptions.contains(.notType(type))
      && row.exceptions.contains { $0.covers(type: type, documentClass: documentClass) }
    return row.allows != isExcepted
  }
}

extension ReadMatrix {
  init(_ published: Carnet_V1_ReadMatrix) {
    self.init(
      rows: published.rows.map { row in
        Row(
          professions: row.professions,
          allows: row.allow,
          exceptions: row.except.compactMap(Exception.init),
          certainty: row.certainty,
          source: row.source
        )
      }
    )
  }
}

/// What an actor's profession is, as the matrix names it.
package enum Profession {
  /// The code of JDV_J65 in an author code (`G15_10/SM26` gives `10`); the text itself otherwise.
  package static func code(of text: String) -> String {
    var code = Substring(text)
    if code.hasPrefix("G15_") { code = code.dropFirst(4) }
    if let slash = code.firstIndex(of: "/") { code = code[..<slash] }
    return String(code)
  }

  /// Physicians who read with express consent alone: occupational medicine (L1111-17 IV).
  ///
  /// Those of the fire brigade (L1111-17 V) are told by their sector of activity, SA68.
  package static func needsExpressConsent(_ text: String) -> Bool {
    ["G15_10/SM25", "G15_10/C41", "G15_10/CAPA11", "G15_10/SCH35"].contains(text)
      || text.hasSuffix("@SA68")
  }
}
