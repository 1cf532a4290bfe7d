package import MedicalRecord

/// Those who take care of people, and those who run the service.
package struct Cast: Sendable {
  package var hospital: Structure
  var otherHospitals: [Structure]
  package var insurer: Structure

  package var generalists: [Professional] = []
  var pharmacists: [Professional] = []
  var biologists: [Professional] = []
  var radiologists: [Professional] = []
  var nurses: [Professional] = []
  /// By hospital, in the order of `hospitals`.
  var physicians: [[Professional]] = []
  var hospitalNurses: [[Professional]] = []
  package var emergencyPhysicians: [Professional] = []
  package var regulators: [Professional] = []
  /// Answers for the quality of the hospital's traces: reviews what others broke the glass for.
  package var reviewer: Professional
  package var agents: [Actor] = []
  package var administrator = Actor(.operator, identifier: "exploitation", name: "Exploitation")
  package var auditor = Actor(.auditor, identifier: "audit-76", name: "Mission d'audit")

  // Those whom the auditors should find.
  package var snooper: Professional
  package var sharedAccount: Professional
  package var exporter: Professional
  package var denied: Professional

  private var generalistsByCommune: [Int: [Int]] = [:]
  private var pharmacistsByCommune: [Int: [Int]] = [:]

  var hospitals: [Structure] { [hospital] + otherHospitals }

  static let services = [
    "CARDIOLOGIE", "PNEUMOLOGIE", "CHIRURGIE", "GASTRO-ENTEROLOGIE", "PEDIATRIE", "GERIATRIE",
    "MATERNITE", "ONCOLOGIE", "NEUROLOGIE", "MEDECINE-INTERNE",
  ]
  private static let specialities = [
    "G15_10/SM04", "G15_10/SM27", "G15_10/SM05", "G15_10/SM24", "G15_10/SM26", "G15_10/SM20",
  ]

  init(people: Int, seed: UInt64, communeOf: (inout SeededRandom) -> Int) {
    var random = SeededRandom(seed: seed, .cast)
    var numbers = Numbers()
    func structure(_ name: String, _ sector: String, _ setting: String) -> Structure {
      Structure(name: name, identifier: numbers.finess(), sector: sector, setting: setting)
    }
    func professional(
      _ profession: String,
      _ structure: Structure,
      _ service: String = ""
    ) -> Professional {
      Professional(
        family: random.pick(Names.professionals),
        given: random.pick(random.chance(0.5) ? Names.women : Names.men),
        profession: profession,
        identifier: numbers.rpps(),
        structure: structure,
        service: service
      )
    }
    func several(_ perPeople: Int, _ least: Int) -> Range<Int> {
      0..<max(least, people / perPeople)
    }

    hospital = structure("CHU Seine-Démonstration", "SA01", "ETABLISSEMENT")
    otherHospitals = [
      structure("Hôpital fictif de l'Estuaire", "SA01", "ETABLISSEMENT"),
      structure("Clinique fictive des Deux-Rives", "SA04", "ETABLISSEMENT"),
    ]
    insurer = structure("CPAM de démonstration", "SA24", "AMO")
    let company = structure("Service fictif de santé au travail", "SA13", "AMBULATOIRE")

    snooper = Professional(
      family: "QUESNAY",
      given: "Maryvonne",
      profession: "G15_60",
      identifier: numbers.rpps(),
      structure: hospital,
      service: "CARDIOLOGIE"
    )
    sharedAccount = Professional(
      family: "GARDE",
      given: "Interne",
      profession: "G15_10/SM26",
      identifier: numbers.rpps(),
      structure: hospital,
      service: "URGENCES"
    )
    exporter = professional("G15_10/SM27", hospital, "MEDECINE-INTERNE")
    denied = professional("G15_10/SM25", company)
    reviewer = professional("G15_10/SM27", hospital, "DIM")

    for place in 0..<3 {
      let house = [hospital, otherHospitals[0], otherHospitals[1]][place]
      let size = [350, 900, 1200][place]
      physicians.append(
        several(size, 10)
          .map {
            professional(
              random.pick(Self.specialities),
              house,
              Self.services[$0 % Self.services.count]
            )
          }
      )
      hospitalNurses.append(
        several(size, 10)
          .map { professional("G15_60", house, Self.services[$0 % Self.services.count]) }
      )
    }
    for _ in several(4000, 3) {
      emergencyPhysicians.append(professional("G15_10/DSM220", hospital, "URGENCES"))
    }
    for _ in several(20_000, 2) {
      regulators.append(professional("G15_10/DSM220", hospital, "SAMU-76"))
    }
    for number in several(25_000, 2) {
      let house = structure("Laboratoire fictif n° \(number + 1)", "SA25", "AMBULATOIRE")
      for _ in 0..<3 { biologists.append(professional("G15_10/SM03", house)) }
    }
    for number in several(40_000, 2) {
      let house = structure("Imagerie fictive n° \(number + 1)", "SA08", "AMBULATOIRE")
      for _ in 0..<3 { radiologists.append(professional("G15_10/SM44", house)) }
    }
    for number in several(1100, 4) {
      let house = structure("Cabinet fictif n° \(number + 1)", "SA07", "AMBULATOIRE")
      generalists.append(professional("G15_10/SM26", house))
      generalistsByCommune[communeOf(&random), default: []].append(number)
    }
    for number in several(2800, 3) {
      let house = structure("Pharmacie fictive n° \(number + 1)", "SA33", "AMBULATOIRE")
      pharmacists.append(professional("G15_21", house))
      pharmacistsByCommune[communeOf(&random), default: []].append(number)
    }
    for number in several(900, 3) {
      let house = structure("Cabinet infirmier fictif n° \(number + 1)", "SA07", "AMBULATOIRE")
      nurses.append(professional("G15_60", house))
    }
    for number in 1...12 {
      agents.append(
        Actor(
          .insuranceAgent,
          identifier: "cpam-76-\(Person.digits(number, 2))",
          structure: insurer.identifier,
          name: "Agent d'accueil n° \(number)"
        )
      )
    }
  }

  /// A doctor of one's commune, or any where none is.
  func generalist(in commune: Int, _ random: inout SeededRandom) -> Professional {
    if let near = generalistsByCommune[commune] { return generalists[random.pick(near)] }
    return random.pick(generalists)
  }

  func pharmacist(in commune: Int, _ random: inout SeededRandom) -> Professional {
    if let near = pharmacistsByCommune[commune] { return pharmacists[random.pick(near)] }
    return random.pick(pharmacists)
  }

  /// Numbers with right check digits, one after the other.
  private struct Numbers {
    private var professionals: UInt64 = 0
    private var structures: UInt64 = 0

    /// `8` and an RPPS of the range 997, which is for tests.
    mutating func rpps() -> String {
      professionals += 1
      // 7919 has no factor in common with 10 000 000: every number comes once.
      let number = (99_700_000_000 / 10 + professionals * 7919 % 10_000_000) * 10
      return "8\(number + UInt64(Luhn.checkDigit(of: number)))"
    }

    /// `1` and a number that begins with 769, which no establishment of the department has.
    mutating func finess() -> String {
      structures += 1
      let number = (76_900_000 + structures) * 10
      return "1\(number + UInt64(Luhn.checkDigit(of: number)))"
    }
  }
}
