import CarnetCore
import Testing

@testable import MedicalRecord

/// Rules enter by event, and a past day is judged by the rules of that day.
struct RulesHistoryTests {
  private func published(_ change: (inout RulesPublished) -> Void) -> RulesPublished {
    var parts = RulesPublished()
    parts.effective = Life.day(2026, 1, 1).milliseconds
    change(&parts)
    return parts
  }

  private func row(_ professions: [String], except: [String] = []) -> Carnet_V1_MatrixRow {
    var row = Carnet_V1_MatrixRow()
    row.professions = professions
    row.allow = true
    row.except = except
    return row
  }

  /// Publishes parts, at the next position.
  private func publish(_ parts: RulesPublished, to history: inout RulesHistory) throws {
    guard case .rulesPublished(let fact) = try history.publish(parts) else { return }
    history.publish(fact, at: Position(UInt64(history.publications.count) * 10))
  }

  @Test func `before any publication the program's own rules hold, as version 0`() {
    let rules = RulesHistory().rules(at: Life.day(2026, 1, 1))
    #expect(rules == Rules())
    #expect(rules.version == 0)
    #expect(rules.timers.objectionDays == 42)
    #expect(rules.timers.retentionYears == 10)
  }

  @Test func `what a publication leaves out stays as it was`() throws {
    var history = RulesHistory()
    try publish(published { $0.timers.objectionDays = 30 }, to: &history)
    try publish(
      published {
        $0.effective = Life.day(2026, 2, 1).milliseconds
        $0.functions.labelsCumulate = true
      },
      to: &history
    )
    try publish(
      published {
        $0.effective = Life.day(2026, 3, 1).milliseconds
        $0.matrix.rows = [row(["10"])]
        var pair = Carnet_V1_TypeClass()
        pair.type = "NEW-TYPE"
        pair.documentClass = "11"
        $0.typeClasses = [pair]
        $0.opening.byAnnouncement = true
      },
      to: &history
    )
    let rules = history.rules(at: Life.day(2026, 4, 1))
    #expect(rules.version == 3)
    #expect(rules.timers.objectionDays == 30)
    #expect(rules.timers.retentionYears == 10)
    #expect(rules.functions.labelsCumulate)
    let minors = rules.functions.minors
    #expect(!minors)
    #expect(rules.matrix.rows.count == 1)
    #expect(rules.classes == ["NEW-TYPE": "11"])
    let byChannel = rules.opening.byChannel
    #expect(!byChannel)
  }

  @Test func `a past day has the rules that were in force on it`() throws {
    var history = RulesHistory()
    try publish(published { $0.timers.authorisationMonths = 6 }, to: &history)
    try publish(
      published {
        $0.effective = Life.day(2026, 7, 1).milliseconds
        $0.timers.authorisationMonths = 24
      },
      to: &history
    )
    func months(_ time: Instant) -> Int { history.rules(at: time).timers.authorisationMonths }
    #expect(months(Life.day(2025, 12, 31)) == 12)
    #expect(months(Life.day(2026, 1, 1)) == 6)
    #expect(months(Life.day(2026, 6, 30)) == 6)
    #expect(months(Life.day(2026, 7, 1)) == 24)
    #expect(history.rules(at: Life.day(2026, 6, 30)).version == 1)
  }

  @Test func `what was written before a publication is never judged by it`() throws {
    var history = RulesHistory()
    try publish(published { $0.timers.authorisationMonths = 6 }, to: &history)
    try publish(published { $0.timers.authorisationMonths = 3 }, to: &history)
    let day = Life.day(2026, 5, 1)
    #expect(history.rules(at: day, before: Position(0)).version == 0)
    #expect(history.rules(at: day, before: Position(10)).version == 1)
    #expect(history.rules(at: day, before: Position(11)).version == 2)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var what: String
    var parts: RulesPublished
    var failure: RulesFailure

    var testDescription: String { what }
  }

  static let bad: [Bad] = {
    func matrix(_ rows: [([String], [String])]) -> RulesPublished {
      var parts = RulesPublished()
      parts.effective = Life.day(2026, 6, 1).milliseconds
      parts.matrix.rows = rows.map { professions, except in
        var row = Carnet_V1_MatrixRow()
        row.professions = professions
        row.except = except
        return row
      }
      return parts
    }
    var empty = RulesPublished()
    empty.effective = Life.day(2026, 6, 1).milliseconds
    empty.title = "nothing but words"
    var early = RulesPublished()
    early.effective = Life.day(2025, 12, 31).milliseconds
    early.timers.objectionDays = 1
    return [
      Bad(what: "nothing", parts: empty, failure: .nothingToPublish),
      Bad(what: "no rows", parts: matrix([]), failure: .noMatrixRows),
      Bad(
        what: "an exception that says nothing",
        parts: matrix([(["10"], ["34112-3"]), (["21"], ["*"])]),
        failure: .exception(row: 2, "*")
      ),
      Bad(
        what: "one profession in two rows",
        parts: matrix([(["10", "21"], []), (["21"], [])]),
        failure: .professionTwice("21")
      ),
      Bad(what: "before the last one", parts: early, failure: .effectiveBeforeLast),
    ]
  }()

  @Test(arguments: bad)
  func `a publication that cannot be right is refused`(_ bad: Bad) throws {
    var history = RulesHistory()
    try publish(published { $0.timers.objectionDays = 30 }, to: &history)
    let known = history
    #expect(throws: bad.failure) { try known.publish(bad.parts) }
    #expect(known.nextVersion == 2)
  }

  @Test func `a month later is the same day, or that month's last`() {
    let moment = Life.day(2026, 1, 31).adding(hours: 10)
    #expect(moment.adding(months: 1) == Life.day(2026, 2, 28).adding(hours: 10))
    #expect(moment.adding(months: 13) == Life.day(2027, 2, 28).adding(hours: 10))
    #expect(moment.adding(years: 10) == Life.day(2036, 1, 31).adding(hours: 10))
    #expect(Life.day(2028, 2, 29).adding(years: 10) == Life.day(2038, 2, 28))
    #expect(Life.day(2026, 12, 2).adding(days: 42) == Life.day(2027, 1, 13))
    #expect(Life.day(9995, 1, 1).adding(years: 10) == Life.day(9999, 12, 31))
  }

  @Test(arguments: [
    ("2010-06-15", Life.day(2028, 6, 15).adding(hours: -2) as Instant?),
    ("2010-06", Life.day(2028, 6, 30).adding(hours: -2)),
    ("2010", Life.day(2028, 12, 31).adding(hours: -1)), ("2008-02-29", nil),
    ("2008-03-03", Life.day(2026, 3, 3).adding(hours: -1)), ("1950-01-01", nil),
  ])
  func `nobody is taken for an adult before they certainly are`(
    _ birth: String,
    _ majority: Instant?
  ) throws {
    let birth = try #require(PartialDate(birth))
    #expect(Timers().majority(birth: birth, after: Life.day(2026, 3, 2)) == majority)
  }
}
