import CarnetCore
import MedicalRecord
import Testing

/// Names, dates and age classes.
struct PersonValueTests {
  @Test(
    "names are compared without case, accents and marks",
    arguments: [
      ("Léa-Marie", "LEA MARIE"), ("  d’Ornano ", "D ORNANO"), ("Œuvrard", "OEUVRARD"),
      ("Lætitia", "LAETITIA"), ("Strauß", "STRAUSS"), ("Łukasz", "LUKASZ"), ("Ñandú", "NANDU"),
      ("Nguyễn", "NGUYEN"), ("e\u{301}tienne", "ETIENNE"), ("O'Brien", "O BRIEN"),
      ("Jean‑Noël", "JEAN NOEL"), ("ST. MALO", "ST MALO"), ("Þór", "ÞOR"),
      ("Ólafur\u{a0}Đinh", "OLAFUR DINH"), ("Δήμος", "ΔΉΜΟΣ"), ("---", ""), ("", ""),
    ]
  )
  func name(text: String, words: String) {
    #expect(NormalizedName(text).words == words.split(separator: " ").map(String.init))
  }

  @Test(
    "partial dates",
    arguments: [
      ("1979", "1979"), ("197903", "1979-03"), ("19790328", "1979-03-28"),
      ("20240229", "2024-02-29"),
    ]
  )
  func partial(hl7: String, text: String) throws {
    let date = try #require(PartialDate(hl7: hl7))
    #expect(date.description == text)
    #expect(PartialDate(text) == date)
    #expect(date.isComplete == (hl7.count == 8))
  }

  @Test(
    "what the calendar does not have is no date",
    arguments: [
      "", "0", "197", "19793", "197913", "19790230", "20230229", "1979032", "1979-3-28",
      "19790328120000", "19é9", "0000",
    ]
  )
  func noDate(text: String) {
    #expect(PartialDate(hl7: text) == nil)
    #expect(PartialDate(text) == nil)
  }

  @Test(
    "age classes change on the birthday",
    arguments: [
      ("2009-11-24", "2025-11-23", AgeBand.to15), ("2009-11-23", "2025-11-23", .from16),
      ("2000-11-24", "2025-11-23", .from16), ("2000-11-23", "2025-11-23", .from25),
      ("1990-11-23", "2025-11-23", .from35), ("1975-11-23", "2025-11-23", .from50),
      ("1960-11-23", "2025-11-23", .from65), ("1950-11-24", "2025-11-23", .from65),
      ("1950-11-23", "2025-11-23", .from75), ("1911", "2025-11-23", .from75),
      ("2025-11-23", "2025-11-23", .to15), ("2009", "2025-01-01", .from16),
      ("2004-02-29", "2020-02-28", .to15), ("2004-02-29", "2020-02-29", .from16),
      ("2004-02-29", "2029-02-28", .from16), ("2004-02-29", "2029-03-01", .from25),
    ]
  )
  func age(birth: String, day: String, band: AgeBand) throws {
    let birth = try #require(PartialDate(birth))
    #expect(AgeBand(birth: birth, on: try #require(CalendarDay(day))) == band)
  }

  @Test func `nobody has an age before birth`() throws {
    let birth = try #require(PartialDate("2025-11-24"))
    #expect(AgeBand(birth: birth, on: try #require(CalendarDay("2025-11-23"))) == nil)
  }
}
