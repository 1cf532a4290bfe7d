import CarnetCore
import DocumentIndex
import MedicalRecord
import RecordDirectory
import RecordService
import Views

/// What somebody typed into a question's form, read and checked.
struct QuestionInput: Sendable {
  let values: [String: String]
  let service: RecordService

  /// A field that cannot be taken as it is.
  struct Problem: Error, Sendable {
    var field: String
    var words: Words

    init(_ field: String, _ french: String, _ english: String) {
      self.field = field
      words = Words(french, english)
    }
  }

  init(_ values: [String: String], in service: RecordService) {
    self.values = values
    self.service = service
  }

  func text(_ name: String) -> String? {
    guard let text = values[name], !text.isEmpty else { return nil }
    return text
  }

  func required(_ name: String) throws(Problem) -> String {
    guard let text = text(name) else {
      throw Problem(name, "ce champ est nécessaire", "this field is required")
    }
    return text
  }

  func isOn(_ name: String) -> Bool { text(name) != nil }

  // MARK: Numbers

  func number(_ name: String, in range: ClosedRange<Int>, preset: Int) throws(Problem) -> Int {
    guard let text = text(name) else { return preset }
    guard let value = Int(text), range.contains(value) else {
      throw Problem(
        name,
        "un nombre de \(range.lowerBound) à \(range.upperBound) est attendu",
        "a number from \(range.lowerBound) to \(range.upperBound) is expected"
      )
    }
    return value
  }

  func limit() throws(Problem) -> Int { try number("limit", in: 1...20_000, preset: 1000) }

  func days() throws(Problem) -> Int { try number("days", in: 0...36_500, preset: 365) }

  // MARK: Who and what

  func record() throws -> Pseudonym {
    guard let record = try anyRecord() else {
      throw Problem(
        "record",
        "indiquez le dossier : matricule INS ou pseudonyme r-…",
        "name the record: INS number or pseudonym r-…"
      )
    }
    return record
  }

  /// The record that is named by its pseudonym or by the number of its holder; nil for none.
  func anyRecord() throws -> Pseudonym? {
    guard let text = text("record")?.filter({ !$0.isWhitespace }) else { return nil }
    if text.hasPrefix("r-") {
      guard let record = Pseudonym(text) else {
        throw Problem(
          "record",
          "un pseudonyme s'écrit r- et 16 chiffres hexadécimaux",
          "a pseudonym is r- and 16 hexadecimal digits"
        )
      }
      guard record.isOfARecord, service.index.head(of: record) != nil else {
        throw Problem("record", "aucun dossier de ce pseudonyme", "no record of this pseudonym")
      }
      return record
    }
    guard (13...15).contains(text.utf8.count) else {
      throw Problem(
        "record",
        "un matricule INS a 15 caractères (13 sans la clé), un pseudonyme commence par r-",
        "an INS number has 15 characters (13 without key), a pseudonym begins with r-"
      )
    }
    let entries = try ViewReader(RecordDirectory.self, in: service.directory.views)
      .read { try $0.entries(matricule: text) }
    let records = Set(entries.map(\.record))
    guard let record = records.first else {
      throw Problem("record", "aucun dossier sous ce matricule", "no record under this number")
    }
    guard records.count == 1 else {
      let list = records.map(\.description).sorted().joined(separator: ", ")
      throw Problem(
        "record",
        "plusieurs dossiers portent ce matricule, choisissez : \(list)",
        "several records carry this number, choose: \(list)"
      )
    }
    return record
  }

  func person() throws(Problem) -> String {
    guard let person = try anyPerson() else {
      throw Problem("person", "indiquez l'identifiant", "give the identifier")
    }
    return person
  }

  func anyPerson() throws(Problem) -> String? {
    guard let text = text("person") else { return nil }
    guard text.utf8.count <= 128 else {
      throw Problem(
        "person",
        "un identifiant a 128 caractères au plus",
        "an identifier has 128 characters at most"
      )
    }
    return text
  }

  func document() throws(Problem) -> UInt32 {
    guard let number = UInt32(try required("document")), number > 0 else {
      throw Problem(
        "document",
        "un numéro de document est attendu",
        "a document number is expected"
      )
    }
    return number
  }

  /// An event by its place or identity.
  func event() throws -> Position {
    let text = try required("event")
    if let number = UInt64(text) {
      let size = try service.reader.readableSize()
      guard number < size else {
        throw Problem(
          "event",
          "le journal a \(size) événements : la dernière position est \(size - 1)",
          "the log has \(size) events: the last position is \(size - 1)"
        )
      }
      return Position(number)
    }
    guard let id = EventID(text) else {
      throw Problem(
        "event",
        "une position est un nombre, une identité un UUID",
        "a position is a number, an identity a UUID"
      )
    }
    guard let found = try service.position(of: id) else {
      throw Problem("event", "aucun événement de cette identité", "no event of this identity")
    }
    return found
  }

  // MARK: Times

  /// nil when no bound was given.
  func period() throws(Problem) -> Range<Instant>? {
    if text("from") == nil, text("to") == nil { return nil }
    let start = try day("from")?.start ?? Instant(milliseconds: .min)
    let end =
      try day("to").map { CalendarDay(daysSinceEpoch: $0.daysSinceEpoch + 1).start }
      ?? Instant(milliseconds: .max)
    guard start <= end else {
      throw Problem(
        "to",
        "la période finit avant de commencer",
        "the period ends before it begins"
      )
    }
    return start..<end
  }

  private func day(_ name: String) throws(Problem) -> CalendarDay? {
    guard let text = text(name) else { return nil }
    guard let day = CalendarDay(text) else {
      throw Problem(name, "une date s'écrit 2026-01-31", "a date is written 2026-01-31")
    }
    return day
  }

  /// The days of a month.
  func month(_ name: String) throws(Problem) -> Range<Instant> {
    let parts = try required(name).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]),
      let first = CalendarDay(year: year, month: month, day: 1)
    else { throw Problem(name, "un mois s'écrit 2036-11", "a month is written 2036-11") }
    let days = Int32(CalendarDay.daysIn(month: month, year: year))
    return first.start..<CalendarDay(daysSinceEpoch: first.daysSinceEpoch + days).start
  }

  /// A moment by the clocks of mainland France, `2026-01-31T14:30`, or one with its zone.
  func moment(_ name: String) throws(Problem) -> Instant? {
    guard let text = text(name) else { return nil }
    if let instant = Instant(text) { return instant }
    let parts = text.split(separator: "T", maxSplits: 1)
    let clock = parts.count == 2 ? parts[1].split(separator: ":").map { Int($0) } : []
    guard let day = parts.first.flatMap({ CalendarDay(String($0)) }),
      (2...3).contains(clock.count), let hour = clock[0], (0...23).contains(hour),
      let minute = clock[1], (0...59).contains(minute)
    else {
      throw Problem(
        name,
        "un instant s'écrit 2026-01-31T14:30",
        "a moment is written 2026-01-31T14:30"
      )
    }
    // All that was written in that minute counts.
    let local = day.start.milliseconds + Int64(hour * 60 + minute) * 60_000
    let minuteStart = ParisTime.moment(ofLocal: Instant(milliseconds: local))
    return Instant(milliseconds: minuteStart.milliseconds + 59_999)
  }
}
