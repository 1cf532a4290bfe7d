import Audit
import CarnetCore
import Testing

struct WorkingTimeTests {
  @Test(arguments: [
    "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
    "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25", "2024-04-01",
    "2025-04-21", "2025-06-09", "2038-04-26",
  ])
  func `a public holiday is no working day`(day: String) throws {
    let day = try #require(CalendarDay(day))
    #expect(WorkingTime.isHoliday(day) && !WorkingTime.isWorkingDay(day))
  }

  @Test(arguments: [
    ("2026-11-23", 7, "2026-12-02"), ("2026-12-23", 7, "2027-01-05"),
    ("2026-04-03", 1, "2026-04-07"),
  ])
  func `working days leave out weekends and holidays`(
    from: String,
    count: Int,
    to: String
  ) throws {
    let day = try #require(CalendarDay(from))
    #expect(WorkingTime.workingDay(count, after: day).description == to)
  }

  @Test(arguments: [
    // Winter and summer time in Paris.
    ("2026-11-23T20:30:00Z", true), ("2026-11-23T19:30:00Z", false),
    ("2026-11-24T04:59:00Z", true), ("2026-11-24T05:00:00Z", false),
    ("2026-07-15T19:00:00Z", true), ("2026-07-15T18:59:00Z", false),
    ("2026-11-21T10:00:00Z", true), ("2026-11-11T10:00:00Z", true),
  ])
  func `nights and days off go by the clock in Paris`(moment: String, isOff: Bool) throws {
    var time = WorkingTime()
    #expect(time.isOff(try #require(Instant(moment))) == isOff)
  }
}
