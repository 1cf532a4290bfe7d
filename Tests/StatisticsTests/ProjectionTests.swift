import CarnetCore
import Testing

@testable import Statistics

/// The department's published figures (domain.md 7).
struct ProjectionTests {
  private let october = CalendarDay(year: 2018, month: 10, day: 31)
  private let spring = CalendarDay(year: 2019, month: 4, day: 24)

  @Test func `from 26 000 to 100 000 in 25 weeks, 800 000 stand at the end of 2023`() throws {
    let (first, last) = (try #require(october), try #require(spring))
    let projection = try #require(Projection(from: first, 26_000, to: last, 100_000))
    #expect(projection.pacePerWeek == 2960)
    #expect(projection.day(reaching: 800_000)?.description == "2023-11-05")
    let wished = try #require(CalendarDay(year: 2022, month: 12, day: 31))
    let needed = try #require(projection.paceNeeded(toReach: 800_000, by: wished))
    #expect((3630...3660).contains(needed))
    // 80 % of 1.1 million is another target, and half a year later.
    #expect(projection.day(reaching: 880_000)?.description == "2024-05-12")
  }

  @Test func `what stands is reached, what shrinks never`() throws {
    let day = try #require(spring)
    #expect(Projection(day: day, open: 10, pacePerWeek: -5).day(reaching: 10) == day)
    #expect(Projection(day: day, open: 10, pacePerWeek: -5).day(reaching: 11) == nil)
    #expect(Projection(day: day, open: 10, pacePerWeek: 0.000001).day(reaching: 9000) == nil)
    #expect(Projection(day: day, open: 10, pacePerWeek: 1).paceNeeded(toReach: 20, by: day) == nil)
    #expect(Projection(from: day, 1, to: day, 2) == nil)
  }
}
