import CarnetCore
import Foundation
import MedicalRecord
import Testing

/// A row of the published test identities, by its place in the file.
private struct TestIdentities {
  var rows: [PatientIdentity]

  private static let file = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/identites/ins-de-test.csv")

  static var exist: Bool { FileManager.default.fileExists(atPath: file.path) }

  init() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    rows = try text.split(separator: "\n").dropFirst()
      .map { line in
        // Only the last column is ever quoted.
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var identity = PatientIdentity(
          ins: cells[0].isEmpty
            ? nil : try INS(cells[0] + cells[1], authority: INS.Authority(try OID(cells[3]))),
          birthName: cells[4],
          givenNames: cells[6].split(separator: " ").map(String.init),
          firstGivenName: cells[7].isEmpty ? nil : cells[7],
          sex: cells[8] == "F" ? .female : .male,
          birthDate: PartialDate(hl7: cells[9]),
          birthPlace: cells[10].isEmpty ? nil : try CommuneCode(cells[10])
        )
        identity.usedName = cells[5].isEmpty ? nil : cells[5]
        return identity
      }
  }
}

struct IdentityComparisonTests {
  /// Two rows, counted from 0 below the header, and what comparing them gives.
  private static let pairs: [(Int, Int, IdentityComparison)] = [
    // 277076322082910: one number, three people, two authorities.
    (0, 0, .same),
    (0, 14, .conflicting(traits: [.givenNames, .birthPlace])),
    (0, 18, .conflicting(traits: [.ins, .birthPlace])),
    (0, 19, .conflicting(traits: [.birthPlace])),
    (14, 19, .conflicting(traits: [.givenNames])),
    (18, 19, .conflicting(traits: [.ins, .birthPlace])),
    // A child whose birth date changes from one document to the next.
    (1, 2, .conflicting(traits: [.birthDate])),
    // One document knows the birth place, the other does not; the used name is on one side only.
    (3, 4, .compatible(differences: [.birthPlace])),
    // DOMINIQUE MARIE-LOUISE, born in two places; DOMINIQUE alone.
    (5, 6, .conflicting(traits: [.birthPlace])),
    (6, 20, .compatible(differences: [.givenNames])),
    (20, 21, .same),
    (20, 24, .conflicting(traits: [.ins])),
    // The same person under the register, the test authority and one that nobody knows.
    (7, 8, .conflicting(traits: [.ins])),
    (7, 9, .compatible(differences: [.ins])),
    (8, 9, .compatible(differences: [.ins])),
    (8, 11, .conflicting(traits: [.birthDate])),
    (7, 12, .conflicting(traits: [.birthDate])),
    // Twins or a mistake: one number, three first names.
    (10, 15, .conflicting(traits: [.givenNames])),
    (15, 16, .conflicting(traits: [.givenNames])),
    // PatientA and PatA.
    (22, 23, .conflicting(traits: [.birthName])),
    // A number that the register replaced is another number until somebody says otherwise.
    (26, 27, .conflicting(traits: [.ins])),
    (26, 28, .conflicting(traits: [.ins])),
    (29, 30, .conflicting(traits: [.ins])),
    // Nobody's number: all that is known agrees, and it is not enough.
    (34, 34, .compatible(differences: [.birthPlace])),
  ]

  @Test(
    "rows of the published test identities compare as they should",
    .enabled(if: TestIdentities.exist, "the published test identities are not here")
  )
  func table() throws {
    let rows = try TestIdentities().rows
    #expect(rows.count == 35)
    for (left, right, expected) in Self.pairs {
      #expect(rows[left].compared(with: rows[right]) == expected, "rows \(left) and \(right)")
    }
  }

  @Test(
    "comparing is symmetric, and two numbers are never one person",
    .enabled(if: TestIdentities.exist, "the published test identities are not here")
  )
  func symmetry() throws {
    let rows = try TestIdentities().rows
    for left in rows {
      for right in rows {
        let comparison = left.compared(with: right)
        #expect(comparison == right.compared(with: left))
        if let ins = left.ins, let other = right.ins, !ins.hasNumber(of: other) {
          guard case .conflicting(let traits) = comparison else {
            Issue.record("two numbers were taken for one person")
            continue
          }
          #expect(traits.contains(.ins))
        }
      }
    }
  }

  private func person(ins: INS? = nil) throws -> PatientIdentity {
    PatientIdentity(
      ins: ins,
      birthName: "D'AUBIGNÉ-CŒUR",
      givenNames: ["LÉA", "Marie-Ève"],
      sex: .female,
      birthDate: PartialDate("1984-05-09"),
      birthPlace: try CommuneCode("2A032")
    )
  }

  @Test func `case, accents, hyphens, apostrophes and spaces do not tell people apart`() throws {
    var other = try person()
    other.birthName = "d’Aubigne  Coeur"
    other.givenNames = ["Lea", "marie eve"]
    #expect(try person().compared(with: other) == .same)
  }

  @Test func `a list of given names may go on`() throws {
    var other = try person()
    other.givenNames = ["Léa"]
    #expect(try person().compared(with: other) == .compatible(differences: [.givenNames]))
    other.givenNames = ["Léa Marie"]
    #expect(try person().compared(with: other) == .compatible(differences: [.givenNames]))
    other.givenNames = ["Marie-Ève", "Léa"]
    #expect(try person().compared(with: other) == .conflicting(traits: [.givenNames]))
    // LÉANE does not begin with LÉA: words are whole.
    other.givenNames = ["Léane"]
    #expect(try person().compared(with: other) == .conflicting(traits: [.givenNames]))
  }

  @Test(
    "a strict trait that is missing conflicts without a shared INS and differs with one",
    arguments: [IdentityTrait.birthName, .givenNames, .sex, .birthDate]
  )
  func missing(trait: IdentityTrait) throws {
    func without(_ identity: PatientIdentity) -> PatientIdentity {
      var identity = identity
      switch trait {
      case .birthName: identity.birthName = " - "
      case .givenNames: identity.givenNames = []
      case .sex: identity.sex = .unknown
      default: identity.birthDate = nil
      }
      return identity
    }
    let ins = try INS("277076322082910", authority: .test)
    let known = try person(ins: ins)
    #expect(known.compared(with: without(known)) == .compatible(differences: [trait]))
    let nameless = try person()
    #expect(nameless.compared(with: without(nameless)) == .conflicting(traits: [trait]))
    // Two empty names are not the same name.
    #expect(without(nameless).compared(with: without(nameless)) == .conflicting(traits: [trait]))
    // A number with a wrong key vouches for nothing.
    let mistyped = try person(ins: INS("277076322082911", authority: .test))
    #expect(mistyped.compared(with: without(mistyped)) == .conflicting(traits: [trait]))
  }

  @Test func `part of a birth date agrees with the whole when the INS is shared`() throws {
    var known = try person(ins: INS("277076322082910", authority: .nir))
    var other = known
    other.birthDate = PartialDate("1984")
    #expect(known.compared(with: other) == .compatible(differences: [.birthDate]))
    other.birthDate = PartialDate("1984-06")
    #expect(known.compared(with: other) == .conflicting(traits: [.birthDate]))
    known.ins = nil
    other.birthDate = PartialDate("1984-05")
    #expect(
      known.compared(with: other) == .conflicting(traits: [.birthDate])
    )
  }

  @Test func `names in use that changed are a difference`() throws {
    let ins = try INS("277076322082910", authority: .nir)
    var one = try person(ins: ins)
    var other = one
    one.usedName = "Martin"
    #expect(one.compared(with: other) == .same)
    other.usedName = "Durand"
    other.usedGivenName = "Léo"
    one.usedGivenName = "Léa"
    #expect(
      one.compared(with: other) == .compatible(differences: [.usedName, .usedGivenName])
    )
  }

  @Test func `undetermined is a sex like another`() throws {
    var other = try person()
    other.sex = .undetermined
    #expect(try person().compared(with: other) == .conflicting(traits: [.sex]))
  }
}
