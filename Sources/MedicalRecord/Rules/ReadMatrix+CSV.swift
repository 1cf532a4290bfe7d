/// The matrix as an administrator writes it: a line a cell, fields parted by semicolons.
///
///     profession;typeCode;read;sure;source
///     10;*;yes;A;arrêté du 26 octobre 2023
///     10;ATTEST-RESID;no;A;arrêté du 26 octobre 2023
///
/// `*` as the type is the profession's default and comes once for each; `*` as the profession is for
/// all others. `read`: yes or no. `sure`: A stated, B tendency, C default.
package enum ReadMatrixCSV {
  package enum Failure: Error, Hashable, Sendable {
    case empty
    case header(found: String)
    /// The line, from 1, and what its field should be.
    case line(Int, accepted: String)
    case defaultMissing(profession: String)
    case twice(line: Int)
  }

  package static let header = "profession;typeCode;read;sure;source"

  package static func read(_ text: String) throws(Failure) -> Carnet_V1_ReadMatrix {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.last == "\r" ? $0.dropLast() : $0 }
    guard let first = lines.first else { throw .empty }
    guard first == Self.header else { throw .header(found: String(first.prefix(60))) }
    var rows: [String: Carnet_V1_MatrixRow] = [:]
    var order: [String] = []
    var cells: [(line: Int, profession: String, type: String, allows: Bool)] = []
    var seen: Set<String> = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: ";", maxSplits: 4, omittingEmptySubsequences: false)
        .map(String.init)
      guard fields.count >= 4 else { throw .line(index + 1, accepted: Self.header) }
      let (profession, type) = (fields[0], fields[1])
      guard !profession.isEmpty else { throw .line(index + 1, accepted: "a profession, or *") }
      guard fields[2] == "yes" || fields[2] == "no" else {
        throw .line(index + 1, accepted: "yes or no")
      }
      guard let certainty = Self.certainties[fields[3]] else {
        throw .line(index + 1, accepted: "A, B or C")
      }
      guard seen.insert(profession + ";" + type).inserted else { throw .twice(line: index + 1) }
      if type == "*" {
        var row = Carnet_V1_MatrixRow()
        row.professions = profession == "*" ? [] : [profession]
        row.allow = fields[2] == "yes"
        row.certainty = certainty
        row.source = fields.count > 4 ? fields[4] : ""
        rows[profession] = row
        order.append(profession)
      } else {
        guard ReadMatrix.Exception(type) != nil else {
          throw .line(index + 1, accepted: "a type code, class:NN, a beginning and *, or !type")
        }
        cells.append((index + 1, profession, type, fields[2] == "yes"))
      }
    }
    for cell in cells {
      guard let row = rows[cell.profession] else {
        throw .defaultMissing(profession: cell.profession)
      }
      // "!" excludes a type from a class that is an exception: it agrees with the default.
      let isException = cell.type.hasPrefix("!") || cell.allows != row.allow
      if isException { rows[cell.profession]?.except.append(cell.type) }
    }
    if order.isEmpty { throw .empty }
    var matrix = Carnet_V1_ReadMatrix()
    matrix.rows = order.compactMap { rows[$0] }
    return matrix
  }

  /// The matrix in the form that `read` takes.
  package static func text(_ matrix: ReadMatrix) -> String {
    var lines = [header]
    let letters: [Carnet_V1_Certainty: String] = [.stated: "A", .tendency: "B"]
    for row in matrix.rows {
      let sure = letters[row.certainty] ?? "C"
      let (same, other) = row.allows ? ("yes", "no") : ("no", "yes")
      for profession in row.professions.isEmpty ? ["*"] : row.professions {
        lines.append("\(profession);*;\(same);\(sure);\(row.source)")
        for exception in row.exceptions {
          let isNot = if case .notType = exception { true } else { false }
          lines.append(
            "\(profession);\(exception.text);\(isNot ? same : other);\(sure);\(row.source)"
          )
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let certainties: [String: Carnet_V1_Certainty] = [
    "A": .stated, "B": .tendency, "C": .default,
  ]
}
