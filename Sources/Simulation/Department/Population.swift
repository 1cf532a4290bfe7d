import CarnetCore
import Interop
import MedicalRecord

/// The people of the department: by commune, age, sex, family.
struct Population: Sendable {
  let communes: [CommuneTable.Commune]
  private(set) var people: [Person] = []

  /// Ages on 1 January 2020 and the share of people in each band (INSEE, rounded).
  private static let ages: [(ages: ClosedRange<Int>, share: Double)] = [
    (0...14, 0.18), (15...29, 0.18), (30...44, 0.18), (45...59, 0.195), (60...74, 0.17),
    (75...84, 0.065), (85...97, 0.03),
  ]
  /// Of those whom the demonstration knows, the share that is born in its course.
  static let bornLater = 0.07
  private static let cut = CalendarDay.of(2020, 1, 1)

  init(count: Int, seed: UInt64, to end: Instant) throws(CodeTableDamage) {
    communes = try CodeTables.standard().communes.communes
    var random = SeededRandom(seed: seed, .people)
    var totals: [Int] = []
    for commune in communes { totals.append((totals.last ?? 0) + commune.population) }
    people.reserveCapacity(count)
    for number in 0..<count {
      people.append(person(number, totals, end, &random))
    }
    findMothers(&random)
    numberBirths()
  }

  private func person(
    _ number: Int,
    _ totals: [Int],
    _ end: Instant,
    _ random: inout SeededRandom
  ) -> Person {
    let birth = Self.birth(end, &random)
    let isOld = birth < CalendarDay.of(1945, 1, 1)
    let sex: Sex = random.chance(isOld ? 0.6 : 0.508) ? .female : .male
    let drawn = random.below(totals.last ?? 1)
    let commune = totals.firstIndex { $0 > drawn } ?? 0
    let isYoungOrOld = birth > CalendarDay.of(1998, 1, 1) || birth < CalendarDay.of(1962, 1, 1)
    var person = Person(
      number: number,
      sex: sex,
      birth: birth,
      commune: commune,
      family: random.pick(Names.families),
      given: random.pick(sex == .female ? Names.women : Names.men),
      birthPlace: birthPlace(communes[commune], &random),
      order: 0
    )
    person.isHospitalEmployee =
      !isYoungOrOld && communes[commune].arrondissement == "Rouen" && random.chance(0.035)
    return person
  }

  private static func birth(_ end: Instant, _ random: inout SeededRandom) -> CalendarDay {
    if random.chance(bornLater) {
      let days = Int(max(1, end.day.daysSinceEpoch - cut.daysSinceEpoch))
      return CalendarDay(daysSinceEpoch: cut.daysSinceEpoch + Int32(random.below(days)))
    }
    let band = random.weighted(ages.map { ($0.ages, $0.share) })
    let days = random.within(band) * 365 + band.lowerBound / 4 + random.below(365) + 1
    return CalendarDay(daysSinceEpoch: cut.daysSinceEpoch - Int32(days))
  }

  /// Where maternities are, elsewhere in France, or at home.
  private func birthPlace(
    _ home: CommuneTable.Commune,
    _ random: inout SeededRandom
  ) -> String {
    switch home.arrondissement {
    case "Rouen" where random.chance(0.7): random.chance(0.8) ? "76540" : "76231"
    case "Le Havre" where random.chance(0.7): random.chance(0.8) ? "76351" : "76259"
    case "Dieppe" where random.chance(0.7): "76217"
    default:
      random.chance(0.4)
        ? home.code.description
        : random.pick(["27229", "14118", "80021", "60057", "75056", "59350", "35238", "76540"])
    }
  }

  /// A child has the name and the commune of a woman of the right age.
  private mutating func findMothers(_ random: inout SeededRandom) {
    let women = people.indices
      .filter { people[$0].sex == .female && people[$0].birth < CalendarDay.of(2004, 1, 1) }
      .sorted { (people[$0].birth, $0) < (people[$1].birth, $1) }
    guard !women.isEmpty else { return }
    for child in people.indices where people[child].birth > CalendarDay.of(2000, 7, 1) {
      let around = people[child].birth.daysSinceEpoch - Int32(random.within(20...40) * 365)
      var (low, high) = (0, women.count)
      while low < high {
        let middle = (low + high) / 2
        if people[women[middle]].birth.daysSinceEpoch < around {
          low = middle + 1
        } else {
          high = middle
        }
      }
      let mother = women[min(low, women.count - 1)]
      guard people[mother].age(on: people[child].birth) >= 16 else { continue }
      people[child].mother = mother
      people[child].family = people[mother].family
      people[child].commune = people[mother].commune
    }
  }

  private mutating func numberBirths() {
    var counts: [String: Int] = [:]
    for index in people.indices {
      let born = people[index].birth.components
      let group =
        "\(people[index].sex == .male ? 1 : 2) \(born.year % 100) \(born.month) "
        + people[index].birthPlace
      let count = (counts[group] ?? 0) + 1
      counts[group] = count
      people[index].order = (count - 1) % 999 + 1
    }
  }
}
