import CarnetCore
import MedicalRecord
import Testing

@testable import Statistics

struct DenominatorTests {
  private func published(
    _ name: String,
    _ day: String,
    _ csv: String,
    at position: UInt64
  ) throws -> Denominator {
    var fact = DenominatorPublished()
    fact.name = name
    fact.counted = try #require(CalendarDay(day)).start.milliseconds
    fact.rows = try DenominatorCSV.read(csv)
    return Denominator(fact, at: Position(position))
  }

  @Test func `a day has the last count up to it`() throws {
    let known = Denominators(
      published: [
        try published("insured", "2018-12-31", "count\n1100000\n", at: 3),
        try published("insured", "2020-12-31", "count\n1090000\n", at: 8),
        try published("insured", "2018-12-31", "count\n1100500\n", at: 9),
      ],
      places: try Places()
    )
    func count(_ day: String, _ name: String? = nil) throws -> Int? {
      try known.denominator(of: #require(CalendarDay(day)), named: name)
        .count(in: nil, ageBand: nil, sex: nil)
    }
    #expect(try count("2019-06-01") == 1_100_500, "the correction of the same day")
    #expect(try count("2021-01-01") == 1_090_000)
    #expect(try count("2010-01-01") == 1_100_500, "none before: the first after")
    #expect(try count("2026-01-01", "population") ?? 0 > 1_200_000)
    #expect(throws: StatisticsFailure.noDenominator("others", known: ["insured", "population"])) {
      try count("2026-01-01", "others")
    }
  }

  @Test func `without insured the legal population stands in`() throws {
    let known = Denominators(published: [], places: try Places())
    let day = try #require(CalendarDay("2026-01-01"))
    #expect(try known.denominator(of: day, named: nil).name.name == "population")
  }

  @Test func `groups are told apart as far as the list does`() throws {
    let csv = """
      commune;age_band;sex;count
      76540;0-15;F;10
      76540;0-15;M;11
      76540;75+;F;20
      76351;0-15;F;5
      """
    let denominator = try published("insured", "2026-01-01", csv, at: 1)
    #expect(denominator.count(in: nil, ageBand: nil, sex: nil) == 46)
    #expect(denominator.count(in: ["76540"], ageBand: nil, sex: nil) == 41)
    #expect(denominator.count(in: nil, ageBand: .ageBand015, sex: .female) == 15)
    #expect(denominator.count(in: ["76540"], ageBand: nil, sex: .male) == 11)
    #expect(denominator.count(in: ["76000"], ageBand: nil, sex: nil) == nil)
  }

  @Test(arguments: [
    ("", DenominatorCSV.Failure.empty), ("count\n", .empty), ("town,count\nx,1\n", .column("town")),
    ("commune\n76540\n", .noCount), ("count,count\n1,1\n", .columnTwice("count")),
    ("commune,count\n76540\n", .cells(row: 2, found: 1, expected: 2)),
    ("commune,count\nRouen,5\n", .commune(row: 2, "Rouen")),
    ("age_band,count\n0-99,5\n", .ageBand(row: 2, "0-99")),
    ("sex,count\nX,5\n", .sex(row: 2, "X")), ("count\n-1\n", .count(row: 2, "-1")),
    ("count\n99999999999\n", .count(row: 2, "99999999999")), ("count\n1\n2\n", .twice(row: 3)),
  ])
  func `a list that is wrong is refused with its row`(
    csv: String,
    failure: DenominatorCSV.Failure
  ) {
    #expect(throws: failure) { try DenominatorCSV.read(csv) }
  }
}
