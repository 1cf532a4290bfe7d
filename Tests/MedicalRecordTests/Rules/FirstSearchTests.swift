import CarnetCore
import MedicalRecord
import Testing

/// What each profession is shown of a record first.
struct FirstSearchTests {
  private static let now = Life.day(2026, 11, 27).adding(hours: 10)

  private func shows(_ profession: String, _ type: String, _ moment: Instant) -> Bool {
    FirstSearch.preset(for: profession).shows(type: type, moment: moment, at: Self.now)
  }

  @Test func `acts of two years come first, whoever looks`() {
    for profession in ["G15_10/SM26", "21", "60", "", "unknown"] {
      #expect(shows(profession, "11490-0", Life.day(2024, 11, 27)))
      #expect(!shows(profession, "11490-0", Life.day(2024, 11, 26)))
    }
    // A day begins with France's midnight.
    #expect(shows("60", "11490-0", Life.day(2024, 11, 27).adding(hours: -1)))
    #expect(!shows("60", "11490-0", Life.day(2024, 11, 27).adding(minutes: -61)))
  }

  @Test func `vaccinations and advance directives of all years come first, whoever looks`() {
    let longAgo = Life.day(1999, 1, 1)
    for profession in ["G15_10/SM26", "21", "50", "60", ""] {
      for type in ["11369-6", "87273-9", "EXPPAT_3"] { #expect(shows(profession, type, longAgo)) }
    }
  }

  @Test(arguments: [
    ("G15_10/SM26", "60591-5", true), ("21", "60591-5", false), ("G15_21", "56445-0", true),
    ("39", "56445-0", true), ("50", "15508-5", true), ("60", "15508-5", false),
  ])
  func `what is never out of date for one profession is not so for another`(
    _ profession: String,
    _ type: String,
    _ isShown: Bool
  ) {
    #expect(shows(profession, type, Life.day(2001, 5, 1)) == isShown)
  }

  @Test func `no profession has two presets`() {
    let named = FirstSearch.presets.flatMap(\.professions)
    #expect(Set(named).count == named.count)
    #expect(FirstSearch.presets.filter(\.professions.isEmpty).count == 1)
  }
}
