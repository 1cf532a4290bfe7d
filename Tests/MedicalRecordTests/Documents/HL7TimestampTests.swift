import CarnetCore
import Foundation
import MedicalRecord
import Testing

struct HL7TimestampTests {
  @Test(
    "moments are read as written",
    arguments: [
      ("20200312111700+0100", "2020-03-12T10:17:00.000Z"),
      ("202003121120+0100", "2020-03-12T10:20:00.000Z"),
      ("2020031211+0000", "2020-03-12T11:00:00.000Z"),
      ("20200312111700.5+0100", "2020-03-12T10:17:00.500Z"),
      ("20200312111700.123456789-0530", "2020-03-12T16:47:00.123Z"),
      ("20191231235960+0000", "2019-12-31T23:59:59.000Z"),
      ("20240715120000", "2024-07-15T10:00:00.000Z"),
      ("20240115120000", "2024-01-15T11:00:00.000Z"),
      ("20240715", "2024-07-14T22:00:00.000Z"),
      ("202407", "2024-06-30T22:00:00.000Z"),
      ("2024", "2023-12-31T23:00:00.000Z"),
      ("20240715+0000", "2024-07-15T00:00:00.000Z"),
    ]
  )
  func reads(text: String, instant: String) throws {
    #expect(try HL7Timestamp(text).instant.description == instant)
  }

  @Test func `what was not written is known`() throws {
    #expect(try HL7Timestamp("2024").isPartial)
    #expect(try HL7Timestamp("20240715").isPartial)
    #expect(try !HL7Timestamp("2024071512").isPartial)
    #expect(try !HL7Timestamp("20240715120000").hasZone)
    #expect(try HL7Timestamp("20240715120000+0200").hasZone)
    #expect(try HL7Timestamp("20240715120000.1").precision == .fraction)
  }

  @Test(
    "what is no moment is refused with its position",
    arguments: [
      ("", 0), ("202", 3), ("2024071", 7), ("20240732", 4), ("20241301", 4), ("20240230", 4),
      ("2024071524", 4), ("202407151260", 4), ("20240715120061", 4), ("20240715120000.", 15),
      ("20240715120000.1234567890", 24), ("20240715120000+01", 17), ("20240715120000+1500", 14),
      ("20240715120000+0160", 14), ("20240715120000Z", 14), ("2024-07-15", 7), (" 20240715", 0),
      ("20240715 ", 8), ("00000101", 4), ("2024071512000000", 14), ("202407.5", 6),
      (String(repeating: "1", count: 99), 14),
    ]
  )
  func refuses(text: String, position: Int) {
    #expect(throws: HL7Timestamp.Malformed(position: position)) { try HL7Timestamp(text) }
  }

  @Test(
    "Paris time agrees with the zone database, every hour since 1946",
    .enabled(
      if: TimeZone(identifier: "Europe/Paris") != nil,
      "this machine has no zone database"
    )
  )
  func zoneDatabase() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Paris"))
    let begin = try #require(CalendarDay("1946-01-01")).start.milliseconds
    let end = try #require(CalendarDay("2037-12-31")).start.milliseconds
    var wrong: [String] = []
    for milliseconds in stride(from: begin, to: end, by: 3_600_000) {
      let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
      let instant = Instant(milliseconds: milliseconds)
      let offset = ParisTime.offsetMinutes(at: instant)
      if offset != zone.secondsFromGMT(for: date) / 60 { wrong.append(instant.description) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5)) and \(wrong.count) in all")
  }

  @Test func `the hour that is skipped is winter time, of the hour shown twice the first counts`()
    throws
  {
    #expect(
      try HL7Timestamp("20240331023000").instant.description == "2024-03-31T01:30:00.000Z"
    )
    #expect(
      try HL7Timestamp("20241027023000").instant.description == "2024-10-27T00:30:00.000Z"
    )
    #expect(
      try HL7Timestamp("20241027033000").instant.description == "2024-10-27T02:30:00.000Z"
    )
  }
}
